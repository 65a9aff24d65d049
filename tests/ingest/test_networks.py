"""Networks of the user's own: what CSV and Parquet give, and every way in which a table can be wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.bridging.network import Network
from ingest.networks import NetworkFile, read_network
from ingest.problems import InputError, Problem

LANGUAGES = ("ja", "en")
Write = Callable[[str, "str | bytes"], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a table into the current folder, so that problems call it by its bare name."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


@pytest.fixture
def parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """parquet("edges", source=[…], target=[…]) → a file."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, row_group_size: int | None = None, **columns: Iterable[object]) -> Path:
        path = tmp_path / f"{name}.parquet"
        pq.write_table(pa.table(columns), path, row_group_size=row_group_size)
        return path

    return write


def arcs(found: NetworkFile | Network) -> dict[tuple[str, str], float]:
    """By names: each arc with its weight; an undirected tie is two."""
    network = found.network if isinstance(found, NetworkFile) else found
    weight = [1.0] * len(network.out.head) if network.out.weight is None else network.out.weight.tolist()
    ends = zip(network.out.tails().tolist(), network.out.head.tolist(), strict=True)
    return dict(zip([(network.ids[a], network.ids[b]) for a, b in ends], weight, strict=True))


def problems(edges: Path, nodes: Path | None = None, **options: object) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        read_network(edges, nodes, **options)
    for problem in caught.value.problems:
        for lang in LANGUAGES:  # a value that the sentence needs and does not get raises
            assert problem.text(lang).startswith(problem.file) and "{" not in problem.text(lang)
    return caught.value.problems


def lines_of(found: list[Problem]) -> list[tuple[str, str, int, str]]:
    return [(problem.code, problem.file, problem.line, problem.key) for problem in found]


# What is read.


def test_without_a_table_of_nodes_the_ends_are_the_nodes_in_order(write):
    found = read_network(write("e.csv", "source,target\nc,a\na,b\n"))
    assert found.network.ids == ["a", "b", "c"] and found.columns == {}
    assert set(arcs(found)) == {("a", "b"), ("b", "a"), ("a", "c"), ("c", "a")}
    assert not found.network.directed and not found.network.weighted


def test_directions_and_weights_are_read_where_asked_for(write):
    path = write("e.csv", "source,target,weight\nb,a,2.5\na,b,1\nb,a,0.5\nb,c,0\n")
    both = read_network(path, directed=True, weighted=True).network
    assert both.directed and both.weighted
    assert arcs(both) == {("a", "b"): 1, ("b", "a"): 3}
    assert both.ids == ["a", "b", "c"]
    assert arcs(read_network(path, weighted=True)) == {("a", "b"): 4, ("b", "a"): 4}
    plain = read_network(path, directed=True).network
    assert not plain.weighted and set(arcs(plain)) == {("a", "b"), ("b", "a"), ("b", "c")}


def test_a_table_as_a_spreadsheet_saves_it_is_read(write):
    content = (
        '\ufeff"source", target ,備考,weight\r\n'
        '株式会社ツクルバ,"co-ba, 渋谷","一行目\r\n二行目",2\r\n'
        "\r\n"
        ' 渋谷区 ,"株式会社ツクルバ","言う ""対流""", 1 \r\n'
        "\r\n"
    )
    found = read_network(write("e.csv", content), directed=True, weighted=True)
    assert arcs(found) == {("株式会社ツクルバ", "co-ba, 渋谷"): 2, ("渋谷区", "株式会社ツクルバ"): 1}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "{end}"])
def test_every_end_of_a_line_will_do_and_the_last_line_needs_none(write, end, last):
    content = end.join(["source,target", "a,b", "b,c"]) + last.format(end=end)
    assert set(arcs(read_network(write("e.csv", content), directed=True))) == {("a", "b"), ("b", "c")}


