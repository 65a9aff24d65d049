"""Who bridges, in words for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from api.report import console_of
from api.session import Session
from graph.bridging.triads import ROLES
from graph.bridging.uncertainty import MEASURES
from graph.language import Messages

Json = dict[str, Any]
WORDS = Messages("api.bridges", "words.yaml")


def print_bridges(document: Json, session: Session, sort: str, top: int) -> None:
    """The first of the ranking with its intervals and roles, and how to read it."""
    console = console_of()
    whole = document["network"]
    figures = {key: f"{whole[key]:,}" for key in ("nodes", "ties", "components")}
    console.print(say("title", session, **figures), style="bold")
    console.print(say("sorted", session, measure=say(f"measure.{sort}", session), hint=say(f"hint.{sort}", session)))
    rows = _sorted(document["nodes"], sort)
    console.print(_table(rows[:top], document, session, sort))
    if len(rows) > top:
        console.print(say("more", session, count=len(rows) - top))
    _print_roles(document, session, console)
    for code in _notes(document):
        console.print(say(code, session), style="dim")


def say(code: str, session: Session, **values: Any) -> str:
    """A sentence of bridges.yaml in the language of the run."""
    return WORDS.text(code, session.lang, **values)


def _sorted(nodes: Sequence[Json], sort: str) -> list[Json]:
    """The rows that have a value, most bridging first; role groups left out."""
    sign = 1 if MEASURES[sort] else -1
    found = [row for row in nodes if row.get("ranked", True) and _value(row, sort) is not None]
    return sorted(found, key=lambda row: (sign * _value(row, sort), row["id"]))


def _value(row: Json, measure: str) -> float | None:
    return row["brokerage"][measure] if measure in row["brokerage"] else row[measure]


def _table(rows: Sequence[Json], document: Json, session: Session, sort: str) -> Table:
    intervals = document["conventions"]["intervals"]
    ranked = [row["rank"][sort] for row in rows if sort in row.get("rank", ())]
    doubts = [name for name in ("document", "case", "edges", "unknown") if any(name in rank for rank in ranked)]
    table = Table()
    for code, side in (("rank", "right"), ("node", "left"), (f"measure.{sort}", "right")):
        table.add_column(say(code, session), justify=side, overflow="fold")
    for name in doubts:
        share = f"{100 * intervals['share_left_out']:.0f}"
        table.add_column(say(f"doubt.{name}", session, share=share), justify="right", no_wrap=True)
    if has_cases := any("cases" in row for row in rows):
        table.add_column(say("cases", session), justify="right")
    table.add_column(say("main_role", session), overflow="fold")
    for number, row in enumerate(rows, 1):
        rank = row.get("rank", {}).get(sort)
        cells = [str(rank["rank"] if rank else number), _name(row, session), _figure(_value(row, sort))]
        cells += [_interval(rank[name]) if rank else "" for name in doubts]
        cells += [str(len(row["cases"]))] if has_cases else []
        table.add_row(*cells, _main_role(row, session))
    return table


def _name(row: Json, session: Session) -> str:
    return row.get(f"name_{session.lang}", row["id"])


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 100 else f"{value:,.3f}"


def _interval(found: Json) -> str:
    low, high = found["interval"]
    if low is None:
        return "–"
    mark = "*" if found["lost"] > 0 else ""
    return (f"{low}" if low == high else f"{low}–{high}") + mark


def _main_role(row: Json, session: Session) -> str:
    """The role that it has most, and how far from chance."""
    count, z = row["brokerage"], row["brokerage_z"]
    role = max(ROLES, key=lambda name: (count[name] or 0, name))
    if not count[role]:
        return "–"
    beyond = "–" if z[role] is None else f"{z[role]:+.1f}"
    return say("role_cell", session, role=say(f"measure.{role}", session), count=f"{count[role]:,}", z=beyond)


def _print_roles(document: Json, session: Session, console: Console) -> None:
    """What the roles count, under the first partition."""
    groups = document["conventions"]["groups"]
    if not groups:
        console.print(say("no_group", session))
        return
    known = document["network"]["brokerage"][groups[0]]["known"]
    name = say(f"group.{groups[0]}", session) if f"group.{groups[0]}" in WORDS.codes() else groups[0]
    console.print(say("by_group", session, group=name, known=f"{known:,}", nodes=f"{document['network']['nodes']:,}"))
    for role in ROLES:
        console.print("  " + say(f"explain.{role}", session))


def _notes(document: Json) -> list[str]:
    conventions = document["conventions"]
    of_graph = any("ranked" in row for row in document["nodes"])
    notes = ["note.no_intervals"]
    if conventions["intervals"]:
        notes = ["note.star", "note.intervals" if of_graph else "note.intervals_files"]
    if conventions["betweenness"]["method"] == "sampled":
        notes.append("note.sampled")
    if of_graph:
        notes.append("note.graph")
    return notes


def print_comparison(document: Json, session: Session) -> None:
    """Both values by measure, and whether the difference could be chance."""
    console = console_of()
    names = [_name(document[side], session) for side in ("one", "other")]
    console.print(say("compare", session, one=names[0], other=names[1]), style="bold")
    table = Table()
    for head in (say("measure", session), *names, say("p", session), say("verdict", session)):
        table.add_column(head, justify="left" if head == say("measure", session) else "right")
    for measure, row in document["measures"].items():
        cells = [_figure(row["one"]), _figure(row["other"]), "–" if row["p"] is None else f"{row['p']:.3f}"]
        table.add_row(say(f"measure.{measure}", session), *cells, _verdict(row, names, session))
    console.print(table)
    console.print(say("compare_note", session), style="dim")


def _verdict(row: Json, names: Sequence[str], session: Session) -> str:
    if row["p"] is None:
        return say("verdict.undefined", session)
    if row["p"] > 0.05:
        return say("verdict.chance", session)
    return say("verdict.more", session, name=names[0] if row["difference"] > 0 else names[1])


def print_two_mode(document: Json, session: Session, top: int) -> None:
    """The actors that tie most hubs, and the pairs of hubs that share most actors."""
    console = console_of()
    names = {row["id"]: _name(row, session) for row in document["nodes"]}
    for mode in ("actor", "hub"):
        console.print(say(f"two_mode.{mode}", session), style="bold")
        table = Table(say("node", session), say("two_mode.share", session))
        rows = sorted(document["nodes"], key=lambda row: (-row["two_mode_betweenness"], row["id"]))
        for row in [row for row in rows if row["mode"] == mode][:top]:
            table.add_row(names[row["id"]], f"{row['two_mode_betweenness']:.4f}")
        console.print(table)
    console.print(say("two_mode.pairs", session), style="bold")
    table = Table(say("two_mode.pair", session), say("two_mode.shared", session), say("two_mode.through", session))
    for row in document["hubs"][:top]:
        through = [names[item["id"]] for item in row["through"]]
        table.add_row(" — ".join(names[end] for end in row["pair"]), str(row["shared"]), ", ".join(through))
    console.print(table)
