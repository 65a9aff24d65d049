"""The OpenAPI document: complete, with examples that work; and requests made from it at random meet no failure."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from api.web.page.reference import example_of
from api.web.settings import SETTINGS, settings_table

ROOT = Path(__file__).parents[3]
CONTRACT = {
    "/api/search", "/api/nodes/{id}", "/api/nodes/{id}/neighbours", "/api/hubs", "/api/hubs/{id}", "/api/bridges",
    "/api/flows/matrix", "/api/queries", "/api/queries/{name}", "/api/cypher", "/sparql", "/api/export/{format}", "/viz/{id}",
    "/healthz",
}  # fmt: skip


@pytest.fixture(scope="module")
def document(web: Any) -> Any:
    return web.get("/openapi.json").json()


def test_every_route_of_the_contract_is_there(document: Any) -> None:
    assert set(document["paths"]) >= CONTRACT


def test_every_route_is_described_typed_and_tells_its_refusals(document: Any) -> None:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert len(operation.get("description", "")) > 20, (method, path)
            answers = [one.get("content", {}) for code, one in operation["responses"].items() if code[0] == "2"]
            assert answers, (method, path)
            assert all(answers), (method, path)


def test_the_example_of_every_reading_route_answers(web: Any, document: Any) -> None:
    for path, methods in document["paths"].items():
        if "get" not in methods:
            continue
        address = example_of(path, methods["get"])
        assert address is not None, path
        answer = web.get(f"/{address}")
        without_texts = path == "/api/evidence" and answer.status_code == 404
        assert answer.status_code == 200 or without_texts, (address, answer.text[:300])


def test_the_page_of_the_api_lists_every_route_and_asks_nobody(web: Any, document: Any) -> None:
    page = web.get("/docs").text
    for path, methods in document["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_every_setting_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
    assert settings_table() in page
    assert len(SETTINGS) == settings_table().count("`TAIRYU_")


def test_random_requests_meet_no_failure(serve: Any, shipped: Any) -> None:
    """With the token, so that the routes that write are reached too; both what the document allows and what it does not."""
    server = serve(shipped, token="key")
    schema = schemathesis.openapi.from_url(f"{server.url}/openapi.json")
    tried = 0
    for operation in schema.get_all_operations():
        for mode in GenerationMode:
            tried += ask_at_random(operation.ok(), mode)
    assert tried > 150


def ask_at_random(operation: Any, mode: GenerationMode) -> int:
    """How many requests were made of one route."""
    tried = 0

    @given(operation.as_strategy(generation_mode=mode))
    @settings(max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
    def ask(case: Any) -> None:
        nonlocal tried
        tried += 1
        answer = case.call(headers={"Authorization": "Bearer key"}, timeout=60)
        # A query that costs too much, or comes when too many do, is told so by 503.
        assert answer.status_code < 500 or answer.status_code in (501, 503), (case.as_curl_command(), answer.text)

    # A route without parameters cannot be asked wrongly.
    with suppress(Unsatisfiable):
        ask()
    return tried
