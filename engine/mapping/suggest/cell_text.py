"""Writes the cells, cases and left-out rows of a mapping, each in one line."""

from __future__ import annotations

from engine.errors import Language
from engine.mapping.model import Constant, FromColumn, MadeOf
from engine.mapping.suggest import yaml_text
from engine.mapping.suggest.proposal import ProposedColumn, ProposedLeaveOut, When
from engine.rulebook.columns import EMPTY_SAYS_SOMETHING

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def cell_text(column: ProposedColumn) -> str:
    """Write what stands in a column; what a person has to fill in is refused as it is."""
    cell = column.cell
    if isinstance(cell, Constant):
        # Where an empty text is allowed, nothing at all has to stand to be refused.
        is_nothing = column.is_open and column.column in EMPTY_SAYS_SOMETHING
        return f"{{constant: {'' if is_nothing else yaml_text.scalar(cell.text)}}}"
    if isinstance(cell, MadeOf):
        made: dict[str, object] = {"made_of": cell.columns}
        if cell.prefix:
            made["prefix"] = cell.prefix
        return yaml_text.mapping(made)
    if isinstance(cell, FromColumn):
        return _from_column(cell)
    return yaml_text.mapping({"name_of": cell.what})


def _from_column(cell: FromColumn) -> str:
    beside: dict[str, object] = {
        "values": cell.translation.values,
        "unit": cell.unit,
        "written": cell.written,
    }
    filled = {key: value for key, value in beside.items() if value is not None}
    if not filled:
        return yaml_text.scalar(cell.column)
    return yaml_text.mapping({"column": cell.column, **filled})


def when_text(when: When) -> str:
    """Write of which rows something is made."""
    test: dict[str, object] = {"column": when.head}
    if when.values:
        return yaml_text.mapping({**test, "values": when.values})
    return yaml_text.mapping({**test, "filled": True})


def leave_out_text(out: ProposedLeaveOut) -> str:
    """Write which rows are no rows of the table, and why in both languages."""
    reason = {lang: out.reason.in_language(lang) for lang in _LANGUAGES}
    return yaml_text.mapping(
        {"column": out.head, "values": out.values, "reason": reason}
    )