def test_columns_may_stand_in_any_order_and_others_do_not_matter(write):
    path = write("e.csv", "since,target,kind,source\n2019,b,money,a\n2020,c,people,b\n")
    assert set(arcs(read_network(path, directed=True))) == {("a", "b"), ("b", "c")}


def test_only_the_ties_of_one_kind_are_read(write):
    path = write("e.csv", "source,target,kind,weight\na,b,money,2\nb,c,people,x\nc,d,money,3\nd,e,,1\n")
    found = read_network(path, weighted=True, kind="money")
    assert found.network.ids == ["a", "b", "c", "d"]
    assert arcs(found) == {("a", "b"): 2, ("b", "a"): 2, ("c", "d"): 3, ("d", "c"): 3}


def test_the_nodes_are_those_of_their_table_in_its_order_and_nodes_without_ties_stay(write):
    nodes = write("n.csv", "id,group,level\nz,x,1\nb,y,2\na,x,3\n")
    found = read_network(write("e.csv", "source,target\na,z\n"), nodes)
    assert found.network.ids == ["z", "b", "a"]
    assert found.network.contacts.degree.tolist() == [1, 0, 1]
    assert found.labels("group") == ["x", "y", "x"] and found.labels("level") == ["1", "2", "3"]
    with pytest.raises(KeyError):
        found.labels("planet")


def test_an_empty_cell_is_an_unknown_group(write):
    nodes = write("n.csv", "id,group\na,\nb, \nc,x\n")
    assert read_network(write("e.csv", "source,target\na,b\n"), nodes).labels("group") == [None, None, "x"]


def test_a_table_without_rows_is_an_empty_network(write):
    edges = write("e.csv", "source,target,weight\n")
    found = read_network(edges, weighted=True)
    assert (found.network.n, found.network.ties) == (0, 0)
    with_nodes = read_network(edges, write("n.csv", "id\na\n"))
    assert (with_nodes.network.n, with_nodes.network.ties) == (1, 0)


# Parquet.

EDGES = {
    "source": ["株式会社ツクルバ", "b", "c", "b"],
    "target": ["b", "c", "d", "c"],
    "weight": [2.5, 1.0, 0.0, 4.0],
    "kind": ["money", "people", "money", "money"],
}
NODES = {"id": ["d", "株式会社ツクルバ", "c", "b", "e"], "group": ["x", None, "y", "x", ""]}


def as_csv(columns: dict[str, list]) -> str:
    rows = zip(*columns.values(), strict=True)
    return "".join(",".join("" if cell is None else str(cell) for cell in row) + "\n" for row in (columns, *rows))


@pytest.mark.parametrize("with_nodes", [True, False])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"directed": True, "weighted": True},
        {"kind": "money"},
        {"directed": True, "weighted": True, "kind": "money"},
    ],
)
def test_parquet_gives_what_csv_gives(write, parquet, options, with_nodes):
    tables = write("e.csv", as_csv(EDGES)), write("n.csv", as_csv(NODES)) if with_nodes else None
    columns = parquet("e", **EDGES), parquet("n", **NODES) if with_nodes else None
    one, other = read_network(*tables, **options), read_network(*columns, **options)
    assert list(one.network.ids) == list(other.network.ids)
    assert arcs(one) == arcs(other) and one.network.weighted == other.network.weighted
    assert one.columns == other.columns
    if with_nodes:
        assert other.labels("group") == ["x", None, "y", "x", None]


def test_parquet_in_many_row_groups_gives_the_same(parquet):
    one, many = parquet("one", **EDGES), parquet("many", row_group_size=1, **EDGES)
    for options in ({"weighted": True}, {"weighted": True, "kind": "money"}):
        assert arcs(read_network(one, **options)) == arcs(read_network(many, **options))


