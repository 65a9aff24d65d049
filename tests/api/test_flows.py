"""Flows in words, in both languages."""

from __future__ import annotations

import json
import re

import pytest
from rich.cells import cell_len

from api.flows import WORDS, flows_document, print_flows
from api.session import Session
from graph.flows import LEVELS
from graph.model import Edge, Evidence, KnowledgeGraph, Node, UnknownNode
from graph.schema import load_schema

LANGUAGES = ("ja", "en")


def graph_of(pairs: list[tuple[int, int]], **properties: object) -> KnowledgeGraph:
    """Flows between numbered prefectures."""
    regions = [
        Node(
            f"region:{n:02}",
            "Region",
            "prefecture",
            f"県[bold]{n}",
            f"Prefecture [{n}]",
            properties={"code": f"{n:02}"},
        )
        for n in sorted({n for pair in pairs for n in pair})
    ]
    flows = [
        Edge(
            f"f{i:03}",
            f"region:{a:02}",
            f"region:{b:02}",
            "FLOW",
            "people",
            properties,
            (Evidence("doc", (i, i + 1), "0" * 16),),
        )
        for i, (a, b) in enumerate(pairs, 1)
    ]
    return KnowledgeGraph(regions, flows)


def said(graph: KnowledgeGraph, lang: str, capsys, *arguments: str | None) -> str:
    print_flows(flows_document(graph, *arguments), graph, Session(lang))
    return capsys.readouterr().out


def test_the_document_is_json(shipped):
    document = flows_document(shipped)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert (document["by"], document["kind"], document["hub"]) == ("prefecture", None, None)
    assert {"table", "hubs"} == set(document["conversions"])


def test_one_hub(shipped):
    document = flows_document(shipped, "metro", None, "hub:drt")
    assert document["hub"]["id"] == "hub:drt"
    assert [hub["id"] for hub in document["conversions"]["hubs"]] == ["hub:drt"]
    assert 0 < document["flows"] < flows_document(shipped, "metro")["flows"]


def test_words_that_mean_nothing_are_refused(shipped):
    for wrong in (("planet",), ("metro", "water")):
        with pytest.raises(ValueError, match="no flows"):
            flows_document(shipped, *wrong)
    with pytest.raises(UnknownNode):
        flows_document(shipped, hub_id="actor:rakuten")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("by", LEVELS)
def test_every_level_is_told(shipped, by, lang, capsys):
    out = said(shipped, lang, capsys, by)
    assert WORDS.text(f"by.{by}", lang) in out
    assert "{" not in out and "None" not in out
    assert all(cell_len(line) <= 110 for line in out.splitlines() if line.startswith(("│", "┃")))
    unknown = sum(flows_document(shipped, by)["not_stated"].values())
    assert str(unknown) in out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_and_hub_is_told(shipped, lang, capsys):
    for kind in load_schema().enums["flow_kind"].values:
        assert load_schema().label("flow_kind", kind, lang) in said(shipped, lang, capsys, "metro", kind)
    for hub in shipped.of_type("Hub"):
        out = said(shipped, lang, capsys, "metro", None, hub.id)
        assert "{" not in out and "None" not in out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_graph_is_told(lang, capsys):
    out = said(KnowledgeGraph([], []), lang, capsys)
    for code in ("no_cells", "no_reciprocity", "no_conversions", "no_hubs"):
        assert WORDS.text(code, lang)[:20] in out


def test_a_small_matrix_is_a_square_with_totals(capsys):
    out = said(graph_of([(1, 2), (1, 2), (2, 1), (2, 2)]), "ja", capsys)
    rows = [re.findall(r"[^│\s]+", line) for line in out.splitlines() if line.startswith("│")]
    assert rows[:3] == [["県[bold]1", "·", "2", "2"], ["県[bold]2", "1", "1", "2"], ["計", "1", "3", "4"]]
    assert "逆向きの流れもあるのは2組です（100%）" in out
    assert "3件のうち2件に見合う" in out


def test_a_wide_matrix_is_told_by_its_pairs_with_the_lines_that_state_them(capsys):
    out = said(graph_of([(n, n + 1) for n in range(1, 31)]), "en", capsys)
    assert WORDS.text("matrix", "en") not in out
    assert re.search(r"Prefecture \[1\] +│ Prefecture \[2\] +│ 1 +│ doc 1–2", out)
    assert WORDS.text("more", "en", count=10) in out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_amounts_are_told_with_unit_and_qualifier(lang, capsys):
    out = said(graph_of([(1, 2), (1, 2)], amount=600, unit="people", qualifier="about"), lang, capsys)
    assert {"ja": "約1,200人", "en": "about 1,200 people"}[lang] in out
    ratios = said(graph_of([(1, 2), (1, 2)], amount=60, unit="percent"), lang, capsys)
    assert WORDS.text("no_sum", lang) in ratios


def test_every_sentence_is_in_both_languages_with_the_same_values():
    for code in WORDS.codes():
        texts = [WORDS._table[code][lang] for lang in LANGUAGES]
        assert all(texts)
        assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in texts}) == 1, code
