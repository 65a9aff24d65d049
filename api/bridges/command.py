"""What `tairyu bridges` was asked, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from api.bridges.documents import (
    Json,
    Options,
    Subject,
    bridges_document,
    comparison_document,
    of_files,
    of_graph,
    two_mode_document,
)
from api.bridges.printing import print_bridges, print_comparison, print_two_mode
from api.session import Session
from graph.bridging.groups import NeedsLarge
from graph.bridging.paths import Progress
from graph.bridging.triads import ROLES
from graph.bridging.views import PARTITIONS
from graph.model import KnowledgeGraph
from graph.schema import load_schema
from ingest.problems import nearest

Asked = Mapping[str, Any]
Answer = tuple[Json, Callable[[], None]]
_OF_FILES = ("nodes", "directed", "weighted")


class BadUse(Exception):
    """Options that do not go together or name nothing; `code` and `values` are of messages.yaml."""

    def __init__(self, code: str, **values: Any):
        super().__init__(code)
        self.code, self.values = code, values


def answer_of_graph(graph: KnowledgeGraph, asked: Asked, session: Session, progress: Progress) -> Answer:
    """The document on the knowledge graph, and how to print it. Raises BadUse."""
    refuse_file_options(asked, _OF_FILES)
    if asked["two_mode"]:
        document = two_mode_document(graph)
        return document, lambda: print_two_mode(document, session, asked["top"])
    check_choices("error.group", asked["groups"], PARTITIONS)
    check_choices("error.flow", filter(None, [asked["flow"]]), load_schema().enums["flow_kind"].values)
    subject = of_graph(graph, asked["groups"], asked["flow"], asked["seed"])
    ends = [session.find(graph, name, "Actor", "Hub", "Programme").id for name in asked["compare"] or ()]
    return _answer(subject, asked, ends, session, progress)


def refuse_file_options(asked: Asked, options: Iterable[str]) -> None:
    """Raises BadUse where an option was given that says how to read a file."""
    for option in options:
        if asked[option]:
            raise BadUse("error.only_files", option=f"--{option}")


def answer_of_files(edges: Path, asked: Asked, session: Session, progress: Progress) -> Answer:
    """The document on a network of the user's own, and how to print it. Raises BadUse, InputError."""
    if asked["two_mode"]:
        raise BadUse("error.only_graph", option="--two-mode")
    how = {name: asked[name] for name in ("groups", "flow", "directed", "weighted", "seed")}
    subject = subject_of_files(edges, asked["nodes"], **how)
    return _answer(subject, asked, asked["compare"] or (), session, progress)


def subject_of_files(edges: Path, nodes: Path | None, **how: Any) -> Subject:
    """`of_files`, with BadUse where communities need a library that is not installed."""
    try:
        return of_files(edges, nodes, **how)
    except NeedsLarge as error:
        raise BadUse("error.needs_large", library=error) from error


def check_choices(code: str, asked: Any, choices: Any) -> None:
    """Raises BadUse where something asked for is no choice."""
    for found in asked:
        if found not in choices:
            raise BadUse(code, found=found, choices=", ".join(choices))


def _answer(subject: Subject, asked: Asked, compared: Any, session: Session, progress: Progress) -> Answer:
    options = Options(asked["permutations"], asked["replicates"], asked["shared"], asked["seed"])
    if compared:
        one, other = (place_of(subject, name) for name in compared)
        if one == other:
            raise BadUse("error.same_node", found=compared[0])
        document = comparison_document(subject, one, other, options)
        return document, lambda: print_comparison(document, session)
    if not subject.partitions and asked["sort"] in (*ROLES, "participation"):
        raise BadUse("error.sort_group", sort=asked["sort"])
    document = bridges_document(subject, options, progress)
    return document, lambda: print_bridges(document, session, asked["sort"], asked["top"])


def place_of(subject: Subject, name: str) -> int:
    """The position of a node in the network. Raises BadUse where it is not there."""
    ids = list(subject.network.ids)
    if name in ids:
        return ids.index(name)
    if subject.view:
        raise BadUse("error.not_tied", found=name)
    raise BadUse("error.network_node", found=name, near=nearest(name, ids) or "—")
