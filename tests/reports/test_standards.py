"""Every report is PDF/A-3a and PDF/UA-1, by the engine of veraPDF."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from reports import press
from reports.attached import Attached
from reports.page import SHARED
from reports.sealing import SealingKey, seal
from tests.reports import verapdf
from tests.reports.kinds import KINDS, every_kind, every_language
from tests.reports.sealing.authorities import (
    PASSWORD,
    certify,
    new_ecdsa,
    new_rsa,
    stored,
    time_server,
)

# Markup, a text from right to left, characters without a glyph or width, one long word.
HOSTILE = (
    "<script>alert(1)</script> {{ 7 * 7 }} \u202eגנב\u202c \U00020bb7\U0001f50b\u200b\ufffd "
    + "W" * 400
)
PAGE = """<html lang="en"><title>x</title>
<meta name="dcterms.created" content="2026-09-30">
<meta name="dcterms.modified" content="2026-09-30"><h1>x</h1><p>x"""
FINDINGS = Attached("findings.csv", b"a,b", "text/csv", "All findings", "Data")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small report with a file attached, to spoil."""
    pdf = press.print_pdf(PAGE, SHARED / "style.css", attachments=[FINDINGS])
    file = tmp_path_factory.mktemp("sound") / "report.pdf"
    file.write_bytes(pdf)
    return file


@pytest.mark.slow
@every_language
@every_kind
def test_report_keeps_to_both_standards(tmp_path, kind, language):
    report = kind.door(kind.sample, tmp_path / "report.pdf", language=language, cap=1)

    assert verapdf.faults(report) == {}


@pytest.mark.slow
@every_language
@every_kind
def test_report_on_hostile_texts_keeps_to_both_standards(
    copy_of, tmp_path, kind, language
):
    copied = copy_of(kind.sample)
    kind.make_hostile(copied, HOSTILE)

    report = kind.door(copied.folder, tmp_path / "report.pdf", language=language, cap=1)

    assert verapdf.faults(report) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS if kind.name != "custody"],
    ids=lambda kind: kind.name,
)
def test_report_in_both_languages_keeps_to_both_standards(tmp_path, kind):
    report = kind.door(kind.sample, tmp_path / "report.pdf", language="both", cap=1)

    assert verapdf.faults(report) == {}


@pytest.mark.slow
def test_sealed_report_keeps_to_both_standards(sound, tmp_path):
    clock = certify(new_rsa(), "Clock", gives_time=True)
    key = stored(tmp_path, "key.p12", certify(new_ecdsa(), "Inspector").pkcs12())
    sealing = SealingKey(key, password=lambda: PASSWORD)

    with time_server(clock) as url:
        made = seal(sound, sealing, time_stamp=url, out=tmp_path / "sealed.pdf")

    assert made.time_stamp
    assert verapdf.faults(tmp_path / "sealed.pdf") == {}


@pytest.mark.slow
def test_page_with_an_attachment_keeps_to_both_standards(sound):
    assert verapdf.faults(sound) == {}


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def without_relationship(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].AFRelationship


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "clauses"),
    [
        (without_tags, {"PDFA_3_A 6.7.3.3-1", "PDFUA_1 7.1-3", "PDFUA_1 7.1-11"}),
        (without_metadata, {"PDFA_3_A 6.6.2.1-1", "PDFUA_1 7.1-8"}),
        (without_relationship, {"PDFA_3_A 6.8-3"}),
    ],
)
def test_a_spoilt_report_is_found_out(sound, tmp_path, spoil, clauses):
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(sound) as pdf:
        spoil(pdf)
        pdf.save(spoilt)

    found = verapdf.faults(spoilt)

    assert {fault.partition(":")[0] for fault in found} == clauses


def test_the_absence_of_the_engine_is_no_pass(sound, monkeypatch, tmp_path):
    monkeypatch.setattr(verapdf, "files", lambda _: tmp_path)

    with pytest.raises(ValueError, match="not enough values"):
        verapdf._archive()
