"""Finds the files of a dataset in a folder, or in a zip of one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.dataset import archive, manifest
from engine.dataset.readers import workbook_index
from engine.dataset.readers.encoding import file_hash
from engine.dataset.schema import TABLES
from engine.errors import DatasetError
from engine.files.disk_space import resource_error

FORMATS = ("parquet", "csv", "jsonl", "xlsx")


@dataclass(frozen=True)
class TableFile:
    """The file of one table, or its directory of Parquet files.

    `format` is one of `FORMATS`; `sheet` is named where several tables share a
    workbook.
    """

    table: str
    format: str
    path: Path
    sheet: str | None = None

    @property
    def parts(self) -> tuple[Path, ...]:
        """The file, or the Parquet files of the directory in order of name."""
        if self.path.is_dir():
            return tuple(sorted(self.path.rglob("*.parquet")))
        return (self.path,)


@dataclass(frozen=True)
class Source:
    """A dataset folder: the file of each table, by its name, and the ignored files.

    A file is ignored where the same table is there in another format as well.
    """

    folder: Path
    tables: dict[str, TableFile]
    ignored: tuple[str, ...]

    @property
    def manifest(self) -> Path:
        """The path of dataset.yaml."""
        return self.folder / manifest.FILE

    def hash(self) -> str:
        """Return a SHA-256 over the names and contents of all files that are read.

        `sha256sum FILES | sort | sha256sum` prints the same inside the folder.
        """
        files = {part for table in self.tables.values() for part in table.parts}
        lines = sorted(
            f"{file_hash(file)}  {file.relative_to(self.folder).as_posix()}\n"
            for file in (self.manifest, *files)
        )
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def find_source(path: Path, scratch: Path) -> Source:
    """Find the tables of a dataset folder; a zip is unpacked into `scratch` first.

    Raises DatasetError where there is no dataset.yaml, no table of records, or two
    files claim one table.
    """
    if not path.exists():
        raise DatasetError("dataset.nothing-there", path=path)
    folder = path
    if path.is_file():
        folder = archive.unpack(path, scratch / "unpacked", is_dataset_file)
    if not (folder / manifest.FILE).is_file():
        raise DatasetError("dataset.manifest-absent", path=path)
    return _find_tables(folder, path)


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


def is_dataset_file(name: str) -> bool:
    """Return whether a file of this name, relative to the folder, may be of a dataset."""
    first, _, rest = name.partition("/")
    if rest:
        is_table = first in {f"{table}.parquet" for table in TABLES}
        return is_table and rest.endswith(".parquet")
    stem, _, suffix = first.rpartition(".")
    return (
        first == manifest.FILE
        or suffix == "xlsx"
        or (stem in TABLES and suffix in FORMATS)
    )


def _find_tables(folder: Path, path: Path) -> Source:
    candidates = {
        table: [
            TableFile(table, format_, folder / f"{table}.{format_}")
            for format_ in FORMATS
            if _is_there(folder / f"{table}.{format_}", format_)
        ]
        for table in TABLES
    }
    tables = {table: files[0] for table, files in candidates.items() if files}
    tables |= _find_sheets(folder, set(TABLES) - set(tables))
    if "records" not in tables:
        raise DatasetError("dataset.records-absent", path=path)
    ignored = tuple(
        file.path.name for files in candidates.values() for file in files[1:]
    )
    return Source(folder, {t: tables[t] for t in TABLES if t in tables}, ignored)


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


def _find_sheets(folder: Path, wanted: set[str]) -> dict[str, TableFile]:
    """Find tables that are sheets of a workbook of any name."""
    found: dict[str, TableFile] = {}
    for file in sorted(folder.glob("*.xlsx")):
        if file.name.startswith("~$") or not _is_there(file, "xlsx"):
            continue
        for sheet in workbook_index.read_index(file).sheets:
            if sheet not in wanted:
                continue
            if sheet in found:
                raise DatasetError(
                    "dataset.sheet-twice",
                    sheet=sheet,
                    first=found[sheet].path.name,
                    second=file.name,
                )
            found[sheet] = TableFile(sheet, "xlsx", file, sheet)
    return found
