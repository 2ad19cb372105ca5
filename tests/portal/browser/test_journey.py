"""The whole way in a real browser, against a real server and the real engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.browsing import (
    DESK,
    ROOT,
    SMALL_TELEPHONE,
    Site,
    browser,
    overflow,
    set_up,
    sign_in,
    site,
    speak,
)

__all__ = ["browser", "site"]

pytestmark = pytest.mark.browser

LIFE = ROOT / "fixtures" / "lives" / "one-day-late"
WORDS = {
    "zh": {
        "finding": "核查发现",
        "done": "核查结果",
        "sides": "条款",
        "none": "没有符合条件的发现",
        "custody": "电池去向",
        "no_verdict": "不是结论",
    },
    "en": {
        "finding": "Findings",
        "done": "What was found",
        "sides": "Article",
        "none": "Nothing matches",
        "custody": "Where the batteries are",
        "no_verdict": "no verdict",
    },
}


def test_from_the_first_link_to_the_report(
    site: Site, browser: Browser, tmp_path: Path
) -> None:
    with browser.new_context(locale="zh-CN") as context:
        page = site.watch(context.new_page())
        set_up(page, site)
        for language in ("zh", "en"):
            speak(page, language)
            _hand_in(page, as_of={"zh": "2026-06-30", "en": "2026-06-29"}[language])
            expect(page.locator("#found")).to_have_text(WORDS[language]["done"])
            _read_the_finding(page, WORDS[language])
            _take_away(page, "/files/report-en", tmp_path / f"{language}.pdf")
            _see_where_the_battery_is(page, WORDS[language])
            _take_away(page, "/files/custody-zh", tmp_path / f"{language}-custody.pdf")
            page.goto(site.address + "/datasets")
        _sign_out_and_in(page, site)

    assert site.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_is_wider_than_a_small_telephone(
    site: Site, browser: Browser, theme: str
) -> None:
    with browser.new_context(
        viewport=SMALL_TELEPHONE, color_scheme=theme, locale="en"
    ) as context:
        page = site.watch(context.new_page())
        addresses = ["/", "/sign-in", "/rules", "/rules/order-73",
                     "/rules/order-73/24-7-inbound-report"]  # fmt: skip
        for address in addresses:
            page.goto(site.address + address)
            assert overflow(page) <= 0, address

    assert site.complaints == []


def test_chinese_is_set_in_the_shipped_font(site: Site, browser: Browser) -> None:
    with browser.new_context(locale="zh-CN") as context:
        page = site.watch(context.new_page())
        page.goto(site.address)

        loaded = page.evaluate(
            "document.fonts.ready.then(() => [...document.fonts].map(f => f.status))"
        )

    # The third, of rare characters, is fetched only where one stands on the page.
    assert loaded == ["loaded", "loaded", "unloaded"]


def _hand_in(page: Page, as_of: str) -> None:
    page.click("main a.button")
    files = sorted(f for f in LIFE.iterdir() if f.name != "expected.yaml")
    page.set_input_files("#files", [str(file) for file in files])
    page.fill("#as_of", as_of)
    page.click("main button")
    page.wait_for_url("**/runs/*")
    page.wait_for_selector("#found, main pre")


def _read_the_finding(page: Page, words: dict[str, str]) -> None:
    page.click(".head a.button")
    expect(page.locator("h1")).to_have_text(words["finding"])
    page.fill("#text", "no such record")
    page.click(".filter button")
    expect(page.locator(".empty h2")).to_have_text(words["none"])
    page.click(".clear")
    page.select_option("#verdict", "breach")
    page.click(".filter button")
    page.click("tbody th a")
    expect(page.locator(".five > li")).to_have_count(5)
    expect(page.locator(".five h2").first).to_have_text(words["sides"])
    page.click(".five a")
    expect(page.locator(".sides > article")).to_have_count(2)
    page.click(".crumb a")


def _see_where_the_battery_is(page: Page, words: dict[str, str]) -> None:
    """Follow the one battery from the view to its findings, by keyboard where one types."""
    page.click(".head a.button.quiet")
    expect(page.locator("h1")).to_have_text(words["custody"])
    expect(page.locator("p.notice").first).to_contain_text(words["no_verdict"])
    page.click(".tabs a[href$='/batteries']")
    code = page.locator("tbody th code").inner_text()
    page.fill("#text", code)
    page.press("#text", "Enter")
    page.wait_for_url(f"**/batteries?*text={code}")
    page.click("tbody a[href*='/findings?text=']")
    expect(page.locator("#text")).to_have_value(code)
    expect(page.locator("tbody tr")).to_have_count(1)
    page.click(".crumb a")
    page.click(".head a.button.quiet")
    page.set_viewport_size(SMALL_TELEPHONE)
    for noun in ("batteries", "gaps", "enterprises", "flows", "custody"):
        page.click(f".tabs a[href$='/{noun}']")
        expect(page.locator(".tabs a[aria-current=page]")).to_have_count(1)
        assert overflow(page) <= 0, noun
    page.set_viewport_size(DESK)


def _take_away(page: Page, address: str, file: Path) -> None:
    with page.expect_download() as started:
        page.click(f"a[href$='{address}']")
    started.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")


def _sign_out_and_in(page: Page, site: Site) -> None:
    page.click("form[action='/sign-out'] button")
    page.goto(site.address + "/runs")
    sign_in(page)
    page.wait_for_url("**/runs")
    expect(page.locator("tbody tr")).to_have_count(2)
