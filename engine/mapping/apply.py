"""Makes a dataset of a source by a mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from engine.dataset.manifest import FILE as MANIFEST
from engine.dataset.names import tidy
from engine.dataset.raw_table import ReadContext
from engine.dataset.schema import (
    TABLES,
    Column,
    schemas_of,
)
from engine.errors import DatasetError, Fault, UsageError
from engine.files.limits import NO_LIMITS, Limits
from engine.files.publishing import whole_folder
from engine.files.scratch import scratch_folder
from engine.mapping.accounts import (
    FOLDER,
    MAPPED,
    Account,
    Untranslated,
    accounts,
    create_accounts_table,
    untranslated,
    write_accounts,
)
from engine.mapping.matching import Binding, bind, heads_of, unread
from engine.mapping.model import DatasetMapping
from engine.mapping.own_codes import doubtful_codes
from engine.mapping.rows import columns_of, create_accounts, map_rows, table_of
from engine.mapping.sources import list_parts, opened
from engine.rulebook.model import Vocabulary
from engine.tables import sql
from engine.tables.sheets import Sheet, write_sheet

FORMATS = ("parquet", "csv", "xlsx")
_ROWS_OF_A_SHEET = 1_000_000


@dataclass(frozen=True)
class MappedDataset:
    """What a mapping made: the outcomes of all rows, and what of the source it left.

    `tables` has the number of rows written by table; `unused_heads` the heads that the
    mapping does not name, by file and sheet; `doubts` what of the mapping seems mistyped.
    """

    folder: Path
    tables: dict[str, int]
    accounts: tuple[Account, ...]
    untranslated: tuple[Untranslated, ...]
    doubts: tuple[Fault, ...]
    unused_heads: dict[tuple[str, str | None], tuple[str, ...]]


def map_dataset(
    source: Path,
    mapping: DatasetMapping,
    vocabularies: Mapping[str, Vocabulary],
    out: Path,
    *,
    format: str = "parquet",
    progress: Callable[[str], None] | None = None,
    limits: Limits = NO_LIMITS,
) -> MappedDataset:
    """Write the dataset that a mapping makes of `source` to the folder `out`.

    `source` is a file, a folder or a zip of tables. The folder is written whole or not
    at all, in one of FORMATS; beside the dataset it has `mapped.csv` and the folder
    `origin` (see `accounts`). `progress` is called with the name of each part and table.
    Raises MappingError where the source lacks what the mapping names, DatasetError where
    it cannot be read, UsageError where `out` cannot be written or a disk is full.
    """
    with (
        opened(source, limits) as context,
        whole_folder(out, MANIFEST, _files_of) as fresh,
    ):
        work = _Mapping(context, mapping, vocabularies[mapping.vocabulary])
        return work.run(source, fresh, out, format, progress or _no_progress)


@contextmanager
def mapped_aside(
    source: Path,
    mapping: DatasetMapping,
    vocabularies: Mapping[str, Vocabulary],
    *,
    progress: Callable[[str], None] | None = None,
    limits: Limits = NO_LIMITS,
) -> Iterator[MappedDataset]:
    """Yield the dataset that a mapping makes of `source`; it is removed at the end.

    It lies in a scratch folder, for those who read it at once; arguments and errors are
    those of `map_dataset`.
    """
    with scratch_folder(limits.place) as room:
        # The scratch folder itself is locked, and publishing locks the parent of `out`.
        out = room / "mapped" / "dataset"
        yield map_dataset(
            source, mapping, vocabularies, out,
            progress=progress, limits=limits,
        )  # fmt: skip


def _no_progress(name: str) -> None:
    """Report nothing."""


def _files_of(manifest: Path) -> frozenset[str]:
    """Return the files that a mapping wrote beside a manifest; none where it wrote none."""
    folder = manifest.parent
    if not (folder / FOLDER / "sources.json").is_file():
        return frozenset()
    written = {f"{table}.{format}" for table in TABLES for format in FORMATS}
    return frozenset({FOLDER, MAPPED, *written})


class _Mapping:
    """One mapping of one source."""

    def __init__(
        self, context: ReadContext, mapping: DatasetMapping, words: Vocabulary
    ) -> None:
        self.context, self.mapping = context, mapping
        self.schemas = schemas_of(words)

    def run(
        self,
        source: Path,
        fresh: Path,
        out: Path,
        format: str,
        progress: Callable[[str], None],
    ) -> MappedDataset:
        """Map the source and write every file into the folder `fresh`."""
        parts = list_parts(source, self.context.scratch)
        bindings = bind(self.context, parts, self.mapping, self.schemas)
        create_accounts(self.context)
        written: dict[str, int] = {}
        for table, schema in self.schemas.items():
            of_table = [b for b in bindings if b.source.table == table]
            if of_table:
                progress(table)
                map_rows(self.context, schema, of_table)
                written[table] = self._write(
                    table, columns_of(schema, of_table), fresh, format
                )
        if not written.get("records"):
            raise DatasetError("mapping.nothing-mapped", source=source.name)
        create_accounts_table(self.context, bindings, unread(parts, bindings))
        self._write_manifest(source, fresh)
        write_accounts(self.context, self.mapping, bindings, fresh)
        return MappedDataset(
            out, written, tuple(accounts(self.context)),
            tuple(untranslated(self.context)), doubtful_codes(self.mapping),
            _unused_heads(bindings),
        )  # fmt: skip

    def _write(
        self, table: str, columns: Sequence[Column], fresh: Path, format: str
    ) -> int:
        """Write the rows of a table; return how many they are."""
        names = [column.name for column in columns]
        listed = ", ".join(map(sql.name, names))
        mapped = table_of(table)
        rows = self.context.count(f"SELECT count(row) FROM {mapped}")
        if format == "xlsx" and rows > _ROWS_OF_A_SHEET:
            raise UsageError(
                "mapping.too-many-rows", table=table, rows=rows, limit=_ROWS_OF_A_SHEET
            )
        query = f"SELECT {listed} FROM {mapped} WHERE row IS NOT NULL ORDER BY row"
        if format == "csv":
            # No cell is written otherwise than it stands: the dataset's reader takes it.
            self.context.run(
                sql.copy(
                    query, fresh / f"{table}.csv", "FORMAT csv, HEADER, FORCE_QUOTE *"
                )
            )
        else:
            write_sheet(
                self.context.connection, fresh, Sheet(table, query, names), [format]
            )
        return rows

    def _write_manifest(self, source: Path, fresh: Path) -> None:
        complete = self.mapping.complete
        days = {"from": complete.start, "until": complete.until}
        content = {
            "title": self.mapping.title,
            "source": self.mapping.source or source.name,
            "complete": {name: day for name, day in days.items() if day},
            "vocabulary": self.mapping.vocabulary,
        }
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (fresh / MANIFEST).write_text(text, "utf-8")


def _unused_heads(
    bindings: Sequence[Binding],
) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Return the heads of each part that no source of a table names."""
    heads: dict[tuple[str, str | None], tuple[str, ...]] = {}
    used: dict[tuple[str, str | None], set[str]] = {}
    for binding in bindings:
        part = binding.opened.part
        place = (part.file, part.sheet)
        heads[place] = binding.opened.heads
        named = {tidy(head) for head, _ in heads_of(binding.source)}
        used.setdefault(place, set()).update(named)
    left = {
        place: tuple(head for head in found if head not in used[place])
        for place, found in heads.items()
    }
    return {place: found for place, found in left.items() if found}
