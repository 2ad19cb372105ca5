"""Makes one source of sheets and files that are read alike, such as those of months."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import reduce
from glob import escape
from itertools import takewhile

from engine.mapping.model import FromColumn
from engine.mapping.suggest.part import least
from engine.mapping.suggest.proposal import (
    ProposedColumn,
    ProposedLeaveOut,
    ProposedRow,
    ProposedSource,
)


def grouped(
    sources: Sequence[ProposedSource], files: Sequence[str]
) -> list[ProposedSource]:
    """Return the sources with like sheets of a file, and then like files, as one each.

    Files become one source only where a pattern names them and no other of `files`. The
    words that are translated are those of all of them.
    """
    by_sheets = [
        reduce(_with_sheets, some)
        for some in _alike(sources, lambda source: source.place.file)
    ]
    found: list[ProposedSource] = []
    for some in _alike(by_sheets, lambda source: source.place.sheets):
        pattern = _pattern([source.place.file for source in some], files)
        found += [_of_files(some, pattern)] if pattern else some
    return found


def _alike(
    sources: Iterable[ProposedSource], key: Callable[[ProposedSource], object]
) -> list[list[ProposedSource]]:
    """Put the sources together that have one key and are read alike, in order."""
    groups: list[list[ProposedSource]] = []
    for source in sources:
        for group in groups:
            if key(group[0]) == key(source) and _shape(group[0]) == _shape(source):
                group.append(source)
                break
        else:
            groups.append([source])
    return groups


def _shape(source: ProposedSource) -> object:
    """Return what has to be the same in two sources that are read alike."""
    place, rows = source.place, source.rows
    columns = [[(c.column, _bare(c)) for c in row.columns] for row in rows]
    cases = [row.when for row in rows]
    return (
        source.table, place.header, place.skip, source.distinct, source.not_used,
        columns, cases, bool(place.sheets),
    )  # fmt: skip


def _bare(column: ProposedColumn) -> object:
    """Return a cell without the words that it translates."""
    cell = column.cell
    if not isinstance(cell, FromColumn):
        return cell
    has_words = cell.translation.values is not None
    return cell.column, cell.unit, cell.written, has_words


def _with_sheets(one: ProposedSource, other: ProposedSource) -> ProposedSource:
    sheets = (*one.place.sheets, *other.place.sheets)
    return replace(_together(one, other), place=replace(one.place, sheets=sheets))


def _of_files(some: Sequence[ProposedSource], pattern: str) -> ProposedSource:
    place = replace(some[0].place, file=pattern)
    return replace(reduce(_together, some), place=place)


def _together(one: ProposedSource, other: ProposedSource) -> ProposedSource:
    """Return the first source with what the other has more: words, and rows apart."""
    rows = tuple(map(_row_together, one.rows, other.rows))
    leave_out = list(one.leave_out)
    for out in other.leave_out:
        if out not in leave_out:
            leave_out = _with_left_out(leave_out, out)
    return replace(one, rows=rows, leave_out=tuple(leave_out))


def _with_left_out(
    found: list[ProposedLeaveOut], out: ProposedLeaveOut
) -> list[ProposedLeaveOut]:
    for number, other in enumerate(found):
        if (other.head, other.reason) == (out.head, out.reason):
            values = tuple(dict.fromkeys((*other.values, *out.values)))
            return [
                *found[:number],
                replace(other, values=values),
                *found[number + 1 :],
            ]
    return [*found, out]


def _row_together(one: ProposedRow, other: ProposedRow) -> ProposedRow:
    columns = map(_column_together, one.columns, other.columns)
    return replace(one, columns=tuple(columns))


def _column_together(one: ProposedColumn, other: ProposedColumn) -> ProposedColumn:
    sure = least(one.sure, other.sure)
    unknown = tuple(dict.fromkeys((*one.unknown, *other.unknown)))
    found = replace(one, sure=sure, unknown=unknown)
    if isinstance(one.cell, FromColumn) and isinstance(other.cell, FromColumn):
        values = one.cell.translation.values, other.cell.translation.values
        if values[0] is not None and values[1] is not None:
            words = replace(one.cell.translation, values={**values[0], **values[1]})
            return replace(found, cell=replace(one.cell, translation=words))
    return found


def _pattern(wanted: Sequence[str], files: Sequence[str]) -> str | None:
    """Return a pattern of some files and of no others; None where there is none."""
    if len(set(wanted)) < 2:
        return None
    start = _common(wanted)
    end = _common([name[len(start) :][::-1] for name in wanted])[::-1]
    pattern = f"{escape(start)}*{escape(end)}"
    matched = {name for name in files if fnmatchcase(name, pattern)}
    return pattern if matched == set(wanted) and (start or end) else None


def _common(names: Sequence[str]) -> str:
    """Return how all of some names begin."""
    columns = takewhile(
        lambda letters: len(set(letters)) == 1, zip(*names, strict=False)
    )
    return "".join(letters[0] for letters in columns)
