"""What `tairyu gaps` was asked, and what answers it."""

from __future__ import annotations

from pathlib import Path

from api.bridges.command import (
    Answer,
    Asked,
    BadUse,
    check_choices,
    place_of,
    refuse_file_options,
    subject_of_files,
)
from api.bridges.documents import Subject, of_graph
from api.gaps.documents import MOST_GROUPS, TooManyGroups, closing_document, gaps_document
from api.gaps.printing import print_closing, print_gaps
from api.session import Session
from graph.bridging.views import MEMBERS, PARTITIONS
from graph.model import KnowledgeGraph

_DEFAULT = "prefecture"


def answer_of_graph(graph: KnowledgeGraph, asked: Asked, session: Session) -> Answer:
    """The document on the knowledge graph, and how to print it. Raises BadUse."""
    refuse_file_options(asked, ("nodes",))
    group = asked["group"] or _DEFAULT
    check_choices("error.group", [group], PARTITIONS)
    without = session.find(graph, asked["without"], *MEMBERS).id if asked["without"] else None
    return _answer(of_graph(graph, [group]), graph, without, asked, session)


def answer_of_files(edges: Path, asked: Asked, session: Session) -> Answer:
    """The document on a network of the user's own, and how to print it. Raises BadUse, InputError."""
    groups = [asked["group"]] if asked["group"] else []
    return _answer(subject_of_files(edges, asked["nodes"], groups=groups), None, asked["without"], asked, session)


def _answer(
    subject: Subject, graph: KnowledgeGraph | None, without: str | None, asked: Asked, session: Session
) -> Answer:
    if without:
        document = closing_document(subject, place_of(subject, without))
        return document, lambda: print_closing(document, session)
    try:
        document = gaps_document(subject, asked["top"])
    except TooManyGroups as error:
        raise BadUse("error.many_groups", group=error, most=MOST_GROUPS) from error
    return document, lambda: print_gaps(document, graph, session, asked["top"])
