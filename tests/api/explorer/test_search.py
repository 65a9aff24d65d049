"""The search box: suggestions, what matched, and where Enter leads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model import KnowledgeGraph

pytestmark = pytest.mark.browser


@pytest.fixture
def field(explorer: Any) -> Any:
    explorer.open("?view=about")
    return explorer.page.locator("#search-field")


def options(explorer: Any) -> Any:
    return explorer.page.locator("#search-list [role=option]")


def named(shipped: KnowledgeGraph, key: str, lang: str) -> str:
    return shipped.nodes[key].name(lang)


@pytest.mark.parametrize("text", ["コーバ", "こーば", "co-ba", "ｃｏ－ｂａ", "ｺｰﾊﾞ"])
def test_co_ba_is_found_however_it_is_typed(explorer: Any, shipped: KnowledgeGraph, field: Any, text: str) -> None:
    field.fill(text)
    hub = options(explorer).filter(has_text=re.compile(re.escape(named(shipped, "hub:co-ba", explorer.lang))))
    expect(hub).to_have_count(1)
    hub.click()
    expect(explorer.page).to_have_url(re.compile(r"view=hub&id=hub%3Aco-ba$"))
    assert field.input_value() == ""


def test_what_only_a_case_is_called_leads_to_its_hubs_and_says_so(
    explorer: Any, shipped: KnowledgeGraph, field: Any
) -> None:
    field.fill("こーば")
    case = named(shipped, "co-ba", explorer.lang)
    expect(options(explorer).first.locator(".name")).to_have_text(case)
    second = options(explorer).nth(1)
    expect(second.locator(".name")).to_have_text(named(shipped, "hub:co-ba", explorer.lang))
    assert case in second.locator(".notes").inner_text()
    explorer.check()
    explorer.shot("search")


def test_a_suggestion_tells_its_type_its_other_name_and_the_alias_that_matched(
    explorer: Any, shipped: KnowledgeGraph, field: Any
) -> None:
    field.fill("こゆ財団")
    other = {"ja": "en", "en": "ja"}[explorer.lang]
    actor = options(explorer).filter(has_text=named(shipped, "actor:koyu-zaidan", explorer.lang))
    said = actor.inner_text()
    assert named(shipped, "actor:koyu-zaidan", other) in said
    assert {"ja": "主体", "en": "Actor"}[explorer.lang] in said
    assert {"ja": "別名：こゆ財団", "en": "also called こゆ財団"}[explorer.lang] in said
    field.fill("ひろしま")
    expect(options(explorer).first).to_contain_text(
        {"ja": "読み：ひろしまけん", "en": "read ひろしまけん"}[explorer.lang]
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("co-ba", r"view=hub&id=hub%3Aco-ba$"),
        ("ツクルバ", r"view=actor&id=actor%3Atsukuruba$"),
        ("コーバ", r"view=network&focus=co-ba&sel=co-ba$"),
        ("広島県", r"view=network&focus=region%3A34&sel=region%3A34$"),
    ],
)
def test_enter_opens_the_best_match_at_once(explorer: Any, field: Any, text: str, address: str) -> None:
    # Without waiting for the suggestions.
    field.fill(text)
    field.press("Enter")
    expect(explorer.page).to_have_url(re.compile(address))
    expect(explorer.page.locator(".suggestions")).to_be_hidden()
    if "sel" in address:
        expect(explorer.page.locator("#panel h2").first).to_be_focused()


def test_the_arrows_choose_and_the_reader_hears_it(explorer: Any, field: Any) -> None:
    field.fill("co-ba")
    expect(options(explorer).nth(3)).to_be_visible()
    assert field.get_attribute("aria-expanded") == "true"
    assert re.search(r"\d", explorer.page.locator("#live").inner_text())
    for _ in range(2):
        field.press("ArrowDown")
    second = options(explorer).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == second.get_attribute("id")
    for _ in range(2):
        field.press("ArrowUp")
    last = options(explorer).last
    expect(last).to_have_attribute("aria-selected", "true")
    expect(last).to_be_in_viewport()
    explorer.check()
    field.press("Escape")
    expect(options(explorer).first).to_be_hidden()
    assert (field.get_attribute("aria-expanded"), field.input_value()) == ("false", "co-ba")
    field.press("Escape")
    assert field.input_value() == ""


def test_the_last_suggestion_asks_it_as_a_question(explorer: Any, field: Any) -> None:
    field.fill("広島県と渋谷区をつなぐのは誰？")
    expect(options(explorer)).to_have_count(1)
    assert "広島県と渋谷区をつなぐのは誰？" in explorer.page.locator(".suggestions .nothing").inner_text()
    explorer.check()
    field.press("ArrowDown")
    field.press("Enter")
    expect(explorer.page).to_have_url(re.compile(r"view=questions&ask=%E5%BA%83%E5%B3%B6"))


def test_nothing_found_says_so_and_enter_stays(explorer: Any, field: Any) -> None:
    field.fill("存在しない名前")
    field.press("Enter")
    nothing = explorer.page.locator(".suggestions .nothing")
    expect(nothing).to_contain_text("存在しない名前")
    expect(explorer.page.locator("#live")).to_contain_text("存在しない名前")
    assert "view=about" in explorer.page.url and field.input_value() == "存在しない名前"


def test_a_slash_goes_to_the_box_but_not_out_of_a_field(explorer: Any, field: Any) -> None:
    page = explorer.page
    page.keyboard.press("/")
    expect(field).to_be_focused()
    assert field.input_value() == ""
    page.keyboard.type("a/b")
    assert field.input_value() == "a/b"


def test_enter_that_takes_a_conversion_opens_nothing(explorer: Any, field: Any) -> None:
    field.fill("co-ba")
    expect(options(explorer).nth(3)).to_be_visible()
    before = explorer.page.url
    for init in (
        "{key: 'Enter', isComposing: true}",
        "{key: 'Enter', keyCode: 229}",
        "{key: 'ArrowDown', isComposing: true}",
    ):
        field.evaluate(
            f"field => field.dispatchEvent(new KeyboardEvent('keydown', {{bubbles: true, cancelable: true, ...{init}}}))"
        )
    assert explorer.page.url == before
    assert options(explorer).locator("[aria-selected=true]").count() == 0
    field.press("Enter")
    expect(explorer.page).to_have_url(re.compile("view=hub"))


def test_the_server_is_not_asked_at_every_key(explorer: Any, field: Any) -> None:
    field.focus()
    field.evaluate(
        "field => [...'co-ba'].forEach((key) => { field.value += key; field.dispatchEvent(new InputEvent('input')); })"
    )
    expect(options(explorer).nth(3)).to_be_visible()
    assert [url.partition("?")[2] for url in explorer.requests if "api/search" in url] == ["q=co-ba&limit=10"]


def test_an_answer_that_has_been_overtaken_is_given_up(explorer: Any, shipped: KnowledgeGraph, field: Any) -> None:
    page = explorer.page
    # The first question gets no answer.
    page.route(re.compile(r"api/search\?q=co-ba"), lambda route: None)
    with page.expect_request(re.compile(r"api/search\?q=co-ba")):
        field.fill("co-ba")
    with page.expect_event("requestfailed", lambda request: "q=co-ba" in request.url):
        field.fill("ツクルバ")
    expect(options(explorer).first).to_contain_text(named(shipped, "actor:tsukuruba", explorer.lang))
    assert explorer.complaints == []


def test_the_words_of_the_box_follow_the_language(explorer: Any, field: Any) -> None:
    before = field.get_attribute("aria-label")
    explorer.page.locator("#language").click()
    expect(field).not_to_have_attribute("aria-label", before)


def test_leaving_the_box_closes_the_suggestions(explorer: Any, field: Any) -> None:
    field.fill("co-ba")
    expect(options(explorer).first).to_be_visible()
    explorer.page.mouse.click(1200, 600)
    expect(options(explorer).first).to_be_hidden()
