"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from pydantic import Field

from api.web.models import Both, Model


class ExportFormat(Model):
    name: str = Field(examples=["graphml"])
    label: Both
    use: Both = Field(description="what the format is good for")
    media_type: str = Field(examples=["application/graphml+xml"])
    file: str = Field(description="name of the file that is downloaded", examples=["tairyu-0f3a9c61d2b7e845.graphml"])
    url: str = Field(examples=["/api/export/graphml"])
    available: bool = Field(description="false: a library that it needs is not installed on the server")


class Exports(Model):
    graph: str = Field(description="16 hex digits that name the content of the graph")
    formats: list[ExportFormat]
