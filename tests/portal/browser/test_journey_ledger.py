"""From a ledger of one's own to findings, in a real browser."""

from __future__ import annotations

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
    site,
)

__all__ = ["browser", "site"]

pytestmark = pytest.mark.browser

GOODS_IN = ROOT / "fixtures" / "ledgers" / "goods-in-day-first" / "Goods-In.csv"


def test_from_a_ledger_of_ones_own_to_findings(site: Site, browser: Browser) -> None:
    """Hand a ledger in, fill in what only its company knows, and read the findings."""
    with browser.new_context(locale="en") as context:
        page = site.watch(context.new_page())
        set_up(page, site)
        page.goto(site.address + "/datasets/new")
        page.set_input_files("#files", [str(GOODS_IN)])
        page.fill("#as_of", "2026-09-30")
        page.click("main button")
        expect(page.locator(".todo li").first).to_be_visible()
        page.set_viewport_size(SMALL_TELEPHONE)
        assert overflow(page) <= 0
        page.set_viewport_size(DESK)
        page.click(".todo a[href='#you']")
        page.fill("#you", "91420115302600175X")
        page.check("input[name=roles][value=utilization_enterprise]")
        _look_by_keyboard(page)
        page.click(".mapping .actions button[value=keep]")
        page.wait_for_url("**/runs/*")
        page.wait_for_selector("#found, main pre")
        expect(page.locator("#mapped")).to_contain_text("Goods-In")
        page.click(".head a.button")
        page.click("tbody th a")
        expect(page.locator("main")).to_contain_text("Goods-In.csv")

    assert site.complaints == []


def _look_by_keyboard(page: Page) -> None:
    """Leave a head out and take it in again, without a mouse."""
    chosen = page.locator("select[name='h0.1'] >> nth=0")
    before = chosen.input_value()
    chosen.focus()
    page.keyboard.press("Home")
    page.locator(".mapping .actions button[value=look]").press("Enter")
    expect(page.locator("select[name='h0.1']")).to_have_value("")
    page.select_option("select[name='h0.1']", before)
