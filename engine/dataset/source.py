"""Where a dataset lies: a folder or a zip of one, and the file of each table."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.dataset import archive, manifest
from engine.dataset.readers import workbook
from engine.dataset.readers.encoding import file_hash
from engine.dataset.schema import TABLES
from engine.errors import DatasetError
from engine.files.disk_space import resource_error

FORMATS = ("parquet", "csv", "jsonl", "xlsx")


@dataclass(frozen=True)
class TableFile:
    """The file of one table; `sheet` where it is a sheet of a shared workbook."""

    table: str
    format: str
    path: Path
    sheet: str | None = None

    @property
    def parts(self) -> tuple[Path, ...]:
        """The files it consists of: one, or those of a Parquet directory."""
        if self.path.is_dir():
            return tuple(sorted(self.path.rglob("*.parquet")))
        return (self.path,)


@dataclass(frozen=True)
class Source:
    """A dataset folder with the files that will be read, and those that will not."""

    folder: Path
    tables: dict[str, TableFile]
    ignored: tuple[str, ...]

    @property
    def manifest(self) -> Path:
        return self.folder / manifest.FILE

    def hash(self) -> str:
        """Hash the names and contents of the files read, so that anyone can.

        It is what `sha256sum FILES | sort | sha256sum` prints inside the folder.
        """
        files = {part for table in self.tables.values() for part in table.parts}
        lines = sorted(
            f"{file_hash(file)}  {file.relative_to(self.folder).as_posix()}\n"
            for file in (self.manifest, *files)
        )
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def find_source(path: Path, scratch: Path) -> Source:
    """Find the tables of a dataset folder; a zip is unpacked into `scratch` first."""
    if not path.exists():
        raise DatasetError(f"{path}: there is nothing here.  Name a folder or a zip.")
    folder = path
    if path.is_file():
        folder = archive.unpack(path, scratch / "unpacked", is_dataset_file)
    if not (folder / manifest.FILE).is_file():
        raise DatasetError(
            f"{path}: no {manifest.FILE} in it.\n"
            "  A dataset is a folder (or a zip of one) with dataset.yaml, a records "
            "table and, where known, registers."
        )
    return _find_tables(folder, path)


@contextmanager
def unreadable_told(path: Path) -> Iterator[None]:
    """Raise DatasetError where the system does not let a file or folder be read."""
    try:
        yield
    except OSError as error:
        raise resource_error(error) or DatasetError(
            f"{error.filename or path}: cannot be read ({error.strerror or error}).\n"
            "  Let the user who runs this read the dataset, or copy it elsewhere."
        ) from error


def is_dataset_file(name: str) -> bool:
    """Tell whether a file of this name, inside the folder, belongs to a dataset."""
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
        raise DatasetError(
            f"{path}: no records in it.\n"
            "  Put records.parquet, records.csv, records.jsonl or records.xlsx there, "
            "or a workbook with a sheet named records."
        )
    ignored = tuple(
        file.path.name for files in candidates.values() for file in files[1:]
    )
    return Source(folder, {t: tables[t] for t in TABLES if t in tables}, ignored)


def _is_there(path: Path, format_: str) -> bool:
    """Tell whether a table stands here; what has its name and is no file is refused."""
    if path.is_file() or (format_ == "parquet" and path.is_dir()):
        return True
    if not os.path.lexists(path):
        return False
    found = "a folder" if path.is_dir() else "a device or pipe"
    if not path.exists():
        found = "a link that leads nowhere"
    raise DatasetError(
        f"{path.name} is {found}, not a file.\n"
        "  Put the table there, or remove what has its name."
    )


def _find_sheets(folder: Path, wanted: set[str]) -> dict[str, TableFile]:
    found: dict[str, TableFile] = {}
    for file in sorted(folder.glob("*.xlsx")):
        if file.name.startswith("~$") or not _is_there(file, "xlsx"):
            continue
        for sheet in workbook.sheet_names(file):
            if sheet not in wanted:
                continue
            if sheet in found:
                raise DatasetError(
                    f"{sheet}: a sheet of this name is in {found[sheet].path.name} "
                    f"and in {file.name}.  Keep one of them."
                )
            found[sheet] = TableFile(sheet, "xlsx", file, sheet)
    return found
