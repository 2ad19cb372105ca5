"""Opens a dataset: its accepted rows as tables of one connection, and what came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from engine.dataset import loading
from engine.dataset.describe import Description, describe_rows
from engine.dataset.manifest import Manifest, read_manifest
from engine.dataset.origin import Origin, origin_part
from engine.dataset.origin_tables import no_places, places_of
from engine.dataset.raw_table import ReadContext
from engine.dataset.readers.parquet_reader import DISTRUST, raise_broken_parquet
from engine.dataset.source import Source, find_source, hash_of, os_errors_reported
from engine.dataset.table_reading import Reading
from engine.dataset.validation import cells, notices, rejects
from engine.errors import DatasetError, message
from engine.files.disk_space import resource_error
from engine.files.limits import NO_LIMITS, Limits
from engine.files.scratch import scratch_folder
from engine.rulebook.model import Completeness, Vocabulary
from engine.tables.duckdb.session import open_working

# Beyond this size the tables lie in a file, where DuckDB keeps them packed.
_IN_MEMORY = 1024**3


@dataclass
class Dataset:
    """The accepted rows of a dataset as tables, and every other row with its reason.

    `connection` has the tables `records` and those of the registers, `rejected` with
    every reason, and for each table `rejected_<table>` with its rejected rows.
    `hash` is that of the files (see `source.hash_of`); `vocabulary` is the name of
    `words`; `present` are the registers that the dataset has, `absent_columns`, by
    table that it has, the columns that no file of the table has. `counts` has, by
    table, read, accepted, rejected and repeated rows; `files` the file name of each
    table, `encodings` the encoding of each file. `origin` says where the rows came from,
    None where no mapping wrote them; `rejected` then has the place of each row as well.

    Close it, or use it in a `with` statement: it owns the connection and its
    scratch files.
    """

    connection: duckdb.DuckDBPyConnection
    title: str
    source: str
    hash: str
    vocabulary: str
    words: Vocabulary
    complete: Completeness
    present: frozenset[str]
    absent_columns: dict[str, frozenset[str]]
    counts: dict[str, dict[str, int]]
    encodings: dict[str, str]
    files: dict[str, str]
    warnings: tuple[notices.DatasetWarning, ...]
    origin: Origin | None
    _has_even_lines: bool = field(repr=False)
    _stack: ExitStack = field(repr=False)

    def describe(self) -> Description:
        """Return what came in and from where, as it is shown in JSON."""
        start, until = self.complete.start, self.complete.until
        return {
            "title": self.title,
            "source": self.source,
            "hash": self.hash,
            "vocabulary": self.vocabulary,
            "complete": {
                "from": start.isoformat() if start else None,
                "until": until.isoformat() if until else None,
            },
            "tables": {
                table: {
                    "file": file,
                    "format": file.rsplit(".", 1)[1].lower(),
                    "encoding": self.encodings[file],
                    **self.counts[table],
                }
                for table, file in self.files.items()
            },
            **describe_rows(self.connection, self.words, self.files),
            "warnings": [
                {"code": w.code, "zh": w.zh, "en": w.en} for w in self.warnings
            ],
            **origin_part(self.origin),
        }

    def write_rejected(self, path: Path) -> None:
        """Write the rejected rows with their reasons as CSV (see `rejects`)."""
        rejects.write_rejected(self.connection, path, has_places=bool(self.origin))

    def places_of(self, table: str) -> str:
        """Query where the rows of a table came from; no row where that is not known.

        Columns: row, source_file, source_sheet, source_row.
        """
        return places_of(table) if self.origin else no_places()

    def line_of_record(self, row: int) -> int | None:
        """Return the line of a row in the file of records, None where it is not certain."""
        return row + 1 if self._has_even_lines else None

    def close(self) -> None:
        """Close the connection and remove the scratch files."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, duckdb.Error) and not resource_error(error):
            # Parquet files are read in place, so a broken page may show only now.
            raise_broken_parquet(error, self.files.values())


def open_dataset(
    path: Path,
    vocabularies: Mapping[str, Vocabulary],
    *,
    encoding: str | None = None,
    progress: Callable[[str], None] | None = None,
    limits: Limits = NO_LIMITS,
    load: loading.Load = loading.load,
) -> Dataset:
    """Read a dataset folder, or a zip of one; DatasetError where it cannot be read.

    `encoding` overrides the detection for all CSV and JSON Lines files; `progress` is
    called with the name of each file when its reading begins. Scratch files are in a
    new folder, removed when the dataset is closed. UsageError where DuckDB does not
    accept a limit, DatasetError where a table has more rows than they allow. `load` makes
    the rows of a file a table of accepted ones.

    Parquet files are not copied: leave them in place until the dataset is closed.
    """
    with ExitStack() as stack:
        stack.enter_context(os_errors_reported(path))
        room = stack.enter_context(scratch_folder(limits.place))
        source = find_source(Path(path), room, limits.unpacked)
        manifest = read_manifest(source.manifest)
        words = _vocabulary(manifest, vocabularies)
        connection = _connect(source, room, limits)
        stack.enter_context(connection)
        context = ReadContext(connection, room, encoding, limits.rows)
        reading = Reading(context, source, words, progress or (lambda file: None), load)
        connection.execute(DISTRUST)
        reading.read_tables()
        connection.execute("RESET disabled_optimizers")
        return _dataset_of(reading, manifest, stack)


def _dataset_of(reading: Reading, manifest: Manifest, stack: ExitStack) -> Dataset:
    """Return the dataset that was read; closing it closes what is on the stack."""
    hashes = reading.source.hashes()
    if reading.origin:
        reading.origin.require_unchanged(hashes)
    return Dataset(
        connection=reading.context.connection,
        title=manifest.title,
        source=manifest.source,
        hash=hash_of(hashes),
        vocabulary=reading.words.name,
        words=reading.words,
        complete=manifest.complete,
        present=frozenset(reading.source.tables) - {"records"} - reading.untouched,
        absent_columns=reading.absent_columns,
        counts=reading.counts,
        encodings=reading.encodings,
        files=reading.files,
        warnings=tuple(reading.warnings),
        origin=reading.origin,
        _has_even_lines=reading.has_even_lines,
        _stack=stack.pop_all(),
    )


def _connect(source: Source, room: Path, limits: Limits) -> duckdb.DuckDBPyConnection:
    """Open the connection of a dataset: in memory up to `_IN_MEMORY` bytes of files."""
    size = sum(part.stat().st_size for t in source.tables.values() for part in t.parts)
    connection = open_working(
        file=None if size <= _IN_MEMORY else room / "dataset.duckdb",
        spill=room / "spill",
        limits=limits,
    )
    for statement in cells.MACROS:
        connection.execute(statement)
    return connection


def _vocabulary(
    manifest: Manifest, vocabularies: Mapping[str, Vocabulary]
) -> Vocabulary:
    if manifest.vocabulary not in vocabularies:
        raise DatasetError(
            "dataset.vocabulary-unknown",
            name=manifest.vocabulary,
            known=sorted(vocabularies) or message("dataset.no-vocabulary"),
        )
    return vocabularies[manifest.vocabulary]
