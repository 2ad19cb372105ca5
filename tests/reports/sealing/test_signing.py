"""Sealing: the report comes back byte for byte, and what is not sealed."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from engine.errors import PacklawError
from reports.sealing import SealingKey, seal, verify
from reports.sealing.files import read_pdf
from reports.sealing.seals import read_seals
from tests.reports.sealing.conftest import KeyOf, People
from tests.reports.sealing.outcomes import refused


def test_report_comes_back_from_under_the_seal_byte_for_byte(
    report: Path, report_bytes: bytes, people: People, key_of: KeyOf
) -> None:
    made = seal(report, key_of(people.sealer))

    sealed = read_pdf(report)
    assert sealed.content.startswith(report_bytes)
    assert sealed.first_revision.content == report_bytes
    assert (made.integrity, made.later, made.covers_revision) == ("intact", 0, True)
    assert made.signer is not None
    assert made.signer.name == "Inspector, 虚构公司"
    with pikepdf.open(report) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].V
        assert signature.SubFilter == "/ETSI.CAdES.detached"


def test_seal_may_go_to_another_file(
    report: Path, report_bytes: bytes, people: People, key_of: KeyOf, tmp_path: Path
) -> None:
    seal(report, key_of(people.sealer), out=tmp_path / "sealed.pdf")

    assert report.read_bytes() == report_bytes
    assert len(read_seals(read_pdf(tmp_path / "sealed.pdf"))) == 1


def test_same_report_may_be_sealed_twice_over(
    report: Path, people: People, key_of: KeyOf, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    seal(report, key_of(people.sealer), out=first)
    seal(report, key_of(people.sealer), out=second)

    assert verify(first).unsealed_sha256 == verify(second).unsealed_sha256


def test_what_is_sealed_is_not_sealed_again(
    report: Path, people: People, key_of: KeyOf
) -> None:
    seal(report, key_of(people.sealer))

    assert refused(report, key_of(people.alone)) == (
        "report.pdf：该文件已有签名（Inspector, 虚构公司），不再签名。\n"
        "  如需另行签名，请由核查结果重新生成报告后再签。",
        "report.pdf: it is sealed already, by Inspector, 虚构公司.\n"
        "  To seal it anew, print the report again from its run, and seal that.",
    )


def test_missing_files_are_named(
    report: Path, people: People, key_of: KeyOf, tmp_path: Path
) -> None:
    key = key_of(people.sealer)

    assert refused(report, SealingKey(tmp_path / "gone.p12"))[1] == (
        "gone.p12: it cannot be read (No such file or directory)."
    )
    with pytest.raises(PacklawError) as caught:
        seal(tmp_path / "gone.pdf", key)
    assert caught.value.in_language("zh", short_paths=True) == (
        "gone.pdf：无法读取（No such file or directory）。"
    )
