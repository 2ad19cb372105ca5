"""Holds what a head may name against the values below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.dataset.schema import Column, TableSchema
from engine.mapping import units
from engine.mapping.suggest import shapes
from engine.mapping.suggest.codes import CodeWords
from engine.mapping.suggest.heads import Head
from engine.mapping.suggest.layout import Layout
from engine.mapping.suggest.meanings import Meaning, Role
from engine.mapping.suggest.part import Part, at_most, firmer, unseen
from engine.mapping.suggest.shapes import Values
from engine.rulebook.identifiers import is_battery_code, is_uscc, is_vin

# A share of words from which a column is one of codes.
_MANY = 0.5


class PartReader:
    """Reads the parts of layouts for one table."""

    def __init__(self, schema: TableSchema, codes: CodeWords) -> None:
        self._columns = {column.name: column for column in schema.columns}
        self._codes = codes
        self._table = schema.table

    def parts(self, layout: Layout) -> list[Part]:
        """Return what the heads of a layout name in the table, in order."""
        found = [self._part(layout, head) for head in layout.heads]
        named = [part for part in found if part]
        taken = {part.name for part in named}
        rest = [head for head in layout.heads if head.text not in taken]
        shaped = _by_shape(self._table, layout, rest, named)
        taken |= {part.name for part in shaped}
        rest = [head for head in rest if head.text not in taken]
        return [*named, *shaped, *self._by_words(layout, rest, named)]

    def _by_words(
        self, layout: Layout, heads: list[Head], named: list[Part]
    ) -> Iterator[Part]:
        """Yield the parts whose values are words that show what they are."""
        there = {part.meaning.column for part in named}
        for head in heads:
            values = layout.values[head.text]
            column = self._codes.shown_by(self._table, values)
            if column and column not in there:
                there.add(column)
                yield Part(
                    head, Meaning("column", "likely", column), values, by_shape=True
                )
            elif self._table == "records" and values.are(self._codes.is_company):
                yield Part(
                    head, Meaning("party", "guess", side="any"), values, by_shape=True
                )

    def _part(self, layout: Layout, head: Head) -> Part | None:
        meaning = head.meanings.get(self._table)
        if meaning is None:
            return None
        part = Part(head, meaning, layout.values[head.text])
        if meaning.role == "column":
            return self._column(layout, part, self._columns[meaning.column])
        fitted = _FITS[meaning.role](part)
        if fitted and meaning.role == "party":
            is_company = any(map(self._codes.is_company, part.values.distinct))
            fitted = replace(fitted, is_company=is_company)
        return unseen(fitted) if fitted else None

    def _column(self, layout: Layout, part: Part, column: Column) -> Part | None:
        """Return the part of a column, if its values are such as the column has."""
        values = part.values
        if column.type in ("code", "flag", "roles"):
            negated = part.meaning.is_negated
            words = self._codes.translate(column, values, negated=negated)
            if values.filled and words.known < _MANY:
                return None
            if words.unknown or not words.is_as_it_stands:
                part = at_most(part, "likely")
            return unseen(replace(part, words=words))
        if column.type == "number":
            return self._number(layout, part, column)
        if values.filled and not _fits_type(column, values):
            return None
        if column.name == "vin" and values.are(is_vin):
            part = firmer(part)
        return unseen(replace(part, of_days=column.type == "date"))

    def _number(self, layout: Layout, part: Part, column: Column) -> Part | None:
        """Return a part of numbers whose unit is one of the column's, or is not said."""
        if part.values.filled and not part.values.are(shapes.is_number):
            return None
        part = replace(part, is_number=True)
        known = units.of(column.name)
        if not known:
            return unseen(part)
        if part.head.foreign:
            return None
        unit = layout.unit_of(part.head)
        if unit is not None and unit not in known:
            return unseen(part) if part.head.unit is None else None
        if unit is None:
            # A likely head, such as one of quantities, says nothing without a unit.
            return at_most(unseen(part), "likely") if part.sure == "sure" else None
        if part.head.unit is None and part.name not in layout.units:
            return unseen(replace(part, unit=unit))
        firm = firmer(part) if part.meaning.is_whole else part
        return unseen(replace(firm, unit=unit))


