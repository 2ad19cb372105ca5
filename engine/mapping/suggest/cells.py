"""Proposes what stands in one column of ours, with how sure it is and why."""

from __future__ import annotations

from engine.errors import Message, message
from engine.mapping import units
from engine.mapping.model import Constant, FromColumn, Translation, Writing
from engine.mapping.suggest.codes import Translated
from engine.mapping.suggest.meanings import Sure
from engine.mapping.suggest.part import Part, least
from engine.mapping.suggest.proposal import ProposedColumn
from engine.mapping.suggest.shapes import number_writing


def from_part(part: Part, column: str, most: Sure = "sure") -> ProposedColumn:
    """Propose the cell under a head for a column, at most so surely."""
    sure, why = least(part.sure, most), [_why_head(part)]
    days = part.values.days if part.is_day else None
    if days and days.order:
        code = "mapping.why.order-unclear" if days.unclear else "mapping.why.order"
        why.append(message(code))
        sure = "guess" if days.unclear else sure
    unit = part.unit
    if unit is not None:
        why.append(message("mapping.why.unit", unit=unit))
        if units.of(column).get(unit) == 1:
            unit = None
    words = part.words or Translated(Translation(), 1.0, ())
    if not words.is_as_it_stands:
        why.append(message("mapping.why.words"))
    written: Writing | None = days.order if days else None
    if part.is_number and (written := number_writing(part.values)):
        why.append(message("mapping.why.marks", example=written))
    cell = FromColumn(part.name, 0, words.translation, unit, written)
    return ProposedColumn(column, cell, sure, tuple(why), words.unknown)


def constant(column: str, text: str, sure: Sure, why: Message) -> ProposedColumn:
    """Propose the same text for every row."""
    return ProposedColumn(column, Constant(text), sure, (why,))


def to_fill_in(column: str, why: Message) -> ProposedColumn:
    """Propose that a person writes what stands in every row."""
    return ProposedColumn(column, Constant(""), "guess", (why,), is_open=True)


def _why_head(part: Part) -> Message:
    if part.by_shape:
        return message("mapping.why.shape")
    if part.meaning.by_name:
        return message("mapping.why.name")
    is_sure = part.sure == "sure"
    return message("mapping.why.usual" if is_sure else "mapping.why.similar")
