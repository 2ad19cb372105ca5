"""The file of one table of a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TableFile:
    """The file of one table, or its directory of Parquet files.

    `format` is one of `FORMATS`; `sheet` is named where the workbook has a sheet of
    the table's name. `of_template`: it is a sheet of a template to fill in, which says
    nothing as long as no row is filled in.
    """

    table: str
    format: str
    path: Path
    sheet: str | None = None
    of_template: bool = False

    @property
    def parts(self) -> tuple[Path, ...]:
        """The file, or the Parquet files of the directory in order of name."""
        if self.path.is_dir():
            return tuple(sorted(self.path.rglob("*.parquet")))
        return (self.path,)

    @property
    def partitions(self) -> dict[str, str]:
        """The columns that names of folders give, as in region=42, with such a name."""
        folders = {
            folder
            for part in self.parts
            for folder in part.relative_to(self.path).parts[:-1]
            if "=" in folder
        }
        return {folder.partition("=")[0]: folder for folder in sorted(folders)[::-1]}
