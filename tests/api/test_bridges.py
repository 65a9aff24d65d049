"""`tairyu bridges` and `tairyu gaps` as a user runs them, and what `demo` and `flows` say beside them."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from api.bridges.documents import Subject
from api.bridges.printing import WORDS as BRIDGES
from api.commands.networks import FLOW_KINDS, LEVELS, RANKINGS
from api.gaps.documents import MOST_GROUPS, TooManyGroups, gaps_document
from api.gaps.printing import WORDS as GAPS
from api.language import MESSAGES
from graph.bridging.network import Network
from graph.bridging.uncertainty import MEASURES
from graph.bridging.views import PARTITIONS
from graph.flows import LEVELS as FLOW_LEVELS
from graph.language import Messages
from graph.model import KnowledgeGraph
from graph.schema import load_schema

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ja", "en")
FEW = ("--replicates", "2", "--permutations", "2")
ROLES = {"coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total"}
CONTRACT = {
    *("id", "constraint", "effective_size", "efficiency", "hierarchy", "betweenness", "brokerage", "brokerage_z"),
    *("participation", "within_module_z", "core", "articulation"),
}
DOUBTS = {"document", "case", "edges", "unknown"}


def strict(text: str) -> Any:
    """JSON without NaN and infinity, which are none."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def names_of(graph: KnowledgeGraph, lang: str) -> set[str]:
    return {node.name(lang) for node in graph.nodes.values()}


# The lists and words that the code repeats.


def test_the_choices_of_the_command_line_are_those_of_the_code() -> None:
    assert tuple(FLOW_LEVELS) == LEVELS
    assert tuple(load_schema().enums["flow_kind"].values) == FLOW_KINDS
    assert tuple(MEASURES) == RANKINGS


@pytest.mark.parametrize("words", [BRIDGES, GAPS], ids=["bridges", "gaps"])
def test_every_sentence_is_said_in_both_languages_with_the_same_values(words: Messages) -> None:
    for code in words.codes():
        said = [words._table[code][lang] for lang in LANGUAGES]
        assert all(said)
        assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in said}) == 1, code


def codes_in(folder: str, *functions: str) -> set[str]:
    """The codes that the modules of a folder hand to any of these functions as they stand, and not put together."""
    found = set()
    for path in (ROOT / folder).glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in functions and call.args:
                choices = call.args[0]
                branches = (choices.body, choices.orelse) if isinstance(choices, ast.IfExp) else (choices,)
                found |= {one.value for one in branches if isinstance(one, ast.Constant)}
    return found


def test_every_word_that_the_reports_need_is_there() -> None:
    bridges = codes_in("api/bridges", "say")
    bridges |= {f"{part}.{measure}" for part in ("measure", "hint") for measure in RANKINGS}
    bridges |= {f"explain.{role}" for role in ROLES - {"total"}} | {f"doubt.{doubt}" for doubt in DOUBTS}
    bridges |= {f"group.{name}" for name in PARTITIONS} | {"two_mode.actor", "two_mode.hub"}
    bridges |= {f"note.{name}" for name in ("star", "intervals", "no_intervals", "sampled", "graph")}
    assert len(bridges) > 50 and bridges <= BRIDGES.codes()
    gaps = codes_in("api/gaps", "say") | {"no_path", "thin", "breakers", "reachers"}
    assert len(gaps) > 15 and gaps <= GAPS.codes()


def test_every_refusal_is_said_in_both_languages() -> None:
    refusals = codes_in("api/bridges", "BadUse", "check_choices") | codes_in("api/gaps", "BadUse", "check_choices")
    assert {"error.group", "error.flow", "error.many_groups", "error.only_files"} <= refusals <= MESSAGES.codes()


# Who bridges in the shipped graph.


