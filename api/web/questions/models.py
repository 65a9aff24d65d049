"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.web.models import Both, Model, Named


class QuestionParameter(Both):
    name: str = Field(examples=["hub"])
    type: str = Field(description="a type of node, `Node`, text, integer, number, or an enumeration", examples=["Hub"])
    default: Any


class AnswerColumn(Model):
    name: str
    type: str | None = Field(default=None, description="id, text, integer, number, boolean or list; of questions only")
    ja: str | None = None
    en: str | None = None


class CatalogueEntry(Both):
    name: str = Field(examples=["who-operates"])
    subject: str = Field(examples=["who"])
    good_for: Both
    parameters: list[QuestionParameter]
    columns: list[AnswerColumn]
    cypher: str
    sparql: str


class NamedTie(Model):
    id: str
    type: str
    kind: str | None
    source_node: Named
    target_node: Named


class AdHoc(Model):
    engine: str = Field(examples=["cypher"])
    columns: list[AnswerColumn]
    rows: list[list[Any]]
    names: dict[str, Named] = Field(description="the nodes that occur in the rows")
    ties: dict[str, NamedTie] = Field(description="the ties that occur in them")
    words: dict[str, dict[str, Both]] = Field(description="by column the words for its values, where it has such")


class QuestionAnswer(AdHoc):
    question: dict[str, str]
    parameters: dict[str, Any] = Field(description="as understood: ids for names")
    cypher: str = Field(description="with the values written in")
    sparql: str


class PlainAnswer(Model):
    """The answer, where the question was understood."""

    text: str
    understood: dict[str, Any] | None
    alternatives: list[dict[str, Any]]


class CypherQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    query: str = Field(examples=["MATCH (a:Actor)-[:OPERATES]->(h:Hub {id: $hub}) RETURN a.id, h.id"])
    parameters: dict[str, Any] = Field(default_factory=dict, examples=[{"hub": "hub:co-ba"}])


class SparqlQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    query: str = Field(examples=["SELECT ?hub WHERE { ?hub a ty:Hub } LIMIT 5"])


class LanguageProperty(Model):
    label: Both
    cypher: list[str]
    sparql: str


class LanguageNode(Model):
    cypher: str
    properties: list[LanguageProperty]
    measured: bool = Field(description="whether it has the measures of bridging too")


class LanguageEdge(Model):
    source: list[str]
    target: list[str]
    properties: list[LanguageProperty]


class Languages(Model):
    limits: list[dict[str, Any]]
    prefixes: dict[str, str]
    measures: list[str]
    nodes: dict[str, LanguageNode]
    edges: dict[str, LanguageEdge]
