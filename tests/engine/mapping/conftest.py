"""A mapping of one source, to be varied, and a source to apply it to."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engine.dataset import open_dataset
from engine.errors import MappingError
from engine.mapping import DatasetMapping, MappedDataset, map_dataset, read_mapping
from engine.rulebook import Vocabulary, load_rulebook, shipped_rules

PLAIN = """\
mapping: 1
vocabulary: order-73
dataset:
  title: Ledger
  complete: {from: 2026-04-01, until: 2026-09-30}
tables:
  records:
    columns:
      record_id: Line
      event: {constant: battery.received}
      occurred_on: Day
      actor_id: {constant: W1}
      battery_code: Pack
"""

Read = Callable[[str], DatasetMapping]
Rows = list[dict[str, Any]]
HEADS = "Line,Kind,Day,Pack,Weight,Out,Partner,Name\n"


@pytest.fixture(scope="session")
def vocabularies() -> Mapping[str, Vocabulary]:
    return load_rulebook(shipped_rules()).vocabularies


@pytest.fixture
def read(
    vocabularies: Mapping[str, Vocabulary],
) -> Callable[[str], DatasetMapping]:
    return lambda text: read_mapping(text, "m.yaml", vocabularies)


@pytest.fixture
def faults_after(read: Callable[[str], DatasetMapping]) -> Callable[[str, str], str]:
    """Return the faults of the plain mapping after a change of its text."""

    def faults(old: str, new: str) -> str:
        assert old in PLAIN
        with pytest.raises(MappingError) as found:
            read(PLAIN.replace(old, new))
        return str(found.value)

    return faults


class Work:
    """A source in a folder, and what a mapping makes of it."""

    def __init__(
        self, folder: Path, read: Read, vocabularies: Mapping[str, Vocabulary]
    ) -> None:
        self.folder, self._read, self._vocabularies = folder, read, vocabularies
        self.source, self.out = folder / "source", folder / "out"
        self.source.mkdir()

    def csv(self, text: str, name: str = "ledger.csv") -> None:
        (self.source / name).write_text(text, "utf-8")

    def workbook(self, name: str, **sheets: Sequence[Sequence[object]]) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(self.source / name)

    def map(self, columns: str = "", text: str = PLAIN, **how: Any) -> MappedDataset:
        """Apply the plain mapping, with `columns` in place of its own below the first."""
        if columns:
            text = text[: text.index("    columns:")] + columns
        return map_dataset(
            self.source, self._read(text), self._vocabularies, self.out, **how
        )

    def records(self, *columns: str) -> list[tuple[Any, ...]]:
        with open_dataset(self.out, self._vocabularies) as opened:
            return opened.connection.execute(
                f"SELECT {', '.join(columns)} FROM records ORDER BY row"
            ).fetchall()

    def accounts(self) -> Rows:
        """Return the lines of mapped.csv without their reasons and empty cells."""
        with (self.out / "mapped.csv").open(encoding="utf-8-sig", newline="") as stream:
            return [
                {k: v for k, v in row.items() if v and not k.startswith("reason")}
                for row in csv.DictReader(stream)
            ]


@pytest.fixture
def work(tmp_path: Path, read: Read, vocabularies: Mapping[str, Vocabulary]) -> Work:
    return Work(tmp_path, read, vocabularies)
