"""What a later revision of a file changes, apart from seals."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from reports.sealing import revisions, seal
from reports.sealing.files import PdfBytes, read_pdf
from reports.sealing.revisions import changes
from reports.sealing.signing import _SealWriter
from tests.reports.sealing.conftest import KeyOf, People

Change = Callable[[IncrementalPdfFileWriter], None]


def appended(content: bytes, change: Change) -> PdfBytes:
    """Return a file with one more revision."""
    writer, out = _SealWriter(BytesIO(content)), BytesIO()
    change(writer)
    writer.write(out)
    assert out.getvalue().startswith(content)
    return PdfBytes(Path("report.pdf"), out.getvalue())


def test_seal_is_told_from_changes_without_comparing_everything(
    report: Path, people: People, key_of: KeyOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal(report, key_of(people.sealer))
    sealed = read_pdf(report)
    monkeypatch.delattr(revisions, "compare")

    assert changes(sealed.first_revision, sealed) == []


def rotate(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.NameObject("/Rotate")] = generic.NumberObject(90)
    writer.update_container(page)


def cover(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][2]
    note = generic.DictionaryObject(
        {
            generic.NameObject("/Subtype"): generic.NameObject("/Square"),
            generic.NameObject("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (0, 0, 600, 800))
            ),
        }
    )
    page[generic.NameObject("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def act(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.NameObject("/OpenAction")] = generic.DictionaryObject(
        {generic.NameObject("/S"): generic.NameObject("/JavaScript")}
    )
    writer.update_root()


def rename(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer["/Info"]
    info[generic.NameObject("/Title")] = generic.TextStringObject("Another")
    writer.update_container(info)


def exchange(writer: IncrementalPdfFileWriter) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    holder = names[1]["/EF"]
    stream = generic.StreamObject(stream_data=b"verdict\n")
    holder[generic.NameObject("/F")] = writer.add_object(stream)
    writer.update_container(holder)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (rotate, ["page 1 differs"]),
        (cover, ["page 3 differs"]),
        (act, ["tags, bookmarks or actions differ"]),
        (rename, ["the metadata of the file differ"]),
        (exchange, ["attachment findings.json differs"]),
    ],
)
def test_what_was_appended_is_named(
    change: Change, found: list[str], report_bytes: bytes
) -> None:
    later = appended(report_bytes, change)

    assert [str(one) for one in changes(later.first_revision, later)] == found