def test_the_shipped_graph_follows_the_contract_and_every_number_leads_to_its_edges(tairyu, shipped) -> None:
    result = tairyu("bridges", "--json", "--shared", "--seed", "3", *FEW)
    assert (result.code, result.err) == (0, "")
    document = strict(result.out)
    assert set(document) == {"nodes", "bridges", "network", "conventions"}
    rows = {row["id"]: row for row in document["nodes"]}
    assert len(rows) == document["network"]["nodes"] > 1000
    assert all(set(pair) <= rows.keys() for pair in document["bridges"])
    for row in rows.values():
        check_contract(row)
        check_ties(row, rows, shipped)
        if row["ranked"]:
            check_ranks(row)
        assert ("rank" in row) == row["ranked"]
    assert min(row["rank"]["constraint"]["rank"] for row in rows.values() if row["ranked"]) == 1
    known = [row for row in rows.values() if row["by"]["prefecture"]["brokerage"]["total"] is not None]
    assert len(known) == document["network"]["brokerage"]["prefecture"]["known"] < len(rows)
    said = document["conventions"]
    assert (said["groups"], said["permutations"], said["seed"]) == (list(PARTITIONS), 2, 3)
    intervals = said["intervals"]
    assert (intervals["replicates"], intervals["seed"], intervals["share_left_out"]) == (2, 3, 0.1)
    assert set(intervals) >= DOUBTS


def check_contract(row: dict) -> None:
    of_the_graph = {"component", "by", "name_ja", "name_en", "type", "kind", "ranked", "cases", "ties"}
    assert set(row) - {"rank"} == CONTRACT | of_the_graph | {"brokerage_p", "brokerage_shared"}
    for name in ("brokerage", "brokerage_z", "brokerage_p", "brokerage_shared"):
        assert set(row[name]) == ROLES
    assert set(row["by"]) == set(PARTITIONS)


def check_ties(row: dict, rows: dict, shipped: KnowledgeGraph) -> None:
    node = shipped.nodes[row["id"]]
    for name in ("name_ja", "name_en", "type", "kind"):
        assert row[name] == getattr(node, name)
    assert row["ties"] and {tie["node"] for tie in row["ties"]} <= rows.keys() - {row["id"]}
    edges = [shipped.edges[key] for tie in row["ties"] for key in tie["edges"]]
    assert all(tie["edges"] for tie in row["ties"]) and all(edge.evidence for edge in edges)
    assert set(row["cases"]) == {case for edge in edges for case in edge.properties["cases"]}


def check_ranks(row: dict) -> None:
    assert {"constraint", "total", "betweenness", "liaison"} <= set(row["rank"]) <= set(MEASURES)
    for rank in row["rank"].values():
        assert set(rank) == {"rank"} | DOUBTS and type(rank["rank"]) is int
        for doubt in DOUBTS:
            low, high = rank[doubt]["interval"]
            assert (low is None) == (high is None) == (rank[doubt]["lost"] == 1)
            assert low is None or 1 <= low <= high


def test_a_role_and_a_group_may_be_asked_for_in_japanese(tairyu) -> None:
    result = tairyu("bridges", "--lang", "ja", "--group", "prefecture", "--sort", "liaison", "--top", "3", *FEW)
    assert (result.code, result.err) == (0, "")
    for words in ("橋渡しの分析", "連絡者", "都道府県", "文書-1", "未報告を補う", "ほか"):
        assert words in result.out
    rows = [line for line in result.out.splitlines() if re.match(r"│ +\d+ │", line)]
    assert len(rows) == 3
    assert not re.search(r"{\w+}|None|nan", result.out)


def test_the_brokers_of_knowledge_are_told_in_english(tairyu, shipped) -> None:
    result = tairyu("bridges", "--flow", "knowledge", "--top", "4", "--replicates", "2", "--permutations", "0")
    assert (result.code, result.err) == (0, "")
    for words in (
        "Who bridges",
        "Sorted by Constraint",
        "–1 document",
        "–10 %",
        "kind of actor",
        "liaison: three groups",
    ):
        assert words in result.out
    assert not re.search(r"{\w+}|None|nan", result.out)
    first = next(line for line in result.out.splitlines() if re.match(r"│ +1 │", line)).split("│")[2].strip()
    assert any(name.startswith(first) for name in names_of(shipped, "en"))


