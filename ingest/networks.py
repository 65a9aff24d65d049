"""Networks of the user's own from tables: CSV or Parquet, `source,target[,weight][,kind]` and `id[,group…]`."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.bridging.network import WEIGHTS, Network
from ingest.problems import InputError, Problem, nearest, show_path

if TYPE_CHECKING:
    import pyarrow as pa

# A file that is wrong throughout is told by its first problems.
_MOST_PROBLEMS = 20
# Among so many names the nearest one is looked for.
_SEARCHED = 10_000


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A network and what the table of its nodes says: `columns` by name, a text for each node, None where empty."""

    network: Network
    columns: Mapping[str, Sequence[str | None]]

    def labels(self, column: str) -> Sequence[str | None]:
        """The groups of a column. Raises KeyError where there is none of that name."""
        return self.columns[column]


@dataclass(frozen=True, slots=True)
class _Edges:
    """`names` of the ends, and for each tie the numbers of both in it, its weight, and its line (Parquet has none)."""

    names: Sequence[str]
    source: np.ndarray
    target: np.ndarray
    weight: np.ndarray | None
    line: np.ndarray | None = None

    def line_of(self, end: int) -> int:
        """The first line on which an end stands, 0 if none."""
        if self.line is None:
            return 0
        return int(self.line[np.argmax((self.source == end) | (self.target == end))])


def read_network(
    edges: Path | str,
    nodes: Path | str | None = None,
    directed: bool = False,
    weighted: bool = False,
    kind: str | None = None,
) -> NetworkFile:
    """Reads a network; with `kind` only the ties that have it in the column `kind`.

    Without `nodes` the nodes are the ends of the ties, sorted. Raises InputError with every problem found (of a long
    list the first 20): file, line, what is wrong and what to do.
    """
    edges, nodes = Path(edges), Path(nodes) if nodes else None
    found = _read_edges(edges, weighted, kind)
    if nodes is None:
        ids, columns = sorted(set(found.names)), {}
    else:
        columns = _read_nodes(nodes)
        ids = columns["id"]
    place = {name: i for i, name in enumerate(ids)}
    _check_ends(edges, nodes, found, place, ids)
    positions = np.array([place[name] for name in found.names], dtype=np.int64)
    source, target = positions[found.source], positions[found.target]
    return NetworkFile(Network.of(ids, source, target, found.weight, directed), columns)


def _check_ends(edges: Path, nodes: Path | None, found: _Edges, place: Mapping[str, int], ids: Sequence[str]) -> None:
    complaints, among = _Complaints(edges), show_path(nodes or edges)
    for end, name in enumerate(found.names):
        if name not in place:
            near = nearest(name, ids[:_SEARCHED]) or "—"
            complaints.add("network_no_node", found.line_of(end), found=name, nodes=among, near=near)
    complaints.stop()


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() in (".parquet", ".pq")


def _reject(path: Path, code: str, line: int = 0, key: str = "", **values: Any) -> InputError:
    return InputError([Problem(code, show_path(path), line, key, values)])


# ---- CSV --------------------------------------------------------------------------------------------


