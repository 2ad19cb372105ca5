"""The yearly sums that a `reach` rule compares: one group for each actor and year.

Each group is a row of the facts (see `evaluation.group_rows`) with `record_id`
`<actor_id>/<year>`, the year's last day as `occurred_on`, and

- `reach`: a key of `OUTCOMES`;
- `reach_missing`: why it cannot be said;
- `numerator`, `denominator`: the sums, as exact texts;
- `ratio`: what the one is of the other, in words; null where the denominator is 0;
- `records_zh`, `records_en`: how many records are summed, and the first and the last of
  them by day and record_id, in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import ibis
import pyarrow as pa

from engine.evaluation.absent_columns import AbsentColumns
from engine.evaluation.conditions import (
    FALSE,
    TRUE,
    UNKNOWN,
    as_number,
    every,
    truth,
    truth_of_part,
)
from engine.evaluation.facts import RecordRow, opens
from engine.evaluation.forms import NumberedRule
from engine.evaluation.group_rows import GROUP_SCHEMA, group_key
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import (
    REJECTED,
    leaves_of,
    opening,
    path_of,
    why_open,
)
from engine.forms.reach.demand import Reach, Sum
from engine.forms.typed import form_of
from engine.rulebook import Condition, Rule
from engine.tables.store import Column, Table
from engine.wording.labels import plain
from engine.wording.ratios import ratio_words, records_words

COLUMNS = {
    "reach": pa.int8(),
    "reach_missing": pa.string(),
    "numerator": pa.string(),
    "denominator": pa.string(),
    "ratio": pa.string(),
    "records_zh": pa.string(),
    "records_en": pa.string(),
}
_DAY = len("2024-01-31")
_SCHEMA = {**GROUP_SCHEMA, **COLUMNS}
YEAR_OPEN, YEAR_CUT_SHORT, YEAR_REJECTED = 3, 4, 5
# The outcome for each value of `reach`.
OUTCOMES = {
    TRUE: "reached", FALSE: "below_bound", UNKNOWN: "unmeasured", YEAR_OPEN: "year_open",
    YEAR_CUT_SHORT: "year_cut_short", YEAR_REJECTED: "year_rejected",
}  # fmt: skip
_GROUP = ["situation", "actor_id", "year"]


class _Sums(NamedTuple):
    """What `_sums` finds of a group, in the order of its columns."""

    situation: int
    actor: str
    year: int
    as_of: date
    judged_on: date
    complete_from: date | None
    first_record_key: int
    top: str | None
    bottom: str | None
    unknown: int | None
    records: int
    first: str
    last: str
    in_doubt: bool


def keep_annual_ratios(
    inputs: EvaluationInputs, rules: Sequence[NumberedRule], rows: Table
) -> Table:
    """Keep the table `annual_ratios`, the groups of all `reach` rules, and return it.

    Its columns are those of GROUP_SCHEMA and COLUMNS. `rows` has the records of the
    rules' events with the look-ups that the rules require.
    """
    forms = {number: form_of(rule, Reach) for number, rule in rules}
    absent = inputs.registers.absent
    row = RecordRow(rows, absent)
    sums, names = [], {}
    for number, rule in rules:
        unknowns = _unknowns(rule, forms[number], row, absent)
        names[number] = [name for _, name in unknowns]
        is_open = [open_ for open_, _ in unknowns]
        records = _counted(rule, forms[number], row, is_open)
        sums.append(_sums(number, rule, records, inputs.rejected.records))

    def groups(found: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
        """Return the groups in order of rule, record_id and situation, numbered."""
        ordered = sorted(found, key=lambda s: (s[0], s[1], f"{s[2]}/{s[3]}"))
        return [
            _group(
                group_key(number, place),
                number,
                forms[number],
                names[number],
                _Sums(*sums),
            )
            for place, (number, *sums) in enumerate(ordered)
        ]

    source = ibis.union(*sums)
    return inputs.tables.keep_rows_from("annual_ratios", _SCHEMA, source, groups)


def _counted(
    rule: Rule, form: Reach, row: RecordRow, unknowns: Sequence[Column]
) -> Table:
    """Return the records of the groups of a rule, with what each adds to the sums.

    `unknown` is the place of the first of the `unknowns` that a record has.
    """
    rows = row.rows
    opening_truth = truth(opening(rule), row)
    return rows.mutate(
        year=rows.occurred_on.year(),
        top=_term(form.numerator, row), bottom=_term(form.denominator, row),
        unknown=ibis.cases(*((found, at) for at, found in enumerate(unknowns))),
    ).filter(opens(rule, rows) & opening_truth.fill_null(True))  # fmt: skip


def _sums(number: int, rule: Rule, counted: Table, rejected: Table | None) -> Table:
    """Return the sums of each group of a rule, as texts: exact, whatever their types.

    `in_doubt`: a rejected record might belong to the group, or correct one of it.
    """
    # By day, then record_id: a day always has ten characters.
    placed = counted.occurred_on.cast("string") + counted.record_id
    sums = counted.group_by(
        *_GROUP, "as_of", "judged_on", "complete_from"
    ).agg(
        top=counted.top.sum().cast("string"), bottom=counted.bottom.sum().cast("string"),
        unknown=counted.unknown.min(),
        first_record_key=counted.record_key.argmin(placed),
        records=counted.count(), first=placed.min(), last=placed.max(),
    )  # fmt: skip
    sums = sums.mutate(in_doubt=ibis.literal(value=False))
    if rejected is not None:
        sums = _with_doubt(sums, rule, counted, rejected)
    return sums.select(
        ibis.literal(number).name("rule"), *_GROUP, "as_of", "judged_on",
        "complete_from", "first_record_key", "top", "bottom", "unknown", "records",
        "first", "last", "in_doubt",
    )  # fmt: skip


def _with_doubt(sums: Table, rule: Rule, counted: Table, rejected: Table) -> Table:
    """Mark the groups that a rejected record might belong to or change."""
    more = rejected.mutate(year=rejected.occurred_on.year())
    if rule.when is not None:
        more = more.filter(more.event.isin(rule.when) | more.event.isnull())
    in_year = (more.year == sums.year) | more.year.isnull()
    keys = [sums.situation == more.situation, sums.actor_id == more.actor_id]
    wanting = sums.semi_join(more, [*keys, in_year]).select(_GROUP)
    of_record = counted.record_id == rejected.corrects
    contested = counted.semi_join(
        rejected, [counted.situation == rejected.situation, of_record]
    ).select(_GROUP)
    doubtful = wanting.union(contested, distinct=True)
    doubtful = doubtful.mutate(perhaps=ibis.literal(value=True))
    sums = sums.left_join(doubtful, _GROUP)
    return sums.mutate(in_doubt=sums.perhaps.notnull())


def _term(total: Sum, row: RecordRow) -> Column:
    """Return what a record adds to a sum."""
    counts = every([truth(total.where, row)])
    return ibis.cases((counts, row.column(total.field)), else_=0)


def _unknowns(
    rule: Rule, form: Reach, row: RecordRow, absent: AbsentColumns
) -> list[tuple[Column, str]]:
    """List what a record can leave open: whether it does, and what to name for it."""
    found = list(_open_parts(opening(rule), row, absent))
    for total in (form.numerator, form.denominator):
        found += _open_parts(total.where, row, absent)
        counts = every([truth(total.where, row)]).fill_null(True)
        found.append((counts & row.column(total.field).isnull(), total.field))
    return found


def _open_parts(
    condition: Condition, row: RecordRow, absent: AbsentColumns
) -> Iterator[tuple[Column, str]]:
    """Yield, of each part that leaves a condition open, what in it may do so.

    The last says that the condition is open, whatever was said of its parts: a verdict
    hangs on that, a name on the others.
    """
    is_open = truth(condition, row).isnull()
    for part in condition.parts:
        # Ibis writes `(~x).isnull()` as NOT x IS NULL, which is another question.
        is_part_open = is_open & (as_number(truth_of_part(part, row)) == UNKNOWN)
        yield from why_open(part, is_part_open, row.rows, absent)
    for part in condition.parts[:1]:
        yield is_open, path_of(next(leaves_of(part)))


def _group(
    record_key: int, number: int, form: Reach, names: Sequence[str], sums: _Sums
) -> tuple[object, ...]:
    """Return a row of _SCHEMA; the situation is that of the group's first record."""
    top, bottom = Decimal(sums.top or 0), Decimal(sums.bottom or 0)
    of_records = records_words(sums.records, _dated(sums.first), _dated(sums.last))
    reach, missing = _result(form, names, sums, top, bottom)
    return (
        record_key, sums.first_record_key, number, f"{sums.actor}/{sums.year}",
        date(sums.year, 12, 31), reach, missing, plain(top), plain(bottom),
        ratio_words(top, bottom, form.bounds), of_records.zh, of_records.en,
    )  # fmt: skip


