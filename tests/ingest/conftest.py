"""A small case study of our own, with its document, to break in every way."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.project import read_project
from ingest.sources import attach, read_documents, versions
from ingest.verify import Verification, verify

TEXT = """\
試験用の事例集

平成30年5月

１．港の見える広場「みなとラボ」（広島県府中市）
府中市は、株式会社みどり商店とともに、平成 29 年４月に
「みなとラボ」を開設した。
同社は、東京から来る技術者にノウハウを教わり、
市内の木工品を磨いている。運営費は市が約１億２千万円を
補助した。2018年度の利用者は延べ1,500人で、
2020年度には3,000人を目指す。
青い森財団も協力（以下「青財団」）。青財団は年12回の講座を開く。
"""

DOCUMENTS = """\
test-2018:
  title: {{ja: 試験用の事例集, en: Cases for tests}}
  publisher: {{ja: 試験, en: Test}}
  date: 2018-05
  sha256: {sha256}
  line_count: 12
"""

ACTORS = """\
midori: {name: {ja: 株式会社みどり商店, en: Midori Store}, kind: company}
aoi-foundation:
  name: {ja: 青い森財団, en: Aoi Foundation}
  kind: foundation
  aliases: {青財団: "test-2018:12"}
"""

CASE = """\
case: minato-lab
document: test-2018
name: {ja: 港の見える広場「みなとラボ」, en: Minato Lab}
lines: 5-12
summary: {ja: 市と商店が開いた場で木工を磨く。, en: A place opened by a city and a shop.}
challenge: {ja: "3,000人の利用", en: "3,000 users", lines: 10-11}
hubs:
  minato-lab:
    name: {ja: みなとラボ, en: Minato Lab}
    form: place
    opened: {is: 2017-04, lines: 6-7}
    lines: 5
groups:
  engineers: {name: {ja: 技術者, en: Engineers}, kind: person, lines: 8}
programmes:
  lectures: {name: {ja: 講座, en: Lectures}, kind: course, lines: 12}
resources:
  woodwork: {name: {ja: 木工品, en: Woodwork}, kind: product, lines: 9}
outcomes:
  users:
    of: hub:minato-lab
    quantity: {ja: 延べ利用者, en: Users}
    value: 1500
    unit: people
    when: FY2018
    status: actual
    lines: 5-10
  users-target:
    of: case:minato-lab
    quantity: {ja: 延べ利用者, en: Users}
    value: 3000
    unit: people
    when: FY2020
    status: target
    lines: 10-11
statements:
  - {founded: [[広島県府中市, みどり商店], みなとラボ], since: 2017-04, lines: 5-7}
  - {located_in: [みなとラボ, 広島県府中市], lines: 5}
  - {flow: knowledge, from: 技術者, to: みどり商店, what: {ja: ノウハウ, en: know-how}, lines: 8, as: {みどり商店: 同社}}
  - {flow: money, from: actor:広島県府中市, to: みなとラボ, what: {ja: 補助, en: grant}, amount: 120000000, unit: yen, qualifier: about,
     lines: 5-10}
  - {upgrades: [みどり商店, 木工品], lines: 8-9, as: {みどり商店: 同社}}
  - {runs: [青財団, 講座], lines: 12}
"""


@dataclass(frozen=True)
class Folder:
    """A case folder of a user, with the text of its document beside it."""

    path: Path
    texts: Path

    @property
    def case(self) -> Path:
        return self.path / "minato-lab.yaml"

    def change(self, old: str, new: str) -> None:
        """Changes the case file; `old` must stand in it once."""
        content = self.case.read_text(encoding="utf-8")
        assert content.count(old) == 1, (old, content.count(old))
        self.case.write_text(content.replace(old, new), encoding="utf-8")

    def verify(self) -> Verification:
        return verify(read_project([self.path]), self.texts)

    def attach(self) -> None:
        attach(self.texts, versions(read_documents(self.path / "documents.yaml").values()))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    texts, path = tmp_path / "texts", tmp_path / "my-cases"
    (path / "actors").mkdir(parents=True)
    texts.mkdir()
    (texts / "test-2018.txt").write_text(TEXT, encoding="utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    (path / "documents.yaml").write_text(DOCUMENTS.format(sha256=sha256), encoding="utf-8")
    (path / "actors" / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    (path / "minato-lab.yaml").write_text(CASE, encoding="utf-8")
    return Folder(path, texts)


@pytest.fixture
def read_only_copy(folder: Folder, tmp_path: Path) -> Folder:
    """The same folder once more, at another place."""
    target = tmp_path / "elsewhere"
    shutil.copytree(folder.path, target)
    return Folder(target, folder.texts)