def test_two_are_compared_with_a_p_for_every_measure(tairyu) -> None:
    pair = ("--compare", "楽天", "actor:gov-21", "--permutations", "9")
    document = strict(tairyu("bridges", *pair, "--group", "kind", "--seed", "1", "--json").out)
    assert (document["one"]["id"], document["other"]["id"]) == ("actor:rakuten", "actor:gov-21")
    assert set(document["measures"]) == set(MEASURES) - {"betweenness"}
    for row in document["measures"].values():
        assert set(row) == {"one", "other", "difference", "p"}
        assert row["p"] * 10 == pytest.approx(round(row["p"] * 10)) and 1 <= round(row["p"] * 10) <= 10
    assert document["conventions"]["groups"] == ["kind"] and document["conventions"]["seed"] == 1
    said = tairyu("bridges", *pair, "--lang", "ja")
    assert said.code == 0
    for words in ("楽天グループ", "岐阜県", "拘束度", "並べ替え検定"):
        assert words in said.out


def test_actors_and_hubs_are_told_as_two_modes(tairyu, shipped) -> None:
    document = strict(tairyu("bridges", "--two-mode", "--json").out)
    assert {row["mode"] for row in document["nodes"]} == {"actor", "hub"}
    assert all(0 <= row["two_mode_betweenness"] <= 1 for row in document["nodes"])
    assert document["hubs"] and document["actors"]
    for side, other in (("hubs", "Actor"), ("actors", "Hub")):
        for row in document[side]:
            assert row["shared"] == len(row["through"]) > 0
            for one in row["through"]:
                assert shipped.nodes[one["id"]].type == other
                ends = [{shipped.edges[key].source, shipped.edges[key].target} for key in one["edges"]]
                vias = [{shipped.edges[key].properties.get("via")} for key in one["edges"]]
                touched = set().union(*ends, *vias)
                assert {one["id"], *row["pair"]} <= touched
    said = tairyu("bridges", "--two-mode", "--top", "2")
    assert "Actors that tie hubs" in said.out and "Pairs of hubs that share actors" in said.out


# Who bridges in a network of the user's own.