def _result(
    form: Reach, names: Sequence[str], sums: _Sums, top: Decimal, bottom: Decimal
) -> tuple[int, str | None]:
    """Return a key of OUTCOMES, and what to name where it cannot be said."""
    begins, ends = date(sums.year, 1, 1), date(sums.year, 12, 31)
    if sums.as_of < ends:
        return YEAR_OPEN, None
    if sums.judged_on < ends:
        return YEAR_CUT_SHORT, "complete.until"
    if sums.unknown is not None:
        return UNKNOWN, names[sums.unknown]
    if bottom == 0:
        return UNKNOWN, "denominator"
    if sums.complete_from is None or begins < sums.complete_from:
        return UNKNOWN, "complete.from"
    if sums.in_doubt:
        return YEAR_REJECTED, REJECTED
    return (TRUE if _meets(form, top, bottom) else FALSE), None


def _meets(form: Reach, top: Decimal, bottom: Decimal) -> bool:
    """Compare without dividing: numerator against bound times denominator, exactly."""
    high = form.at_least is None or top >= Fraction(form.at_least) * Fraction(bottom)
    low = form.at_most is None or top <= Fraction(form.at_most) * Fraction(bottom)
    return high and low


def _dated(placed: str) -> str:
    """Write a record with its day, which are its place."""
    day, record_id = placed[:_DAY], placed[_DAY:]
    return f"{record_id} ({day})"
