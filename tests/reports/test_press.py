"""The press loads what was shipped with it and nothing else."""

from __future__ import annotations

import re

import pytest
from weasyprint.urls import FatalURLFetchingError

from engine.errors import ReportError
from reports import press
from reports.page import SHARED

STYLE = SHARED / "style.css"
FORBIDDEN = (
    "file:///etc/hostname",
    "http://localhost:1/a.css",
    "https://example.org/",
    "data:text/plain,a",
    "report-asset:../../render.py",
)


@pytest.mark.parametrize("url", FORBIDDEN)
def test_every_other_address_is_refused(url):
    with pytest.raises(FatalURLFetchingError, match=re.escape(url)):
        press.ShippedAssets().fetch(url)


def test_shipped_faces_are_served():
    for url, file in press.ASSETS.items():
        assert press.ShippedAssets().fetch(url).read() == file.read_bytes()


@pytest.mark.parametrize("url", FORBIDDEN)
def test_a_page_that_asks_for_more_stops_the_report(url):
    with pytest.raises(ReportError, match="nothing else"):
        press.print_pdf(f'<html lang="en"><img src="{url}" alt="">', STYLE)


def test_a_stylesheet_that_asks_for_more_stops_the_report(tmp_path):
    style = tmp_path / "style.css"
    style.write_text('@import "file:///etc/hostname";', encoding="utf-8")

    with pytest.raises(ReportError, match="nothing else"):
        press.print_pdf('<html lang="en">', style)
