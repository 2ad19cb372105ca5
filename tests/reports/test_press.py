"""The press loads what was shipped with it and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from engine.errors import ReportError
from reports import press
from reports.attached import Attached
from reports.page import SHARED
from tests.house import ROOT

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


PAGE = """<html lang="zh-CN"><title>x</title>
<meta name="dcterms.created" content="2026-09-30"><p>x"""
ATTACHED = (
    Attached("report.json", b"{}", "application/json", "Data of it", "Source"),
    Attached("findings.csv", "项".encode(), "text/csv", "发现", "Data"),
)


def test_attachments_are_embedded_whole_in_the_order_of_their_names():
    reader = PdfReader(BytesIO(press.print_pdf(PAGE, STYLE, attachments=ATTACHED)))

    embedded = list(reader.attachments.items())
    assert embedded == [("findings.csv", ["项".encode()]), ("report.json", [b"{}"])]


def test_attachments_are_associated_once_with_what_is_known_of_them():
    reader = PdfReader(BytesIO(press.print_pdf(PAGE, STYLE, attachments=ATTACHED)))

    described = []
    for reference in reader.trailer["/Root"]["/AF"]:
        file = reference.get_object()
        stream = file["/EF"]["/F"].get_object()
        days = {stream["/Params"][day] for day in ("/CreationDate", "/ModDate")}
        described.append(
            [file["/UF"], file["/Desc"], file["/AFRelationship"], stream["/Subtype"], *days]
        )  # fmt: skip
    day = "D:20260930000000Z"
    assert described == [
        ["findings.csv", "发现", "/Data", "/text/csv", day],
        ["report.json", "Data of it", "/Source", "/application/json", day],
    ]


def test_the_same_attachments_give_the_same_bytes_in_any_order():
    prints = {
        press.print_pdf(PAGE, STYLE, attachments=files)
        for files in (ATTACHED, ATTACHED[::-1])
    }

    assert len(prints) == 1


def test_metadata_says_both_standards():
    reader = PdfReader(BytesIO(press.print_pdf(PAGE, STYLE)))

    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in metadata
    assert b'pdfuaid:part="1"' in metadata


def test_a_style_is_parsed_once_a_process(monkeypatch):
    press.print_pdf(PAGE, STYLE)
    monkeypatch.delattr(press, "CSS")

    assert press.print_pdf(PAGE, STYLE)


@pytest.mark.slow
def test_what_was_printed_before_changes_no_byte(tmp_path):
    other = PAGE.replace("zh-CN", "en") + "<b>㐂 and</b> <i>“many”</i> ，" * 500
    code = "import sys; from pathlib import Path; from reports import press;"
    code += "sys.stdout.buffer.write(press.print_pdf(sys.argv[1], Path(sys.argv[2])))"

    press.print_pdf(other, STYLE)
    warm = press.print_pdf(PAGE, STYLE)

    alone = subprocess.run(
        [sys.executable, "-c", code, PAGE, STYLE],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    assert alone.stdout == warm
