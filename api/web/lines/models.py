"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from pydantic import Field

from api.web.models import EvidenceModel, Model, Named


class QuotedLine(Model):
    line: int
    text: str
    cited: bool = Field(description="false: a line around the cited ones")


class Quote(EvidenceModel):
    quote: list[QuotedLine]


class EdgeNamed(Model):
    id: str
    type: str
    kind: str | None
    source_node: Named
    target_node: Named


class CitedLines(Model):
    document: str = Field(examples=["mlit-2019"])
    lines: tuple[int, int]
    digest: str | None = Field(description="null where no statement cites these lines")
    attached: bool = Field(description="whether the text is on this machine")
    nodes: list[Named]
    edges: list[EdgeNamed]