@pytest.fixture
def tables(tmp_path: Path) -> None:
    """In the folder where `tairyu` runs."""
    (tmp_path / "e.csv").write_text("source,target,weight\na,b,1\nb,c,2\nc,d,1\nd,b,1\n", encoding="utf-8")
    (tmp_path / "n.csv").write_text("id,side\na,x\nb,y\nc,y\nd,\nzoë,x\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_text("source,target,weight\na,b,-1\n", encoding="utf-8")


FILES = ("--edges", "e.csv", "--nodes", "n.csv")


@pytest.mark.usefixtures("tables")
def test_a_network_of_ones_own_follows_the_contract(tairyu) -> None:
    how = ("--directed", "--weighted", "--group", "side", "--replicates", "3")
    result = tairyu("bridges", *FILES, *how, "--json")
    assert (result.code, result.err) == (0, "")
    document = strict(result.out)
    rows = {row["id"]: row for row in document["nodes"]}
    assert list(rows) == ["a", "b", "c", "d", "zoë"]
    assert all(set(row) - {"rank"} == CONTRACT | {"brokerage_p", "component"} for row in rows.values())
    assert document["conventions"]["directed"] and document["conventions"]["weighted"]
    # a → b → c, from x into y: b is a gatekeeper; d has no side, zoë no tie.
    assert rows["b"]["brokerage"] == dict.fromkeys(ROLES, 0) | {"gatekeeper": 1, "total": 1}
    assert rows["d"]["brokerage"]["total"] is None and rows["zoë"]["constraint"] is None
    assert set(rows["b"]["rank"]["constraint"]) == {"rank", "edges"} and "rank" not in rows["zoë"]
    assert document["bridges"] == [["a", "b"]]


@pytest.mark.usefixtures("tables")
def test_without_groups_there_are_no_roles_and_the_report_says_how_to_get_them(tairyu) -> None:
    said = tairyu("bridges", "--edges", "e.csv", "--replicates", "0", "--lang", "ja")
    assert said.code == 0
    assert "--group community" in said.out and "--replicates" in said.out
    assert "都道府県" not in said.out


# What is refused.


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--edges", "e.csv", "--two-mode"], ["--two-mode"]),
        (["--edges", "e.csv", "--sort", "liaison"], ["--group", "community"]),
        ([*FILES, "--compare", "zoe", "a"], ["“zoe”", "zoë"]),
        ([*FILES, "--compare", "a", "a"], ["itself"]),
        ([*FILES, "--group", "sides"], ["n.csv", "“sides”", "nearest: side"]),
        (["--edges", "bad.csv", "--weighted"], ["bad.csv:2: weight", "“-1”", "write 0, or a number"]),
    ],
)
def test_what_cannot_be_answered_of_files_is_refused_with_words_that_help(tairyu, arguments, words) -> None:
    result = tairyu("bridges", *arguments)
    assert (result.code, result.out) == (2, "")
    assert all(word in result.err for word in words), result.err


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--group", "planet"], ["「planet」", *PARTITIONS]),
        (["--flow", "water"], ["「water」", *FLOW_KINDS]),
        (["--nodes", "n.csv"], ["--nodes", "--edges"]),
    ],
)
def test_what_cannot_be_answered_of_the_graph_is_refused_with_words_that_help(tairyu, arguments, words) -> None:
    result = tairyu("bridges", "--lang", "ja", *arguments)
    assert (result.code, result.out) == (2, "")
    assert all(word in result.err for word in words), result.err


def test_a_name_that_the_graph_does_not_know_is_no_and_says_what_is_near(tairyu) -> None:
    result = tairyu("bridges", "--compare", "co-ba", "渋谷")
    assert (result.code, result.out) == (1, "")
    assert "渋谷" in result.err and re.search(r"(hub|actor|programme):", result.err)


# Gaps.


def test_gaps_are_told_with_whom_to_bring_together_and_what_they_share(tairyu) -> None:
    result = tairyu("gaps", "--top", "2")
    assert (result.code, result.err) == (0, "")
    for words in ("no path", "one node alone", "could meet", "in common", "KPP-Neg", "KPP-Pos", "If this hub closed"):
        assert words in result.out
    assert not re.search(r"{\w+}|None|nan", result.out)


def test_gaps_between_communities_lead_to_the_edges(tairyu, shipped) -> None:
    document = strict(tairyu("gaps", "--group", "community", "--top", "2", "--json").out)
    assert set(document) == {"groups", "pairs", "key_players", "closing", "conventions"}
    assert document["groups"]["name"] == "community" and document["groups"]["known"] == document["groups"]["nodes"]
    told = [row for row in document["pairs"] if "meetings" in row]
    assert [bool(row["path"]) for row in told].count(True) <= 2 < len(document["pairs"])
    for row in document["pairs"]:
        path = [node["id"] for node in row["path"]]
        assert set(row["cut"]) <= set(path) and (path == [] or row["cut"])
        assert len(row["edges"]) == max(len(path) - 1, 0)
        for k, keys in enumerate(row["edges"]):
            assert keys
            for key in keys:
                edge = shipped.edges[key]
                assert {path[k], path[k + 1]} <= {edge.source, edge.target, edge.properties.get("via")}
    meetings = [meeting for row in told for meeting in row["meetings"]]
    assert any(meeting["in_common"] for meeting in meetings)
    for meeting in meetings:
        assert meeting["nearer"] > 0
        assert all(key in shipped.edges for shared in meeting["in_common"] for key in shared["edges"])
    for name, measure in (("breakers", "fragmentation"), ("reachers", "reach")):
        values = [row[measure] for row in document["key_players"][name]]
        assert len(values) == 5 and values == sorted(values) and values[0] > 0 and values[-1] <= 1
    assert all(shipped.nodes[row["id"]].type == "Hub" for row in document["closing"])
    assert all(row["fragmentation"][1] >= row["fragmentation"][0] for row in document["closing"])