def test_integers_are_ids_too(write, parquet):
    edges = parquet("e", source=[10, 9, 8], target=[9, 8, 10], weight=[1, 2, 3])
    nodes = parquet("n", id=[8, 9, 10, 11], group=[1, 1, None, 2])
    found = read_network(edges, nodes, directed=True, weighted=True)
    assert found.network.ids == ["8", "9", "10", "11"] and found.labels("group") == ["1", "1", None, "2"]
    assert arcs(found) == {("10", "9"): 1, ("9", "8"): 2, ("8", "10"): 3}
    as_text = read_network(write("e.csv", "source,target\n10,9\n9,8\n8,10\n"), directed=True)
    assert set(arcs(as_text)) == set(arcs(found))


@pytest.mark.parametrize("suffix", ["parquet", "pq", "PARQUET"])
def test_parquet_is_known_by_its_name(parquet, suffix):
    path = parquet("e", source=["a"], target=["b"])
    assert read_network(path.rename(path.with_suffix(f".{suffix}"))).network.ties == 1


def test_a_parquet_file_without_rows_is_an_empty_network(parquet):
    none = pa.array([], pa.string())
    found = read_network(parquet("e", source=none, target=none, weight=pa.array([], pa.float64())), weighted=True)
    assert (found.network.n, found.network.ties) == (0, 0)


def test_categories_are_names_like_others(parquet):
    ends = pa.array(["a", "b"]).dictionary_encode(), pa.array(["c", "d"]).dictionary_encode()
    found = read_network(parquet("e", source=ends[0], target=ends[1]), directed=True)
    assert set(arcs(found)) == {("a", "c"), ("b", "d")}


@pytest.mark.parametrize("types", [("int64", "int32"), ("int64", "string"), ("string", "large_string")])
def test_both_ends_may_be_columns_of_different_types(parquet, types):
    source, target = (pa.array(names).cast(to) for names, to in zip((["1", "2"], ["2", "3"]), types, strict=True))
    found = read_network(parquet("e", source=source, target=target), directed=True)
    assert set(arcs(found)) == {("1", "2"), ("2", "3")}


# What is wrong with a CSV table.


@pytest.mark.parametrize(
    ("content", "options", "missing"),
    [
        ("", {}, ["source", "target"]),
        ("\na,b\n", {}, ["source", "target"]),
        ("source;target\na;b\n", {}, ["source", "target"]),
        ("Source,target\na,b\n", {}, ["source"]),
        ("source,target\na,b\n", {"weighted": True}, ["weight"]),
        ("source,target\na,b\n", {"kind": "money"}, ["kind"]),
    ],
)
def test_a_column_that_is_missing_is_named_with_those_that_are_there(write, content, options, missing):
    found = problems(write("e.csv", content), **options)
    assert lines_of(found) == [("column_missing", "e.csv", 1, name) for name in missing]
    there = content.partition("\n")[0].replace(",", ", ") or "—"
    assert found[0].text("en").startswith(f"e.csv:1: {missing[0]}: ") and there in found[0].text("en")
    assert there in found[0].text("ja")


def test_a_table_of_nodes_needs_ids(write):
    found = problems(write("e.csv", "source,target\na,b\n"), write("n.csv", "name,group\na,x\n"))
    assert lines_of(found) == [("column_missing", "n.csv", 1, "id")]


@pytest.mark.parametrize("file", ["e.csv", "n.csv"])
def test_a_column_that_stands_twice_is_refused(write, file):
    tables = {"e.csv": "source,target\na,b\n", "n.csv": "id\na\nb\n", file: "id,source,target,x,x\na,a,b,1,2\n"}
    found = problems(*(write(name, content) for name, content in tables.items()))
    assert lines_of(found) == [("column_twice", file, 1, "")]
    assert "“x”" in found[0].text("en") and "「x」" in found[0].text("ja")


def test_rows_of_another_length_are_told_by_their_lines(write):
    found = problems(write("e.csv", "source,target\na,b\na\na,b,c\n\n   \n"))
    assert lines_of(found) == [("row_length", "e.csv", line, "") for line in (3, 4, 6)]
    assert "has 1 fields; the header has 2" in found[0].text("en")
    assert "欄が 3 あります" in found[1].text("ja")
    nodes = write("n.csv", "id,group\na,x\nb\n")
    assert lines_of(problems(write("e.csv", "source,target\na,a\n"), nodes)) == [("row_length", "n.csv", 3, "")]


