"""Tells what a file with the name of a workbook is instead, and the way out."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from engine.errors import DatasetError

_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\3\4"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1024 * 1024
# So many bytes show what a file is; a character may be cut at their end.
_TOP = 4096
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|\?xml|html|head|table|meta)", re.I
)
_ENCODINGS = ("utf-8", "gb18030")
_CUT = 4
# What programs other than Excel keep their workbooks in.
_CONTENT = "[Content_Types].xml"


def require_workbook(path: Path) -> None:
    """Raise DatasetError, saying what it is, for a file that is no zip of a workbook."""
    with path.open("rb") as stream:
        top = stream.read(_TOP)
    if top.startswith(_ZIP):
        return
    raise DatasetError(_code(path, top), file=path.name)


def require_parts(path: Path, book: ZipFile) -> None:
    """Raise DatasetError for a zip that holds files other than those of a workbook."""
    names = book.namelist()
    if _CONTENT not in names and "xl/workbook.xml" not in names:
        raise DatasetError("dataset.workbook-is-zip", file=path.name, files=names[:5])


def _code(path: Path, top: bytes) -> str:
    """Return the code of the message for a file that begins so."""
    if not top:
        return "dataset.workbook-empty"
    if top.startswith(_OLE2):
        is_encrypted = _is_encrypted(path)
        return "dataset.workbook-encrypted" if is_encrypted else "dataset.workbook-old"
    if _MARKUP.match(top):
        return "dataset.workbook-is-page"
    if top.startswith(b"%PDF"):
        return "dataset.workbook-is-pdf"
    return "dataset.workbook-is-text" if _is_text(top) else "dataset.workbook-is-other"


def _is_encrypted(path: Path) -> bool:
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if _ENCRYPTED in tail + chunk:
                return True
            tail = chunk[-len(_ENCRYPTED) :]
    return False


def _is_text(top: bytes) -> bool:
    """Say whether bytes are text in an encoding that CSV files have."""
    if b"\0" in top:
        return False
    # Text in UTF-16 has zeros, and is no CSV that is read.
    ends = range(len(top), max(len(top) - _CUT, 0), -1)
    return any(_decodes(top[:end], each) for each in _ENCODINGS for end in ends)


def _decodes(text: bytes, encoding: str) -> bool:
    try:
        text.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
