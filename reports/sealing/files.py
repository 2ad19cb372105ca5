"""Reads PDFs that anyone may have written, and the revisions and attachments in them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler

from engine.errors import PacklawError, ReportError, UsageError
from engine.files.disk_space import resource_errors_raised
from reports.sealing.objects import dictionary, entry, name_tree
from reports.sealing.reader import PackedReader

# Reports have a few MB; what is larger is not read into memory.
LARGEST = 256 << 20
# Of a text in a file, this many characters are shown.
_SHOWN = 200
# The key that says which bytes a signature covers.
_SEALED = b"/ByteRange"
_END = re.compile(rb"%%EOF(\r\n|\n|\r)?")

# pyHanko logs what it also raises; without a handler Python prints it.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True)
class PdfBytes:
    """A PDF in memory; `name` is the file that errors name.

    Whatever is wrong with the bytes is a ReportError of `opened`, which see.
    """

    name: Path
    content: bytes

    @cached_property
    def reader(self) -> PackedReader:
        """The parsed file."""
        with opened(self.name):
            return PackedReader(self.content)

    @cached_property
    def first_revision(self) -> PdfBytes:
        """The file as it was before anything was appended, so before it was sealed."""
        reader = self.reader
        if reader.total_revisions == 1:
            return self
        with opened(self.name):
            table = reader.xrefs.get_xref_container_info(0).end_location
            end = _END.search(self.content, table)
            return PdfBytes(self.name, self.content[: end.end() if end else None])

    @cached_property
    def attachments(self) -> Mapping[str, bytes]:
        """The content of each embedded file, by its name."""
        with opened(self.name):
            return dict(_attachments(self.reader))


def read_pdf(file: Path) -> PdfBytes:
    """Read a file; UsageError where there is none, ReportError where it is no PDF."""
    try:
        if file.stat().st_size > LARGEST:
            raise ReportError("sealing.too-large", file=file, most=LARGEST >> 20)
        content = file.read_bytes()
    except OSError as fault:
        raise UsageError(
            "sealing.no-file", file=file, reason=fault.strerror or str(fault)
        ) from fault
    if not content.startswith(b"%PDF-"):
        raise ReportError("sealing.no-pdf", file=file)
    if b"%%EOF" not in content[-1024:]:
        raise ReportError("sealing.cut-off", file=file)
    pdf = PdfBytes(file, content)
    try:
        is_encrypted = pdf.reader.encrypted
    except ReportError as fault:
        if _SEALED in content:
            raise ReportError("sealing.sealed-unreadable", file=file) from fault
        raise
    if is_encrypted:
        raise ReportError("sealing.encrypted", file=file)
    return pdf


@contextmanager
def opened(file: Path) -> Iterator[None]:
    """Raise ReportError for whatever an ill-formed file makes the parser raise."""
    try:
        with resource_errors_raised():
            yield
    except PacklawError:
        raise
    # A parser of hostile bytes fails in every way: wrong types, missing keys, depth.
    except Exception as fault:
        reason = plain(f"{type(fault).__name__}: {fault}")
        raise ReportError("sealing.unreadable", file=file, fault=reason) from fault


def plain(text: object) -> str:
    """Return a text of a foreign file as one short line without control characters.

    Otherwise a name in it could write lines of its own into what is shown.
    """
    printed = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for sign in str(text)
    )
    return printed if len(printed) <= _SHOWN else f"{printed[:_SHOWN]}…"


def _attachments(pdf: PdfHandler) -> Iterator[tuple[str, bytes]]:
    names = dictionary(pdf.root, "/Names")
    tree = dictionary(names, "/EmbeddedFiles") if names is not None else None
    for name, spec in name_tree(tree):
        embedded = dictionary(spec, "/EF")
        stream = entry(embedded, "/F") if embedded is not None else None
        if not isinstance(stream, generic.StreamObject):
            raise TypeError("an attachment without content")
        yield plain(entry(spec, "/UF") or entry(spec, "/F") or name), stream.data
