"""How soon the network view is there and how long its frames take, in Chromium without GL, on the shipped graph and on
made-up ones: `python tests/benchmarks/explorer.py [--nodes N …] [--openings K]`. Prints Markdown; nothing is tested.

The floor of a first draw is a bare page that fetches and parses the same answers; that of a frame is one in which
nothing is drawn. The server has worked out its answer before; how long that takes stands beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import numpy as np
from generator import draw

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from graph.model import Edge, Evidence, KnowledgeGraph, Node  # noqa: E402
from ingest.build import build  # noqa: E402

SHIPPED = 0
TIES = 4  # for each node
FRAMES = 90
WINDOW = {"width": 1366, "height": 768}
# DESIGN section 6: seconds of the first draw, milliseconds of a frame in which one zooms.
GOALS = {SHIPPED: (1.5, None), 10_000: (2.0, 100), 100_000: (3.0, None)}
CODE_GOAL = 120_000
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-background-networking")
# Notes when the view is drawn: the frame after it has said that it is there.
WATCH = """
(() => {
  const look = () => {
    const there = document.querySelector("html[data-ready] #view:not([aria-busy]) .net-lower");
    if (there && there.width > 1) requestAnimationFrame(() => { window.drawnAt = performance.now(); });
    else requestAnimationFrame(look);
  };
  addEventListener("DOMContentLoaded", look);
})()
"""
# Bytes of JavaScript that the view has fetched, packed.
CODE = """
() => performance.getEntriesByType("resource").filter((one) => new URL(one.name).pathname.endsWith(".js"))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)
"""
FLOOR = """
async () => {
  await Promise.all(["api/network", "api/schema", "assets/words.json"].map((path) => fetch(path).then((one) => one.json())));
  await new Promise(requestAnimationFrame);
  return performance.now();
}
"""
# Milliseconds from frame to frame while `act` is done before each.
TIMED = """
async ({ frames, kind }) => {
  const surface = document.querySelector(".net-surface");
  const box = surface?.getBoundingClientRect();
  const at = (x, y) => ({ clientX: box.left + x, clientY: box.top + y, bubbles: true, cancelable: true });
  const acts = {
    none: () => {},
    zoom: (turn) => surface.dispatchEvent(new WheelEvent("wheel",
      { ...at(box.width / 2, box.height / 2), deltaY: turn % 60 < 30 ? -60 : 60 })),
    pan: (turn) => surface.dispatchEvent(new KeyboardEvent("keydown", { key: turn % 20 < 10 ? "ArrowLeft" : "ArrowRight" })),
    point: (turn) => surface.dispatchEvent(new PointerEvent("pointermove",
      { ...at(box.width * (0.2 + 0.6 * turn / frames), box.height * (0.4 + 0.2 * Math.sin(turn / 5))), pointerType: "mouse" })),
  };
  const next = () => new Promise(requestAnimationFrame);
  const times = [];
  let last = await next();
  for (let turn = 0; turn < frames; turn += 1) {
    acts[kind](turn);
    const now = await next();
    times.push(now - last);
    last = now;
  }
  return times;
}
"""


def made_up(n: int) -> KnowledgeGraph:
    """Heavy-tailed degrees and planted communities; the nodes with the most ties are hubs."""
    drawn = draw(n, TIES * n)
    random = np.random.default_rng(1)
    degree = np.bincount(np.r_[drawn.source, drawn.target], minlength=n)
    types = random.choice(["Actor", "Programme", "Resource", "Region"], n, p=[0.75, 0.12, 0.08, 0.05])
    types[np.argsort(-degree)[: n // 50]] = "Hub"
    generic = random.random(n) < 0.3
    kinds = random.choice(["people", "goods", "money", "information", "knowledge", ""], len(drawn.source))
    cited = (Evidence("doc", (1, 2), "0" * 16),)
    nodes = [Node("doc", "Document", None, "報告書", "Report")]
    for i in range(n):
        properties = {"generic": bool(generic[i])} if types[i] == "Actor" else {}
        nodes.append(
            Node(f"{types[i].lower()}:{i}", str(types[i]), None, f"名前{i}", f"Name {i}", (), properties, cited)
        )
    ids = [node.id for node in nodes[1:]]
    edges = [
        Edge(f"edge:{i:08x}", ids[a], ids[b], "FLOW" if kind else "SUPPORTS", str(kind) or None, {}, cited)
        for i, (a, b, kind) in enumerate(zip(drawn.source.tolist(), drawn.target.tolist(), kinds, strict=True))
    ]
    return KnowledgeGraph(nodes, edges)


def serve(n: int, port: int) -> None:
    """Says in how many seconds it works out what is drawn, and serves it."""
    import uvicorn

    from api.web.app import create_app
    from api.web.network.drawing import drawing
    from api.web.settings import Settings

    graph = build() if n == SHIPPED else made_up(n)
    start = time.perf_counter()
    drawing(graph)
    print(time.perf_counter() - start, flush=True)
    uvicorn.run(create_app(graph, Settings({})), port=port, log_level="error", access_log=False)


@contextmanager
def server(n: int) -> Iterator[tuple[str, float]]:
    """The address of a server that has worked out what is drawn, and in how many seconds it did."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, __file__, "--serve", str(n), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    url = f"http://127.0.0.1:{port}"
    try:
        worked = float(process.stdout.readline())
        until = time.monotonic() + 120
        while not answers(url):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit("the server does not start")
            time.sleep(0.1)
        httpx.get(f"{url}/api/network", timeout=300).raise_for_status()
        yield url, worked
    finally:
        process.terminate()
        process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=120).is_success
    except httpx.TransportError:
        return False


