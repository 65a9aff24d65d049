"""The page of the catalogue (`docs/queries.md`), with the first rows of every answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.language import LANGUAGES
from graph.model import KnowledgeGraph
from queries.answers import Queries
from queries.catalogue import Question, catalogue
from queries.limits import LIMITS

_ROWS = 3
_HEAD = """\
# Questions to the graph / 問いの目録

Made from `queries/catalogue`; do not edit this page by hand (`make generated`).
`queries/catalogue` から作られます。

Every question gives the same rows in Cypher (Ladybug), SPARQL (Oxigraph) and Python; a test compares them.
どの問いも Cypher、SPARQL、Python で同じ行を返します（テストで照合しています）。

```sh
tairyu queries                                        # the list / 一覧
tairyu query who-operates -p hub=家業イノベーションラボ    # --engine cypher | sparql | python, --json
tairyu cypher "MATCH (a:Actor)-[r:OPERATES]->(h:Hub) RETURN a.id, h.id, r.evidence LIMIT 5"
tairyu sparql "SELECT ?a ?h WHERE { ?a ty:OPERATES ?h } LIMIT 5"
```

```python
import tairyu as ty

with ty.queries(ty.load()) as ask:
    ask.ask("who-operates", hub="家業イノベーションラボ").frame()  # a pandas DataFrame
    ask.cypher("MATCH (h:Hub) RETURN h.kind, count(*) AS hubs ORDER BY hubs DESC").rows
```

Node tables: the types of [schema.md](schema.md), with `id`, `kind`, `name_ja`, `name_en`, `aliases`, `evidence` (a
list of `document:first-last`) and their properties; `Case` needs backticks in Cypher. Actors and hubs also have
`constraint`, `effective_size`, `betweenness`, `rank`, `rank_low`, `rank_high` and the five roles of
[bridges.md](bridges.md). In SPARQL a tie is a triple and a statement of its own (`rdf:subject`, `rdf:predicate`,
`rdf:object`) with its properties and lines (`prov:wasDerivedFrom`). The databases are made when they are first asked,
in some ten seconds.
"""


def queries_page(graph: KnowledgeGraph) -> str:
    """The page in Markdown."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: KnowledgeGraph) -> Iterator[str]:
    yield _HEAD
    yield "## Limits / 上限\n"
    yield "| variable | default | what |"
    yield "| --- | --: | --- |"
    for limit in LIMITS.values():
        yield f"| `{limit.variable}` | {limit.default:,g} {limit.unit} | {limit.why} |"
    yield ""
    for question in catalogue().values():
        yield from _entry(graph, question)


def _entry(graph: KnowledgeGraph, question: Question) -> Iterator[str]:
    answer = Queries(graph, Path()).ask(question.name)  # Python needs no database
    ja, en = (question.worded(graph, lang, answer.values) for lang in LANGUAGES)
    yield f"## {question.name}\n"
    yield f"**{ja}** {en}\n"
    yield f"{question.good_for.ja} — {question.good_for.en}.\n"
    for one in question.parameters.values():
        yield f"- `{one.name}` ({one.type}): {one.label.ja} / {one.label.en}; default `{one.default}`"
    yield "" if question.parameters else "No parameters. / パラメータなし。\n"
    for language, text in (("cypher", question.cypher), ("sparql", question.sparql)):
        yield f"```{language}\n{text.rstrip()}\n```\n"
    yield "| " + " | ".join(column.name for column in question.columns) + " |"
    sides = ("--:" if column.type in ("integer", "number") else "---" for column in question.columns)
    yield "| " + " | ".join(sides) + " |"
    for row in answer.rows[:_ROWS]:
        yield "| " + " | ".join(map(_cell, row)) + " |"
    more = len(answer.rows) - _ROWS
    yield f"\n… {more:,} more rows / ほか {more:,} 行\n" if more > 0 else ""


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text.replace("|", "\\|")
