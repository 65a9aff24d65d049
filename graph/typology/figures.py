"""The figures of docs/typology.md, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import KnowledgeGraph
from graph.typology.evaluation import Evaluation, Score, evaluate, sign_test, wilson
from graph.typology.model import NONE, TYPES

_METHODS = {
    "model": "graph features (the model) / グラフの特徴",
    "no_form": "the model without the form / 形態を除く",
    "majority": "majority / 最頻の類型",
    "form": "form alone / 形態のみ",
    "text": "TF-IDF of the summary / 要約の TF-IDF",
}


def figures(graph: KnowledgeGraph) -> str:
    """Every table of the page, made anew from the graph."""
    found = evaluate(graph)
    return "\n\n".join((_scores(found), _confusion(found), _bins(found), _penalty(found), _hub(found), _ways(found)))


def _table(head: Iterable[str], rows: Iterable[Iterable[object]], texts: int = 1) -> str:
    head = list(head)
    rule = ["---"] * texts + ["--:"] * (len(head) - texts)
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in (head, rule, *rows))


def _scores(found: Evaluation) -> str:
    model = found.scores[0]
    rows = [(_METHODS[one.name], *_row(one), _against(model, one)) for one in found.scores]
    return _table(["method", "right", "accuracy", "95 % interval", "macro-F1", "Brier", "p against the model"], rows)


def _row(one: Score) -> tuple[str, ...]:
    low, high = one.interval
    brier = "–" if one.brier is None else f"{one.brier:.2f}"
    right = f"{sum(one.right)} of {len(one.right)}"
    return right, f"{one.accuracy:.2f}", f"{low:.2f} to {high:.2f}", f"{one.macro_f1:.2f}", brier


def _against(model: Score, one: Score) -> str:
    return "–" if one is model else f"{sign_test(model.right, one.right):.2f}"


def _confusion(found: Evaluation) -> str:
    reported = sorted({row for row, _ in found.confusion}, key=lambda name: ("+" in name, name))
    columns = [*TYPES, NONE]
    rows = [(row.replace("+", " and "), *(found.confusion[row, column] for column in columns)) for row in reported]
    return _table(["reported ↓ predicted →", *columns], rows)


def _bins(found: Evaluation) -> str:
    rows = [(f"{low:.1f} to {high:.1f}", n, f"{mean:.2f}", f"{so:.2f}") for low, high, n, mean, so in found.bins]
    return _table(["probability", "number", "mean probability", "share that is so"], rows)


def _penalty(found: Evaluation) -> str:
    rows = [(f"× {strength:g}", *_row(one)) for strength, one in found.sensitivity.items()]
    return _table(["penalty", "right", "accuracy", "95 % interval", "macro-F1", "Brier"], rows)


def _hub(found: Evaluation) -> str:
    right, total, majority, brier = found.hub_score
    low, high = wilson(right, total)
    row = (f"{right} of {total}", f"{right / total:.2f}", f"{low:.2f} to {high:.2f}", f"{majority:.2f}", f"{brier:.2f}")
    return _table(["hub or no hub", "accuracy", "95 % interval", "majority", "Brier"], [row])


def _ways(found: Evaluation) -> str:
    rows = [(reported, computed, number) for (reported, computed), number in sorted(found.orientation.items())]
    return _table(["reported orientation", "computed from flows", "hubs"], rows, texts=2)