def test_an_end_that_is_empty_is_told_by_line_and_column(write):
    found = problems(write("e.csv", "source,target\n,b\na,\n , \n"))
    assert lines_of(found) == [
        ("cell_empty", "e.csv", line, key) for line, key in ((2, "source"), (3, "target"), (4, "source"))
    ]
    assert found[0].text("en") == "e.csv:2: source: is empty; write the id or remove the row."
    assert found[1].text("ja").startswith("e.csv:3: target: 空の欄です")


def test_an_id_that_is_empty_or_stands_twice_is_told(write):
    nodes = write("n.csv", "id,group\na,x\n,y\nb,x\na,y\n,z\n")
    found = problems(write("e.csv", "source,target\na,b\n"), nodes)
    assert lines_of(found) == [
        ("cell_empty", "n.csv", 3, "id"),
        ("node_twice", "n.csv", 5, "id"),
        ("cell_empty", "n.csv", 6, "id"),
    ]
    assert found[1].values == {"found": "a", "other": 2}
    assert "“a” stands in row 2 too" in found[1].text("en") and "「a」は 2 行目" in found[1].text("ja")


@pytest.mark.parametrize("weight", ["-1", "x", "", "nan", "inf", "1e999", "-0.5", '"1,000"'])
def test_a_weight_must_be_a_number_of_0_or_more(write, weight):
    found = problems(write("e.csv", f"source,target,weight\na,b,1\nb,c,{weight}\n"), weighted=True)
    assert lines_of(found) == [("not_a_weight", "e.csv", 3, "weight")]
    shown = weight.strip('"')
    assert f"“{shown}” is no weight" in found[0].text("en") and f"「{shown}」" in found[0].text("ja")


def test_an_end_that_is_no_node_is_told_where_it_first_stands_with_the_nearest_id(write):
    nodes = write("n.csv", "id\nShibuya\nFukuyama\n")
    edges = write("e.csv", "source,target\nShibuya,Fukuyama\nShibuya,Fukuyoma\nFukuyoma,Shibuja\n")
    found = problems(edges, nodes)
    assert lines_of(found) == [("network_no_node", "e.csv", 3, ""), ("network_no_node", "e.csv", 4, "")]
    assert [problem.values for problem in found] == [
        {"found": "Fukuyoma", "nodes": "n.csv", "near": "Fukuyama"},
        {"found": "Shibuja", "nodes": "n.csv", "near": "Shibuya"},
    ]
    assert "“Fukuyoma” is not in n.csv" in found[0].text("en") and "近いもの：Fukuyama" in found[0].text("ja")


def test_where_there_are_no_nodes_none_is_near(write):
    found = problems(write("e.csv", "source,target\na,a\n"), write("n.csv", "id\n"))
    assert [problem.values["near"] for problem in found] == ["—"]


def test_a_kind_that_no_tie_has_is_told_with_the_nearest(write):
    path = write("e.csv", "source,target,kind\na,b,money\nb,c,people\nc,d,\n")
    found = problems(path, kind="mony")
    assert lines_of(found) == [("no_such_kind", "e.csv", 0, "kind")]
    assert found[0].values == {"found": "mony", "near": "money"}
    assert "“mony”" in found[0].text("en") and "近いもの：money" in found[0].text("ja")


@pytest.mark.parametrize(
    ("content", "line"), [('source,target\na,b\n"c,d\n', 3), ('source,target\n"a"b,c\n', 2), ('"source,target\n', 1)]
)
def test_a_quote_that_does_not_close_is_no_csv(write, content, line):
    found = problems(write("e.csv", content))
    assert lines_of(found) == [("not_csv", "e.csv", line, "")]
    assert "CSV UTF-8" in found[0].text("en") and "CSV UTF-8" in found[0].text("ja")


