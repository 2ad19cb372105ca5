"""Takes a person's values out of the cases that checks of a dataset made or moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from portal.database.cases import Case, CaseEntry, CaseFile, Enterprise
from portal.database.models import Dataset, Run
from portal.database.session import PortalSession
from portal.personal.erasing import Eraser

# What of a case may hold a value: what its checks found, and what people wrote.
_COLUMNS: Final[dict[type[Any], tuple[str, ...]]] = {
    Case: ("record_id", "battery_code", "reason_zh", "reason_en", "corrector"),
    CaseEntry: ("text",),
    CaseFile: ("name",),
    Enterprise: ("entity_id", "name", "name_en"),
}


@dataclass(frozen=True)
class _Change:
    row: Any
    column: str
    value: str


@dataclass
class CaseErasure:
    """What an erasure changes in the cases of a dataset; nothing until `apply`.

    `attached` are the files of the cases in which a value stood: what is in them is for
    people to look at.
    """

    db: PortalSession
    dataset: Dataset
    eraser: Eraser
    attached: list[tuple[str, str]] = field(default_factory=list)
    _changes: list[_Change] = field(default_factory=list)

    def look(self) -> int:
        """Find what would be changed; return in how many places a value stands."""
        before = self.eraser.count
        for table, columns in _COLUMNS.items():
            rows = select(table).where(self._concerned(table)).order_by(table.id)
            for row in self.db.scalars(rows.execution_options(yield_per=1_000)):
                self._changes += self._changes_of(row, columns)
        self.attached = list(self._files())
        return self.eraser.count - before

    def apply(self) -> None:
        """Make the changes; the caller enters them on the trail and commits.

        An enterprise whose stand-in is there already, from an earlier erasure of another
        dataset, is that one from here on.
        """
        for change in self._changes:
            if isinstance(change.row, Enterprise) and change.column == "entity_id":
                self._merge(change.row, change.value)
            setattr(change.row, change.column, change.value)
            self.db.flush()

    def _changes_of(self, row: Any, columns: tuple[str, ...]) -> Iterator[_Change]:
        for column in columns:
            was = getattr(row, column)
            value = self.eraser.text(was) if was else was
            if value != was:
                yield _Change(row, column, value)

    def _merge(self, kept: Enterprise, entity_id: str) -> None:
        """Let an enterprise take over the cases of one that has its new id, and its place."""
        other = self.db.scalar(
            select(Enterprise).where(
                Enterprise.organisation_id == kept.organisation_id,
                Enterprise.entity_id == entity_id,
            )
        )
        if other is None:
            return
        if other.judged_on > kept.judged_on:
            for column in ("run_id", "judged_on", "breach", "undetermined", "pending",
                           "compliant"):  # fmt: skip
                setattr(kept, column, getattr(other, column))
        self.db.execute(
            update(Case)
            .where(Case.enterprise_id == other.id)
            .values(enterprise_id=kept.id)
        )
        self.db.delete(other)
        self.db.flush()

    def _files(self) -> Iterator[tuple[str, str]]:
        """Yield the hash and the case's key of each file of a case in which a value stood."""
        rows = [change.row for change in self._changes]
        cases = {row.id for row in rows if isinstance(row, Case)}
        cases |= {row.case_id for row in rows if isinstance(row, CaseEntry)}
        entries = {row.entry_id for row in rows if isinstance(row, CaseFile)}
        parties = {row.id for row in rows if isinstance(row, Enterprise)}
        files = (
            select(CaseFile, CaseEntry.id, Case)
            .join(CaseEntry, CaseFile.entry_id == CaseEntry.id)
            .join(Case, CaseEntry.case_id == Case.id)
            .where(self._concerned(CaseFile))
            .order_by(CaseFile.id)
        )
        for file, entry, case in self.db.execute(files):
            is_of_case = case.id in cases or case.enterprise_id in parties
            if is_of_case or entry in entries:
                yield file.content_hash, case.key

    def _concerned(self, table: type[Any]) -> ColumnElement[bool]:
        """Return the condition on the rows that are of checks of the dataset."""
        runs, cases = self._runs(Run.id), self._cases(Case.id)
        if table is Case:
            return Case.id.in_(cases)
        if table is CaseEntry:
            return CaseEntry.case_id.in_(cases)
        if table is CaseFile:
            entries = select(CaseEntry.id).where(CaseEntry.case_id.in_(cases))
            return CaseFile.entry_id.in_(entries)
        # Checks of other datasets may have counted the same person since.
        is_theirs = and_(
            Enterprise.organisation_id.in_(self._runs(Run.organisation_id)),
            Enterprise.entity_id.in_(list(self.eraser.values)),
        )
        of_cases = self._cases(Case.enterprise_id).where(
            Case.enterprise_id.is_not(None)
        )
        return or_(Enterprise.run_id.in_(runs), Enterprise.id.in_(of_cases), is_theirs)

    def _runs(self, column: Any) -> Select[tuple[Any]]:
        return select(column).where(Run.dataset_id == self.dataset.id)

    def _cases(self, column: Any) -> Select[tuple[Any]]:
        runs = self._runs(Run.id)
        moved = select(CaseEntry.case_id).where(CaseEntry.run_id.in_(runs))
        return select(column).where(
            or_(
                Case.first_run_id.in_(runs),
                Case.last_run_id.in_(runs),
                Case.id.in_(moved),
            )
        )
