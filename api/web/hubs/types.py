"""The types of hubs as the API tells them: what the document says, what the graph makes likely and why, and how far
to trust it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import isnan
from typing import Any

import numpy as np

from api.classification import feature_label, feature_value, hub_document, in_words, type_label
from api.web.snapshot import Snapshot
from graph.language import LANGUAGES
from graph.model import Evidence, KnowledgeGraph, Node
from graph.schema import load_schema
from graph.typology import FEATURE, FEATURES, HubResult, TooFewLabels, Typology, evaluate
from graph.typology.features import Candidate, matrix
from graph.typology.similarity import FORM, Similarities
from ingest.build import build

Json = dict[str, Any]


class HubTypes:
    """The types of all hubs of a graph. It learns from the graph itself, or where that reports too few types, from the
    shipped one; `learnt_from` is that graph."""

    def __init__(self, graph: KnowledgeGraph):
        self.learnt_from = graph
        try:
            self._typology = Typology(graph)
            results = self._typology.hubs()
        except TooFewLabels:
            self.learnt_from = build()
            self._typology = Typology(graph, self.learnt_from)
            results = self._typology.hubs()
        self.by_id: dict[str, HubResult] = {result.candidate.node.id: result for result in results}
        self.documents: dict[str, Json] = {key: hub_document(result) for key, result in self.by_id.items()}

    @cached_property
    def similarities(self) -> Similarities:
        return Similarities([result.candidate for result in self.by_id.values()])

    @cached_property
    def _trust(self) -> Json:
        """Of the leave-one-out of docs/typology.md."""
        found = evaluate(self.learnt_from)
        right = {score.name: int(sum(score.right)) for score in found.scores}
        names = ("low", "high", "count", "mean", "share")
        bins = [dict(zip(names, (round(value, 4) for value in row), strict=True)) for row in found.bins]
        interval = [round(float(end), 4) for end in found.scores[0].interval]
        return {
            "hubs": len(found.hubs),
            "right": right["model"],
            "interval": interval,
            "right_by_form": right["form"],
            "right_by_commonest": right["majority"],
            "calibration": bins,
        }

    def trust(self, chance: float) -> Json:
        """How often such answers are right; `alike` are the probabilities near this one, and how often they were so."""
        inside = [row for row in self._trust["calibration"] if row["low"] <= chance <= row["high"]]
        return self._trust | {"alike": inside[-1] if inside else None}

    def usual(self, hub: str) -> dict[str, float | None]:
        """The typical value of each feature among the other hubs that the answer for this one is learnt from."""
        others = [one for one in self._typology.labelled if one.node.id != hub]
        rows = matrix(others)
        return {feature.name: _typical(rows[:, column], feature) for column, feature in enumerate(FEATURES)}


def _typical(column: np.ndarray, feature: Any) -> float | None:
    known = column[np.isfinite(column)]
    return float(feature.uncolumn(known.mean())) if len(known) else None


def types_of(asked: Snapshot) -> HubTypes:
    """The types of the hubs of a snapshot."""
    return asked.find("hub types", lambda: HubTypes(asked.graph))


def typology(types: HubTypes, hub: Node) -> Json:
    """The type of a hub with its reasons; the three columns of the form are one reason."""
    found = types.documents[hub.id]
    result = types.by_id[hub.id]
    reported = hub.property_evidence.get("reported_types", hub.evidence)
    sentences = {lang: in_words(found, lang) for lang in LANGUAGES}
    return found | {
        "label": both_of(type_label, found["type"]),
        "reported": [
            {"type": name, "label": both_of(type_label, name), "evidence": _lines(reported)}
            for name in found["reported"]
        ],
        "reasons": _reasons(found["reasons"], result.candidate, types.usual(hub.id)),
        "reasons_for": {"type": found["reasons_for"], "label": both_of(type_label, found["reasons_for"])},
        "not_reported": [{"feature": name, "label": both_of(feature_label, name)} for name in found["not_reported"]],
        "features": len(FEATURES) - 2,
        "orientation": {side: _orientation(name) for side, name in found["orientation"].items()},
        "in_words": {code: {lang: sentences[lang][code] for lang in LANGUAGES} for code in sentences["en"]},
        "trust": types.trust(max(found["types"].values())),
    }


def _reasons(reasons: Sequence[Json], hub: Candidate, usual: dict[str, float | None]) -> list[Json]:
    """The strongest first, each with what is usual among the others."""
    form = [reason for reason in reasons if reason["feature"].startswith("form_")]
    rows = [_reason(reason, usual[reason["feature"]]) for reason in reasons if reason not in form]
    if form:
        weight = round(sum(reason["weight"] for reason in form), 4)
        rows.append(_reason(form[0] | {"feature": FORM, "value": hub.node.properties[FORM], "weight": weight}, None))
    return sorted(rows, key=lambda row: (-abs(row["weight"]), row["feature"]))


def _reason(reason: Json, usual: float | None) -> Json:
    name = reason["feature"]
    return reason | {
        "label": both_of(feature_label, name),
        "value_text": value_text(name, reason["value"]),
        "usual": None if usual is None else round(usual, 4),
        "usual_text": None if usual is None else _usual_text(name, usual),
    }


def value_text(feature: str, value: float | str | None) -> Json | None:
    """The value of a feature in words; None where it is not reported."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    return {lang: feature_value(feature, value, lang) for lang in LANGUAGES}


def _usual_text(feature: str, usual: float) -> Json:
    """Typical values are no whole numbers; of what is or is not so, the share of which it is so."""
    scale = FEATURE[feature].scale
    text = f"{100 * usual:.0f} %" if scale == "flag" else f"{usual:.1f}" if scale == "count" else f"{usual:.2f}"
    return dict.fromkeys(LANGUAGES, text)


def _orientation(name: str | None) -> Json | None:
    if name in (None, "not_reported"):
        return None
    schema = load_schema()
    return {"name": name, "label": {lang: schema.label("orientation", name, lang) for lang in LANGUAGES}}


def both_of(words: Any, *given: Any) -> Json:
    """What a function of a language gives in both."""
    return {lang: words(*given, lang) for lang in LANGUAGES}


def _lines(evidence: Sequence[Evidence]) -> list[Json]:
    return [item.as_json() for item in evidence]
