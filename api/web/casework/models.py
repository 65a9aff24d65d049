"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from pydantic import Field

from api.web.models import Model


class CaseFiles(Model):
    files: list[str] = Field(examples=[["my-case.yaml", "actors/mine.yaml"]])


class Change(CaseFiles):
    """The graph that the files make, and the files."""

    nodes: int
    edges: int
    cases: int


class Judged(Model):
    judgement: str = Field(examples=["same"])
    actors: tuple[str, str]
    because: str
