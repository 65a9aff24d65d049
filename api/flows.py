"""Flows between regions and through hubs as JSON and in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.table import Table

from api.report import console_of
from api.session import Session
from api.wording import quantity
from graph.flows import exchanges, exchanges_as_json, matrix
from graph.language import LANGUAGES, Messages
from graph.model import KnowledgeGraph
from graph.schema import load_schema

Json = dict[str, Any]
WORDS = Messages("api", "flows.yaml")
_SHOWN = 20
_LINES_SHOWN = 3
# A wider matrix does not fit a terminal; the pairs of regions say the same.
_WIDEST = 8


def flows_document(
    graph: KnowledgeGraph, by: str = "prefecture", kind: str | None = None, hub_id: str | None = None
) -> Json:
    """The matrix (of one kind; of the flows from, to or via one hub) and what the hubs receive and give.

    `conversions` holds all kinds. Raises ValueError where `by` or `kind` is no such word,
    UnknownNode where no Hub has that id or name.
    """
    hub = graph.node(hub_id, "Hub") if hub_id else None
    found = matrix(graph, by, kind, hub.id if hub else None)
    of_hubs = [one for one in exchanges(graph) if hub is None or one.hub.id == hub.id]
    return {"hub": hub.named() if hub else None, **found.as_json(), "conversions": exchanges_as_json(of_hubs)}


def print_flows(document: Json, graph: KnowledgeGraph, session: Session) -> None:
    """The document as tables and sentences, long lists cut; `graph` gives the lines that state a flow."""
    writer = _Writer(document, graph, session.lang)
    writer.head()
    if any(document["row_totals"]):
        writer.matrix()
        writer.pairs()
    else:
        writer.say("no_cells")
    if document["regions"]:
        writer.balance()
    writer.reciprocity()
    writer.amounts()
    writer.conversions()
    writer.hubs()


class _Writer:
    def __init__(self, document: Json, graph: KnowledgeGraph, lang: str):
        self.document, self.graph, self.lang = document, graph, lang
        self.console = console_of()
        self.names = {region["id"]: region[f"name_{lang}"] for region in document["regions"]}

    def word(self, code: str, **values: Any) -> str:
        return WORDS.text(code, self.lang, **values)

    def say(self, code: str, **values: Any) -> None:
        # The terminal breaks a sentence; one that goes to a file stays whole.
        self.console.print(self.word(code, **values), soft_wrap=True)

    def table(self, title: str, labels: Iterable[str], numbers: Iterable[str], rows: list[list[str]]) -> None:
        """Prints a title and a table of the first rows; the columns `numbers` are right-aligned."""
        self.console.print("\n" + self.word(title), style="bold")
        table = Table()
        for label in labels:
            table.add_column(label, overflow="fold")
        for label in numbers:
            table.add_column(label, justify="right")
        for row in rows[:_SHOWN]:
            table.add_row(*row)
        self.console.print(table)
        if len(rows) > _SHOWN:
            self.say("more", count=len(rows) - _SHOWN)

    def kind(self, name: str | None) -> str:
        return load_schema().label("flow_kind", name, self.lang) if name else self.word("all_kinds")

    def head(self) -> None:
        found = self.document
        by = self.word(f"by.{found['by']}")
        self.console.print(self.word("title", by=by, kind=self.kind(found["kind"])), style="bold underline")
        if found["hub"]:
            self.say("of_hub", name=found["hub"][f"name_{self.lang}"])
        self.say("flows", flows=found["flows"], planned=len(found["planned"]))
        unknown = sum(found["not_stated"].values())
        self.say("not_stated", both_known=found["flows"] - unknown, unknown=unknown, **found["not_stated"])

    def matrix(self) -> None:
        """The square of the regions that have a flow to or from a known region, where it is not too wide."""
        found = self.document
        totals = zip(found["row_totals"], found["column_totals"], strict=True)
        used = [place for place, sums in enumerate(totals) if any(sums)]
        if len(used) > _WIDEST:
            return
        names = [self.names[found["regions"][place]["id"]] for place in used]
        square = [[found["counts"][row][column] for column in used] for row in used]
        total = self.word("total")
        rows = [[name, *_numbers(*row, sum(row))] for name, row in zip(names, square, strict=True)]
        rows.append([total, *_numbers(*map(sum, zip(*square, strict=True)), sum(map(sum, square)))])
        self.table("matrix", [""], [*names, total], rows)

    def pairs(self) -> None:
        cells = [cell for cell in self.document["cells"] if cell["origin"] and cell["destination"]]
        cells.sort(key=lambda cell: (cell["origin"] == cell["destination"], -cell["count"]))
        rows = [
            [self.names[cell["origin"]], self.names[cell["destination"]], str(cell["count"]), self.lines(cell["edges"])]
            for cell in cells
        ]
        self.table("pairs", map(self.word, ("origin", "destination", "count", "lines")), (), rows)

    def lines(self, edges: list[str]) -> str:
        """The first lines that state these edges; the edges of the JSON lead to all of them."""
        cited = dict.fromkeys(evidence for edge in edges for evidence in self.graph.edges[edge].evidence)
        places = [f"{item.document} {'–'.join(map(str, dict.fromkeys(item.lines)))}" for item in cited]
        return ", ".join(places[:_LINES_SHOWN]) + (" …" if len(places) > _LINES_SHOWN else "")

    def balance(self) -> None:
        columns = ("out", "in", "net", "within", "out_not_stated", "in_not_stated")
        rows = sorted(self.document["balance"], key=lambda row: -sum(row[name] for name in columns if name != "net"))
        body = [[self.names[row["region"]], *_numbers(*(row[name] for name in columns))] for row in rows]
        self.table("balance", [self.word("region")], map(self.word, columns), body)

    def reciprocity(self) -> None:
        found = self.document["reciprocity"]
        if found["pairs"]:
            self.say("reciprocity", **found | {name: f"{100 * found[name]:.0f}%" for name in ("share", "weighted")})
        else:
            self.say("no_reciprocity")

    def amounts(self) -> None:
        if found := self.document["amounts"]:
            rows = [[self.kind(one["kind"]), self.amount(one), str(len(one["edges"]))] for one in found]
            self.table("amounts", map(self.word, ("kind",)), map(self.word, ("amount", "count")), rows)
            self.say("amounts_caution")

    def amount(self, one: Json) -> str:
        if one["total"] is None:
            return self.word("no_sum")
        return quantity({**one, "amount": one["total"]})[LANGUAGES.index(self.lang)]

    def conversions(self) -> None:
        """How many hubs receive a kind and give another; of one hub the row of `hubs` says it."""
        if self.document["hub"]:
            return
        table = {(row["in"], row["out"]): len(row["hubs"]) for row in self.document["conversions"]["table"]}
        if not table:
            self.say("no_conversions")
            return
        kinds = list(load_schema().enums["flow_kind"].values)
        rows = [[self.kind(row), *_numbers(*(table.get((row, column), 0) for column in kinds))] for row in kinds]
        self.table("conversions", [""], map(self.kind, kinds), rows)
        self.say("conversions_caution")

    def hubs(self) -> None:
        """Every hub, those first that both receive and give."""
        hubs = self.document["conversions"]["hubs"]
        if not hubs:
            self.say("no_hubs")
            return
        ordered = sorted(hubs, key=lambda hub: not (hub["in"] and hub["out"]))
        sides = ("in", "out", "passing")
        rows = [
            [self.graph.nodes[hub["id"]].name(self.lang), *(self.kinds(hub[side]) for side in sides)] for hub in ordered
        ]
        self.table("hubs", map(self.word, ("hub", "received", "given", "passing")), (), rows)
        self.say("hint")

    def kinds(self, found: dict[str, list[str]]) -> str:
        return self.word("comma").join(f"{self.kind(kind)} {len(edges)}" for kind, edges in found.items())


def _numbers(*values: int) -> list[str]:
    """Numbers as text, with a dot where there is nothing, which the eye passes over."""
    return [f"{value:,}" if value else "·" for value in values]
