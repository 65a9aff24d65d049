"""A case file of a user's own, for the tests that add one."""

CASE = """\
case: my-case
document: mlit-2019
name: {ja: 試しの事例, en: A case for trying}
lines: 2253-2257
summary: {ja: 試すための事例。, en: A case made for a test.}
hubs:
  my-hub:
    name: {ja: 試しの拠点, en: Hub for trying}
    form: place
    lines: 2253
statements:
  - {operates: [ツクルバ, 試しの拠点], lines: 2253}
"""
