"""Compares two revisions of a file: what a later one shows otherwise than an earlier one."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils import generic

from engine.errors import Message, ReportError
from reports.sealing.contents import compare, other_fields
from reports.sealing.files import PdfBytes, opened
from reports.sealing.objects import entry, raw_entries
from reports.sealing.reader import PackedReader

# What a seal adds to the catalog.
_OF_SEALS = {"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Version"}


def changes(earlier: PdfBytes, later: PdfBytes) -> list[Message]:
    """Return what differs in a later revision of a file, apart from seals.

    `later` begins with the bytes of `earlier`.
    """
    try:
        with opened(later.name):
            if _only_seals_added(earlier.reader, later.reader):
                return []
    except ReportError:
        # What is damaged is named by comparing everything.
        pass
    return compare(earlier, later)


def _only_seals_added(earlier: PackedReader, later: PackedReader) -> bool:
    """Whether each object that was there is the same, apart from what seals add.

    Where no object changes, nothing that is reached from them does. This takes
    milliseconds, comparing all objects takes seconds.
    """
    start, end = earlier.total_revisions, later.total_revisions
    known = earlier.xrefs.get_xref_container_info(start - 1).size
    since = range(start, end)
    freed = [ref for one in since for ref in later.xrefs.refs_freed_in_revision(one)]
    written = {
        (ref.idnum, ref.generation)
        for one in since
        for ref in later.xrefs.explicit_refs_in_revision(one)
        if ref.idnum < known
    }
    if freed or earlier.root_ref != later.root_ref or _info(earlier) != _info(later):
        return False
    if other_fields(earlier.root) or other_fields(later.root):
        return False
    return all(_is_unchanged(earlier, later, *key) for key in written)


def _info(reader: PackedReader) -> bytes:
    raw = reader.trailer_view
    return _bytes(raw.raw_get("/Info")) if "/Info" in raw else b""


def _is_unchanged(
    earlier: PackedReader, later: PackedReader, number: int, age: int
) -> bool:
    old, new = (
        generic.Reference(number, age, reader).get_object()
        for reader in (earlier, later)
    )
    if not isinstance(old, generic.DictionaryObject):
        return _bytes(old) == _bytes(new)
    if not isinstance(new, generic.DictionaryObject):
        return False
    if number == earlier.root_ref.idnum:
        return _without(old, _OF_SEALS) == _without(new, _OF_SEALS)
    if entry(old, "/Type") == "/Page":
        return _without(old, {"/Annots"}) == _without(new, {"/Annots"}) and (
            _notes(old) == _notes(new)
        )
    return _bytes(old) == _bytes(new)


def _without(
    found: generic.DictionaryObject, keys: set[str]
) -> list[tuple[str, bytes]]:
    """Return the entries of a dictionary but for some; references stay references."""
    return [
        (key, _bytes(value)) for key, value in raw_entries(found) if key not in keys
    ]


def _notes(page: generic.DictionaryObject) -> list[bytes]:
    """Return the annotations of a page that are not of seals."""
    found = entry(page, "/Annots")
    if not isinstance(found, generic.ArrayObject):
        return []
    return [
        _bytes(found.raw_get(n)) for n in range(len(found)) if not _is_seal(found[n])
    ]


def _is_seal(note: object) -> bool:
    return isinstance(note, generic.DictionaryObject) and entry(note, "/FT") == "/Sig"


def _bytes(found: generic.PdfObject) -> bytes:
    out = BytesIO()
    found.write_to_stream(out, None)
    return out.getvalue()
