"""Tries a draft on the first rows of an upload: how many become rows, and what they say.

The check reads every row and judges every cell. This only shows at once what a choice
does; it looks at no type and no check digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.dataset.names import tidy
from engine.mapping.matching import named
from engine.mapping.model import (
    Cell,
    Constant,
    FromColumn,
    MadeOf,
    RowTemplate,
    RowTest,
    TableSource,
)
from engine.mapping.sources import Part
from portal.mapping.seen import Place

SHOWN = 3


@dataclass(frozen=True)
class Trial:
    """What becomes of the first rows of a source of a table.

    `rows` are those read, `made` how many rows of ours they become, `first` the columns
    of the first of these.
    """

    rows: int
    made: int
    left_out: int
    rejected: int
    first: tuple[Mapping[str, str], ...]


def try_out(source: TableSource, place: Place) -> Trial:
    """Try a source of a table on the rows that are seen of it."""
    made: list[Mapping[str, str]] = []
    left_out = rejected = 0
    for row in place.rows:
        cells = dict(zip(place.heads, row, strict=True))
        if any(_holds(left.test, cells) for left in source.leave_out):
            left_out += 1
            continue
        fitting = [r for r in source.rows if r.when is None or _holds(r.when, cells)]
        found = [_made(template, cells, place.parts) for template in fitting]
        if not found or any(each is None for each in found):
            rejected += 1
        made += [each for each in found if each and any(each.values())]
    if source.distinct:
        made = [dict(pairs) for pairs in dict.fromkeys(tuple(m.items()) for m in made)]
    first = tuple(made[:SHOWN])
    return Trial(len(place.rows), len(made), left_out, rejected, first)


def _holds(test: RowTest, cells: Mapping[str, str]) -> bool:
    text = tidy(cells.get(tidy(test.column), ""))
    return text in test.values if test.values is not None else bool(text) == test.filled


def _made(
    template: RowTemplate, cells: Mapping[str, str], parts: tuple[Part, ...]
) -> dict[str, str] | None:
    """Return the columns of a row; None where a word of it is not translated."""
    found: dict[str, str] = {}
    for name, cell in template.columns.items():
        text = _text(cell, cells, parts)
        if text is None:
            return None
        found[name] = text
    return found


def _text(cell: Cell, cells: Mapping[str, str], parts: tuple[Part, ...]) -> str | None:
    match cell:
        case Constant(text):
            return text
        case MadeOf(columns, _, prefix):
            texts = [cells.get(tidy(column), "") for column in columns]
            return "-".join(filter(None, [prefix, *texts])) if any(texts) else ""
        case FromColumn(column, _, translation):
            word = tidy(cells.get(tidy(column), ""))
            is_empty = not word and "" not in (translation.values or {})
            return word if is_empty else translation.of(word)
        case _:
            known = (named(cell, part) for part in parts)
            return next((name for name in known if name), "")
