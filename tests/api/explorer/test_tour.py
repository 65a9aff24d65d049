"""The way of a new user, from the first page to an evidence brief, in both languages. With TAIRYU_SCREENSHOTS set, the
pictures of docs/explorer.md are made on the way (`make screenshots`)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pictures import FOLDER, NOTE, page_now

TOKYO, HIROSHIMA = "region:13", "region:34"


@pytest.mark.browser
def test_find_a_hub_see_its_type_and_click_down_to_the_source_line(explorer: Any) -> None:
    page = explorer.open()
    assert page.locator("canvas").count() > 0
    explorer.shot("network")
    explorer.check()

    page.keyboard.press("/")
    page.keyboard.type("co-ba")
    page.locator("#search [role=option]").first.wait_for()
    explorer.shot("search")
    page.locator(
        "#search [role=option]", has_text="co-ba渋谷" if explorer.lang == "ja" else "co-ba Shibuya"
    ).first.click()
    explorer.ready()
    assert "view=hub" in page.url

    explorer.open("?view=hub&id=hub:co-ba")
    kind = {"ja": "コワーキング型", "en": "Coworking"}[explorer.lang]
    assert kind in explorer.text()
    explorer.shot("hub")
    explorer.check()

    # Why it is typed so, down to the lines.
    page.locator("#view a.lines").first.click()
    page.locator("#panel h2").wait_for()
    assert re.search(r"cite=mlit-2019%3A\d+-\d+", page.url)
    assert re.search(r"\d+", explorer.text("#panel"))
    explorer.shot("lines")
    explorer.check()


@pytest.mark.browser
def test_who_bridges_tokyo_and_hiroshima(explorer: Any) -> None:
    page = explorer.open(f"?view=bridges&one={TOKYO}&other={HIROSHIMA}")
    name = {"ja": "渋谷未来デザイン", "en": "Shibuya Mirai Design"}[explorer.lang]
    page.locator("#view", has_text=re.compile(name, re.IGNORECASE)).wait_for()
    explorer.shot("bridges")
    explorer.check()
    page.locator("#view a.lines").first.click()
    page.locator("#panel h2").wait_for()
    assert "cite=" in page.url
    explorer.check()


@pytest.mark.browser
def test_two_hubs_side_by_side(explorer: Any) -> None:
    page = explorer.open("?view=compare&one=hub:co-ba&other=hub:hiroshima-sandbox")
    words = explorer.text()
    assert "co-ba" in words
    assert ("ひろしま" if explorer.lang == "ja" else "Hiroshima") in words
    explorer.shot("compare")
    explorer.check()
    assert page.locator("#view table, #view dl").count() > 0


@pytest.mark.browser
def test_an_evidence_brief(explorer: Any) -> None:
    page = explorer.open("?view=brief&id=hub:co-ba")
    page.locator("#view table").first.wait_for()
    assert "mlit-2019" in page.content()
    explorer.shot("brief")
    explorer.check()
    name, data = explorer.saved(lambda: page.get_by_role("button", name=re.compile("HTML")).first.click())
    assert name.endswith(".html")
    assert b"<script" not in data
    assert b"978" in data


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("map", "?view=map"),
        ("hubs", "?view=hubs"),
        ("actor", "?view=actor&id=actor:tsukuruba"),
        ("questions", "?view=questions&name=who-takes-part&p.node=hub:co-ba"),
        ("query", "?view=query&language=cypher"),
        ("about", "?view=about"),
        ("evidence", "?view=network&focus=hub:co-ba&sel=hub:co-ba"),
    ],
)
def test_every_other_view_opens(explorer: Any, name: str, query: str) -> None:
    explorer.open(query)
    assert len(explorer.text()) > 40
    explorer.shot(name)
    explorer.check()


def test_the_pictures_of_the_documentation_are_of_this_page() -> None:
    text = (FOLDER.parent / "explorer.md").read_text(encoding="utf-8")
    wanted = set(re.findall(r"\(explorer/([a-z]+-(?:ja|en)\.png)\)", text))
    assert len(wanted) > 20
    assert wanted == {path.name for path in FOLDER.glob("*.png")}
    assert page_now() == NOTE.read_text(encoding="utf-8").strip(), "run `make screenshots`, and look at them"