def _rows(path: Path, wanted: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The header as line 1, then every row with its line number."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = [name.strip() for name in next(reader, [])]
            _check_header(path, header, wanted)
            yield 1, header
            for row in reader:
                if row:
                    yield reader.line_num, row
    except UnicodeDecodeError:
        raise _reject(path, "not_utf8", byte=_first_bad_byte(path)) from None
    except csv.Error as error:
        raise _reject(path, "not_csv", reader.line_num, why=error) from None


def _first_bad_byte(path: Path) -> int:
    """From the beginning of the file: a stream tells it from the beginning of its buffer."""
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _check_header(path: Path, header: Sequence[str], wanted: Sequence[str]) -> None:
    if len(set(header)) != len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise _reject(path, "column_twice", 1, found=twice)
    missing = [name for name in wanted if name not in header]
    if missing:
        found = ", ".join(header) or "—"
        raise InputError([Problem("column_missing", show_path(path), 1, name, {"found": found}) for name in missing])


class _Complaints:
    """Collects the problems of a table; stops the reading at the twentieth."""

    def __init__(self, path: Path):
        self._path, self._problems = path, []

    def add(self, code: str, line: int, key: str = "", **values: Any) -> None:
        self._problems.append(Problem(code, show_path(self._path), line, key, values))
        if len(self._problems) >= _MOST_PROBLEMS:
            self.stop()

    def stop(self) -> None:
        if self._problems:
            raise InputError(self._problems)


def _read_edges(path: Path, weighted: bool, kind: str | None) -> _Edges:
    wanted = ["source", "target", *(["weight"] if weighted else []), *(["kind"] if kind is not None else [])]
    return (_edges_of_parquet if _is_parquet(path) else _edges_of_csv)(path, wanted, kind)


def _edges_of_csv(path: Path, wanted: Sequence[str], kind: str | None) -> _Edges:
    rows, complaints = _rows(path, wanted), _Complaints(path)
    _, header = next(rows)
    at = [header.index(name) for name in wanted]
    number: dict[str, int] = {}
    source, target, weight, lines, kinds = array("i"), array("i"), array("d"), array("i"), set()
    for line, row in rows:
        if len(row) != len(header):
            complaints.add("row_length", line, found=len(row), expected=len(header))
            continue
        cells = dict(zip(wanted, (row[k].strip() for k in at), strict=True))
        kinds.add(cells.get("kind"))
        if cells.get("kind") != kind:
            continue
        if not (cells["source"] and cells["target"]):
            complaints.add("cell_empty", line, "source" if not cells["source"] else "target")
            continue
        if "weight" in cells:
            weight.append(_weight(cells["weight"], line, complaints))
        source.append(number.setdefault(cells["source"], len(number)))
        target.append(number.setdefault(cells["target"], len(number)))
        lines.append(line)
    complaints.stop()
    _check_kind(path, kind, kinds)
    ends = np.array(source, dtype=np.int32), np.array(target, dtype=np.int32)
    return _Edges(list(number), *ends, np.array(weight) if "weight" in wanted else None, np.array(lines))


def _weight(text: str, line: int, complaints: _Complaints) -> float:
    value = _number(text)
    if not (value == 0 or WEIGHTS[0] <= value <= WEIGHTS[1]):
        complaints.add("not_a_weight", line, "weight", found=text)
    return value


def _number(text: object) -> float:
    """NaN where it is none."""
    try:
        return float(text)
    except (TypeError, ValueError):
        return float("nan")


def _check_kind(path: Path, kind: str | None, kinds: set[str | None]) -> None:
    if kind is not None and kind not in kinds:
        near = nearest(kind, [name for name in kinds if name]) or "—"
        raise _reject(path, "no_such_kind", key="kind", found=kind, near=near)


def _read_nodes(path: Path) -> dict[str, list[str | None]]:
    if _is_parquet(path):
        return _nodes_of_parquet(path)
    rows, complaints = _rows(path, ["id"]), _Complaints(path)
    _, header = next(rows)
    columns: dict[str, list[str | None]] = {name: [] for name in header}
    seen: dict[str, int] = {}
    for line, row in rows:
        if len(row) != len(header):
            complaints.add("row_length", line, found=len(row), expected=len(header))
            continue
        for name, cell in zip(header, row, strict=True):
            columns[name].append(cell.strip() or None)
        key = columns["id"][-1]
        if key is None:
            complaints.add("cell_empty", line, "id")
        elif key in seen:
            complaints.add("node_twice", line, "id", found=key, other=seen[key])
        seen.setdefault(key or "", line)
    complaints.stop()
    return columns


# ---- Parquet ----------------------------------------------------------------------------------------


def _table(path: Path, wanted: Sequence[str], all_columns: bool = False) -> pa.Table:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise _reject(path, "needs_pyarrow") from None
    try:
        names = pq.read_schema(path).names
        _check_header(path, names, wanted)
        return pq.read_table(path, columns=None if all_columns else list(wanted))
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError) as error:
        raise _reject(path, "not_parquet", why=error) from None


