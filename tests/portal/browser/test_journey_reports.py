"""From a check to a report that somebody asks for, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from reports.kinds import KINDS
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

LIFE = ROOT / "fixtures" / "lives" / "one-day-late"
KIND = next((kind for kind, made in KINDS.items() if made.of_one_party), "inspection")


def test_from_a_check_to_the_report_on_one_enterprise(
    site: Site, browser: Browser, tmp_path: Path
) -> None:
    with browser.new_context(locale="en") as context:
        page = site.watch(context.new_page())
        set_up(page, site)
        _check(page)
        party = _ask(page)
        link = page.locator("#reports-list tbody tr").first.locator("a[href$='.pdf']")
        link.wait_for()
        expect(page.locator("#reports-told")).to_have_text("No report is on the way.")
        _look_on_a_telephone(page)
        with page.expect_download() as started:
            link.click()
        started.value.save_as(tmp_path / "report.pdf")
        _ask(page)
        expect(page.locator(".reports .notice")).to_contain_text("exists already")

    [content] = PdfReader(tmp_path / "report.pdf").attachments["report.json"]
    facts = json.loads(content)
    assert (facts["kind"], facts["entity"], facts["language"]) == (KIND, party, "en")
    assert facts["number"] in started.value.suggested_filename
    assert site.complaints == []


def _check(page: Page) -> None:
    page.click("main a.button")
    files = sorted(file for file in LIFE.iterdir() if file.name != "expected.yaml")
    page.set_input_files("#files", [str(file) for file in files])
    page.fill("#as_of", "2026-06-30")
    page.click("main button")
    page.wait_for_url("**/runs/*")
    page.wait_for_selector("#found, main pre")


def _ask(page: Page) -> str:
    """Fill the form in by keyboard; return the id of the enterprise."""
    page.locator(".reports summary").press("Enter")
    page.check(f"input[name=kind][value={KIND}]")
    party = page.locator("#parties option").first.get_attribute("value") or ""
    page.fill("#party", party)
    page.check("input[name=language][value=en]")
    page.press("#party", "Enter")
    page.wait_for_url("**#reports")
    return party


def _look_on_a_telephone(page: Page) -> None:
    page.set_viewport_size(SMALL_TELEPHONE)
    page.locator(".reports summary").click()
    assert overflow(page) <= 0
    page.locator(".reports summary").click()
    page.set_viewport_size(DESK)
