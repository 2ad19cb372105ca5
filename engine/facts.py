"""Facts: each seen record with what the registers know, the answers to the
rules' tests, and the due days; computed once, in columns, for every evaluator.

The table `facts` has one row per seen record and, beside the columns of
the record:

- `x`: the row's number, by which verdicts refer to it;
- a column named by its path (`actor.roles`) for every path the rules use
  (see `column_of`);
- `t<n>`: the answer to test n of the questions: 2 true, 1 unknown, 0 false;
- `due<n>`, `since<n>`: due day of window n, first day still in time of start n;
- `shown<n>`: whether an absent predecessor of rule n would be in the data;
- `cover<n>`: the answer for the n-th rule that asks for an outlet (`COVER_…`);
- `judged_on`: the day of judgement for what is absent.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from engine import lookups
from engine.conditions import TRUE, Column, Row, as_number, truth, truth_of_part
from engine.deadlines import Calendar
from engine.questions import Questions, opening
from engine.rulebook import BeCoveredBy, BePrecededBy, Period, Rule
from engine.rulebook.columns import column_of
from engine.seen import records_of
from engine.workbench import Workbench

# A record that cannot be counted in any group opens a duty of its own.
COVER_OWN = 3
# The first record of each correction, where the dataset keeps them apart.
_ROOTS = "records_roots"


class RecordRow(Row):
    """A row of records with its register look-ups, as conditions see it."""

    def __init__(self, rows: Column) -> None:
        self.rows = rows

    def column(self, path: str) -> Column:
        return self.rows[column_of(path)]

    def holding(self, party: str, kind: str) -> Column:
        return self.rows[f"holds.{party}.{kind}"]

    def runs_outlet_for(self, roles: tuple[str, ...]) -> Column:
        return self.rows[lookups.runner_column(roles)]


def facts_of(rows: Column, bench: Workbench, questions: Questions) -> Column:
    """Return the facts (see the module) of a kept table of rows of `seen`.

    Stands on the tables of a dataset, and on `situations` and `due_days`.
    """
    rows = _with_first_records(rows, bench)
    rows = lookups.with_lookups(rows, bench, questions.needs)
    rows = bench.define("looked_up", with_days(rows, bench))
    row = RecordRow(rows)
    answers = {
        f"t{number}": as_number(truth_of_part(part, row))
        for part, number in questions.tests.items()
    }
    rows = bench.keep("answered", rows.mutate(**answers, **_shown(rows, questions)))
    return _with_covers(rows, bench, questions)


def _with_first_records(rows: Column, bench: Workbench) -> Column:
    """Add the first record of each row's chain of corrections, where it is not there."""
    if "first_record_id" in rows.columns:
        return rows
    if bench.has(_ROOTS):
        roots = bench.table(_ROOTS).rename(_id="id")
        chained = rows.left_join(roots, rows.record_id == roots["_id"])
        first = chained.root.fill_null(chained.record_id)
        return chained.mutate(first_record_id=first).drop("root", "_id")
    records = bench.table("records")
    firsts = records.select(first_x=records.row.cast("int64"), first="first_record_id")
    joined = rows.join(firsts, rows.x == firsts.first_x).drop("first_x")
    return bench.keep("chained", joined.rename(first_record_id="first"))


def in_effect(period: Period, day: Column) -> Column:
    """Say whether a rule of this period binds on the day; `until` is exclusive."""
    begun = day >= period.start
    return begun if period.until is None else begun & (day < period.until)


def opens(rule: Rule, rows: Column) -> Column:
    """Say whether a row is of the rule's event and period, whatever role and where say."""
    effective = in_effect(rule.effective, rows.occurred_on)
    return effective if rule.when is None else effective & rows.event.isin(rule.when)


def keep_due_days(bench: Workbench, questions: Questions, calendar: Calendar) -> None:
    """Keep the small table `due_days`: due days and first days for each day on record."""
    days = records_of(bench).select("occurred_on").distinct()
    schema = {"day": pa.date32()}
    schema |= {f"due{n}": pa.date32() for n in questions.windows.values()}
    schema |= {f"since{n}": pa.date32() for n in questions.starts.values()}

    def table(rows: list[tuple[Any, ...]]) -> list[tuple[date | None, ...]]:
        return [
            (
                day,
                *(
                    calendar.due_on(day, s, roll_over=rolls)
                    for s, rolls in questions.windows
                ),
                *(calendar.since(day, span) for span in questions.starts),
            )
            for (day,) in sorted(rows)
        ]

    bench.keep_rows_from("due_days", schema, days, table)


def with_days(rows: Column, bench: Workbench) -> Column:
    """Add the due days and first days of each row's day."""
    due = bench.table("due_days")
    return rows.left_join(due, [rows.occurred_on == due.day]).drop("day")


def could_be_shown(rows: Column, form: BePrecededBy, questions: Questions) -> Column:
    """Say where the data could show a predecessor, had there been one."""
    reaches_trigger = rows.complete_until.isnull() | (
        rows.occurred_on <= rows.complete_until
    )
    covered = (rows["battery.produced_on"] >= rows.complete_from).fill_null(False)
    if form.within is not None:
        since = rows[f"since{questions.starts[form.within]}"]
        covered = covered | (since >= rows.complete_from).fill_null(False)
    return covered & reaches_trigger


def _shown(rows: Column, questions: Questions) -> dict[str, Column]:
    return {
        f"shown{number}": could_be_shown(rows, form, questions).cast("int8") * TRUE
        for number, rule in enumerate(questions.rules)
        if isinstance(form := rule.demand.form, BePrecededBy)
    }


def _with_covers(rows: Column, bench: Workbench, questions: Questions) -> Column:
    for rule in questions.rules:
        form = rule.demand.form
        if isinstance(form, BeCoveredBy):
            number = questions.covers[rule.id]
            surely = opens(rule, rows) & truth(opening(rule), RecordRow(rows))
            answers = covers(rows.filter(surely), bench, form)
            answers = bench.keep(f"covers_{number}", answers)
            answers = answers.rename(_x="x", **{f"cover{number}": "cover"})
            rows = rows.left_join(answers, [rows.x == answers["_x"]]).drop("_x")
    return rows


def covers(rows: Column, bench: Workbench, form: BeCoveredBy) -> Column:
    """Return (x, cover) for the first record of each group and for those in none.

    `rows`: records that surely open a duty, with the look-up of the operator.
    """
    mine = rows.select(
        "x", "situation", "has_outlets", "region", "record_id",
        operator=column_of(form.operator), day="occurred_on",
    )  # fmt: skip
    is_placed = mine.operator.notnull() & (mine.region.length() >= form.digits)
    mine = mine.mutate(placed=is_placed.fill_null(False))
    placed = mine.filter(mine.placed).mutate(
        area=mine.region.substr(0, form.digits), year=mine.day.year()
    )
    order = placed.day.cast("string") + placed.record_id
    firsts = placed.group_by(
        "situation", "operator", "area", "year", "has_outlets"
    ).agg(x=placed.x.argmin(order), day=placed.day.min())
    answers = lookups.covered(firsts, bench, form)
    own = mine.filter(~mine.placed).select("x", cover=ibis.literal(COVER_OWN, "int8"))
    return answers.mutate(cover=answers.cover.cast("int8")).union(own)