def measured(browser: Any, url: str, openings: int) -> dict[str, list[float]]:
    """Milliseconds of each thing."""
    found: dict[str, list[float]] = {"floor": [], "first": [], "all": []}
    for _ in range(openings):
        found["floor"].append(opened(browser, f"{url}/healthz", FLOOR))
        found["first"].append(opened(browser, f"{url}/"))
        found["all"].append(opened(browser, f"{url}/?view=network&show=all"))
    context = browser.new_context(viewport=WINDOW, locale="ja-JP")
    page = context.new_page()
    for name, query in (("", ""), ("all ", "?view=network&show=all")):
        page.goto(f"{url}/{query}")
        page.locator("#view:not([aria-busy]) .net-surface").wait_for()
        found.setdefault("code", [page.evaluate(CODE)])  # the second time all is kept
        page.wait_for_timeout(500)
        for kind in ("none", "zoom", "pan", "point"):
            found[f"{name}{kind}"] = page.evaluate(TIMED, {"frames": FRAMES, "kind": kind})
            page.wait_for_timeout(300)
    context.close()
    return found


def opened(browser: Any, address: str, script: str = "") -> float:
    """Milliseconds until a page is there, in a browser that has seen nothing yet."""
    # The floor is measured on a page that may not ask anything.
    context = browser.new_context(viewport=WINDOW, locale="ja-JP", bypass_csp=bool(script))
    page = context.new_page()
    if not script:
        page.add_init_script(WATCH)
    page.goto(address)
    if script:
        took = page.evaluate(script)
    else:
        page.wait_for_function("() => window.drawnAt", timeout=120_000)
        took = page.evaluate("() => window.drawnAt")
    context.close()
    return took


def pair(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{median(times):,.0f} / {sorted(times)[int(len(times) * 0.95)]:,.0f}"


def report(n: int, worked: float, found: dict[str, list[float]]) -> None:
    goal, frame = GOALS.get(n, (None, None))
    size = "shipped" if n == SHIPPED else f"{n:,} / {TIES * n:,}"
    code, least = found["code"][0] / 1000, CODE_GOAL / 1000
    print(
        f"\n### {size}\n\nThe server works out its answer in {worked:.2f} s; JavaScript fetched, gzipped: {code:.0f} KB ",
        end="",
    )
    print(f"(goal {least:.0f} KB).\n")
    print("| | median / p95 ms | floor | goal |\n| --- | --: | --: | --: |")
    rows = [
        ("first view there", "first", "floor", f"{1000 * goal:,.0f}" if goal else "–"),
        ("everything there (`show=all`)", "all", "floor", "–"),
        ("frame, zooming the first view", "zoom", "none", "–"),
        ("frame, zooming everything", "all zoom", "all none", f"{frame} (p95)" if frame else "–"),
        ("frame, moving everything", "all pan", "all none", "–"),
        ("frame, pointing at things in everything", "all point", "all none", "–"),
    ]
    for words, name, floor, wanted in rows:
        print(f"| {words} | {pair(found[name])} | {pair(found[floor])} | {wanted} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--nodes", type=int, nargs="*", default=list(GOALS), help="0 is the shipped graph")
    parser.add_argument("--openings", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="all times, as one JSON document")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve is not None:
        return serve(asked.serve, asked.port)
    run(asked)


def run(asked: argparse.Namespace) -> None:
    from playwright.sync_api import sync_playwright

    known = ("chromium-headless-shell", "chromium", "chromium-browser")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, known)), None)
    if not asked.json:
        print(f"{platform.platform()}, {os.cpu_count()} cores; {asked.openings} openings, {FRAMES} frames.")
    whole = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*FLAGS], ignore_default_args=["--enable-unsafe-swiftshader"]
        )
        for n in asked.nodes:
            with server(n) as (url, worked):
                found = measured(browser, url, asked.openings)
            whole[n] = {"worked": worked, **found}
            if not asked.json:
                report(n, worked, found)
        browser.close()
    if asked.json:
        print(json.dumps(whole))


if __name__ == "__main__":
    main()
