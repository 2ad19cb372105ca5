"""What holds for every report: how it is printed, and that it is always the same."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest
from pypdf import PdfReader
from weasyprint.text import ffi

from engine.errors import ReportError
from tests.house import ROOT
from tests.reports.kinds import every_kind

PRINT = """
import sys
from pathlib import Path
from tests.reports.kinds import KINDS
(kind,) = [kind for kind in KINDS if kind.name == sys.argv[1]]
kind.door(kind.sample, Path(sys.argv[2]), cap=2)
"""


@pytest.mark.slow
@every_kind
def test_nothing_is_logged_while_printing(tmp_path, caplog, kind):
    with caplog.at_level(logging.WARNING):
        kind.door(kind.sample, tmp_path / "report.pdf", cap=1)

    assert caplog.messages == []


@pytest.mark.slow
@every_kind
def test_process_compiles_templates_and_reads_rules_and_styles_once(
    tmp_path, monkeypatch, kind
):
    kind.door(kind.sample, tmp_path / "first.pdf", cap=1)

    def forbid(*given, **named):
        raise AssertionError(given)

    monkeypatch.setattr("jinja2.Environment.compile", forbid)
    monkeypatch.setattr("engine.rulebook.loader._Loader.rulebook", forbid)
    monkeypatch.setattr("weasyprint.CSS.__init__", forbid)
    kind.door(kind.sample, tmp_path / "second.pdf", cap=1)

    assert (tmp_path / "first.pdf").read_bytes() == (
        tmp_path / "second.pdf"
    ).read_bytes()


@pytest.mark.slow
@every_kind
def test_pdf_names_its_title_language_and_day_and_is_tagged(tmp_path, kind):
    reader = PdfReader(kind.door(kind.sample, tmp_path / "report.pdf", cap=1))

    assert kind.title in str(reader.metadata.title)
    assert reader.metadata.creation_date.date().isoformat() == kind.day
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]


@pytest.mark.slow
@every_kind
def test_two_processes_print_the_same_bytes(tmp_path, kind):
    outs = [tmp_path / "1.pdf", tmp_path / "2.pdf"]

    for seed, out in enumerate(outs):
        subprocess.run(
            [sys.executable, "-c", PRINT, kind.name, out],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "TZ": f"UTC{seed}"},
            cwd=ROOT,
        )

    assert outs[0].read_bytes() == outs[1].read_bytes()


@every_kind
def test_missing_harfbuzz_subset_names_the_packages(monkeypatch, tmp_path, kind):
    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    monkeypatch.delitem(sys.modules, "reports.press", raising=False)
    monkeypatch.delattr("reports.press", raising=False)

    with pytest.raises(ReportError, match=r"apt-get install .* libharfbuzz-subset0"):
        kind.door(kind.sample, tmp_path / "report.pdf", cap=1)
    assert not (tmp_path / "report.pdf").exists()