def _edges_of_parquet(path: Path, wanted: Sequence[str], kind: str | None) -> _Edges:
    table = _table(path, wanted)
    import pyarrow.compute as pc

    complaints = _Complaints(path)
    if kind is not None:
        kinds = pc.utf8_trim_whitespace(_texts(path, table, "kind"))
        _check_kind(path, kind, set(pc.unique(kinds).to_pylist()))
        table = table.filter(pc.equal(kinds, kind))
    names, codes = _coded_ends(path, table)
    for column, found in (("source", codes[: table.num_rows]), ("target", codes[table.num_rows :])):
        empty = np.isin(found, [code for code, name in enumerate(names) if not name])
        if empty.any():
            complaints.add("cell_empty", 0, _row(column, empty))
    weight = _weights(table, complaints) if "weight" in wanted else None
    complaints.stop()
    return _Edges(names, codes[: table.num_rows], codes[table.num_rows :], weight)


def _coded_ends(path: Path, table: pa.Table) -> tuple[list[str], np.ndarray]:
    """The names of the ends, "" for an empty one, and the number of each end in them: sources, then targets."""
    import pyarrow as pa
    import pyarrow.compute as pc

    types = {table[name].type for name in ("source", "target")}
    are_numbers = len(types) == 1 and pa.types.is_integer(next(iter(types)))
    columns = [table[name] if are_numbers else _texts(path, table, name) for name in ("source", "target")]
    ends = pa.chunked_array([chunk for column in columns for chunk in column.chunks], columns[0].type)
    coded = pc.dictionary_encode(ends, null_encoding="encode")
    if not coded.num_chunks:
        return [], np.zeros(0, np.int32)
    # One dictionary serves all chunks.
    names = coded.chunk(0).dictionary.cast(pa.string()).to_pylist()
    return [(name or "").strip() for name in names], np.concatenate(
        [chunk.indices.to_numpy() for chunk in coded.chunks]
    )


def _texts(path: Path, table: pa.Table, name: str) -> pa.ChunkedArray:
    """A column as texts. Raises InputError where it holds neither texts nor numbers."""
    import pyarrow as pa

    try:
        return table[name].cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise _reject(path, "column_type", key=name, found=table[name].type) from None


def _weights(table: pa.Table, complaints: _Complaints) -> np.ndarray:
    import pyarrow as pa

    column = table["weight"]
    try:
        weight = column.cast(pa.float64()).to_numpy()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        # Texts that are not all numbers: find the one that is none.
        weight = np.array([_number(cell) for cell in column.to_pylist()])
    bad = ~((weight == 0) | ((weight >= WEIGHTS[0]) & (weight <= WEIGHTS[1])))
    if bad.any():
        complaints.add("not_a_weight", 0, _row("weight", bad), found=column[int(np.argmax(bad))].as_py())
    return weight


def _row(column: str, wrong: np.ndarray) -> str:
    """A column and the first row of it that is wrong, counted from 1."""
    return f"{column}[{int(np.argmax(wrong)) + 1}]"


def _nodes_of_parquet(path: Path) -> dict[str, list[str | None]]:
    table = _table(path, ["id"], all_columns=True)
    texts = {name: _texts(path, table, name).to_pylist() for name in table.column_names}
    columns = {name: [(cell or "").strip() or None for cell in cells] for name, cells in texts.items()}
    complaints, seen = _Complaints(path), {}
    for row, key in enumerate(columns["id"], 1):
        if key is None:
            complaints.add("cell_empty", 0, f"id[{row}]")
        elif key in seen:
            complaints.add("node_twice", 0, f"id[{row}]", found=key, other=seen[key])
        seen.setdefault(key, row)
    complaints.stop()
    return columns