def test_what_falls_apart_without_one_hub_is_told_in_both_languages(tairyu) -> None:
    document = strict(tairyu("gaps", "--without", "tip", "--json").out)
    assert document["id"] == "hub:tip" and len(document["cut_off"]) > 0
    assert document["fragmentation"][0] < document["fragmentation"][1] < 1
    said = tairyu("gaps", "--without", "tip", "--lang", "ja")
    pieces = [node for piece in document["cut_off"] for node in piece]
    assert f"{len(pieces)} が最大の部分から切り離される" in said.out and pieces[0]["name_ja"] in said.out


@pytest.mark.usefixtures("tables")
def test_gaps_in_a_network_of_ones_own(tairyu, tmp_path: Path) -> None:
    document = strict(tairyu("gaps", *FILES, "--group", "side", "--json").out)
    # x has a and zoë, y has b and c; d knows c and b and has no side.
    (pair,) = document["pairs"]
    assert [group["id"] for group in pair["groups"]] == ["x", "y"]
    assert [node["id"] for node in pair["path"]] == ["a", "b"] and pair["cut"] == ["a", "b"]
    assert {(one["one"]["id"], one["other"]["id"]) for one in pair["meetings"]} <= {
        ("a", "c"),
        ("zoë", "b"),
        ("zoë", "c"),
    }
    assert document["key_players"]["breakers"][0]["id"] == "b"
    said = tairyu("gaps", *FILES)
    assert "No groups were given" in said.out and "If this went" in said.out
    assert tairyu("gaps", *FILES, "--without", "b", "--json").json["cut_off"] == [[{"id": "a"}]]
    unknown = tairyu("gaps", *FILES, "--without", "zoe")
    assert (unknown.code, unknown.out) == (2, "") and "zoë" in unknown.err


@pytest.mark.parametrize("unknown", [0, 1])
def test_as_many_groups_are_compared_as_the_refusal_says(unknown: int) -> None:
    def of(groups: int) -> Subject:
        labels = [*map(str, range(groups)), *[None] * unknown]
        return Subject(Network.of(list(map(str, range(len(labels)))), [], []), {"town": labels})

    assert len(gaps_document(of(MOST_GROUPS), 1)["pairs"]) == MOST_GROUPS * (MOST_GROUPS - 1) // 2
    with pytest.raises(TooManyGroups, match="town"):
        gaps_document(of(MOST_GROUPS + 1), 1)


# Flows and the demo.


def test_flows_are_told_and_given_as_json(tairyu) -> None:
    said = tairyu("flows", "--by", "metro", "--kind", "knowledge")
    assert (said.code, said.err) == (0, "")
    assert "Knowledge" in said.out and not re.search(r"{\w+}|None", said.out)
    document = strict(tairyu("flows", "tip", "--json").out)
    assert document["hub"]["id"] == "hub:tip" and document["by"] == "prefecture"
    assert document["flows"] == sum(cell["count"] for cell in document["cells"])


def test_demo_tells_the_estimated_types_and_who_bridges(tairyu) -> None:
    result = tairyu("demo")
    assert result.code == 0
    assert "Hubs by estimated type" in result.out
    after = result.out[result.out.index("Who bridges") :]
    assert re.search(r"│ 1 +│ Rakuten Group ", after) and "without one case" in after
