"""The command line: answers, exit codes, languages, and errors that help."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from api.exports import formats
from graph.language import Messages


def test_help_teaches_in_both_languages(tairyu) -> None:
    for lang, words in (("en", "knowledge graph"), ("ja", "知識グラフ")):
        result = tairyu("--lang", lang, "--help")
        assert result.code == 0
        assert words in result.out
        for command in ("demo", "build", "verify", "show", "search", "sources", "export"):
            assert command in result.out
    assert "例" in tairyu("export", "--help", "--lang", "ja").out
    assert "事例" in tairyu("build", "--help", TAIRYU_LANG="", LANG="ja_JP.UTF-8").out


@pytest.mark.parametrize("package", [("api", "messages.yaml"), ("ingest", "problems.yaml")])
def test_every_sentence_is_said_in_both_languages_with_the_same_values(package: tuple[str, str]) -> None:
    import re

    messages = Messages(*package)
    for code in messages.codes():
        said = [messages._table[code][lang] for lang in ("ja", "en")]
        assert all(said)
        assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in said}) == 1, code


def test_demo_reports_and_draws(tairyu, tmp_path: Path) -> None:
    result = tairyu("demo", "--picture", "picture.html")
    assert result.code == 0
    for words in ("Hubs by reported type", "Actors in several cases", "Flows by kind", "Not reported", "picture.html"):
        assert words in result.out
    assert (tmp_path / "picture.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_demo_as_json_is_one_document(tairyu) -> None:
    report = tairyu("demo", "--json", "--lang", "ja").json
    assert report["nodes"]["Case"] == report["not_reported"]["cases"] >= 33
    assert sum(row["total"] + row["planned"] for row in report["flows"]) == report["edges"]["FLOW"]
    for row in report["flows"]:
        directions = [v for k, v in row.items() if k not in ("kind", "total", "planned")]
        assert sum(directions) == row["total"]


def test_build_then_show_reads_the_built_graph(tairyu, tmp_path: Path) -> None:
    built = tairyu("build", "--json").json
    assert built["folder"] == str(tmp_path / "home" / "graph")
    assert tairyu("show", "co-ba渋谷", "--json").json["id"] == "hub:co-ba-shibuya"
    (tmp_path / "home" / "graph" / "CURRENT").write_text("nothing")
    broken = tairyu("show", "co-ba渋谷")
    assert broken.code == 2
    assert "tairyu build" in broken.err


def test_show_gives_ties_with_evidence_and_without_texts_says_so(tairyu) -> None:
    result = tairyu("show", "hub:co-ba-shibuya")
    assert result.code == 0
    assert "← operates  Tsukuruba" in result.out
    assert "mlit-2019 line 2253" in result.out
    assert "sources attach" in result.err
    assert "quote" not in result.out


@pytest.mark.sources
def test_show_gives_quotes_once_the_texts_are_attached(tairyu, sources: Path) -> None:
    attached = tairyu("sources", "attach", sources)
    assert attached.code == 0
    assert all(tairyu("sources", "status", "--json").json.values())
    card = tairyu("show", "hub:co-ba-shibuya", "--json").json
    operates = next(edge for edge in card["in"] if edge["type"] == "OPERATES")
    assert "ツクルバ" in operates["evidence"][0]["quote"][0]["text"]
    assert operates["evidence"][0]["quote"][0]["line"] == 2253


def test_a_folder_of_ones_own_from_text_to_quote(tairyu, tmp_path: Path) -> None:
    text = "みなと市場は2019年に港町で開かれた。\n株式会社うみが運営する。\n"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "minato.txt").write_text(text, encoding="utf-8")
    cases = tmp_path / "my-cases"
    (cases / "actors").mkdir(parents=True)
    (cases / "actors" / "a.yaml").write_text("umi: {name: {ja: 株式会社うみ, en: Umi}, kind: company}\n")
    (cases / "documents.yaml").write_text(
        "minato: {title: {ja: みなと, en: M}, publisher: {ja: 試し, en: T}, line_count: 2, "
        f"sha256: {hashlib.sha256(text.encode()).hexdigest()}}}\n"
    )
    (cases / "ichiba.yaml").write_text(
        "case: ichiba\ndocument: minato\nname: {ja: みなと市場の話, en: Minato}\nlines: 1-2\nsummary: {ja: 港の市場。, en: A market.}\n"
        "hubs: {ichiba: {name: {ja: みなと市場, en: Minato market}, form: place, opened: {is: 2019, lines: 1}, lines: 1}}\n"
        "statements: [{operates: [うみ, みなと市場], lines: 1-2}]\n"
    )
    assert tairyu("build", "my-cases").code == 2  # neither attached nor sealed
    assert tairyu("sources", "attach", "texts", "my-cases").code == 0
    assert tairyu("sources", "seal", "my-cases").code == 0
    assert tairyu("build", "my-cases").code == 0
    card = tairyu("show", "みなと市場", "--json").json
    operates = next(edge for edge in card["in"] if edge["type"] == "OPERATES")
    assert operates["evidence"][0]["quote"][1] == {"line": 2, "text": "株式会社うみが運営する。"}
    # No type is reported in a folder of one's own: the shipped hubs are learnt from.
    assert [hub["id"] for hub in tairyu("classify", "--json").json["hubs"]] == ["hub:ichiba"]
    assert tairyu("build", "--shipped", "my-cases", "--json").json["nodes"] > 2000
    assert tairyu("show", "hub:ichiba").code == tairyu("show", "hub:co-ba").code == 0


def test_show_what_is_not_there_says_what_is_near(tairyu) -> None:
    result = tairyu("show", "コーバ渋谷", "--lang", "ja")
    assert result.code == 1
    assert "コーバ渋谷" in result.err
    ambiguous = tairyu("show", "広島県")
    assert ambiguous.code == 1
    assert "region:34" in ambiguous.err
    assert "actor:gov-34" in ambiguous.err


def test_search_by_reading_and_nothing_found(tairyu) -> None:
    assert "region:34" in {row["id"] for row in tairyu("search", "ひろしま", "--json").json}
    assert tairyu("search", "ひろしま").code == 0
    nothing = tairyu("search", "存在しない名前", "--json")
    assert (nothing.code, nothing.json) == (1, [])


@pytest.mark.parametrize("name", formats("en"))
def test_export_writes_every_format(tairyu, tmp_path: Path, name: str) -> None:
    result = tairyu("export", name, "out", "--json")
    assert result.code == 0
    assert all((tmp_path / path).stat().st_size > 1000 for path in result.json)


def test_export_formats_of_the_command_are_those_that_there_are(tairyu) -> None:
    from api.commands.graphs import EXPORT_FORMATS

    assert tuple(formats("en")) == EXPORT_FORMATS
    assert tairyu("export", "docx", "x").code == 2


@pytest.mark.sources
def test_verify_passes_on_the_shipped_cases(tairyu, sources: Path) -> None:
    result = tairyu("verify", "--sources", sources)
    assert result.code == 0, result.out
    assert "0 failed" in result.out


def test_verify_without_texts_says_what_to_do(tairyu) -> None:
    result = tairyu("verify")
    assert result.code == 2
    assert "sources attach" in result.err


CASE = """\
case: x
document: nowhere
name: {ja: 名, en: name}
lines: 1
summary: {ja: 要約, en: summary}
statments: []
"""


def test_bad_input_is_rejected_whole(tairyu, tmp_path: Path) -> None:
    cases = tmp_path / "my-cases"
    cases.mkdir()
    (cases / "x.yaml").write_text(CASE, encoding="utf-8")
    for lang, words in (("en", "statements"), ("ja", "近いもの")):
        result = tairyu("build", "--out", "out", "my-cases", "--lang", lang)
        assert result.code == 2
        assert result.out == ""
        assert "my-cases/x.yaml:6" in result.err
        assert words in result.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "content", [b"a: &a [x]\nb: [*a, *a]\n", b"\xff\xfe\x00", b"", b"- 1\n", b"case: 5\ncase: 6\n"]
)
def test_malformed_files_are_rejected(tairyu, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "my-cases").mkdir()
    (tmp_path / "my-cases" / "x.yaml").write_bytes(content)
    result = tairyu("build", "--out", "out", "my-cases")
    assert result.code == 2
    assert "my-cases/x.yaml" in result.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("folder", ["empty", "none"])
def test_folders_without_cases_are_rejected(tairyu, tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    result = tairyu("build", "--out", "out", folder)
    assert result.code == 2
    assert folder in result.err
    assert not (tmp_path / "out").exists()


def test_another_version_of_a_text_is_not_attached(tairyu, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "mlit-2019.txt").write_text("x", encoding="utf-8")
    result = tairyu("sources", "attach", "texts")
    assert result.code == 1
    assert "mlit-2019.txt" in result.err
    assert not (tmp_path / "home" / "sources").exists()


def test_a_reader_that_goes_away_is_no_error(tairyu, tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    command = f"{sys.executable} -m api show co-ba | head -n 1"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "TAIRYU_LANG": "ja"}
    )
    assert "Traceback" not in done.stderr
    assert "読み書き" not in done.stderr


def test_json_is_the_only_thing_on_stdout(tairyu) -> None:
    for arguments in (["demo"], ["build"], ["show", "co-ba"], ["search", "co-ba"], ["sources", "status"]):
        json.loads(tairyu(*arguments, "--json").out)


def test_identity_is_judged_taken_back_and_reported(tairyu, tmp_path: Path) -> None:
    before = tairyu("identity", "--json").json
    assert {"in_several_documents", "aliases", "judgements", "not_judged"} == set(before)
    assert "actor:rakuten" in {row["id"] for row in before["in_several_documents"]}
    assert tairyu("identity", "merge", "dbj", "toyota", "--because", "a test").code == 0
    assert tairyu("show", "actor:toyota").code == 1
    assert tairyu("show", "DBJ", "--json").json["aliases"] == ["TOYOTA"]
    assert tairyu("identity", "undo", "dbj", "toyota").code == 0
    assert tairyu("show", "actor:toyota").code == 0
    assert tairyu("identity", "undo", "dbj", "toyota").code == 1
    unknown = tairyu("identity", "split", "dbj", "toyote", "--because", "x")
    assert unknown.code == 2
    assert "toyota" in unknown.err
    contradiction = tairyu("identity", "merge", "ntt", "ntt-docomo", "--because", "the last judgement on a pair holds")
    assert contradiction.code == 0


def test_diff_shows_disagreements_and_changes(tairyu, tmp_path: Path) -> None:
    assert "umekita-2" in tairyu("diff").out
    tairyu("build", "--out", "old")
    assert tairyu("identity", "merge", "dbj", "toyota", "--because", "a test").code == 0
    report = tairyu("diff", "old", "--json").json
    assert [record["id"] for record in report["nodes"]["removed"]] == ["actor:toyota"]
    assert "- Toyota [actor:toyota]" in tairyu("diff", "old").out


def test_a_case_without_a_hub_says_so(tairyu) -> None:
    assert "拠点を述べる: いいえ" in tairyu("show", "mhi-tanegashima", "--lang", "ja").out
    assert "Describes a hub: yes" in tairyu("show", "co-ba").out


def test_classify_follows_the_contract(tairyu) -> None:
    hubs = {hub["id"]: hub for hub in tairyu("classify", "--json").json["hubs"]}
    assert len(hubs) == 99
    for hub in hubs.values():
        assert {"id", "name_ja", "types", "type", "networked", "reasons", "reported"} <= set(hub)
        assert set(hub["types"]) == {"coworking", "resource_discovery", "knowledge_platform"}
        assert all(0 <= chance <= 1 for chance in (*hub["types"].values(), hub["networked"]))
        for reason in hub["reasons"]:
            assert {"feature", "value", "weight", "evidence"} <= set(reason)
    assert hubs["hub:co-ba"]["reported"] == ["coworking"]


def test_classify_one_hub_says_why_in_both_languages(tairyu) -> None:
    assert "コワーキング型" in tairyu("classify", "co-baネットワーク", "--lang", "ja").out
    result = tairyu("classify", "tip")
    assert result.code == 0
    assert "Judged from the other hubs only" in result.out
    nobody = tairyu("classify", "渋谷区")
    assert nobody.code == 1
    assert "hub:shibuya-district" in nobody.err
