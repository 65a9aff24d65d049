"""A network as Parquet, written by pyarrow and read by Tairyu; networks.py runs it in processes of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from generator import Drawn
from measures import Figure, timed

EDGES, NODES = "edges.parquet", "nodes.parquet"


def write(network: Path, folder: Path, text: bool) -> None:
    """`source`, `target` and `id`, `community`; ids are texts such as node-000042, or numbers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    drawn = Drawn.read(network)
    numbers = np.arange(drawn.n)
    ids = pa.array([f"node-{k:06}" for k in numbers] if text else numbers)
    ends = {"source": ids.take(pa.array(drawn.source)), "target": ids.take(pa.array(drawn.target))}
    pq.write_table(pa.table(ends), folder / EDGES)
    groups = pa.array([f"community-{k}" for k in drawn.community])
    pq.write_table(pa.table({"id": ids, "community": groups}), folder / NODES)


def read(folder: Path, times: int) -> Figure:
    from ingest.networks import read_network

    def job() -> Any:
        return read_network(folder / EDGES, folder / NODES, directed=False, weighted=False)

    return timed(job, times)[1]


def read_columns(folder: Path, times: int) -> Figure:
    """The floor: pyarrow alone, which leaves the columns as they are."""
    import pyarrow.parquet as pq

    return timed(lambda: [pq.read_table(folder / name) for name in (EDGES, NODES)], times)[1]
