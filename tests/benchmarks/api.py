"""What one worker of the server bears: `python tests/benchmarks/api.py [--users N --seconds S --json]`.

1. A node look-up as fast as it goes, beside a bare Starlette route that returns the same bytes in the same run.
2. The same at 500 requests/s, sent when they are due whether or not the earlier ones are answered, so that a stall counts
   for everyone who would have waited.
3. Users who look at one thing after the other, each with a pause to read, and the memory of the server meanwhile.

The client speaks HTTP over plain sockets, so that it costs little beside the server.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parent.parent.parent
NODE = "/api/nodes/hub%3Aco-ba"
RATE, PAUSE = 500, 1.0
PATHS = (
    "/", "/assets/main.js", "/api/schema", "/api/network", "/api/map", "/api/hubs", "/api/overview", "/api/queries",
    "/api/search?q=co-ba", "/api/search?q=%E6%9D%B1%E4%BA%AC", NODE, "/api/nodes/actor%3Atsukuruba", "/api/hubs/hub%3Aco-ba",
    "/api/nodes/hub%3Aco-ba/neighbours?depth=2", "/api/flows/matrix?by=metro", "/api/queries/hubs-by-type",
    "/api/actors/actor%3Atsukuruba",
)  # fmt: skip
BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
body = sys.stdin.buffer.read()
async def node(request): return Response(body, media_type="application/json")
uvicorn.run(Starlette(routes=[Route("/{path:path}", node)]), port=int(sys.argv[1]), log_level="error", access_log=False)
"""


class Connection:
    """One connection that is kept open."""

    def __init__(self, port: int):
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        """The status and the body."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port, limit=2**24)
        reader, writer = self.streams
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"content-length: (\d+)", head, re.IGNORECASE)[1])
        return int(head[9:12]), await reader.readexactly(length)

    def close(self) -> None:
        if self.streams:
            self.streams[1].close()


@dataclass
class Seen:
    """What the clients met; `waits` in milliseconds."""

    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def time(self, connection: Connection, path: str, since: float | None = None) -> None:
        since = time.perf_counter() if since is None else since
        try:
            status, _ = await connection.get(path)
            if status != 200:
                self.errors.append(f"{status} {path}")
        except (OSError, asyncio.IncompleteReadError) as error:
            self.errors.append(f"{type(error).__name__} {path}")
            connection.streams = None
        self.waits.append((time.perf_counter() - since) * 1000)

    def figures(self) -> dict[str, Any]:
        cut = statistics.quantiles(self.waits, n=1000)
        return {
            "requests": len(self.waits),
            "median_ms": round(cut[499], 2),
            "p99_ms": round(cut[989], 2),
            "worst_ms": round(max(self.waits), 1),
            "errors": self.errors[:5],
        }


async def flat_out(port: int, seconds: float, clients: int = 16) -> float:
    """Requests a second."""
    seen, until = Seen(), time.perf_counter() + seconds

    async def client() -> None:
        connection = Connection(port)
        while time.perf_counter() < until:
            await seen.time(connection, NODE)
        connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    assert not seen.errors, seen.errors[:3]
    return len(seen.waits) / seconds


async def at_rate(port: int, seconds: float) -> Seen:
    """Requests sent when they are due, over as many connections as are free."""
    seen, free, running = Seen(), [], set()
    began = time.perf_counter()

    async def one(due: float) -> None:
        connection = free.pop() if free else Connection(port)
        await seen.time(connection, NODE, due)
        free.append(connection)

    for number in range(int(RATE * seconds)):
        due = began + number / RATE
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        task = asyncio.create_task(one(due))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    return seen


async def users(port: int, count: int, seconds: float, memory: Callable[[], float]) -> tuple[Seen, list[float]]:
    """Users who read one page after the other; the memory of the server, once a second."""
    seen, until, sizes = Seen(), time.perf_counter() + seconds, []

    async def user(seed: int) -> None:
        choice, connection = random.Random(seed), Connection(port)
        await asyncio.sleep(choice.random() * PAUSE)
        while time.perf_counter() < until:
            await seen.time(connection, choice.choice(PATHS))
            await asyncio.sleep(choice.uniform(0.5, 1.5) * PAUSE)
        connection.close()

    async def watch() -> None:
        while time.perf_counter() < until:
            sizes.append(memory())
            await asyncio.sleep(1)

    await asyncio.gather(watch(), *(user(seed) for seed in range(count)))
    return seen, sizes


@contextmanager
def process(command: list[str], given: bytes | None = None, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.PIPE if given else None,
        stderr=subprocess.DEVNULL,
    )
    if given:
        running.stdin.write(given)
        running.stdin.close()
    try:
        yield running
    finally:
        running.terminate()
        running.wait(60)


@contextmanager
def served(port: int) -> Iterator[Callable[[], float]]:
    """The server, when it is warm; its memory in MiB, with that of the engines it has started."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "api", "serve", "--port", str(port)]
        with process(command, TAIRYU_HOME=home) as running:
            until_it_answers(port)
            asyncio.run(warm(port))
            found = psutil.Process(running.pid)
            yield lambda: found.memory_info().rss / 2**20


async def warm(port: int) -> None:
    connection = Connection(port)
    for path in (*PATHS, "/sparql?query=ASK%20%7B%7D"):
        status, _ = await connection.get(path)
        assert status == 200, (status, path)
    connection.close()


def until_it_answers(port: int) -> None:
    for _ in range(300):
        try:
            asyncio.run(Connection(port).get("/healthz"))
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not start")


def measure(job: Callable[[], Awaitable[Any]]) -> Any:
    return asyncio.run(job())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--users", type=int, default=200)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--port", type=int, default=18765)
    options.add_argument("--json", action="store_true", help="only the users, as JSON")
    asked = options.parse_args()
    port = asked.port
    with served(port) as memory:
        if asked.json:
            seen, sizes = measure(lambda: users(port, asked.users, asked.seconds, memory))
            print(json.dumps(seen.figures() | {"memory_mib": sizes}))
            return
        _, body = measure(lambda: Connection(port).get(NODE))
        with process([sys.executable, "-c", BARE, str(port + 1)], given=body):
            until_it_answers(port + 1)
            rates = [(measure(lambda: flat_out(port, 4)), measure(lambda: flat_out(port + 1, 4))) for _ in range(3)]
        ours, bare = (statistics.median(column) for column in zip(*rates, strict=True))
        print(f"node look-up of {len(body):,} bytes, one worker, requests/s (median of three turns)")
        print(f"  {ours:,.0f} of ours, {bare:,.0f} of a bare route: {ours / bare:.2f} (goal 0.5 or more)")
        print(f"at {RATE} requests/s for 20 s (goal: p99 under 50 ms)")
        print(f"  {measure(lambda: at_rate(port, 20)).figures()}")
        seen, sizes = measure(lambda: users(port, asked.users, asked.seconds, memory))
        print(f"{asked.users} users for {asked.seconds:g} s")
        print(f"  {seen.figures()}")
        print(f"  memory {sizes[0]:.0f} MiB at the beginning, {max(sizes):.0f} at most, {sizes[-1]:.0f} at the end")


if __name__ == "__main__":
    main()
