"""What a PDF holds, part by part, independent of how its bytes are laid out.

Two files with the same contents show, read aloud and carry the same, even where a
program wrote them in another order or compressed them in another way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyhanko.pdf_utils import generic

from engine.errors import Message, ReportError, message
from reports.sealing.files import PdfBytes, opened
from reports.sealing.objects import (
    Key,
    PageObject,
    dictionaries,
    dictionary,
    entry,
    key_of,
    name_tree,
    pages_of,
    raw_entries,
)

# Objects of a file that are followed before it is refused.
_MOST = 5_000_000
# What sealing adds to the catalog, and what is compared by itself.
_NOT_STRUCTURE = {
    "/AcroForm", "/AF", "/DSS", "/Extensions", "/Metadata", "/Names", "/Pages", "/Perms",
    "/Version",
}  # fmt: skip
# How a stream is stored, and where a page hangs: both change when a file is rewritten.
_STORAGE = {"/DecodeParms", "/Filter", "/Length"}
_PLACE = {"/Parent", "/Annots"}


@dataclass(frozen=True)
class Contents:
    """The SHA-256 of every page, attachment and other part of a file.

    `structure` is the catalog without pages and attachments: tags, bookmarks, actions.
    """

    pages: tuple[str, ...]
    attachments: Mapping[str, str]
    metadata: str
    structure: str
    fields: str


def compare(expected: PdfBytes, found: PdfBytes) -> list[Message]:
    """Return what differs in a file that may be damaged, a message a kind of part."""
    try:
        return differences(contents_of(expected), contents_of(found))
    except ReportError:
        return [message("sealing.part-unreadable")]


def contents_of(pdf: PdfBytes) -> Contents:
    """Return the contents of a file; ReportError where it is not well-formed."""
    with opened(pdf.name):
        root = pdf.reader.root
        pages = list(pages_of(root))
        digests = _Digests({page.key: n for n, page in enumerate(pages)})
        info = entry(pdf.reader.trailer_view, "/Info")
        return Contents(
            pages=tuple(map(digests.of_page, pages)),
            attachments={
                name: hashlib.sha256(data).hexdigest()
                for name, data in pdf.attachments.items()
            },
            metadata=digests.of([info, entry(root, "/Metadata")]),
            structure=digests.of(_structure(root)),
            fields=digests.of(other_fields(root)),
        )


def differences(expected: Contents, found: Contents) -> list[Message]:
    """Return what differs between two files, a message a kind of part."""
    parts = [
        *_page_differences(expected.pages, found.pages),
        *_attachment_differences(expected.attachments, found.attachments),
    ]
    if expected.metadata != found.metadata:
        parts.append(message("sealing.metadata-differs"))
    if expected.structure != found.structure:
        parts.append(message("sealing.structure-differs"))
    if expected.fields != found.fields:
        parts.append(message("sealing.fields-differ"))
    return parts


def _page_differences(
    expected: tuple[str, ...], found: tuple[str, ...]
) -> Iterator[Message]:
    if len(expected) == len(found):
        pairs = zip(expected, found, strict=True)
        if changed := [n for n, (old, new) in enumerate(pairs, 1) if old != new]:
            yield message("sealing.pages-differ", pages=changed)
        return
    yield message(
        "sealing.page-count-differs", expected=len(expected), found=len(found)
    )
    if missing := [n for n, page in enumerate(expected, 1) if page not in found]:
        yield message("sealing.pages-missing", pages=missing)
    if added := [n for n, page in enumerate(found, 1) if page not in expected]:
        yield message("sealing.pages-added", pages=added)


def _attachment_differences(
    expected: Mapping[str, str], found: Mapping[str, str]
) -> Iterator[Message]:
    both = expected.keys() & found.keys()
    if changed := sorted(name for name in both if expected[name] != found[name]):
        yield message("sealing.attachments-differ", names=changed)
    if missing := sorted(expected.keys() - found.keys()):
        yield message("sealing.attachments-missing", names=missing)
    if added := sorted(found.keys() - expected.keys()):
        yield message("sealing.attachments-added", names=added)


def _structure(root: generic.DictionaryObject) -> list[object]:
    """Return the catalog without what is compared by itself, or added by sealing.

    Of attachments it holds what is said of them, not their content.
    """
    names = dictionary(root, "/Names")
    others = dict(raw_entries(names)) if names is not None else {}
    tree = dictionary(names, "/EmbeddedFiles") if names is not None else None
    others.pop("/EmbeddedFiles", None)
    specs = {
        name: {k: v for k, v in raw_entries(spec) if k != "/EF"}
        for name, spec in name_tree(tree)
    }
    kept = {k: v for k, v in raw_entries(root) if k not in _NOT_STRUCTURE}
    return [kept, others, specs]


def other_fields(root: generic.DictionaryObject) -> list[generic.DictionaryObject]:
    """Return the fields of forms that are no signatures."""
    form = dictionary(root, "/AcroForm")
    fields = dictionaries(form, "/Fields") if form is not None else []
    return [one for one in fields if entry(one, "/FT") != "/Sig"]


@dataclass
class _Digests:
    """Hashes objects with all they refer to, whatever numbers objects have in the file.

    `pages` are the positions of pages: a link to one counts as that number, so that
    pages are compared one by one. An object met again counts as its first meeting.
    """

    pages: Mapping[Key, int]
    followed: int = 0
    _streams: dict[Key, str] = field(default_factory=dict)

    def of_page(self, page: PageObject) -> str:
        """Return the hash of what a page shows, without the fields that seals add."""
        shown = {k: v for k, v in sorted(page.entries.items()) if k not in _PLACE}
        notes = dictionaries(generic.DictionaryObject(page.entries), "/Annots")
        kept = [note for note in notes if entry(note, "/FT") != "/Sig"]
        return self.of([shown, kept])

    def of(self, value: object) -> str:
        """Return the hash of a value; ValueError where the file has too many objects."""
        digest = hashlib.sha256()
        met: dict[Key, int] = {}
        # A stack, as hostile files nest deeper than Python calls.
        waiting: list[object] = [value]
        while waiting:
            self.followed += 1
            if self.followed > _MOST:
                raise ValueError(f"more than {_MOST} objects")
            one = waiting.pop()
            key = key_of(one) if isinstance(one, generic.IndirectObject) else None
            if key is not None and key in self.pages:
                digest.update(f"page {self.pages[key]} ".encode())
                continue
            if key is not None and key in met:
                digest.update(f"met {met[key]} ".encode())
                continue
            if isinstance(one, generic.IndirectObject):
                met[key_of(one)] = len(met)
                one = one.get_object()
            digest.update(self._opening(one, key))
            waiting += reversed(_parts(one))
        return digest.hexdigest()

    def _opening(self, one: object, key: Key | None) -> bytes:
        """Return the bytes that stand for an object without its parts."""
        if isinstance(one, generic.StreamObject):
            return f"stream {self._stream(one, key)} ".encode()
        if isinstance(one, dict):
            return b"dict %d " % len(one)
        if isinstance(one, list | tuple):
            return b"list %d " % len(one)
        if isinstance(one, generic.TextStringObject | generic.ByteStringObject):
            return b"text %r " % (one.original_bytes,)
        if isinstance(one, int | float) and not isinstance(one, bool):
            return f"number {float(one):.6g} ".encode()
        return f"{type(one).__name__} {one!r} ".encode()

    def _stream(self, stream: generic.StreamObject, key: Key | None) -> str:
        """Return the hash of a stream; one that many pages use is decoded once."""
        known = self._streams.get(key) if key else None
        found = known or hashlib.sha256(_decoded(stream)).hexdigest()
        if key:
            self._streams[key] = found
        return found


def _decoded(stream: generic.StreamObject) -> bytes:
    try:
        return bytes(stream.data)
    # A picture, or a stream that is damaged or swells beyond the limits: what is stored
    # is compared, and how, as the same shows the same.
    except Exception:
        how = [str(stream.raw_get(key)) for key in sorted(_STORAGE & stream.keys())]
        return repr(how).encode() + bytes(stream.encoded_data)


def _parts(one: object) -> list[object]:
    """Return what an object holds, in order; of a stream, not how it is stored."""
    if isinstance(one, generic.StreamObject):
        kept = [pair for pair in raw_entries(one) if pair[0] not in _STORAGE]
        return [part for pair in kept for part in pair]
    if isinstance(one, generic.DictionaryObject):
        return [part for pair in raw_entries(one) for part in pair]
    if isinstance(one, generic.ArrayObject):
        return [one.raw_get(n) for n in range(len(one))]
    if isinstance(one, dict):
        return [part for pair in sorted(one.items()) for part in pair]
    return list(one) if isinstance(one, list | tuple) else []
