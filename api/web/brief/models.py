"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.web.models import Both, EvidenceModel, Model


class BriefQuote(Model):
    lines: list[dict[str, Any]]
    more: int = Field(description="lines left out")
    is_same: bool = Field(description="whether the attached text has the digest that is cited")


class Claim(Model):
    """A statement, or a row of an answer, as a sentence."""

    id: str
    sentence: Both
    evidence: list[EvidenceModel]
    differs: list[str] = Field(description="ids of the claims that state something else of the same matter")


class Brief(Model):
    made_of: dict[str, Any] = Field(description="versions of graph, schema and software; size of the graph")
    subjects: list[dict[str, Any]]
    missing: list[str] = Field(description="what was asked for and is not in this graph")
    question: dict[str, Any] | None
    claims: list[Claim]
    left_out: int = Field(description="claims beyond the most that a brief holds")
    cases: list[dict[str, Any]]
    quotes: dict[str, BriefQuote] = Field(description="by document:first-last; none where a text is not attached")
