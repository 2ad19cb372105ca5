"""Cuts findings to the pages that there are for them, the gravest and newest left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from reports.charts.texts import text_width
from reports.findings.values import Group, RuleFindings

MOST_PAGES = 60
# Millimetres, rather more than is printed: a page, and the parts of a rule on it.
_PAGE, _HEADING, _TABLE, _LIABILITY = 235.0, 34.0, 20.0, 18.0
_LINE, _ROW_SPACE, _WIDTH = 4.2, 2.2, 460.0
# A table that is cut to fewer rows than this is rather left out.
_FEWEST = 5


def within_room(
    rules: Sequence[RuleFindings], pages: int = MOST_PAGES
) -> tuple[list[RuleFindings], list[RuleFindings]]:
    """Return the rules that fit on so many pages, and those that have no room at all.

    `rules`: the gravest first. The last one that fits loses the rows that do not; its
    `printed` counts those that are left.
    """
    kept, left_out, room = list[RuleFindings](), list[RuleFindings](), pages * _PAGE
    for rule in rules:
        cut = _cut(rule, room)
        if cut is None or left_out:
            left_out.append(replace(rule, groups=[], printed=0))
            continue
        kept.append(cut)
        room -= _height(cut)
    return kept, left_out


def _cut(rule: RuleFindings, room: float) -> RuleFindings | None:
    """Return a rule with the rows that have room; None where too few have."""
    room -= _height(replace(rule, groups=[]))
    groups = list[Group]()
    for group in rule.groups:
        left = int((room - _table(group)) / _row(group))
        rows = group.rows[: max(left, 0)]
        if len(rows) < min(len(group.rows), _FEWEST):
            break
        groups.append(replace(group, rows=rows))
        room -= _table(group) + len(rows) * _row(group)
    if rule.groups and not groups:
        return None
    return replace(rule, groups=groups, printed=sum(len(g.rows) for g in groups))


def _height(rule: RuleFindings) -> float:
    """Return an upper bound of the height of a rule's findings in print."""
    texts = [rule.law.words, rule.remedy, rule.cited]
    return (
        _HEADING
        + sum(map(_lines, texts))
        + _LIABILITY * len(rule.liabilities)
        + sum(_table(group) + len(group.rows) * _row(group) for group in rule.groups)
    )


def _table(group: Group) -> float:
    same = "".join(one.label + one.value for one in group.same)
    return _TABLE + sum(map(_lines, [group.sentence, group.note, group.remedy, same]))


def _row(group: Group) -> float:
    return _LINE * group.lines + _ROW_SPACE


def _lines(text: str) -> float:
    return _LINE * ceil(text_width(text, 8.5) / _WIDTH)
