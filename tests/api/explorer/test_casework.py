"""Adding a case study in the browser, on a server with a token."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from trial import CASE

from graph.model import KnowledgeGraph
from ingest.project import known_documents
from ingest.sources import attach, versions


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_case_is_checked_kept_and_brought_in(
    serve: Any, tab: Any, shipped: KnowledgeGraph, sources: Path, tmp_path: Path, lang: str
) -> None:
    attach(sources, versions(known_documents().values()))
    explorer = tab(serve(shipped, token="key").url, lang)
    page = explorer.open("?view=casework")
    file = tmp_path / "my-case.yaml"
    file.write_text(CASE.replace("form: place", "form: palace"), encoding="utf-8")
    page.locator("#casework-files").set_input_files(file)
    submit = page.locator("form button[type=submit]").first
    submit.click()
    page.get_by_role("alert").wait_for()
    assert "Bearer" in explorer.text("[role=alert]"), "the token is wanted first"
    explorer.complaints.clear()  # the browser reports every 401 and 422 itself

    page.locator("#casework-token").fill("key")
    submit.click()
    page.get_by_role("alert").locator("td", has_text="palace").wait_for()
    assert "my-case.yaml" in explorer.text("[role=alert] table")
    assert explorer.barriers() == []
    explorer.complaints.clear()

    file.write_text(CASE, encoding="utf-8")
    page.locator("#casework-files").set_input_files(file)
    submit.click()
    page.locator("li code", has_text="my-case.yaml").wait_for()
    explorer.check()
    page.locator("button.primary").click()
    page.wait_for_event("load")
    explorer.ready()
    assert page.request.get(f"{explorer.url}/api/nodes/hub:my-hub").ok


@pytest.mark.browser
def test_without_a_token_it_says_how(explorer: Any) -> None:
    explorer.open("?view=casework")
    assert "TAIRYU_TOKEN" in explorer.text()
    explorer.check()
