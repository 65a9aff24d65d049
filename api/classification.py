"""The types of hubs as JSON and in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

import click

from api.session import Session
from graph.language import Messages
from graph.model import Evidence, KnowledgeGraph
from graph.schema import load_schema
from graph.typology import FEATURE, NONE, TYPES, CaseResult, HubResult, Typology
from graph.typology.explain import Change
from graph.typology.model import as_numbers

Json = dict[str, Any]
WORDS = Messages("api", "classification.yaml")
_SHOWN = 4
# Of some 26 features; with fewer the answer is hardly more than how common the types are.
_THIN = 8


def classification(graph: KnowledgeGraph, hub_id: str | None = None, learn_from: KnowledgeGraph | None = None) -> Json:
    """Every hub with its type, reasons and what would change it; for `hub_id` only that hub.

    `cases` (empty where one hub is asked for) says for every case whether it holds a hub.
    `learn_from` is the graph with the reported types to learn from, by default `graph` itself.
    Raises KeyError where no Hub has that id, TooFewLabels where there is too little to learn from.
    """
    typology = Typology(graph, learn_from)
    if hub_id is not None and (hub_id not in graph.nodes or graph.nodes[hub_id].type != "Hub"):
        raise KeyError(hub_id)
    return {
        "hubs": [hub_document(result) for result in typology.hubs(hub_id)],
        "cases": [_case(result) for result in typology.cases()] if hub_id is None else [],
    }


def types_in_brief(graph: KnowledgeGraph) -> Json:
    """What `tairyu classify` says of all hubs, in brief: the hubs by estimated type, likeliest first, and on how many
    of those with a reported type the estimate, made without that report, agrees with it."""
    hubs = [hub_document(result) for result in Typology(graph).hubs()]
    found: dict[str, list[Json]] = {name: [] for name in (*TYPES, NONE)}
    for hub in sorted(hubs, key=lambda hub: (-max(hub["types"].values()), hub["id"])):
        names = {key: hub[key] for key in ("id", "name_ja", "name_en")}
        found[hub["type"]].append(names | {"probability": max(hub["types"].values())})
    reported = [hub for hub in hubs if hub["reported"]]
    return {
        "by_type": [{"type": name, "hubs": rows} for name, rows in found.items()],
        "reported": len(reported),
        "agree": sum(hub["type"] in hub["reported"] for hub in reported),
        "thin": sum(hub["features_reported"] < _THIN for hub in hubs),
    }


def hub_document(result: HubResult) -> Json:
    """One hub of `classification`."""
    return {
        **result.candidate.node.named(),
        "types": as_numbers(result.chances),
        "type": result.type,
        "networked": round(result.networked, 4),
        "reasons_for": result.explained,
        "reasons": [
            {
                "feature": reason.feature,
                "value": round(reason.value, 4),
                "weight": round(reason.weight, 4),
                "evidence": _lines(reason.evidence),
            }
            for reason in result.reasons
        ],
        "features_reported": result.candidate.known,
        "not_reported": [name for name, found in result.candidate.features.items() if found.value is None],
        "would_change": _change(result.change),
        "reported": result.reported,
        "distance": None if result.distance is None else round(result.distance, 4),
        "held_out": result.held_out,
        "orientation": {"reported": result.orientation_reported, "computed": result.orientation_computed},
    }


def _change(change: Change | None) -> Json | None:
    if change is None:
        return None
    values = [value if isinstance(value, str) else _rounded(value) for value in (change.value_from, change.value_to)]
    return {
        "feature": change.feature,
        "from": values[0],
        "to": values[1],
        "type": change.type,
        "steps": round(change.steps, 4),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _case(result: CaseResult) -> Json:
    return {
        **result.candidate.node.named(),
        "describes_hub": result.describes_hub,
        "hub": result.hub,
        "type": result.type,
        "hub_probability": None if isnan(result.hub_chance) else round(result.hub_chance, 4),
        "types_if_hub": as_numbers(result.chances),
    }


def _lines(evidence: Sequence[Evidence]) -> list[Json]:
    return [item.as_json() for item in evidence]


def print_classification(document: Json, session: Session) -> None:
    """One hub with all that speaks for and against; many hubs one a line, then the cases."""
    if len(document["hubs"]) == 1 and not document["cases"]:
        _print_hub(document["hubs"][0], session.lang)
        return
    lang = session.lang
    for hub in document["hubs"]:
        head = click.style(_name(hub, lang), bold=True)
        thin = WORDS.text("thin", lang, count=hub["features_reported"]) if hub["features_reported"] < _THIN else ""
        parts = (f"{head} ({hub['id']})", _verdict(hub, lang), thin, _reported(hub, lang))
        click.echo("  ".join(filter(None, parts)))
    _print_cases(document["cases"], lang)
    click.echo("\n" + WORDS.text("caution", lang))


def _print_hub(hub: Json, lang: str) -> None:
    click.secho(f"{_name(hub, lang)} ({hub['id']})", bold=True)
    click.echo(_verdict(hub, lang))
    for name, chance in hub["types"].items():
        click.echo(f"  {type_label(name, lang)}: {_percent(chance)}")
    click.echo(_networked(hub["networked"], lang))
    if said := _reported(hub, lang):
        click.echo(said)
    if hub["held_out"]:
        click.echo(WORDS.text("held_out", lang))
    click.echo("\n" + WORDS.text("reasons", lang, type=type_label(hub["reasons_for"], lang)))
    for reason in hub["reasons"][: 2 * _SHOWN]:
        _print_reason(reason, lang)
    _print_missing(hub["not_reported"], lang)
    click.echo("\n" + _would_change(hub["would_change"], lang))
    click.echo(_orientation(hub["orientation"], lang))
    click.echo("\n" + WORDS.text("caution", lang))


def _print_reason(reason: Json, lang: str) -> None:
    side = "for" if reason["weight"] > 0 else "against"
    value = feature_value(reason["feature"], reason["value"], lang)
    words = WORDS.text(side, lang, feature=feature_label(reason["feature"], lang), value=value)
    places = [f"{item['document']} {'–'.join(map(str, dict.fromkeys(item['lines'])))}" for item in reason["evidence"]]
    shown = ", ".join(places[:_SHOWN]) + (" …" if len(places) > _SHOWN else "")
    click.echo(f"  {words} ({reason['weight']:+.2f})")
    if shown:
        click.secho(f"      {shown}", dim=True)


def _print_missing(names: list[str], lang: str) -> None:
    if names:
        joined = WORDS.text("comma", lang).join(feature_label(name, lang) for name in names)
        click.echo("  " + WORDS.text("missing", lang, features=joined))


def _print_cases(cases: list[Json], lang: str) -> None:
    without = [case for case in cases if not case["describes_hub"]]
    if not without:
        return
    click.echo("\n" + WORDS.text("no_hub", lang, count=len(without), total=len(cases)))
    for case in without:
        if (case["hub_probability"] or 0) >= 0.5:
            chance = _percent(case["hub_probability"])
            click.echo("  " + WORDS.text("like_hub", lang, name=_name(case, lang), id=case["id"], chance=chance))


def in_words(hub: Json, lang: str) -> Json:
    """What `hub_document` says, as sentences: the type, whether it is networked, what would change the answer, and the
    orientation."""
    return {
        "type": _verdict(hub, lang),
        "networked": _networked(hub["networked"], lang),
        "would_change": _would_change(hub["would_change"], lang),
        "orientation": _orientation(hub["orientation"], lang),
    }


def type_label(name: str, lang: str) -> str:
    """The name of a type, or of its absence, for people."""
    return WORDS.text("none", lang) if name == NONE else load_schema().label("hub_type", name, lang)


def feature_label(name: str, lang: str) -> str:
    """The name of a feature for people."""
    return WORDS.text("form", lang) if name == "form" else FEATURE[name].label(lang)


def _name(record: Json, lang: str) -> str:
    return record[f"name_{lang}"]


def _percent(chance: float) -> str:
    return f"{100 * chance:.0f} %"


def feature_value(name: str, value: float | str, lang: str) -> str:
    """The value of a feature for people."""
    if isinstance(value, str):
        return load_schema().label("hub_form", value, lang)
    scale = FEATURE[name].scale
    if scale == "flag":
        return WORDS.text("yes" if value else "no", lang)
    return f"{value:.0f}" if scale == "count" else f"{value:.2f}"


def _verdict(hub: Json, lang: str) -> str:
    if hub["type"] == NONE:
        return WORDS.text("verdict_none", lang, type=type_label(hub["reasons_for"], lang), chance=_best(hub))
    return WORDS.text("verdict", lang, type=type_label(hub["type"], lang), chance=_best(hub))


def _best(hub: Json) -> str:
    return _percent(max(hub["types"].values()))


def _reported(hub: Json, lang: str) -> str:
    if not hub["reported"]:
        return ""
    types = WORDS.text("comma", lang).join(type_label(name, lang) for name in hub["reported"])
    code = "reported_same" if hub["type"] in hub["reported"] else "reported_other"
    return WORDS.text(code, lang, types=types, distance=f"{100 * hub['distance']:.0f}")


def _networked(score: float, lang: str) -> str:
    return WORDS.text("networked_unknown" if score == 0.5 else "networked" if score > 0.5 else "not_networked", lang)


def _would_change(change: Json | None, lang: str) -> str:
    if change is None:
        return WORDS.text("no_change", lang)
    before, after = (feature_value(change["feature"], change[end], lang) for end in ("from", "to"))
    code = "change_barely" if before == after else "change"
    label, then = feature_label(change["feature"], lang), type_label(change["type"], lang)
    return WORDS.text(code, lang, feature=label, before=before, after=after, type=then)


def _orientation(found: Json, lang: str) -> str:
    words = {side: _way(name, lang) for side, name in found.items()}
    return WORDS.text("orientation", lang, **words)


def _way(name: str | None, lang: str) -> str:
    if name in (None, "not_reported"):
        return WORDS.text("not_reported", lang)
    return load_schema().label("orientation", name, lang)
