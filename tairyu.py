"""The public surface of Tairyu for notebooks and scripts: `import tairyu as ty; kg = ty.load()`."""

from __future__ import annotations

from pathlib import Path

from api.exports import export
from graph.bridging.comparison import compare
from graph.bridging.gaps import gaps
from graph.bridging.network import Network
from graph.bridging.suite import bridging
from graph.bridging.uncertainty import certainty, certainty_of_view
from graph.bridging.views import actors_and_hubs, all_ties, flows_of
from graph.flows import matrix as flow_matrix
from graph.model import Edge, Evidence, KnowledgeGraph, Node, UnknownNode
from graph.schema import Schema, load_schema
from graph.store import NoGraph, is_stored, open_store, store
from graph.typology import Typology
from ingest.build import build
from ingest.networks import read_network
from ingest.problems import InputError, Problem
from ingest.sources import home
from queries.answers import Queries

__all__ = [
    "Edge",
    "Evidence",
    "InputError",
    "KnowledgeGraph",
    "Network",
    "NoGraph",
    "Node",
    "Problem",
    "Schema",
    "Typology",
    "UnknownNode",
    "actors_and_hubs",
    "all_ties",
    "bridging",
    "build",
    "certainty",
    "certainty_of_view",
    "compare",
    "export",
    "flow_matrix",
    "flows_of",
    "gaps",
    "load",
    "load_schema",
    "queries",
    "read_network",
    "store",
]


def load(folder: Path | str | None = None) -> KnowledgeGraph:
    """The graph stored in `folder`; without it the user's own build, else the shipped cases.

    Raises NoGraph where `folder` holds no readable graph, InputError where the shipped case files
    have been changed and are not right.
    """
    if folder is not None:
        return open_store(Path(folder))
    built = home() / "graph"
    return open_store(built) if is_stored(built) else build()


def queries(graph: KnowledgeGraph) -> Queries:
    """The catalogue and ad hoc queries over a graph, as a context manager; the databases are kept in the user's
    data folder."""
    return Queries(graph, home() / "stores")
