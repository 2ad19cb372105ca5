"""Opens a dataset: its accepted rows as tables of one connection, and what came in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType
from typing import Self

import duckdb

from engine.dataset import loading
from engine.dataset.describe import Description, describe_rows
from engine.dataset.manifest import Manifest, read_manifest
from engine.dataset.raw_table import ReadContext
from engine.dataset.readers import open_table
from engine.dataset.readers.parquet_reader import DISTRUST, raise_broken_parquet
from engine.dataset.schema import TableSchema, records_schema, register_schemas
from engine.dataset.source import Source, find_source, os_errors_reported
from engine.dataset.validation import cells, look_alikes, notices, rejects
from engine.errors import DatasetError, message
from engine.files.disk_space import resource_error
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
    `hash` is that of the files (see `Source.hash`); `vocabulary` is the name of
    `words`; `present` are the registers that the dataset has, `absent_columns`, by
    table that it has, the columns that no file of the table has. `counts` has, by
    table, read, accepted, rejected and repeated rows; `files` the file name of each
    table, `encodings` the encoding of each file.

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
        }

    def write_rejected(self, path: Path) -> None:
        """Write the rejected rows with their reasons as CSV (see `rejects`)."""
        rejects.write_rejected(self.connection, path)

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
    scratch: Path | None = None,
    memory_limit: str | None = None,
    threads: int | None = None,
    load: loading.Load = loading.load,
) -> Dataset:
    """Read a dataset folder, or a zip of one; DatasetError where it cannot be read.

    `encoding` overrides the detection for all CSV and JSON Lines files; `progress` is
    called with the name of each file when its reading begins. Scratch files are in a
    new folder below `scratch`, removed when the dataset is closed; tables beyond
    `memory_limit` spill there. For the limits see `open_working`, which raises
    UsageError where DuckDB does not accept them. `load` makes the rows of a file a
    table of accepted ones.

    Parquet files are not copied: leave them in place until the dataset is closed.
    """
    with ExitStack() as stack:
        stack.enter_context(os_errors_reported(path))
        room = stack.enter_context(scratch_folder(scratch or Path(gettempdir())))
        source = find_source(Path(path), room)
        manifest = read_manifest(source.manifest)
        words = _vocabulary(manifest, vocabularies)
        connection = _connect(source, room, memory_limit, threads)
        stack.enter_context(connection)
        context = ReadContext(connection, room, encoding)
        reading = _Reading(
            context, source, words, progress or (lambda file: None), load
        )
        connection.execute(DISTRUST)
        reading.read_tables()
        connection.execute("RESET disabled_optimizers")
        return reading.dataset(manifest, stack)


@dataclass
class _Reading:
    """The reading of all tables of one source, with what it collects for `Dataset`."""

    context: ReadContext
    source: Source
    words: Vocabulary
    progress: Callable[[str], None]
    load: loading.Load
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    absent_columns: dict[str, frozenset[str]] = field(default_factory=dict)
    warnings: list[notices.DatasetWarning] = field(default_factory=list)
    has_even_lines: bool = False  # of the records
    has_lower: bool = False  # some identifier has small letters

    def read_tables(self) -> None:
        """Read every table of the source, and create those that it lacks."""
        rejects.create_rejected(self.context)
        formats = {file.format for file in self.source.tables.values()}
        if self.load is loading.load and formats == {"parquet"}:
            self._read_in_parallel()
        else:
            registers = register_schemas(self.words).values()
            self._read((records_schema(self.words), *registers))
        self.warnings += notices.of_codes(self.context, self.words)
        self.warnings += look_alikes.warnings_of(self.context, has_lower=self.has_lower)
        self.warnings += notices.of_unread(self.source.unread)

    def dataset(self, manifest: Manifest, stack: ExitStack) -> Dataset:
        """Return the dataset; closing it closes what is on the stack."""
        return Dataset(
            connection=self.context.connection,
            title=manifest.title,
            source=manifest.source,
            hash=self.source.hash(),
            vocabulary=self.words.name,
            words=self.words,
            complete=manifest.complete,
            present=frozenset(self.source.tables) - {"records"},
            absent_columns=self.absent_columns,
            counts=self.counts,
            encodings=self.encodings,
            files=self.files,
            warnings=tuple(self.warnings),
            _has_even_lines=self.has_even_lines,
            _stack=stack.pop_all(),
        )

    def _read(self, schemas: Iterable[TableSchema]) -> None:
        for schema in schemas:
            self._read_table(schema)
        self.context.clear()

    def _read_in_parallel(self) -> None:
        """Read the registers in a second thread: the records alone use one core at times."""
        for file in self.source.tables.values():
            self.progress(file.path.name)
        self.progress = lambda file: None
        beside = self.context.beside()
        other = _Reading(beside, self.source, self.words, self.progress, self.load)
        with closing(beside.connection), ThreadPoolExecutor(1) as pool:
            schemas = register_schemas(self.words).values()
            registers = pool.submit(other._read, schemas)
            try:
                self._read([records_schema(self.words)])
            except BaseException:
                beside.connection.interrupt()
                raise
            registers.result()
        self.counts |= other.counts
        self.encodings |= other.encodings
        self.files |= other.files
        self.absent_columns |= other.absent_columns
        self.warnings += other.warnings
        self.has_lower |= other.has_lower

    def _read_table(self, schema: TableSchema) -> None:
        file = self.source.tables.get(schema.table)
        if file is None:
            loading.create_empty(self.context, schema)
            self.counts[schema.table] = loading.Counts().as_dict()
            return
        self.progress(file.path.name)
        try:
            rows = open_table(self.context, file, schema)
            loaded = self.load(self.context, rows, schema, self.words.name)
        except duckdb.Error as error:
            raise resource_error(error) or DatasetError(
                "dataset.file-unreadable",
                file=file.path.name,
                reason=str(error).splitlines()[0],
            ) from error
        if schema.table == "records" and rows.has_even_lines:
            self.has_even_lines = rows.has_even_lines()
        self.counts[schema.table] = loaded.counts.as_dict()
        self.encodings[rows.file] = rows.encoding
        self.files[schema.table] = rows.file
        found = {column.name for column in rows.columns}
        self.absent_columns[schema.table] = frozenset(schema.names) - found
        self.warnings += notices.of_columns(rows, schema)
        self.warnings += notices.of_partitions(rows, file.partitions)
        self.warnings += notices.of_remarks(self.context, rows, schema, loaded.remarks)
        self.has_lower |= loaded.remarks.has_lower
        self.warnings += notices.of_repeated(self.context, rows, loaded.outcome)
        if schema.table == "records":
            self.warnings += notices.of_corrections(self.context, loaded.outcome)


def _connect(
    source: Source, room: Path, memory_limit: str | None, threads: int | None
) -> duckdb.DuckDBPyConnection:
    """Open the connection of a dataset: in memory up to `_IN_MEMORY` bytes of files."""
    size = sum(part.stat().st_size for t in source.tables.values() for part in t.parts)
    connection = open_working(
        file=None if size <= _IN_MEMORY else room / "dataset.duckdb",
        spill=room / "spill",
        memory_limit=memory_limit,
        threads=threads,
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
