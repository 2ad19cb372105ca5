"""Finds the files of a dataset in a folder, or in a zip of one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from engine.dataset import archive, manifest
from engine.dataset.file_names import (
    FORMATS,
    MAPPED,
    ORIGIN,
    ORIGIN_FILES,
    is_dataset_file,
    is_manifest,
    is_misnamed_manifest,
    is_passed_over,
    split_name,
    table_and_format,
)
from engine.dataset.names import TEMPLATE_SHEETS, table_named
from engine.dataset.readers import workbook_index
from engine.dataset.readers.encoding import file_hash
from engine.dataset.schema import TABLES
from engine.dataset.table_file import TableFile
from engine.dataset.unread import Unread, records_absent, shown
from engine.errors import DatasetError, Message, message
from engine.files.disk_space import resource_error


@dataclass(frozen=True)
class Source:
    """A dataset: its folder and dataset.yaml, the file of each table, and what else is there.

    `origin` has the files that say where the rows came from, by their names in
    `ORIGIN_FILES`; none where no mapping wrote the dataset.
    """

    folder: Path
    manifest: Path
    tables: dict[str, TableFile]
    unread: tuple[Unread, ...]
    origin: dict[str, Path] = field(default_factory=dict)

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of every file that is read, by its path in the folder.

        The files of the origin are among them, since rows that a mapping rejects bear
        on verdicts.
        """
        files = {part for table in self.tables.values() for part in table.parts}
        return {
            file.relative_to(self.folder).as_posix(): file_hash(file)
            for file in (self.manifest, *files, *self.origin.values())
        }