def _fits_type(column: Column, values: Values) -> bool:
    match column.type:
        case "date":
            return values.days is not None
        case "region":
            return values.are(shapes.is_region)
        case "identifier":
            return values.are(shapes.is_id)
        case _:
            return True


def _day(part: Part) -> Part | None:
    return part if part.values.days or not part.values.filled else None


def _battery(part: Part) -> Part | None:
    if part.values.share(is_battery_code) >= _MANY:
        return firmer(part)
    if part.values.filled and not part.values.are(shapes.is_id):
        return None
    # A battery without a word for its code is known by its codes alone.
    return None if part.sure == "guess" else part


def _party(part: Part) -> Part | None:
    """Return a party; whether it is an id or a name is said by its values first."""
    values = part.values
    if values.days and not values.are(is_uscc):
        return None
    is_id = values.are(is_uscc) or values.are(shapes.is_id)
    if values.filled and part.meaning.is_id != is_id:
        meaning = replace(part.meaning, is_id=is_id)
        part = at_most(replace(part, meaning=meaning), "likely")
    return part


def _document(part: Part) -> Part | None:
    values = part.values
    if not values.filled:
        return part
    if values.days or _is_id_of_thing(part):
        return None
    return part if values.are(_is_number_of_paper) else None


def _is_number_of_paper(text: str) -> bool:
    return len(text) > 1 and any(map(str.isdigit, text)) and "." not in text


def _number_of_line(part: Part) -> Part | None:
    """Return a number of a line; what is the id of something else is none."""
    if _is_id_of_thing(part):
        return None
    return part if part.values.are(_is_number_of_paper) else None


def _is_id_of_thing(part: Part) -> bool:
    """Say whether the values are the codes of batteries, vehicles or parties."""
    return any(part.values.share(test) >= _MANY for _, test in _SHAPES)


def _any(part: Part) -> Part | None:
    return part


_FITS: dict[Role, Callable[[Part], Part | None]] = {
    "day": _day,
    "report": _day,
    "written": _day,
    "battery": _battery,
    "party": _party,
    "document": _document,
    "number": _number_of_line,
    "kind": _any,
}


def _by_shape(
    table: str, layout: Layout, heads: list[Head], named: list[Part]
) -> list[Part]:
    """Return the parts that only their values name, where no head names such a one."""
    if table != "records":
        return []
    found: list[Part] = []
    for meaning, test in _SHAPES:
        alike = (part for part in named if _is_like(part.meaning, meaning))
        if any(part.values.are(test) for part in alike):
            continue
        taken = {part.name for part in found}
        for head in heads:
            values = layout.values[head.text]
            if values.are(test) and head.text not in taken and not _is_known(head):
                found.append(Part(head, meaning, values, by_shape=True))
                break
    if not any(part.meaning.role == "day" for part in named):
        found += _days_by_shape(layout, heads)
    return found


def _days_by_shape(layout: Layout, heads: list[Head]) -> list[Part]:
    """Return the first column of days whose head says nothing."""
    days = (head for head in heads if layout.values[head.text].days)
    return [
        Part(head, Meaning("day", "guess"), layout.values[head.text], by_shape=True)
        for head in list(days)[:1]
        if not _is_known(head)
    ]


def _is_known(head: Head) -> bool:
    """Say whether a head names something of another table."""
    return any(
        meaning.sure != "guess"
        for table, meaning in head.meanings.items()
        if table != "records"
    )


# What values alone can show, each with the test of a value.
_SHAPES: tuple[tuple[Meaning, Callable[[str], bool]], ...] = (
    (Meaning("battery", "likely"), is_battery_code),
    (Meaning("column", "likely", "vin"), is_vin),
    (Meaning("party", "guess", side="any", is_id=True), is_uscc),
)


def _is_like(meaning: Meaning, other: Meaning) -> bool:
    return (meaning.role, meaning.column, meaning.is_id) == (
        other.role,
        other.column,
        other.is_id,
    )
