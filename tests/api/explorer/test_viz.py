"""The picture of what is around one thing, in a browser, as the server sends it and as a saved file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from graph.model import Edge, Evidence, KnowledgeGraph, Node

pytestmark = pytest.mark.browser
HOSTILE = (
    "<img src=x onerror='window.ran=1'> </script><script>window.ran=2</script> <!-- <script>"
    ' "href" \u2028\u2029\u202e javascript:window.ran=3 &amp; {{ 7*7 }} <b>太字</b>'
)
WORDS = {
    "ja": {"explorer": "対流の画面で開く", "further": "その先まで", "save": "この図を一つのファイルに保存", "list": "一覧に戻る"},
    "en": {"explorer": "Open in the explorer", "further": "one step further", "save": "Save this picture", "list": "Back to"},
}  # fmt: skip


def drawn(tab: Any, path: str) -> Any:
    """Goes to a picture and waits until it is drawn."""
    tab.page.goto(f"{tab.url}{path}")
    return counted(tab.page)


def counted(page: Any) -> Any:
    page.wait_for_function("document.getElementById('counts').textContent.match(/\\d/)")
    return page


def hostile_graph() -> KnowledgeGraph:
    """Every text of every kind of thing tries to be more than a text."""
    cited = (Evidence("doc", (1, 2), "0" * 16),)
    both = {
        f"{name}_{lang}": HOSTILE
        for name in ("summary", "what", "note", "quantity", "value_text")
        for lang in ("ja", "en")
    }
    kinds = {"Hub": "place", "Actor": "company", "Programme": "event", "Resource": "product", "Region": "prefecture"}
    keys = {kind: f"{kind.lower()}:{HOSTILE}" for kind in kinds} | {"Case": "case", "Outcome": "outcome:1"}
    nodes = [
        Node(
            key,
            kind,
            kinds.get(kind),
            HOSTILE,
            HOSTILE,
            (HOSTILE,),
            both | {"opened": HOSTILE, "reading": HOSTILE},
            cited,
        )
        for kind, key in keys.items()
    ]
    nodes.append(Node("doc", "Document", None, HOSTILE, HOSTILE))
    stated = both | {"cases": ["case"], "via": keys["Hub"]}
    ties = [
        ("FLOW", "Actor", "Hub"), ("RUNS", "Actor", "Programme"), ("USES", "Actor", "Resource"), ("LOCATED_IN", "Hub", "Region"),
        ("ACHIEVES", "Hub", "Outcome"), ("DESCRIBES", "Case", "Hub"), ("SERVES", "Case", "Region"), ("LOCATED_IN", "Outcome", "Region"),
    ]  # fmt: skip
    edges = [
        Edge(f"edge:{HOSTILE}{n}", keys[source], keys[target], kind, "money" if kind == "FLOW" else None, stated, cited)
        for n, (kind, source, target) in enumerate(ties)
    ]
    return KnowledgeGraph(nodes, edges)


@pytest.mark.parametrize("path", ["hub:co-ba", "co-ba", "region:34", "actor:koyu-zaidan"])
def test_each_kind_of_picture_is_complete_and_has_no_barrier(explorer: Any, path: str) -> None:
    page = drawn(explorer, f"/viz/{path}?lang={explorer.lang}")
    assert page.locator("html").get_attribute("lang") == explorer.lang
    subject = page.locator("#controls h1").inner_text()
    assert page.title().startswith(subject)
    # The list at the side holds what is drawn, for those who do not see the drawing.
    if back := page.get_by_role("button", name=WORDS[explorer.lang]["list"]).all():
        back[0].click()
    assert page.evaluate("nodeView.length") == page.locator("#panel .rows li").count() > 5
    explorer.check()


def test_it_leads_back_to_the_explorer_and_one_step_further(explorer: Any) -> None:
    words = WORDS[explorer.lang]
    page = drawn(explorer, f"/viz/hub:co-ba-shibuya?lang={explorer.lang}")
    explorer.shot("viz")
    near = page.evaluate("nodeView.length")
    page.get_by_role("link", name=words["further"]).click()
    page.wait_for_url("**depth=2")
    assert counted(page).evaluate("nodeView.length") > near
    back = page.get_by_role("link", name=words["explorer"])
    assert back.get_attribute("href") == f"/?view=hub&id=hub%3Aco-ba-shibuya&lang={explorer.lang}"
    card = page.locator("#panel").get_by_role("link").first.get_attribute("href")
    assert card == f"/?sel=hub%3Aco-ba-shibuya&lang={explorer.lang}"
    explorer.check()


def test_a_saved_picture_opens_alone_and_leads_nowhere(explorer: Any, tmp_path: Path) -> None:
    drawn(explorer, f"/viz/hub:co-ba?lang={explorer.lang}")
    words = WORDS[explorer.lang]
    name, data = explorer.saved(lambda: explorer.page.get_by_role("link", name=words["save"]).click())
    assert name.endswith(".html")
    (tmp_path / "saved.html").write_bytes(data)
    explorer.context.set_offline(True)
    explorer.requests.clear()
    explorer.page.goto((tmp_path / "saved.html").as_uri())
    page = counted(explorer.page)
    assert page.evaluate("nodeView.length") > 5
    assert page.locator("a:visible").count() == 0
    assert [url for url in explorer.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in explorer.requests if url.startswith("file:")]) == 1
    assert explorer.complaints == []


def test_it_works_by_keyboard(explorer: Any) -> None:
    page = drawn(explorer, f"/viz/co-ba?lang={explorer.lang}")
    page.locator("#search").focus()
    page.keyboard.type("co-ba")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.evaluate("document.querySelector('#panel h2') === document.activeElement")


@pytest.mark.parametrize("kind", ["hub", "actor", "region", "programme", "resource", "case"])
def test_a_hostile_graph_runs_nothing(serve: Any, tab: Callable[..., Any], kind: str) -> None:
    graph = hostile_graph()
    key = "case" if kind == "case" else f"{kind}:{HOSTILE}"
    found = tab(serve(graph).url, "en")
    page = drawn(found, f"/viz/{quote(key, safe='')}?lang=en&depth=2")
    assert page.locator("#controls h1").inner_text().startswith("<img src=x onerror='window.ran=1'>")
    for button in page.locator("#panel button.link").all()[:3]:
        if button.is_visible():
            button.click()
    page.locator("#canvas").hover()
    page.get_by_role("button", name="日本語").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran === undefined")
    assert page.locator("img, iframe, object, body b").count() == 0
    assert all(link.get_attribute("href").startswith(("/?", "?")) for link in page.locator("a").all())
    found.check()


def test_the_browser_lets_no_other_script_run_and_asks_nobody(explorer: Any) -> None:
    page = drawn(explorer, "/viz/hub:co-ba")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); }"
    )
    page.evaluate("() => fetch('/healthz').catch(() => { window.refused = 1; })")
    page.wait_for_function("window.refused === 1")
    assert page.evaluate("window.ran === undefined")
    assert sum("Content Security Policy" in text for text in explorer.complaints) >= 2
    assert explorer.outside() == []
