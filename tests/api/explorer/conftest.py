"""The explorer in a real browser: every page notes what it asks for and what it complains about."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

LANGUAGES = ("ja", "en")
# Screenshots for docs/explorer.md are written where this is set.
SHOTS = os.environ.get("TAIRYU_SCREENSHOTS")


class Explorer:
    """A tab. `requests` and `complaints` grow as it works; a test ends with `is_quiet`."""

    def __init__(self, browser: Any, url: str, lang: str):
        self.url, self.lang = url, lang
        self.context = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale={"ja": "ja-JP", "en": "en-GB"}[lang], accept_downloads=True
        )
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append("dialog"))

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def open(self, query: str = "") -> Any:
        """Goes to an address of the explorer, and waits until its view is there."""
        self.page.goto(f"{self.url}/{query}")
        return self.ready()

    def ready(self) -> Any:
        """Waits until the view is there."""
        self.page.locator("html[data-ready]").wait_for()
        self.page.locator("#view:not([aria-busy])").wait_for()
        return self.page

    def text(self, selector: str = "#view") -> str:
        return self.page.locator(selector).first.inner_text()

    def outside(self) -> list[str]:
        """Requests that did not go to the server."""
        return [url for url in self.requests if not url.startswith((self.url, "data:", "blob:"))]

    def barriers(self) -> list[str]:
        """What axe-core finds serious or critical."""
        found = Axe().run(self.page)
        grave = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
        return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in grave]

    def check(self) -> None:
        """No barrier, no complaint, and nobody else was asked anything."""
        assert self.barriers() == []
        assert self.complaints == []
        assert self.outside() == []

    def shot(self, name: str) -> None:
        """A screenshot for the documentation, where one is wanted."""
        if SHOTS:
            # 256 colours are enough for a page, at a third of the bytes.
            picture = Image.open(BytesIO(self.page.screenshot())).convert("RGB").quantize(256, dither=Image.Dither.NONE)
            picture.save(Path(SHOTS) / f"{name}-{self.lang}.png", optimize=True)

    def saved(self, click: Callable[[], None]) -> tuple[str, bytes]:
        """The file that a click offers: its name and its bytes."""
        with self.page.expect_download() as waiting:
            click()
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.fixture(params=LANGUAGES)
def explorer(browser: Any, web: Any, request: pytest.FixtureRequest) -> Iterator[Explorer]:
    """A tab on the server of the shipped graph, once in each language."""
    tab = Explorer(browser, web.url, request.param)
    yield tab
    tab.context.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Explorer]]:
    """Tabs of a test's own: `tab(url, lang)`."""
    tabs: list[Explorer] = []

    def open_(url: str, lang: str = "ja") -> Explorer:
        tabs.append(Explorer(browser, url, lang))
        return tabs[-1]

    yield open_
    for one in tabs:
        one.context.close()