def test_a_table_in_cp932_is_not_utf8(write):
    found = problems(write("e.csv", "source,target\n渋谷区,広島県\n".encode("cp932")))
    assert lines_of(found) == [("not_utf8", "e.csv", 0, "")]
    assert found[0].values == {"byte": len("source,target\n")}
    for lang in LANGUAGES:
        assert "UTF-8" in found[0].text(lang)
    nodes = write("n.csv", "id,group\na,渋谷\n".encode("cp932"))
    assert lines_of(problems(write("f.csv", "source,target\na,a\n"), nodes)) == [("not_utf8", "n.csv", 0, "")]


@pytest.mark.parametrize("before", [b"source,target\n" + b"a,b\n" * 20_000, b"\xef\xbb\xbfsource,target\na,"])
def test_the_byte_that_is_not_utf8_is_counted_from_the_beginning_of_the_file(write, before):
    found = problems(write("e.csv", before + b"\xff,c\n"))
    assert found[0].values == {"byte": len(before)}


def test_of_more_than_twenty_problems_twenty_are_told(write):
    rows = "".join("a,b,-1\n" if k % 2 else "a,\n" for k in range(60))
    found = problems(write("e.csv", "source,target,weight\n" + rows), weighted=True)
    assert len(found) == 20 and [problem.line for problem in found] == list(range(2, 22))
    many = write("m.csv", "source,target\n" + "".join(f"x{k},a\n" for k in range(30)))
    assert len(problems(many, write("n.csv", "id\na\n"))) == 20
    assert len(problems(many, write("d.csv", "id\n" + "a\n" * 30))) == 20


def test_problems_of_all_sorts_are_told_at_once(write):
    found = problems(write("e.csv", "source,target,weight\na\n,b,1\na,b,-2\n"), weighted=True)
    assert [(problem.code, problem.line) for problem in found] == [
        *[("row_length", 2), ("cell_empty", 3), ("not_a_weight", 4)],
    ]


def test_line_numbers_count_the_lines_of_the_file_and_not_the_rows(write):
    content = 'source,target,kind,note\na,b,money,"one\ntwo\nthree"\n\nx,y,people,\nb,q,money,\nb,,money,\n'
    assert lines_of(problems(write("e.csv", content), kind="money")) == [("cell_empty", "e.csv", 8, "target")]
    edges = write("f.csv", content.replace("b,,money,\n", ""))
    nodes = write("n.csv", "id\na\nb\n")
    # x and y, which are no nodes either, are of another kind.
    assert [(one.values["found"], one.line) for one in problems(edges, nodes, kind="money")] == [("q", 7)]
    assert {(one.values["found"], one.line) for one in problems(edges, nodes)} == {("x", 6), ("y", 6), ("q", 7)}


def test_a_row_of_another_kind_may_hold_anything(write):
    path = write("e.csv", "source,target,weight,kind\na,b,1,money\n,,oops,people\n")
    assert read_network(path, weighted=True, kind="money").network.ties == 1


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    for name in ("none.csv", "none.parquet"):
        with pytest.raises(FileNotFoundError):
            read_network(tmp_path / name)


# What is wrong with a Parquet table.


def test_what_is_no_parquet_is_refused(write):
    for content in ("source,target\na,b\n", ""):
        found = problems(write("e.parquet", content))
        assert lines_of(found) == [("not_parquet", "e.parquet", 0, "")]
        assert "Parquet" in found[0].text("ja")


