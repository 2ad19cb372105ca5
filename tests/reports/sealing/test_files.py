"""Files that are no reports, or made to harm, end in an error that says so."""

from __future__ import annotations

import random
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from engine.errors import PacklawError
from reports.sealing import files, verify
from reports.sealing.files import plain, read_pdf


def problem(file: Path, content: bytes) -> tuple[str, str]:
    """Return the error of verifying a file with some content, zh and en."""
    file.write_bytes(content)
    with pytest.raises(PacklawError) as caught:
        verify(file)
    error = caught.value
    zh, en = (error.in_language(lang, short_paths=True) for lang in ("zh", "en"))
    return zh, en


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "any.pdf"


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x89PNG\r\n", b" %PDF-1.7\n%%EOF\n"]
)
def test_what_is_no_pdf_is_told(file: Path, content: bytes) -> None:
    assert problem(file, content) == (
        "any.pdf：这不是 PDF 文件（开头不是 %PDF-）。\n  请指定 packlaw 生成的报告 PDF。",
        "any.pdf: this is no PDF: it does not begin with %PDF-.\n"
        "  Name a report that packlaw has printed.",
    )


def test_encrypted_pdf_is_told(file: Path, report_bytes: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(report_bytes)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))

    assert problem(file, out.getvalue()) == (
        "any.pdf：PDF 已加密；packlaw 的报告不加密。\n  请使用未加密的原文件。",
        "any.pdf: the PDF is encrypted; reports of packlaw are not.\n"
        "  Take the file as it was before.",
    )


def test_file_larger_than_any_report_is_not_read(
    file: Path, report_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)

    assert problem(file, report_bytes)[1].startswith("any.pdf: it is larger than 0 MB")


def test_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PacklawError, match=r"cannot be read \(Is a directory\)"):
        verify(tmp_path)


@pytest.mark.parametrize("seed", range(20))
def test_noise_ends_in_an_error(file: Path, seed: int) -> None:
    noise = random.Random(seed).randbytes(2000)
    tail = b"\nstartxref\n%d\n%%%%EOF\n" % (seed * 100)

    zh, en = problem(file, b"%PDF-1.7\n" + noise + tail)

    assert zh.startswith("any.pdf：无法作为 PDF 读取（")
    assert en.startswith("any.pdf: it cannot be read as a PDF (")


def hostile(*objects: bytes, root: bytes = b"1 0 R", prev: bytes = b"") -> bytes:
    """Write a PDF of objects, the catalog first."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d /Root %b %b>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, root, prev, len(out))
    )


CATALOG = b"<</Type /Catalog /Pages 2 0 R %b>>"
PAGES = b"<</Type /Pages /Count 1 /Kids [3 0 R]>>"
PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"


def outcome(file: Path, content: bytes) -> list[str]:
    """Return the failures of verifying a file, or the error."""
    file.write_bytes(content)
    try:
        verification = verify(file)
    except PacklawError as fault:
        return [fault.in_language("en", short_paths=True)]
    return [str(one.found) for one in verification.results if one.outcome == "failed"]


def test_foreign_pdf_is_no_report(file: Path) -> None:
    assert outcome(file, hostile(CATALOG % b"", PAGES, PAGE)) == [
        "It carries no report.json: packlaw report did not print it, or that was taken out",
        "The file is not sealed, and no run or dataset was given to hold it against "
        "(--run, --dataset)",
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(hostile(CATALOG % b"", PAGES, PAGE, prev=b"/Prev 9"), id="bad-prev"),
        pytest.param(hostile(b"1 0 R", PAGES, PAGE), id="self-reference"),
        pytest.param(hostile(b"[" * 5000 + b"]" * 5000, PAGES, PAGE), id="depth"),
        pytest.param(
            hostile(CATALOG % b"/AcroForm <</Fields [4 0 R]>>", PAGES, PAGE,
                    b"<</T (a) /Kids [4 0 R]>>"),
            id="loop-of-fields",
        ),
        pytest.param(
            hostile(CATALOG % b"/Names <</EmbeddedFiles 4 0 R>>", PAGES, PAGE,
                    b"<</Kids [4 0 R 4 0 R]>>"),
            id="loop-of-names",
        ),
        pytest.param(
            hostile(CATALOG % b"/Names <</EmbeddedFiles <</Names [(a) 4 0 R]>>>>", PAGES,
                    PAGE, b"<</EF <</F 5 0 R>> /F (report.json)>>",
                    b"<</Length 3>>\nstream\n[[[\nendstream"),
            id="report.json-no-json",
        ),
        pytest.param(
            hostile(CATALOG % b"/AcroForm 17", PAGES, PAGE), id="form-is-a-number"
        ),
    ],
)  # fmt: skip
def test_hostile_pdf_ends_in_an_error_or_a_failure(file: Path, content: bytes) -> None:
    assert outcome(file, content) != []


@pytest.mark.slow
def test_bomb_is_not_unpacked(file: Path) -> None:
    packed = zlib.compress(bytes(300 << 20), 9)
    stream = b"<</Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream"
    bomb = hostile(
        CATALOG % b"/Names <</EmbeddedFiles <</Names [(a) 4 0 R]>>>>", PAGES, PAGE,
        b"<</EF <</F 5 0 R>> /F (report.json)>>", stream % (len(packed), packed),
    )  # fmt: skip

    first, _ = outcome(file, bomb)

    assert first.startswith(f"{file}: it cannot be read as a PDF (")


def test_names_of_a_file_cannot_write_lines_of_their_own() -> None:
    assert plain("a\npassed  Seal\x1b[2K\u202e") == "a�passed  Seal�[2K�"
    assert plain("long" * 100) == f"{'long' * 50}…"


def test_first_revision_of_a_file_without_further_ones_is_the_file(
    report: Path,
) -> None:
    pdf = read_pdf(report)

    assert pdf.first_revision is pdf
