"""Proposes the records that the lines of a sheet become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.dataset.schema import TableSchema
from engine.errors import message
from engine.mapping.suggest import record_ids
from engine.mapping.suggest.cells import constant, from_part, to_fill_in
from engine.mapping.suggest.codes import CodeWords
from engine.mapping.suggest.lines import Line
from engine.mapping.suggest.meanings import Sure
from engine.mapping.suggest.own_company import OwnCompany
from engine.mapping.suggest.part import Part, best, by_sureness, least
from engine.mapping.suggest.proposal import ProposedColumn, ProposedRow
from engine.mapping.suggest.sheet import Sheet
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook.identifiers import is_uscc

# Of reports that may be those of an event, so many are not before its day.
_NOT_BEFORE = 0.7


class RecordWriter:
    """Proposes the columns of records, in the order of the schema."""

    def __init__(
        self, schema: TableSchema, synonyms: Synonyms, codes: CodeWords
    ) -> None:
        self._schema = schema
        self._synonyms = synonyms
        self._codes = codes

    def rows(self, sheet: Sheet, taken: set[str]) -> tuple[ProposedRow, ...]:
        """Return a row of ours for each line of a sheet.

        `taken` are the numbers that other sheets have for ids; those of this sheet are
        added.
        """
        return tuple(self._row(sheet, line, taken) for line in sheet.lines)

    def _row(self, sheet: Sheet, line: Line, taken: set[str]) -> ProposedRow:
        columns = self._columns(sheet, line, taken)
        found = {column.column: column for column in columns}
        names = [name for name in self._schema.names if name in found]
        # Of a line that may be none, nothing is sure.
        most: Sure = "sure" if len(sheet.lines) == 1 else "likely"
        return ProposedRow(
            tuple(
                replace(found[name], sure=least(found[name].sure, most))
                for name in names
            ),
            line.when,
        )

    def _columns(
        self, sheet: Sheet, line: Line, taken: set[str]
    ) -> Iterator[ProposedColumn]:
        """Yield what is proposed for a line; of one column, the last counts."""
        if line.battery:
            yield from self._from_titles(sheet)
        yield from self._others(sheet)
        yield line.event
        yield _day(sheet, line)
        if line.battery:
            yield from_part(line.battery, "battery_code")
        yield from self._parties(sheet, line)
        if report := _report(sheet, line):
            yield report
        if written := best(sheet.of_role("written")):
            yield from_part(written, "recorded_on")
        numbers = record_ids.numbers(sheet, line, taken)
        yield numbers.record_id
        field = self._synonyms.document_field
        if field and numbers.document:
            several = len(sheet.of_role("document")) > 1
            yield from_part(numbers.document, field, "likely" if several else "sure")

    def _parties(self, sheet: Sheet, line: Line) -> Iterator[ProposedColumn]:
        actor, other = sheet.parties.actor(), sheet.parties.counterparty(line)
        if actor:
            is_code = actor.values.are(is_uscc)
            most: Sure = _of_side(actor, "self") if is_code else "likely"
            yield from_part(actor, "actor_id", most)
        else:
            own = OwnCompany(sheet.layout.titles, self._synonyms).column("actor_id")
            no_actor = message("mapping.why.no-actor")
            yield own or to_fill_in("actor_id", no_actor)
        if other is None:
            return
        if other.meaning.is_id:
            side = "from" if sheet.parties.way(line) == "comes" else "to"
            yield from_part(other, "counterparty_id", _of_side(other, side))
        else:
            proposed = from_part(other, "counterparty_id", "guess")
            why = (*proposed.why, message("mapping.why.name-only"))
            yield replace(proposed, why=why)

    def _others(self, sheet: Sheet) -> Iterator[ProposedColumn]:
        """Yield the columns that have heads of their own, whatever the line tells."""
        by_column: dict[str, list[Part]] = {}
        for part in sheet.of_role("column"):
            if _is_rather_of_register(part):
                continue
            by_column.setdefault(part.meaning.column, []).append(part)
        for column, parts in by_column.items():
            needed = self._synonyms.only_with.get(("records", column))
            if needed is None or needed in by_column:
                yield from_part(min(parts, key=by_sureness), column)

    def _from_titles(self, sheet: Sheet) -> Iterator[ProposedColumn]:
        """Yield the codes that a title, or a name, gives to every line."""
        sample = sheet.layout.sample
        names = (sample.sheet or "", *sheet.layout.titles, sample.file)
        for column in self._synonyms.from_titles:
            for text in names:
                codes = self._codes.codes_in(column, text)
                if len(codes) == 1:
                    why = message("mapping.why.title", text=text)
                    yield constant(column, codes.pop(), "guess", why)
                    break


def _day(sheet: Sheet, line: Line) -> ProposedColumn:
    """Return the day of a line, which is not sure where there are others."""
    if line.day is None:
        return to_fill_in("occurred_on", message("mapping.why.no-day"))
    is_alone = len(sheet.of_role("day")) == 1
    return from_part(line.day, "occurred_on", "sure" if is_alone else "likely")


def _is_rather_of_register(part: Part) -> bool:
    """Say whether the head of a part more surely names a column of a register."""
    mine = part.head.meanings["records"].sure if not part.by_shape else part.sure
    others = (m.sure for t, m in part.head.meanings.items() if t != "records")
    return any(least(mine, sure) != sure for sure in others)


def _of_side(party: Part, *sides: str) -> Sure:
    """Return how sure a party is at most: it stands on the side that is asked for.

    Who does what a head speaks of may be either.
    """
    is_told = party.meaning.side in sides and party.meaning.event is None
    return "sure" if is_told else "likely"


def _report(sheet: Sheet, line: Line) -> ProposedColumn | None:
    """Return the day of the report of a line's event: its own, else one that fits."""
    reports = sheet.of_role("report")
    own = best(part for part in reports if part.meaning.event in line.events)
    if own:
        return from_part(own, "reported_on")
    plain = best(part for part in reports if part.meaning.event is None)
    if plain is None:
        return None
    fitting = [each for each in sheet.lines if _is_after(sheet, plain, each)]
    if line not in fitting:
        return None
    proposed = from_part(plain, "reported_on")
    if len(sheet.lines) == 1:
        return proposed
    why = (*proposed.why, message("mapping.why.report-of-several"))
    return replace(proposed, sure="guess" if len(fitting) > 1 else "likely", why=why)


def _is_after(sheet: Sheet, report: Part, line: Line) -> bool:
    """Say whether nearly no report is before the day of a line."""
    if line.day is None:
        return False
    pairs = [
        (line.day.values.day_at(row), report.values.day_at(row))
        for row in sheet.rows_of(line)
    ]
    later = [day <= reported for day, reported in pairs if day and reported]
    return not later or sum(later) >= _NOT_BEFORE * len(later)
