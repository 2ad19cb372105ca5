"""What holds for every report: how it is printed, and that it is always the same."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest
from pypdf import PdfReader
from weasyprint.text import ffi

import reports
from engine.errors import ReportError
from reports.render import CUSTODY, INSPECTION
from tests.house import ROOT

DOORS = {
    "render": (INSPECTION / "sample", "虚构车队，2,000 块电池", "2026-09-30"),
    "render_custody": (CUSTODY / "sample", "虚构车队，400 块电池", "2026-10-15"),
}
every_door = pytest.mark.parametrize("door", DOORS)


def print_sample(door, out, **asked):
    return getattr(reports, door)(DOORS[door][0], out, **asked)


@pytest.mark.slow
@every_door
def test_nothing_is_logged_while_printing(tmp_path, caplog, door):
    with caplog.at_level(logging.WARNING):
        print_sample(door, tmp_path / "report.pdf", cap=1)

    assert caplog.messages == []


@pytest.mark.slow
@every_door
def test_pdf_names_its_title_language_and_day_and_is_tagged(tmp_path, door):
    reader = PdfReader(print_sample(door, tmp_path / "report.pdf", cap=1))

    _, title, day = DOORS[door]
    assert title in str(reader.metadata.title)
    assert reader.metadata.creation_date.date().isoformat() == day
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


@pytest.mark.slow
@every_door
def test_two_processes_print_the_same_bytes(tmp_path, door):
    code = f"import sys; from pathlib import Path; from reports import {door};"
    code += f"{door}(Path(sys.argv[1]), Path(sys.argv[2]), cap=2)"
    outs = [tmp_path / "1.pdf", tmp_path / "2.pdf"]

    for seed, out in enumerate(outs):
        subprocess.run(
            [sys.executable, "-c", code, DOORS[door][0], out],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "TZ": f"UTC{seed}"},
            cwd=ROOT,
        )

    assert outs[0].read_bytes() == outs[1].read_bytes()


@every_door
def test_missing_harfbuzz_subset_names_the_packages(monkeypatch, tmp_path, door):
    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    monkeypatch.delitem(sys.modules, "reports.press", raising=False)
    monkeypatch.delattr("reports.press", raising=False)

    with pytest.raises(ReportError, match=r"apt-get install .* libharfbuzz-subset0"):
        print_sample(door, tmp_path / "report.pdf", cap=1)
    assert not (tmp_path / "report.pdf").exists()
