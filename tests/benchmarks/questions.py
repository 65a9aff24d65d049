"""How long every question of the catalogue takes on each engine, and five of them on a graph of a million nodes and ten
million edges in Ladybug: `python tests/benchmarks/questions.py [--large]`. Prints Markdown; nothing is tested.

The large graph is made up: actors that take part in hubs and send each other flows, ends drawn at random, seed recorded.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import ladybug
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from shipped import best

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from ingest.build import build  # noqa: E402
from queries.answers import ENGINES, Queries  # noqa: E402
from queries.catalogue import catalogue  # noqa: E402
from queries.engines.ladybug import FILE, Ladybug, tables  # noqa: E402
from queries.engines.tables import edge_columns, node_columns  # noqa: E402

SEED = 20190322
ACTORS, HUBS = 900_000, 100_000
TAKING_PART, FLOWS = 4_000_000, 6_000_000
_ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "strings": pa.list_(pa.string()),
}
LARGE = {
    "who-takes-part": {"node": "hub:7"},
    "who-operates": {"hub": "hub:7"},
    "flows-out-of": {"node": "actor:7"},
    "contacts-between": {"one": "actor:7", "other": "actor:8"},
    "flows-by-kind": {},
}


def shipped() -> None:
    graph = build()
    with tempfile.TemporaryDirectory() as folder, Queries(graph, Path(folder)) as queries:
        start = time.perf_counter()
        queries.ask("who-operates", "cypher")
        print(f"Databases made and the first query answered in {time.perf_counter() - start:.1f} s.\n")
        print("| question | rows | " + " | ".join(f"{engine} ms" for engine in ENGINES) + " |")
        print("| --- | --: |" + " --: |" * len(ENGINES))
        for name in catalogue():
            seconds = [best(lambda engine=engine, name=name: queries.ask(name, engine)) for engine in ENGINES]
            cells = " | ".join(f"{1000 * one:.1f}" for one in seconds)
            print(f"| {name} | {len(queries.ask(name).rows)} | {cells} |")


def large() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_parquet(folder)
        start = time.perf_counter()
        _load(folder)
        print(f"\n{ACTORS + HUBS:,} nodes and {TAKING_PART + FLOWS:,} edges loaded from Parquet in ", end="")
        print(f"{time.perf_counter() - start:.0f} s, {(folder / FILE).stat().st_size / 1e9:.2f} GB, seed {SEED}.\n")
        engine = Ladybug(folder)
        print("| question | rows | cypher ms |\n| --- | --: | --: |")
        for question, values in LARGE.items():
            text = catalogue()[question].cypher
            rows = list(engine.run(text, values)[1])
            print(
                f"| {question} | {len(rows):,} | {1000 * best(lambda t=text, v=values: list(engine.run(t, v)[1])):.1f} |"
            )


def _write_parquet(folder: Path) -> None:
    generator = np.random.default_rng(SEED)
    for node_type, count in (("Actor", ACTORS), ("Hub", HUBS)):
        ids = [f"{node_type.lower()}:{i}" for i in range(count)]
        kind = "company" if node_type == "Actor" else "place"
        _write(folder / f"{node_type}.parquet", {}, node_columns(node_type), {"id": ids, "kind": [kind] * count})
    actors, hubs = (
        np.array([f"{name}:{i}" for i in range(n)], object) for name, n in (("actor", ACTORS), ("hub", HUBS))
    )
    kinds = np.array(["people", "goods", "money", "information", "knowledge"], object)
    ends = {"from": generator.choice(actors, TAKING_PART), "to": generator.choice(hubs, TAKING_PART)}
    _write(folder / "PARTICIPATES_IN.parquet", ends, edge_columns("PARTICIPATES_IN"), _ids("p", TAKING_PART))
    ends = {"from": generator.choice(actors, FLOWS), "to": generator.choice(actors, FLOWS)}
    _write(
        folder / "FLOW.parquet", ends, edge_columns("FLOW"), _ids("f", FLOWS) | {"kind": generator.choice(kinds, FLOWS)}
    )


def _ids(letter: str, count: int) -> dict[str, object]:
    return {"id": [f"{letter}{i}" for i in range(count)]}


def _write(path: Path, ends: dict[str, object], columns: dict[str, str], values: dict[str, object]) -> None:
    """Every column of the table in its order; those without values are null."""
    size = len(values["id"])
    found = {name: pa.array(cells, pa.string()) for name, cells in ends.items()}
    for name, kind in columns.items():
        found[name] = pa.array(values[name], pa.string()) if name in values else pa.nulls(size, _ARROW[kind])
    pq.write_table(pa.table(found), path)


def _load(folder: Path) -> None:
    database = ladybug.Database(str(folder / FILE))
    connection = ladybug.Connection(database)
    for statement in tables():
        connection.execute(statement)
    for node_type in ("Actor", "Hub"):
        connection.execute(f"COPY `{node_type}` FROM '{folder / node_type}.parquet'")
    for edge_type, target in (("PARTICIPATES_IN", "Hub"), ("FLOW", "Actor")):
        connection.execute(f"COPY {edge_type} FROM '{folder / edge_type}.parquet' (from='Actor', to='{target}')")
    connection.close()
    database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="the made-up graph instead of the shipped one")
    large() if parser.parse_args().large else shipped()
