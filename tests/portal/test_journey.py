"""The whole way in a real browser, against a real server and the real engine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LIFE = ROOT / "fixtures" / "lives" / "one-day-late"
CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK: ViewportSize = {"width": 1280, "height": 720}
SMALL_TELEPHONE: ViewportSize = {"width": 360, "height": 740}
PASSWORD = "a sentence to remember"
PATIENCE_MS = 180_000

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


@dataclass
class Site:
    """A served portal, its one-time link, and what the browser complained of."""

    address: str
    link: str
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> Page:
        page.set_default_timeout(PATIENCE_MS)
        page.on(
            "console", lambda told: self.complaints.append(f"{told.type}: {told.text}")
        )
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("requestfailed", self._failed)
        return page

    def _failed(self, asked: Request) -> None:
        # Going on to the next page gives up what this one was still loading.
        if asked.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{asked.url}: {asked.failure}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = f"from portal.serve import serve; serve(port={port})"
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    served = subprocess.Popen(
        [sys.executable, "-u", "-c", start],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PACKLAW_DATA": str(tmp_path_factory.mktemp("data")),
             "PYTHONPATH": os.pathsep.join(filter(None, paths))},
    )  # fmt: skip
    assert served.stdout is not None
    lines = [served.stdout.readline() for _ in range(3)]
    link = re.search(r"http\S+/invitations/\S+", lines[-1])
    assert link is not None, lines
    yield Site(f"http://127.0.0.1:{port}", link[0])
    served.terminate()
    served.communicate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), (
        "The browser tests need Chromium: "
        "apt-get install -y --no-install-recommends chromium"
    )
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


def test_from_the_first_link_to_the_report(
    site: Site, browser: Browser, tmp_path: Path
) -> None:
    with browser.new_context(locale="zh-CN") as context:
        page = site.watch(context.new_page())
        _set_up(page, site)
        for language in ("zh", "en"):
            _speak(page, language)
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
            assert _overflow(page) <= 0, address

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


def _set_up(page: Page, site: Site) -> None:
    page.goto(site.link)
    page.fill("#organisation", "自查企业（虚构）")
    page.check("input[value=company]")
    page.fill("#email", "first@example.org")
    page.fill("#password", PASSWORD)
    page.click("main button")
    expect(page.locator(".empty")).to_be_visible()


def _speak(page: Page, language: str) -> None:
    other = page.locator(f"button[name=language][value={language}]")
    if other.count():
        other.click()
    expect(page.locator(f"html[lang^={language}]")).to_have_count(1)


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
        assert _overflow(page) <= 0, noun
    page.set_viewport_size(DESK)


def _overflow(page: Page) -> int:
    """Say by how many pixels the page is wider than its window."""
    script = "document.documentElement.scrollWidth - window.innerWidth"
    return int(page.evaluate(script))


def _take_away(page: Page, address: str, file: Path) -> None:
    with page.expect_download() as started:
        page.click(f"a[href$='{address}']")
    started.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")


def _sign_out_and_in(page: Page, site: Site) -> None:
    page.click("form[action='/sign-out'] button")
    page.goto(site.address + "/runs")
    page.fill("#email", "first@example.org")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/runs")
    expect(page.locator("tbody tr")).to_have_count(2)
