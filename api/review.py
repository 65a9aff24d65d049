"""For review before publishing: who is who, where sources disagree, what a build changed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import click

from api.session import Session
from graph.difference import disagreements
from graph.model import Edge, KnowledgeGraph, Node
from graph.schema import load_schema
from ingest.actors import RegisteredActor
from ingest.actors.identity import DIFFERENT, alike, holding
from ingest.project import Project

Json = dict[str, Any]


def identity_report(graph: KnowledgeGraph, project: Project) -> Json:
    """Actors of several documents, aliases and judgements with what they rest on, pairs not yet judged."""
    judged = holding(project.judgements)
    decided = {judgement.pair for judgement in judged}
    pairs = [sorted(pair, key=lambda actor: actor.id) for pair in alike(project.actors)]
    return {
        "in_several_documents": _in_several_documents(graph),
        "aliases": [
            {"id": actor.id, "name_ja": actor.name.ja, "alias": form, "lines": list(cited), "also": list(actor.also)}
            for actor in project.actors
            for form, cited in actor.aliases.items()
        ],
        "judgements": [judgement.as_json() for judgement in judged],
        "not_judged": [
            {"actors": [_bare(one), _bare(other)], "names": [one.name.ja, other.name.ja]}
            for one, other in pairs
            if frozenset((_bare(one), _bare(other))) not in decided
        ],
    }


def _bare(actor: RegisteredActor) -> str:
    return actor.id.removeprefix("actor:")


def _in_several_documents(graph: KnowledgeGraph) -> list[Json]:
    rows = []
    for actor in graph.of_type("Actor"):
        documents: dict[str, list[str]] = defaultdict(list)
        for edge in graph.in_edges(actor.id, "DESCRIBES"):
            documents[graph.out_edges(edge.source, "REPORTED_IN")[0].target].append(edge.source)
        if len(documents) > 1:
            cases_by_document = {name: sorted(cases) for name, cases in sorted(documents.items())}
            rows.append({**actor.named(), "documents": cases_by_document})
    return sorted(rows, key=lambda row: (-sum(map(len, row["documents"].values())), row["id"]))


def print_identity(report: Json, session: Session) -> None:
    """The identity report as text."""
    _head("identity.several", len(report["in_several_documents"]), session)
    for row in report["in_several_documents"]:
        cases = "; ".join(f"{document}: {', '.join(cases)}" for document, cases in row["documents"].items())
        click.echo(f"  {row[f'name_{session.lang}']} ({row['id']})  {cases}")
    _head("identity.aliases", len(report["aliases"]), session)
    for row in report["aliases"]:
        click.echo(f"  {row['alias']} = {row['name_ja']} ({row['id']})  {', '.join(row['lines'])}")
    for kind in ("same", DIFFERENT):
        judged = [row for row in report["judgements"] if row["judgement"] == kind]
        _head(f"identity.{kind}", len(judged), session)
        for row in judged:
            said = " · ".join(filter(None, (row["because"], row.get("by"), row.get("on"))))
            click.echo(f"  {row['actors'][0]} / {row['actors'][1]}  {said}")
    _head("identity.not_judged", len(report["not_judged"]), session)
    for row in report["not_judged"]:
        click.echo(f"  {row['actors'][0]} / {row['actors'][1]}  ({row['names'][0]} / {row['names'][1]})")


def _head(code: str, count: int, session: Session) -> None:
    click.secho(f"\n{session.say(code)} ({count})", bold=True)


def disagreement_report(graph: KnowledgeGraph) -> list[list[Json]]:
    """The statements that disagree, group by group."""
    return [[record.as_json() for record in group] for group in disagreements(graph)]


def print_disagreements(graph: KnowledgeGraph, session: Session) -> None:
    """Each group of statements that disagree, with their lines."""
    groups = disagreements(graph)
    _head("diff.disagree", len(groups), session)
    for group in groups:
        click.echo()
        for record in group:
            places = ", ".join(f"{e.document}:{e.lines[0]}-{e.lines[1]}" for e in record.evidence)
            click.echo(f"  {_sentence(graph, record, session)}  [{places}]")


def _sentence(graph: KnowledgeGraph, record: Node | Edge, session: Session) -> str:
    if isinstance(record, Edge):
        return _edge_words(graph, record.as_json(), session)
    p = record.properties
    unit = load_schema().label("unit", p["unit"], session.lang) if "unit" in p else ""
    value = p.get("value", p.get(f"value_text_{session.lang}", ""))
    return f"{record.name(session.lang)}: {value} {unit} {p.get('when', '')}".rstrip() + f"  ({record.id})"


def _edge_words(graph: KnowledgeGraph, edge: Json, session: Session) -> str:
    spec = load_schema().edges[edge["type"]]
    ends = [_name(graph, edge[end], session) for end in ("source", "target")]
    what = edge["properties"].get(f"what_{session.lang}", "")
    return f"{ends[0]} —{spec.label.get(session.lang)}→ {ends[1]}" + (f" ({what})" if what else "")


def _name(graph: KnowledgeGraph, id_: str, session: Session) -> str:
    return f"{graph.nodes[id_].name(session.lang)} [{id_}]" if id_ in graph.nodes else id_


def print_changes(old: KnowledgeGraph, new: KnowledgeGraph, report: Json, session: Session) -> None:
    """The report of `graph.difference.changes` as lines that begin with +, - or ~."""
    for table in ("nodes", "edges"):
        found = report[table]
        counts = {key: len(found[key]) for key in ("added", "removed", "changed")}
        click.secho(session.say(f"diff.{table}", **counts), bold=True)
        for sign, key, graph in (("+", "added", new), ("-", "removed", old)):
            for record in found[key]:
                click.echo(f"  {sign} {_words(graph, record, session)}")
        for change in found["changed"]:
            click.echo(f"  ~ {_words(new, change['record'], session)}")
            for key in sorted(change["before"].keys() | change["after"].keys()):
                click.echo(f"      {key}: {change['before'].get(key)} → {change['after'].get(key)}")


def _words(graph: KnowledgeGraph, record: Json, session: Session) -> str:
    if "source" in record:
        return _edge_words(graph, record, session)
    return f"{record[f'name_{session.lang}']} [{record['id']}]"
