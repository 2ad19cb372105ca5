"""Finds the parts of a source: its files, and the filled sheets of its workbooks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.dataset import archive
from engine.dataset.file_names import is_passed_over
from engine.dataset.names import folded
from engine.dataset.readers import workbook_index
from engine.errors import DatasetError, Message, message
from engine.mapping.sources.events.detecting import format_of, sheets_of

# The format that the ending of a file means.
_FORMATS = {
    **dict.fromkeys(("csv", "tsv", "txt"), "csv"),
    **dict.fromkeys(("jsonl", "ndjson", "json"), "jsonl"),
    **dict.fromkeys(("xlsx", "xlsm"), "xlsx"),
    "parquet": "parquet",
    "xls": "xls",
}
# Some programs give the ending of old workbooks to tables of other formats.
_OLE2, _ZIP = bytes.fromhex("d0cf11e0"), b"PK\3\4"
_SHOWN = 12


@dataclass(frozen=True)
class Part:
    """A file of a source, one sheet of a workbook, or one table of an event document.

    `file` is its name within the source, folders included; `format` is csv, xlsx,
    jsonl, parquet, xls or one of `events.opening.FORMATS`, empty where the file is none
    of these and is not read.
    """

    file: str
    sheet: str | None
    format: str
    path: Path

    @property
    def place(self) -> Message | str:
        """The name to be shown in messages."""
        if self.sheet is None:
            return self.file
        return message("dataset.workbook-sheet", file=self.file, sheet=self.sheet)


def list_parts(source: Path, scratch: Path) -> list[Part]:
    """List the parts of a file, a folder or a zip, in order of name and of sheets.

    A zip is unpacked into `scratch`, within the limits of `archive`. Hidden files and
    those that systems add are passed over, and so are empty sheets. DatasetError where
    nothing can be read, or a zip or workbook is broken.
    """
    if not source.exists():
        raise DatasetError("mapping.nothing-there", path=source)
    parts = [part for file, path in _files(source, scratch) for part in _of(file, path)]
    if not any(part.format for part in parts):
        found = [part.file for part in parts[:_SHOWN]] or message("mapping.no-file")
        raise DatasetError("mapping.nothing-readable", path=source, found=found)
    return parts


def _files(source: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a source by their names in it."""
    folder = source
    if source.is_file():
        if not folded(source.name).endswith(".zip"):
            yield source.name, source
            return
        folder = archive.unpack(
            source, scratch / "source", lambda name: True, lambda name: False
        ).folder
    for path in sorted(_walk(folder), key=lambda path: path.relative_to(folder).parts):
        yield path.relative_to(folder).as_posix(), path


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not is_passed_over(name)]
        for name in files:
            if not is_passed_over(name) and (path := Path(place, name)).is_file():
                yield path


def _raise(error: OSError) -> None:
    raise error


def _of(file: str, path: Path) -> Iterator[Part]:
    if format_ := format_of(path):
        for table in sheets_of(file, path, format_):
            yield Part(file, table, format_, path)
        return
    format_ = _format(path)
    if format_ != "xlsx":
        yield Part(file, None, format_, path)
        return
    sheets = workbook_index.read_index(path).sheets
    filled = [s for s, part in sheets.items() if workbook_index.is_filled(path, part)]
    for sheet in filled:
        yield Part(file, sheet, format_, path)
    if not filled:
        yield Part(file, None, "", path)


def _format(path: Path) -> str:
    format_ = _FORMATS.get(folded(path.suffix.removeprefix(".")), "")
    if format_ != "xls":
        return format_
    with path.open("rb") as stream:
        head = stream.read(len(_OLE2))
    if not head or head == _OLE2 or head.lstrip().startswith(b"<"):
        return format_
    return "xlsx" if head == _ZIP else "csv"
