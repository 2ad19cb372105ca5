"""Every kind of tampering with a sealed report is told by words of its own."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

from engine.errors import ReportError
from reports.sealing import Expected, SealingKey, seal, verify
from tests.reports.sealing.authorities import stored, time_server
from tests.reports.sealing.conftest import KeyOf, People
from tests.reports.sealing.outcomes import english, said

pytestmark = pytest.mark.slow

CHANGED = (
    "签名“packlaw”：签名之后，所覆盖的内容被改动",
    "Seal “packlaw”: what it covers was changed after it was made",
)
BROKEN = (
    "签名“packlaw”：签名本身已损坏、被改动或系伪造",
    "Seal “packlaw”: the seal itself is damaged, changed or forged",
)


def test_nothing_is_told_of_a_report_as_it_was_sealed(
    sealed: Path, trusting: Expected
) -> None:
    verification = verify(sealed, trusting)

    assert english(verification) == []
    signer = verification.seals[0].signer
    assert signer is not None
    assert english(verification, "passed") == [
        "The attachments are those that report.json lists: findings.csv, findings.json",
        "Seal “packlaw”: nothing that it covers was changed since it was made",
        f"Sealed by Inspector, 虚构公司; certificate {signer.serial}, SHA-256 "
        f"{signer.fingerprint}, issued by Authority, 虚构公司",
        "Seal “packlaw” covers the whole file",
        "Sealing changed nothing of the report: pages, attachments and tags are those of "
        "before",
    ]


def test_changed_byte_of_a_page_is_told(sealed: Path, trusting: Expected) -> None:
    content = bytearray(sealed.read_bytes())
    content[content.index(b"/MediaBox") + 12] ^= 1
    sealed.write_bytes(content)

    assert said(verify(sealed, trusting)) == [
        CHANGED,
        (
            "现在所显示的与追加修订之前的报告不同：第 1 页不同",
            "What is shown is not the report before revisions were appended: page 1 differs",
        ),
    ]


def test_changed_attachment_is_told_by_its_name(
    sealed: Path, trusting: Expected
) -> None:
    with pikepdf.open(sealed, allow_overwriting_input=True) as pdf:
        spec = pdf.attachments["findings.csv"]
        pdf.attachments["findings.csv"] = pikepdf.AttachedFileSpec(
            pdf, b"verdict\ncompliant\n", filename="findings.csv"
        )
        assert spec
        pdf.save(sealed)

    assert said(verify(sealed, trusting)) == [
        (
            "附件被改动，与 report.json 所列不符：findings.csv",
            "Attachments were changed, and are not those that report.json lists: "
            "findings.csv",
        ),
        CHANGED,
    ]


def test_attachments_that_are_gone_or_added_are_told(
    report: Path, trusting: Expected
) -> None:
    with pikepdf.open(report, allow_overwriting_input=True) as pdf:
        del pdf.attachments["findings.json"]
        pdf.attachments["more.txt"] = pikepdf.AttachedFileSpec(
            pdf, b"more", filename="more.txt"
        )
        pdf.save(report)

    assert said(verify(report, trusting))[:2] == [
        ("report.json 所列的附件缺失：findings.json",
         "Attachments that report.json lists are missing: findings.json"),
        ("有 report.json 未列出的附件：more.txt",
         "Attachments that report.json does not list were added: more.txt"),
    ]  # fmt: skip


def test_removed_page_is_told(sealed: Path, trusting: Expected) -> None:
    with pikepdf.open(sealed, allow_overwriting_input=True) as pdf:
        del pdf.pages[1]
        pdf.save(sealed)

    assert said(verify(sealed, trusting)) == [CHANGED]


def test_another_signer_is_told(
    report: Path, people: People, key_of: KeyOf, trusting: Expected
) -> None:
    seal(report, key_of(people.alone))

    verification = verify(report, trusting)

    signer = verification.seals[0].signer
    assert signer is not None
    assert signer.standing == "self-signed"
    assert said(verification) == [
        (
            "签名人不是所指定的（--trust）：Somebody, 虚构公司；证书序列号 "
            f"{signer.serial}，SHA-256 {signer.fingerprint}，颁发者 Somebody, 虚构公司",
            "Sealed by another than those expected (--trust): Somebody, 虚构公司; "
            f"certificate {signer.serial}, SHA-256 {signer.fingerprint}, issued by "
            "Somebody, 虚构公司",
        )
    ]


def test_page_changed_in_an_appended_revision_is_told_with_its_number(
    sealed: Path, trusting: Expected
) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed.read_bytes()))
    page = writer.root["/Pages"]["/Kids"][1]
    page[generic.NameObject("/Rotate")] = generic.NumberObject(90)
    writer.update_container(page)
    with sealed.open("wb") as stream:
        writer.write(stream)

    assert said(verify(sealed, trusting)) == [
        (
            "签名“packlaw”之后，文件又追加了 1 个修订",
            "After seal “packlaw”, 1 revision was appended to the file",
        ),
        (
            "现在所显示的与追加修订之前的报告不同：第 2 页不同、文件的元数据不同",
            "What is shown is not the report before revisions were appended: page 2 "
            "differs, the metadata of the file differ",
        ),
    ]


def test_further_seal_is_told_apart_from_other_revisions(
    sealed: Path, people: People, key_of: KeyOf
) -> None:
    countersign(sealed, key_of(people.alone))

    verification = verify(sealed)

    assert [seal.integrity for seal in verification.seals] == ["intact", "intact"]
    assert english(verification) == []
    assert (
        "签名“packlaw”之后又有别的签名，除此没有改动",
        "After seal “packlaw” further seals were added, and nothing else",
    ) in said(verification, "noted")


def countersign(file: Path, key: SealingKey) -> None:
    class Quiet(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

    writer = Quiet(BytesIO(file.read_bytes()))
    append_signature_field(writer, SigFieldSpec("Second"))
    metadata = PdfSignatureMetadata(
        field_name="Second", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    file.write_bytes(sign_pdf(writer, metadata, key.signer()).getvalue())


def test_page_changed_before_sealing_is_told(
    report: Path, people: People, key_of: KeyOf
) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(report.read_bytes()))
    page = writer.root["/Pages"]["/Kids"][2]
    page[generic.NameObject("/Rotate")] = generic.NumberObject(90)
    writer.update_container(page)
    with report.open("wb") as stream:
        writer.write(stream)
    seal(report, key_of(people.sealer))

    assert english(verify(report)) == [
        "What is shown is not the report before revisions were appended: page 3 differs, "
        "the metadata of the file differ"
    ]


def test_truncated_report_is_told(sealed: Path) -> None:
    sealed.write_bytes(sealed.read_bytes()[:-2000])

    with pytest.raises(ReportError) as caught:
        verify(sealed)
    assert [
        caught.value.in_language(one, short_paths=True) for one in ("zh", "en")
    ] == [
        "report.pdf：PDF 不完整，末尾没有结束标记（%%EOF）：文件被截断，或末尾被改动。\n"
        "  请向发送方重新索取该文件。",
        "report.pdf: the PDF has no end (%%EOF): it was cut off, or its end was changed.\n"
        "  Ask the sender for the file again.",
    ]


def test_stripped_seal_is_told(
    sealed: Path, report_bytes: bytes, trusting: Expected
) -> None:
    sealed.write_bytes(report_bytes)

    assert said(verify(sealed, trusting)) == [
        (
            "文件没有签名，也没有给出可对照的核查结果或数据（--run、--dataset）",
            "The file is not sealed, and no run or dataset was given to hold it against "
            "(--run, --dataset)",
        )
    ]


def test_seal_taken_off_in_a_later_revision_is_told(
    sealed: Path, trusting: Expected
) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed.read_bytes()))
    del writer.root["/AcroForm"]
    writer.update_root()
    with sealed.open("wb") as stream:
        writer.write(stream)

    assert (
        "文件追加了修订，却没有签名",
        "A revision was appended to the file, and no seal",
    ) in (said(verify(sealed, trusting)))


def test_time_stamp_of_an_unknown_authority_is_told(
    report: Path, people: People, key_of: KeyOf, trusting: Expected, tmp_path: Path
) -> None:
    with time_server(people.time) as url:
        seal(report, key_of(people.sealer), time_stamp=url)

    of_time = stored(tmp_path, "time.pem", people.time_authority.pem())
    unknown = verify(report, trusting)
    known = verify(report, Expected(trusted=[*trusting.trusted, of_time]))

    said = next(en for en in english(unknown, "noted") if en.startswith("Sealed at"))
    assert said.endswith("UTC, as a time stamp of Clock, 虚构公司 says")
    assert said in english(known, "passed")
    assert (
        "The time stamp is sound, but nothing here vouches for its authority: give its "
        "certificate with --trust."
    ) in [str(result.proves) for result in unknown.results]


def test_sealed_file_that_is_no_report_of_a_run_is_noted(
    report: Path, people: People, key_of: KeyOf
) -> None:
    with pikepdf.open(report, allow_overwriting_input=True) as pdf:
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        pdf.save(report)
    seal(report, key_of(people.sealer))

    verification = verify(report)

    assert english(verification) == []
    assert said(verification, "noted")[0] == (
        "文件没有附带 report.json：不是由 packlaw report 生成的报告，或该附件已被取走",
        "It carries no report.json: packlaw report did not print it, or that was taken out",
    )


def test_sealed_file_that_cannot_be_read_any_more_is_told(sealed: Path) -> None:
    content = sealed.read_bytes()
    sealed.write_bytes(content.replace(b"/Root 2 0 R", b"/Root 2 0 Q"))

    with pytest.raises(ReportError) as caught:
        verify(sealed)
    assert [
        caught.value.in_language(one, short_paths=True) for one in ("zh", "en")
    ] == [
        "report.pdf：该文件曾经签名，此后被改动或损坏，已无法作为 PDF 读取。\n"
        "  请向发送方重新索取该文件。",
        "report.pdf: it was sealed, and changed or damaged since: it cannot be read as a "
        "PDF any more.\n  Ask the sender for the file again.",
    ]
