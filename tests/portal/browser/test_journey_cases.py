"""Cases in a real browser: from a check to an answer with a file, and to its correction."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.browsing import (
    DESK,
    ROOT,
    Site,
    browser,
    see,
    set_up,
    site,
    speak,
)

__all__ = ["browser", "site"]

pytestmark = pytest.mark.browser

LIFE = ROOT / "fixtures" / "lives" / "one-day-late"


def test_a_case_is_found_answered_and_corrected_by_the_next_check(
    site: Site, browser: Browser, tmp_path: Path
) -> None:
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(b"%PDF-1.7 invented")
    with browser.new_context(locale="zh-CN", viewport=DESK) as context:
        page = site.watch(context.new_page())
        set_up(page, site)
        look(page, site, "/", "today-empty")
        hand_in(page, site, late(tmp_path / "late"))
        page.click("#moved ~ ul a[href*='act=found']")
        page.click(".cases th a >> nth=0")
        case = page.url.partition("?")[0]
        expect(page.locator(".five > li")).to_have_count(5)
        answer(page, proof)
        expect(page.locator(".state.case-answered")).to_be_visible()
        expect(page.locator(".history a[download]")).to_have_text("proof.pdf")
        look(page, site, case, "case")
        choose_all(page, site)
        see(page, "cases-preview")
        hand_in(page, site, in_time(tmp_path / "in-time"))
        page.goto(case)
        expect(page.locator(".state.case-corrected")).to_be_visible()
        for address, name in (("/", "today"), ("/cases", "cases")):
            look(page, site, address, name)

    assert site.complaints == []


def look(page: Page, site: Site, address: str, name: str) -> None:
    for language in ("en", "zh"):
        page.goto(address if address.startswith("http") else site.address + address)
        speak(page, language)
        see(page, f"{name}-{language}")
    page.set_viewport_size(DESK)


def hand_in(page: Page, site: Site, folder: Path) -> None:
    page.goto(site.address + "/datasets/new")
    page.set_input_files("#files", [str(file) for file in sorted(folder.iterdir())])
    page.fill("#as_of", "2026-06-30")
    page.click("main button")
    page.wait_for_url("**/runs/*")
    page.wait_for_selector("#moved, main pre")


def answer(page: Page, proof: Path) -> None:
    """Answer by keyboard: open the form, write, choose the file, send."""
    form = page.locator("details:has(form[action$='/moves/answer'])")
    form.locator("summary").focus()
    page.keyboard.press("Enter")
    form.locator("textarea").fill("已补报，附证明。")
    form.locator("input[type=file]").set_input_files(str(proof))
    form.locator("button").press("Enter")


def choose_all(page: Page, site: Site) -> None:
    page.goto(site.address + "/cases?state=work")
    boxes = page.locator(".cases input[type=checkbox]")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()
    page.click(".bulk button")
    expect(page.locator("form.card")).to_be_visible()


def late(folder: Path) -> Path:
    shutil.copytree(LIFE, folder)
    (folder / "expected.yaml").unlink()
    return folder


def in_time(folder: Path) -> Path:
    """Lay the life out with a record that was reported in time."""
    late(folder)
    file = folder / "records.csv"
    heads, *rows = csv.reader(file.read_text("utf-8").splitlines())
    reported = heads.index("reported_on")
    for row in rows:
        row[reported] = "2026-05-08"
    text = "\n".join(",".join(row) for row in (heads, *rows))
    file.write_text(text + "\n", "utf-8")
    return folder
