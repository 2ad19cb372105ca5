"""A served portal and a browser for the tests of whole ways through it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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

ROOT = Path(__file__).parents[2]
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
WIDE: ViewportSize = {"width": 1600, "height": 900}
# A folder for pictures of what is seen.
PICTURES = os.environ.get("PICTURES", "")
PASSWORD = "a sentence to remember"
PATIENCE_MS = 180_000


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
    with serving(tmp_path_factory.mktemp("data")) as site:
        yield site


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Site]:
    """Serve a portal with this state folder, and settings by their variables."""
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
        env={**os.environ, "PACKLAW_DATA": str(data), **settings,
             "PYTHONPATH": os.pathsep.join(filter(None, paths))},
    )  # fmt: skip
    assert served.stdout is not None
    lines = [served.stdout.readline() for _ in range(3)]
    link = re.search(r"http\S+/invitations/\S+", lines[-1])
    assert link is not None, lines
    try:
        yield Site(f"http://127.0.0.1:{port}", link[0])
    finally:
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


def set_up(page: Page, site: Site) -> None:
    page.goto(site.link)
    page.fill("#organisation", "自查企业（虚构）")
    page.check("input[value=company]")
    page.fill("#email", "first@example.org")
    page.fill("#password", PASSWORD)
    page.click("main button")
    expect(page.locator("#todo")).to_be_visible()


def sign_in(page: Page) -> None:
    page.fill("#email", "first@example.org")
    page.fill("#password", PASSWORD)
    page.click("main button")


def speak(page: Page, language: str) -> None:
    other = page.locator(f"button[name=language][value={language}]")
    if other.count():
        other.click()
    expect(page.locator(f"html[lang^={language}]")).to_have_count(1)


def see(page: Page, name: str) -> None:
    """See a page in both widths: nothing wider than it; kept as pictures in PICTURES."""
    for size in (SMALL_TELEPHONE, WIDE):
        page.set_viewport_size(size)
        assert overflow(page) <= 0, (name, size)
        expect(page.locator("h1")).to_have_count(1)
        if PICTURES:
            file = Path(PICTURES) / f"{name}-{size['width']}.png"
            page.screenshot(path=file, full_page=True)


def overflow(page: Page) -> int:
    """Say by how many pixels the page is wider than its window."""
    script = "document.documentElement.scrollWidth - window.innerWidth"
    return int(page.evaluate(script))
