"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.web.models import Model


class FlowCell(Model):
    origin: str | None = Field(description="None: not stated, or in several regions of this level")
    destination: str | None
    count: int
    edges: list[str]
    amounts: list[dict[str, Any]]


class FlowMatrix(Model):
    by: str = Field(examples=["prefecture"])
    kind: str | None
    hub: dict[str, Any] | None
    flows: int
    planned: list[str]
    regions: list[dict[str, Any]]
    counts: list[list[int]] = Field(description="origins × destinations, in the order of `regions`")
    row_totals: list[int]
    column_totals: list[int]
    not_stated: dict[str, int]
    cells: list[FlowCell]
    balance: list[dict[str, Any]]
    reciprocity: dict[str, Any]
    amounts: list[dict[str, Any]]
    conversions: dict[str, Any]