def hash_of(hashes: Mapping[str, str]) -> str:
    """Return the SHA-256 of a dataset from those of its files, by their paths.

    `sha256sum FILES | sort | sha256sum` prints the same inside the folder.
    """
    lines = sorted(f"{hash_}  {name}\n" for name, hash_ in hashes.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def find_source(path: Path, scratch: Path, unpacked: int | None = None) -> Source:
    """Find the tables of a dataset folder; a zip is unpacked into `scratch` first.

    `unpacked` is how many bytes that may take at most.

    Raises DatasetError where there is no dataset.yaml, no table of records, or two
    files or sheets claim one table.
    """
    if not path.exists():
        raise DatasetError("dataset.nothing-there", path=path)
    if not path.is_file():
        return _search(path, path)
    limits = archive.Limits() if unpacked is None else archive.Limits(size=unpacked)
    found = archive.unpack(
        path, scratch / "unpacked", is_dataset_file, is_manifest, limits
    )
    return _search(found.folder, path, found.left_out)


@contextmanager
def os_errors_reported(path: Path) -> Iterator[None]:
    """Raise DatasetError where the system does not let the dataset be read."""
    try:
        yield
    except OSError as error:
        raise resource_error(error) or DatasetError(
            "dataset.not-permitted",
            path=Path(str(error.filename or path)),
            reason=error.strerror or str(error),
        ) from error


def _search(folder: Path, path: Path, left_out: Sequence[str] = ()) -> Source:
    """Find the tables of a folder; `path` is what the user named.

    `left_out` are the files of a zip that were not unpacked.
    """
    entries = [e for e in sorted(folder.iterdir()) if not is_passed_over(e.name)]
    description = _manifest(entries, path, left_out)
    claims = _claims(entries)
    workbooks = {
        file: workbook_index.read_index(file).sheets
        for file in entries
        if split_name(file.name)[1] == "xlsx" and _is_there(file, "xlsx")
    }
    # Where a table comes in several formats, the first of these is read.
    tables: dict[str, TableFile] = {}
    for format_, table in product(FORMATS, TABLES):
        if (table, format_) in claims:
            file = TableFile(table, format_, claims[table, format_])
            tables.setdefault(table, file)
    tables |= _sheets(workbooks, tables)
    origin = _origin(folder / ORIGIN)
    unread = [
        *_unread_files(entries, tables, description, origin),
        *_unread_sheets(workbooks, claims, tables),
        *(Unread.of_file(name) for name in sorted(set(map(_left_out, left_out)))),
    ]
    if "records" not in tables:
        raise records_absent(path, unread)
    found = {table: tables[table] for table in TABLES if table in tables}
    return Source(folder, description, found, tuple(unread), origin)


def _origin(folder: Path) -> dict[str, Path]:
    """Return the files of the origin by name; DatasetError where one is no file."""
    if not folder.is_dir():
        return {}
    found = {name: folder / name for name in ORIGIN_FILES}
    return {name: file for name, file in found.items() if _is_there(file, ORIGIN)}


def _manifest(entries: Sequence[Path], path: Path, left_out: Sequence[str]) -> Path:
    """Return dataset.yaml; DatasetError where there is none, or more than one."""
    found = [e for e in entries if is_manifest(e.name) and e.is_file()]
    if len(found) > 1:
        raise _twice(manifest.FILE, found[0].name, found[1].name)
    if found:
        return found[0]
    for name in [*(e.name for e in entries), *left_out]:
        if is_misnamed_manifest(name):
            raise DatasetError("dataset.manifest-misnamed", path=path, found=name)
    for entry in entries:
        if entry.is_dir() and (entry / manifest.FILE).is_file():
            raise DatasetError("dataset.manifest-below", path=path, found=entry.name)
    raise DatasetError("dataset.manifest-absent", path=path)


def _claims(entries: Sequence[Path]) -> dict[tuple[str, str], Path]:
    """Return the files by table and format; DatasetError where two have the same."""
    claims: dict[tuple[str, str], Path] = {}
    for file in entries:
        table, format_ = table_and_format(file.name)
        if table is None or format_ is None or not _is_there(file, format_):
            continue
        if first := claims.get((table, format_)):
            raise _twice(table, first.name, file.name)
        claims[table, format_] = file
    return claims


def _is_there(path: Path, format_: str) -> bool:
    """Return whether a table is here; DatasetError where its name is not of a file."""
    if path.is_file() or (format_ == "parquet" and path.is_dir()):
        return True
    if not os.path.lexists(path):
        return False
    if not path.exists():
        raise DatasetError("dataset.table-is-broken-link", file=path.name)
    if path.is_dir():
        raise DatasetError("dataset.table-is-folder", file=path.name)
    raise DatasetError("dataset.table-is-device", file=path.name)


def _sheets(
    workbooks: Mapping[Path, Collection[str]], tables: Mapping[str, TableFile]
) -> dict[str, TableFile]:
    """Find the tables that are sheets, of their own workbook or of one of any name."""
    found: dict[str, TableFile] = {}
    for file, sheets in workbooks.items():
        of_template = not TEMPLATE_SHEETS.isdisjoint(sheets)
        for sheet in sheets:
            table = table_named(sheet)
            if table is None or (table in tables and tables[table].path != file):
                continue
            if first := found.get(table):
                places = _place(first.path, first.sheet), _place(file, sheet)
                raise _twice(table, *places)
            found[table] = TableFile(table, "xlsx", file, sheet, of_template)
    return found


def _place(file: Path, sheet: str | None) -> Message:
    named = shown(sheet or "")
    return message("dataset.workbook-sheet", file=file.name, sheet=named)


def _twice(name: str, first: Message | str, second: Message | str) -> DatasetError:
    return DatasetError("dataset.name-twice", name=name, first=first, second=second)


def _unread_files(
    entries: Sequence[Path],
    tables: Mapping[str, TableFile],
    description: Path,
    origin: Mapping[str, Path],
) -> Iterator[Unread]:
    """Yield the files and folders that are not read, but for workbooks of any name."""
    read = {table.path for table in tables.values()}
    for file in entries:
        table, format_ = table_and_format(file.name)
        if origin and file.name == ORIGIN:
            others = set(file.iterdir()) - set(origin.values())
            yield from (Unread.of_file(f"{ORIGIN}/{_named(o)}") for o in sorted(others))
        elif origin and file.name == MAPPED:
            continue
        elif file == description or file in read:
            if file.is_dir():
                yield from _unread_parts(file)
        elif table is not None or format_ != "xlsx":
            yield Unread.of_file(_named(file), _read_instead(tables, table))


def _named(file: Path) -> str:
    """Return the name of a file, or that of a folder with a slash at its end."""
    return f"{file.name}/" if file.is_dir() else file.name


def _unread_parts(folder: Path) -> Iterator[Unread]:
    """Yield the files in the folder of a table that are not Parquet."""
    for file in sorted(folder.rglob("*")):
        is_apart = file.name.startswith((".", "_")) or file.suffix == ".parquet"
        if file.is_file() and not is_apart:
            yield Unread.of_file(file.relative_to(folder.parent).as_posix())


def _unread_sheets(
    workbooks: Mapping[Path, Mapping[str, str]],
    claims: Mapping[tuple[str, str], Path],
    tables: Mapping[str, TableFile],
) -> Iterator[Unread]:
    """Yield the filled sheets that are not read, or the workbook where none is."""
    for file, sheets in workbooks.items():
        used = [table.sheet for table in tables.values() if table.path == file]
        if not used and file not in claims.values():
            yield Unread.of_file(file.name)
        if not used or None in used:
            continue
        for sheet, part in sheets.items():
            is_known = sheet in used or sheet in TEMPLATE_SHEETS
            if not is_known and workbook_index.is_filled(file, part):
                read = _read_instead(tables, table_named(sheet))
                yield Unread(_place(file, sheet), sheet, read)


def _read_instead(tables: Mapping[str, TableFile], table: str | None) -> str | None:
    return tables[table].path.name if table and table in tables else None


def _left_out(name: str) -> str:
    """Return what to show of a file of a zip that was not unpacked: itself or its folder."""
    first, slash, _ = name.partition("/")
    table, format_ = table_and_format(first)
    is_part = slash and table is not None and format_ == "parquet"
    return name if is_part or first == ORIGIN else first + slash
