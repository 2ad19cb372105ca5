"""What a file holds is told however it is stored, and nothing that is shown is missed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from reports.sealing.contents import compare, contents_of
from reports.sealing.files import PdfBytes

pytestmark = pytest.mark.slow

FILE = Path("report.pdf")


def rewritten(
    content: bytes, change: Callable[[Pdf], object] | None = None
) -> PdfBytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        if change:
            change(pdf)
        pdf.save(
            out, fix_metadata_version=False, recompress_flate=True,
            object_stream_mode=ObjectStreamMode.disable,
        )  # fmt: skip
    return PdfBytes(FILE, out.getvalue())


def test_contents_are_the_same_however_they_are_stored(report_bytes: bytes) -> None:
    as_printed, anew = PdfBytes(FILE, report_bytes), rewritten(report_bytes)

    assert as_printed.content != anew.content
    assert contents_of(as_printed) == contents_of(anew)


def inherit(key: str, value: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.Root.Pages[key] = value

    return change


def add_note(pdf: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([0, 0, 9, 9]),
        Contents=String("paid"),
    )  # fmt: skip
    pdf.pages[2].obj["/Annots"] = Array([pdf.make_indirect(note)])


def change_font(pdf: Pdf) -> None:
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            font.DescendantFonts[0].FontDescriptor.FontFile2.write(b"another font")


def swap(pdf: Pdf) -> None:
    first = pdf.pages[0]
    del pdf.pages[0]
    pdf.pages.insert(1, first)


def speak_otherwise(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].Alt = String("something else")


def add_field(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (inherit("/Rotate", 90), ["pages 1, 2, 3 differ"]),
        (add_note, ["page 3 differs"]),
        (change_font, ["pages 1, 2, 3 differ"]),
        (swap, ["pages 1, 2 differ", "tags, bookmarks or actions differ"]),
        (speak_otherwise, ["tags, bookmarks or actions differ"]),
        (add_field, ["form fields differ"]),
    ],
)
def test_whatever_is_shown_or_read_aloud_is_compared(
    change: Callable[[Pdf], object], found: list[str], report_bytes: bytes
) -> None:
    changed = rewritten(report_bytes, change)

    assert [str(one) for one in compare(PdfBytes(FILE, report_bytes), changed)] == found


def test_added_pages_are_counted(report_bytes: bytes) -> None:
    changed = rewritten(report_bytes, lambda pdf: pdf.add_blank_page())

    assert [str(one) for one in compare(PdfBytes(FILE, report_bytes), changed)] == [
        "it has 4 pages instead of 3",
        "what is now page 4 is new or changed",
    ]


def test_damaged_part_is_told(report_bytes: bytes) -> None:
    def loop(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages.Kids[0])

    changed = rewritten(report_bytes, loop)

    assert [str(one) for one in compare(PdfBytes(FILE, report_bytes), changed)] == [
        "a part of it cannot be read any more"
    ]
