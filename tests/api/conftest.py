"""The command line as a user runs it, and a real server on a free port, in a thread of the test process."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.web.app import create_app
from api.web.serving import bound, server
from api.web.settings import Settings
from graph.model import KnowledgeGraph


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Tairyu:
    """Runs `tairyu` in a folder of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.served: list[Served] = []

    def __call__(self, *arguments: str | Path, **environment: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "api", *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, "TAIRYU_LANG": "en", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Result(done.returncode, done.stdout, done.stderr)

    def serve(self, *arguments: str, **environment: str) -> Served:
        """`tairyu serve`, as a process; it is stopped at the end of the test at the latest."""
        self.served.append(Served(self.folder, arguments, environment))
        return self.served[-1]


class Served:
    """A server in a process of its own, at the address that it printed."""

    def __init__(self, folder: Path, arguments: Sequence[str], environment: Mapping[str, str]):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "api", "serve", *arguments],
            cwd=folder,
            env={**os.environ, "TAIRYU_LANG": "en", **environment},
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.lines: list[str] = []
        for line in self._process.stderr:
            self.lines.append(line)
            if found := re.search(r"http://\S+", line):
                break
        else:
            raise AssertionError("".join(self.lines))
        self.url = found[0].rstrip("/")
        self._reader = threading.Thread(target=lambda: self.lines.extend(self._process.stderr), daemon=True)
        self._reader.start()

    @property
    def process(self) -> int:
        return self._process.pid

    def get(self, path: str, **how: Any) -> httpx.Response:
        # The port is taken before the server is there to answer.
        transport = httpx.HTTPTransport(retries=10)
        with httpx.Client(transport=transport, timeout=60) as client:
            return client.get(self.url + path, **how)

    def stop(self, how: int = signal.SIGTERM) -> list[str]:
        """Asks it to end; what it has printed. `code` is then its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(how)
        self.code = self._process.wait(30)
        self._reader.join(10)
        return self.lines


@pytest.fixture
def tairyu(tmp_path: Path) -> Iterator[Tairyu]:
    command = Tairyu(tmp_path)
    yield command
    for served in command.served:
        served.stop(signal.SIGKILL)


@dataclass
class Running:
    """A server that answers at `url`."""

    url: str
    app: Any

    def get(self, path: str, **how: Any) -> httpx.Response:
        return httpx.get(self.url + path, timeout=60, **how)

    def post(self, path: str, **how: Any) -> httpx.Response:
        return httpx.post(self.url + path, timeout=60, **how)


class Servers:
    """Starts servers, and stops them all at the end."""

    def __init__(self) -> None:
        self._stops: list[Callable[[], None]] = []

    def __call__(self, graph: KnowledgeGraph, **settings: Any) -> Running:
        chosen = Settings({}, **settings)
        app = create_app(graph, chosen)
        socket = bound("127.0.0.1", 0)
        started = server(app, "127.0.0.1", 0, chosen)
        thread = threading.Thread(target=started.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not started.started:
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.01)

        def stop() -> None:
            started.should_exit = True
            thread.join(20)

        self._stops.append(stop)
        return Running(f"http://127.0.0.1:{socket.getsockname()[1]}", app)

    def stop(self) -> None:
        for stop in self._stops:
            stop()


@pytest.fixture(scope="session")
def web(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server of the shipped graph for all tests that only read, without the texts of the documents."""
    servers = Servers()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAIRYU_HOME", str(tmp_path_factory.mktemp("home")))
        running = servers(shipped)
    yield running
    servers.stop()


@pytest.fixture
def serve() -> Iterator[Servers]:
    """Servers of a test's own: `serve(graph, token="…")`."""
    servers = Servers()
    yield servers
    servers.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """For one module of tests: while it is open no other test of this process can run an event loop."""
    # The headless build first: the other one also draws the windows that nobody sees, at some cost.
    known = ("chromium-headless-shell", "chromium", "chromium-browser")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, known)), None)
    if not program:
        message = "no Chromium: set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Playwright turns software GL on, which an office PC may not have: the page must not need it.
        started = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-background-networking"],
            ignore_default_args=["--enable-unsafe-swiftshader"],
        )
        yield started
        started.close()
