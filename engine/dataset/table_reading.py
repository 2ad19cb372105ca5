"""Reads the tables of a dataset one after another, and collects what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace

import duckdb

from engine.dataset import loading, origin_tables
from engine.dataset.origin import Origin, read_origin
from engine.dataset.raw_table import RawTable, ReadContext
from engine.dataset.readers import open_table
from engine.dataset.schema import TableSchema, records_schema, register_schemas
from engine.dataset.source import Source
from engine.dataset.table_file import TableFile
from engine.dataset.validation import look_alikes, notices, rejects
from engine.errors import DatasetError
from engine.files.disk_space import resource_error
from engine.rulebook.model import Vocabulary


@dataclass
class Reading:
    """The reading of all tables of one source, with what it collects for `Dataset`.

    The attributes from `counts` on are those of `Dataset`, once the tables are read.
    """

    context: ReadContext
    source: Source
    words: Vocabulary
    progress: Callable[[str], None]
    load: loading.Load
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    absent_columns: dict[str, frozenset[str]] = field(default_factory=dict)
    untouched: set[str] = field(
        default_factory=set
    )  # tables of a template without a row
    warnings: list[notices.DatasetWarning] = field(default_factory=list)
    origin: Origin | None = None
    has_even_lines: bool = False  # of the records
    has_lower: bool = False  # some identifier has small letters

    def read_tables(self) -> None:
        """Read every table of the source, and create those that it lacks."""
        rejects.create_rejected(self.context)
        self.origin = read_origin(self.source.origin)
        if self.origin:
            origin_tables.open_origin(self.context, self.source.origin)
        formats = {file.format for file in self.source.tables.values()}
        if self.load is loading.load and formats == {"parquet"}:
            self._read_in_parallel()
        else:
            registers = register_schemas(self.words).values()
            self._read((records_schema(self.words), *registers))
        if self.origin:
            self._reject_unwritten()
        self.warnings += notices.of_codes(self.context, self.words)
        self.warnings += look_alikes.warnings_of(self.context, has_lower=self.has_lower)
        self.warnings += notices.of_unread(self.source.unread)

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
        other = Reading(
            beside,
            self.source,
            self.words,
            self.progress,
            self.load,
            origin=self.origin,
        )
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
        self.untouched |= other.untouched
        self.warnings += other.warnings
        self.has_lower |= other.has_lower

    def _read_table(self, schema: TableSchema) -> None:
        file, faults = self.source.tables.get(schema.table), None
        if self.origin:
            faults = origin_tables.faults_of(
                self.context, schema.table, is_there=file is not None
            )
        if file is None:
            loading.create_empty(self.context, schema)
            self.counts[schema.table] = loading.Counts().as_dict()
            return
        self.progress(file.path.name)
        try:
            rows = replace(open_table(self.context, file, schema), faults=faults)
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
        self._note_columns(file, rows, schema, loaded.counts.read)
        self.warnings += notices.of_remarks(self.context, rows, schema, loaded.remarks)
        self.has_lower |= loaded.remarks.has_lower
        self.warnings += notices.of_repeated(self.context, rows, loaded.outcome)
        if schema.table == "records":
            self.warnings += notices.of_corrections(self.context, loaded.outcome)

    def _note_columns(
        self, file: TableFile, rows: RawTable, schema: TableSchema, count: int
    ) -> None:
        """Note which columns a table has; one of a template without a row has nothing."""
        if file.of_template and not count:
            self.untouched.add(schema.table)
            return
        found = {column.name for column in rows.columns}
        self.absent_columns[schema.table] = frozenset(schema.names) - found
        self.warnings += notices.of_columns(rows, schema)
        self.warnings += notices.of_partitions(rows, file.partitions)
        self.warnings += notices.of_no_row(rows, schema, count)

    def _reject_unwritten(self) -> None:
        """Count the rows of which a mapping could write nothing as read and rejected."""
        unwritten = origin_tables.keep_rejected(self.context, self.files)
        for table, count in unwritten.items():
            for became in ("read", "rejected"):
                self.counts[table][became] += count