def test_parquet_without_pyarrow_says_how_to_get_it(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    edges, nodes = write("e.csv", "source,target\na,b\n"), write("n.parquet", b"PAR1")
    assert lines_of(problems(nodes)) == lines_of(problems(edges, nodes)) == [("needs_pyarrow", "n.parquet", 0, "")]
    for lang in LANGUAGES:
        assert "pip install 'tairyu[large]'" in problems(nodes)[0].text(lang)
    assert read_network(edges).network.ties == 1


def test_a_parquet_column_that_is_missing_is_named(parquet):
    path = parquet("e", source=["a"], to=["b"])
    assert lines_of(problems(path)) == [("column_missing", "e.parquet", 1, "target")]
    assert problems(path)[0].values == {"found": "source, to"}
    assert [one.key for one in problems(path, weighted=True, kind="x")] == ["kind", "target", "weight"]


def test_the_row_of_an_empty_end_in_parquet_is_told(parquet):
    path = parquet("e", source=["a", "b", None], target=["b", None, "c"])
    assert lines_of(problems(path)) == [("cell_empty", "e.parquet", 0, f"{key}") for key in ("source[3]", "target[2]")]


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf"), None])
def test_the_row_of_a_wrong_weight_in_parquet_is_told(parquet, weight):
    path = parquet("e", source=["a", "b"], target=["b", "c"], weight=[1.0, weight])
    assert lines_of(problems(path, weighted=True)) == [("not_a_weight", "e.parquet", 0, "weight[2]")]


def test_the_rows_of_wrong_ids_in_parquet_are_told(parquet):
    nodes = parquet("n", id=["a", "b", None, "a", ""])
    found = problems(parquet("e", source=["a"], target=["b"]), nodes)
    assert lines_of(found) == [
        ("cell_empty", "n.parquet", 0, "id[3]"),
        ("node_twice", "n.parquet", 0, "id[4]"),
        ("cell_empty", "n.parquet", 0, "id[5]"),
    ]
    assert found[1].values == {"found": "a", "other": 1}


def test_an_end_that_is_no_node_of_a_parquet_table_is_told(parquet):
    found = problems(parquet("e", source=["a"], target=["bb"]), parquet("n", id=["a", "b"]))
    assert lines_of(found) == [("network_no_node", "e.parquet", 0, "")]
    assert found[0].values["nodes"] == "n.parquet"


def test_a_kind_that_no_tie_of_a_parquet_table_has_is_told_with_the_nearest(parquet):
    path = parquet("e", source=["a", "b"], target=["b", "c"], kind=["money", None])
    assert problems(path, kind="mony")[0].values == {"found": "mony", "near": "money"}


def test_an_empty_kind_means_the_same_in_both_formats(write, parquet):
    def answer(path: Path) -> list[str]:
        try:
            return sorted(read_network(path, kind="").network.ids)
        except InputError as error:
            return [problem.code for problem in error.problems]

    tables = write("e.csv", "source,target,kind\na,b,x\n"), parquet("e", source=["a"], target=["b"], kind=["x"])
    assert answer(tables[0]) == answer(tables[1])


def test_weights_that_are_text_in_parquet_are_read_or_refused_like_those_of_csv(parquet):
    numbers = parquet("n", source=["a", "b"], target=["b", "c"], weight=["1", "2.5"])
    assert arcs(read_network(numbers, directed=True, weighted=True)) == {("a", "b"): 1, ("b", "c"): 2.5}
    words = parquet("w", source=["a", "b"], target=["b", "c"], weight=["1", "much"])
    assert [problem.code for problem in problems(words, weighted=True)] == ["not_a_weight"]


def test_an_empty_text_is_an_empty_end_in_parquet_too(parquet):
    path = parquet("e", source=["a", ""], target=["b", "c"])
    assert lines_of(problems(path)) == [("cell_empty", "e.parquet", 0, "source[2]")]


def test_columns_that_hold_no_names_are_refused(parquet):
    edges = parquet("e", source=["a"], target=["b"])
    lists = parquet("l", source=[["a"]], target=[["b"]])
    assert len(problems(lists)) > 0
    assert len(problems(edges, parquet("n", id=["a", "b"], group=[["x"], ["y"]]))) > 0
