"""The report that `tairyu demo` prints."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from api.session import Session
from graph.model import KnowledgeGraph
from graph.places import DIRECTIONS
from graph.schema import load_schema

Json = dict[str, Any]
_SHOWN = 12


def print_report(graph: KnowledgeGraph, report: Json, session: Session) -> None:
    """Prints the figures of `graph.overview` as tables, and where the picture is."""
    writer = _Writer(graph, report, session)
    writer.console.print(writer.say("title"), style="bold underline")
    writer.counts()
    writer.hubs_by_type()
    writer.types()
    writer.hubs_by_prefecture()
    writer.shared_actors()
    writer.bridges()
    writer.flows()
    writer.not_reported()
    writer.console.print("\n" + session.say("done.picture", path=report["picture"]))


def console_of() -> Console:
    """Where tables are printed; without a terminal as wide as a page. Names hold brackets, which are no markup."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 110
    return console


class _Writer:
    def __init__(self, graph: KnowledgeGraph, report: Json, session: Session):
        self.graph, self.report, self.session = graph, report, session
        self.console = console_of()

    def say(self, code: str, **values: Any) -> str:
        return self.session.say(f"report.{code}", **values)

    def table(self, title: str, *columns: str, numbers: int = 1) -> Table:
        """Prints the title and returns a table whose last `numbers` columns are right-aligned."""
        # A title of the table's own would be broken at its width.
        self.console.print("\n" + self.say(title), style="bold")
        table = Table()
        for position, column in enumerate(columns):
            side = "right" if position >= len(columns) - numbers else "left"
            table.add_column(column, justify=side, overflow="fold")
        return table

    def name(self, record: Json) -> str:
        return record[f"name_{self.session.lang}"]

    def type_label(self, name: str) -> str:
        return load_schema().label("hub_type", name, self.session.lang)

    def names(self, records: list[Json]) -> str:
        """The first few names; the whole list is in the JSON."""
        return self.joined([self.name(record) for record in records[:_SHOWN]], len(records))

    def joined(self, words: list[str], count: int) -> str:
        """The words, and how many of all `count` are not among them."""
        joined = self.session.say("word.comma").join(words)
        return joined + (f" ({self.say('more', count=count - len(words))})" if count > len(words) else "")

    def counts(self) -> None:
        schema, lang = load_schema(), self.session.lang
        for title, types in (("nodes", schema.nodes), ("edges", schema.edges)):
            table = self.table(title, self.say("type"), self.say("count"))
            for name, count in self.report[title].items():
                table.add_row(f"{types[name].label.get(lang)} ({name})", f"{count:,}")
            table.add_row(self.say("total"), f"{sum(self.report[title].values()):,}", style="bold")
            self.console.print(table)

    def hubs_by_type(self) -> None:
        table = self.table("hubs_by_type", self.say("type"), self.say("count"), self.say("hubs"), numbers=0)
        for row in self.report["hubs_by_type"]:
            label = self.type_label(row["type"]) if row["type"] else self.say("no_type")
            table.add_row(label, str(len(row["hubs"])), self.names(row["hubs"]))
        self.console.print(table)

    def types(self) -> None:
        """The estimated types, beside the reported ones above."""
        found = self.report["types"]
        table = self.table("types", self.say("type"), self.say("count"), self.say("hubs"), numbers=0)
        for row in found["by_type"]:
            label = self.say("no_estimate") if row["type"] == "none" else self.type_label(row["type"])
            names = [f"{self.name(hub)} {100 * hub['probability']:.0f}%" for hub in row["hubs"][:_SHOWN]]
            table.add_row(label, str(len(row["hubs"])), self.joined(names, len(row["hubs"])))
        self.console.print(table)
        self.console.print(self.say("types_note", **{key: found[key] for key in ("agree", "reported", "thin")}))

    def bridges(self) -> None:
        """Who bridges, and how sure that is."""
        found = self.report["bridges"]
        columns = [self.say(f"bridges.{name}") for name in ("constraint", "case", "edges", "unknown")]
        table = self.table("bridges", self.say("bridges.rank"), self.say("actor"), *columns, numbers=len(columns))
        for row in found["leading"]:
            intervals = [
                "–".join(map(str, dict.fromkeys(row[name]["interval"]))) for name in ("case", "edges", "unknown")
            ]
            table.add_row(str(row["rank"]), self.name(row), f"{row['constraint']:.3f}", *intervals)
        self.console.print(table)
        self.console.print(self.say("bridges_note", nodes=f"{found['nodes']:,}", ties=f"{found['ties']:,}"))

    def hubs_by_prefecture(self) -> None:
        table = self.table("hubs_by_prefecture", self.say("prefecture"), self.say("count"), self.say("hubs"), numbers=0)
        for row in self.report["hubs_by_prefecture"]:
            table.add_row(self.name(row["region"]), str(len(row["hubs"])), self.names(row["hubs"]))
        self.console.print(table)
        self.console.print(self.say("no_place", count=self.report["hubs_without_place"]))

    def shared_actors(self) -> None:
        table = self.table("shared", self.say("actor"), self.say("cases"), numbers=0)
        rows = self.report["actors_in_several_cases"]
        for row in rows[: 2 * _SHOWN]:
            table.add_row(self.name(row), ", ".join(row["cases"]))
        self.console.print(table)
        if len(rows) > 2 * _SHOWN:
            self.console.print(self.say("more", count=len(rows) - 2 * _SHOWN))

    def flows(self) -> None:
        words = [self.say(f"direction.{direction}") for direction in DIRECTIONS]
        columns = (self.say("flow"), self.say("total"), *words, self.say("planned"))
        table = self.table("flows", *columns, numbers=len(columns) - 1)
        for row in self.report["flows"]:
            label = load_schema().label("flow_kind", row["kind"], self.session.lang)
            table.add_row(label, *(str(row[column]) for column in ("total", *DIRECTIONS, "planned")))
        self.console.print(table)

    def not_reported(self) -> None:
        missing = self.report["not_reported"]
        table = self.table("not_reported", self.say("what"), self.say("cases"))
        lines = {
            self.say("no_flow", kind=load_schema().label("flow_kind", kind, self.session.lang)): cases
            for kind, cases in missing["flow_kinds"].items()
        }
        lines[self.say("no_flow_at_all")] = missing["cases_without_any_flow"]
        lines[self.say("no_orientation")] = missing["cases_without_orientation"]
        lines[self.say("no_hub")] = missing["cases_without_hub"]
        for label, cases in lines.items():
            table.add_row(label, self.say("of", count=len(cases), all=missing["cases"]))
        self.console.print(table)
