"""Gaps, meetings, key players and closings in words for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from api.report import console_of
from api.session import Session
from graph.language import Messages
from graph.model import KnowledgeGraph
from graph.schema import load_schema

Json = dict[str, Any]
WORDS = Messages("api.gaps", "words.yaml")
_SHOWN = 8


def print_gaps(document: Json, graph: KnowledgeGraph | None, session: Session, top: int) -> None:
    """The largest gaps with whom to bring together, the key players, and what falls apart; `graph` names what two
    nodes have in common."""
    console = console_of()
    say = _say(session)
    if document["groups"]:
        _print_pairs(document, graph, session, top, console)
    else:
        console.print(say("no_group"))
    for name, measure in (("breakers", "fragmentation"), ("reachers", "reach")):
        console.print("\n" + say(name), style="bold")
        for number, row in enumerate(document["key_players"][name], 1):
            console.print("  " + say("player", number=number, name=_name(row, session), share=_percent(row[measure])))
    console.print("\n" + say("closing" if graph else "closing_any"), style="bold")
    for row in document["closing"]:
        print_closing(row, session, console)
    console.print("\n" + say("note"), style="dim")


def _say(session: Session) -> Any:
    return lambda code, **values: WORDS.text(code, session.lang, **values)


def _print_pairs(document: Json, graph: KnowledgeGraph | None, session: Session, top: int, console: Console) -> None:
    say, groups = _say(session), document["groups"]
    for code, has_path in (("no_path", False), ("thin", True)):
        rows = [row for row in document["pairs"] if bool(row["path"]) is has_path]
        pairs = groups["number"] * (groups["number"] - 1) // 2
        console.print("\n" + say(code, count=len(rows), pairs=pairs), style="bold")
        for row in rows[:top]:
            console.print("• " + " — ".join(_name(group, session) for group in row["groups"]))
            if has_path:
                way = say("arrow").join(_name(node, session) for node in row["path"])
                cut = [_name(node, session) for node in row["path"] if node["id"] in row["cut"]]
                console.print("    " + say("path", way=way, cut=say("comma").join(cut)))
            for meeting in row["meetings"]:
                console.print("    " + _meeting(meeting, graph, session))
    console.print(say("known", **{key: f"{groups[key]:,}" for key in ("known", "nodes")}))


def _meeting(row: Json, graph: KnowledgeGraph | None, session: Session) -> str:
    say = _say(session)
    ends = {end: _name(row[end], session) for end in ("one", "other")}
    words = say("meeting", **ends, nearer=f"{row['nearer']:+.2f}", freer=f"{-row['freer']:+.2f}")
    common = dict.fromkeys(_common(item, graph, session) for item in row.get("in_common", ())) if graph else {}
    return words + (say("common", what=_joined(list(common), session)) if common else "")


def _common(item: Json, graph: KnowledgeGraph, session: Session) -> str:
    say, schema = _say(session), load_schema()
    what, value = item["what"], item["value"]
    if what == "flow":
        return say("common.flow", kind=schema.label("flow_kind", value, session.lang))
    if what == "kind":
        enum = next(name for name in ("actor_kind", "hub_form") if value in schema.enums[name].values)
        return say("common.kind", kind=schema.label(enum, value, session.lang))
    name = graph.nodes[value].name(session.lang)
    if what == "contact":
        return say("common.contact", name=name)
    return say("common.thing", relation=schema.edges[what].label.get(session.lang), name=name)


def print_closing(row: Json, session: Session, console: Console | None = None) -> None:
    """What falls apart without one node."""
    console, say = console or console_of(), _say(session)
    cut_off = [node for piece in row["cut_off"] for node in piece]
    name = _name(row, session)
    if not cut_off:
        console.print("• " + say("holds", name=name))
        return
    names = _joined([_name(node, session) for node in cut_off], session)
    console.print("• " + say("falls", name=name, count=len(cut_off), parts=len(row["cut_off"]), names=names))


def _joined(words: Sequence[str], session: Session) -> str:
    say = _say(session)
    rest = len(words) - _SHOWN
    return say("comma").join(words[:_SHOWN]) + (say("more", count=rest) if rest > 0 else "")


def _name(row: Json, session: Session) -> str:
    return row.get(f"name_{session.lang}", row["id"])


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
