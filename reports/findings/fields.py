"""What each row of like findings shows: its days, its record, its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.errors import Text
from engine.explanation.records import FindingValues, values_of
from engine.rulebook import Rule
from engine.wording.terms import COLUMNS, EMPTY, FINDING, FIVE, OWED_BY, SUMS
from reports.findings.clauses import differing_clauses
from reports.findings.table import Field
from reports.findings.values import Shape
from reports.folder import Content
from reports.run import RunFolder
from reports.words import Words

# What a row shows in columns of its own, so that its sentence need not repeat it.
_SHOWN = (
    "occurred_on", "done_on", "record_id", "witness_id", "battery_code", "vin",
)  # fmt: skip
_DUE_ON, _DONE_ON = Text("最后一日", "Last day"), Text("完成日", "Done on")
_WITNESS_ON = Text("所对照记录之日", "Day of that record")
_LATE = Text("逾期日数", "Days late")
_SOURCE = Text("来源", "Source row")
_WITNESS = Text("所对照的记录", "Held against record")


@dataclass(frozen=True)
class RowValues:
    """One row of the findings, and the values of its record in words by column."""

    row: Content
    record: Mapping[str, Text]
    evidence: Mapping[str, Text]
    note: FindingValues


class FieldReader:
    """Reads the fields of like findings of one rule."""

    def __init__(self, folder: RunFolder, rule: Rule, words: Words) -> None:
        self.folder = folder
        self.rule = rule
        self.words = words
        self.labels = folder.labels

    def values(self, row: Content) -> RowValues:
        """Return the values of a row's record and evidence."""
        of = values_of(dict(row), self.rule, self.folder.evidence, self.labels)
        record = {one.column: one.value for one in of.record if one.value}
        evidence = {one.column: one.value or EMPTY for one in of.evidence}
        return RowValues(row, record, evidence if of.has_values else {}, of)

    def fields(self, rows: Sequence[RowValues]) -> list[Field]:
        """Return every field that the rows could show, in the order of the columns."""
        found = [*self._place(rows), *self._days(rows)]
        shown = {field.key for field in found}
        found += self._evidence(rows, shown)
        found += self._sums(rows)
        return [*found, *self._rest(rows)]

    def _place(self, rows: Sequence[RowValues]) -> Iterator[Field]:
        """The day of the act, its record, and whom and what it is about."""
        yield self._own(rows, "occurred_on", "day")
        events = self._of_record(rows, "event", COLUMNS["event"], "text")
        # What all rows have in common is in the sentence above the table.
        if len(set(events.cells)) > 1:
            yield events
        yield self._own(rows, "record_id", "code")
        yield self._of_record(rows, "source_file", _SOURCE, "text")
        yield self._own(rows, "battery_code", "code")
        yield self._own(rows, "vin", "code")
        if self.folder.entity is None:
            names = [self._party(one.row["owed_by"]) for one in rows]
            yield Field("owed_by", self.words(OWED_BY), "party", names)
        if self.rule.owed_by:
            yield self._party_of(rows, "actor_id")
        if self.rule.owed_by or "counterparty_id" in self.rule.evidence:
            yield self._party_of(rows, "counterparty_id")

    def _days(self, rows: Sequence[RowValues]) -> Iterator[Field]:
        has_due_day = any(one.row["due_on"] for one in rows)
        yield self._own(rows, "due_on", "day", _DUE_ON)
        yield self._own(
            rows, "done_on", "day", _DONE_ON if has_due_day else _WITNESS_ON
        )
        yield self._own(rows, "days", "number", _LATE)

    def _evidence(self, rows: Sequence[RowValues], shown: set[str]) -> Iterator[Field]:
        """The columns that the rule asks a person to look at, empty ones too."""
        for column in self.rule.evidence:
            label = self.words(self.labels.label(column))
            cells = [
                self.words(one.evidence[column]) if column in one.evidence else ""
                for one in rows
            ]
            reported = [str(one.row["done_on"]) for one in rows]
            if column in shown or (column == "reported_on" and cells == reported):
                continue
            shape: Shape = "day" if self.labels.is_date(column) else "text"
            yield Field(column, label, shape, cells)

    def _sums(self, rows: Sequence[RowValues]) -> Iterator[Field]:
        for name, label in SUMS.items():
            yield self._of_record(rows, name, label, "number")

    def _rest(self, rows: Sequence[RowValues]) -> Iterator[Field]:
        yield self._own(rows, "witness_id", "code", _WITNESS)
        if not any(one.row["due_on"] for one in rows):
            sentences = [one.row[f"reason_{self.words.language}"] for one in rows]
            shown = map(self._shown, rows)
            cells = differing_clauses(sentences, list(shown), self.words.language)
            yield Field("shows", self.words(FIVE["shows"]), "text", cells)
        yield self._own(rows, "finding_id", "id", FINDING)

    def _shown(self, one: RowValues) -> list[str]:
        """Return the values that a row shows in columns of their own."""
        texts = [one.record.get("event"), *one.evidence.values()]
        own = [_plain(one.row[name]) for name in _SHOWN]
        return [*own, *(self.words(text) for text in texts if text)]

    def _own(
        self,
        rows: Sequence[RowValues],
        key: str,
        shape: Shape,
        label: Text | None = None,
    ) -> Field:
        """A column of the findings themselves."""
        cells = [_plain(one.row[key]) for one in rows]
        return Field(key, self.words(label or COLUMNS[key]), shape, cells)

    def _of_record(
        self, rows: Sequence[RowValues], key: str, label: Text, shape: Shape
    ) -> Field:
        cells = [
            self.words(one.record[key]) if key in one.record else "" for one in rows
        ]
        return Field(key, self.words(label), shape, cells)

    def _party_of(self, rows: Sequence[RowValues], column: str) -> Field:
        """A party of the records."""
        evidence = self.folder.evidence
        records = [evidence and evidence.record_of(one.row) for one in rows]
        names = [self._party(record and record[column]) for record in records]
        return Field(column, self.words(COLUMNS[column]), "party", names)

    def _party(self, entity: object) -> str:
        """Return the name of a party, its id on a line below."""
        if not entity:
            return ""
        party = self.folder.party(str(entity))
        name = self.words(party.name)
        return name if name == party.id else f"{name}\n{party.id}"


def _plain(value: object) -> str:
    return "" if value is None else str(value)
