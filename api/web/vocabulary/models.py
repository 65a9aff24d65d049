"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.web.models import Both, Model


class Health(Model):
    status: str = Field(examples=["ok"])
    graph: str = Field(description="16 hex digits that name the content of the graph", examples=["0f3a9c61d2b7e845"])
    nodes: int
    edges: int


class Label(Model):
    label: Both
    definition: Both | None = None


class NodeSpec(Label):
    color: str
    shape: str
    kinds: dict[str, Both]


class EdgeSpec(Label):
    directed: bool
    derived: bool


class EnumSpec(Model):
    label: Both
    values: dict[str, Label]


class DocumentSpec(Model):
    id: str = Field(examples=["mlit-2019"])
    title: Both
    publisher: Both
    date: str | None
    date_words: Both | None = None
    line_count: int | None
    attached: bool = Field(description="whether the text is on this machine, so that quotes show")
    cases: int
    statements: int = Field(description="ties that cite the document")


class Vocabulary(Model):
    version: str
    graph: str
    token_needed: bool = Field(description="whether requests that are not GET need a token")
    nodes: dict[str, NodeSpec]
    edges: dict[str, EdgeSpec]
    flow_kinds: dict[str, Label]
    enums: dict[str, EnumSpec]
    documents: list[DocumentSpec]


class Overview(Model):
    nodes: dict[str, int]
    edges: dict[str, int]
    flows: list[dict[str, Any]]
    not_reported: dict[str, Any]
