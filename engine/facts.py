"""Facts: each seen record with what the registers know, the answers to the
rules' tests, and the due days; computed once, in columns, for every evaluator.

The kept table `facts` has one row per seen record and, beside the columns of
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

import ibis
import pyarrow as pa

from engine import lookups
from engine.conditions import TRUE, Column, Row, as_number, truth, truth_of_part
from engine.deadlines import Calendar
from engine.questions import Questions, opening
from engine.rulebook import BeCoveredBy, BePrecededBy, Rule
from engine.rulebook.columns import column_of
from engine.seen import keep_seen
from engine.workbench import Workbench

# A record that cannot be counted in any group opens a duty of its own.
COVER_OWN = 3


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


def keep_facts(bench: Workbench, questions: Questions, calendar: Calendar) -> Column:
    """Keep the table `facts` (see the module) and return it.

    Stands on the tables of a dataset and on `situations` (situation, as_of,
    judged_on, complete_from, complete_until, has_credentials, has_outlets).
    """
    rows = keep_seen(bench)
    rows = lookups.with_registers(rows, bench, questions.paths)
    rows = lookups.with_credentials(rows, bench, questions.leaves)
    rows = lookups.with_outlet_runners(rows, bench, questions.leaves)
    rows = bench.keep("looked_up", rows)
    rows = _with_days(rows, bench, questions, calendar)
    row = RecordRow(rows)
    answers = {
        f"t{number}": as_number(truth_of_part(part, row))
        for part, number in questions.tests.items()
    }
    rows = bench.keep("answered", rows.mutate(**answers, **_shown(rows, questions)))
    return bench.keep("facts", _with_covers(rows, bench, questions))


def in_effect(rule: Rule, day: Column) -> Column:
    """Say whether the rule binds on the day; `until` is exclusive."""
    period = rule.effective
    begun = day >= period.start
    return begun if period.until is None else begun & (day < period.until)


def opens(rule: Rule, rows: Column) -> Column:
    """Say whether a row is of the rule's event and period, whatever role and where say."""
    effective = in_effect(rule, rows.occurred_on)
    return effective if rule.when is None else effective & rows.event.isin(rule.when)


def _with_days(
    rows: Column, bench: Workbench, questions: Questions, calendar: Calendar
) -> Column:
    """Join the small table of due days and first days, one row per day on record."""
    days = [day for (day,) in bench.rows(rows.select("occurred_on").distinct())]
    schema = {"day": pa.date32()}
    schema |= {f"due{n}": pa.date32() for n in questions.windows.values()}
    schema |= {f"since{n}": pa.date32() for n in questions.starts.values()}
    table = [
        (
            day,
            *(
                calendar.due_on(day, s, roll_over=rolls)
                for s, rolls in questions.windows
            ),
            *(calendar.since(day, span) for span in questions.starts),
        )
        for day in days
    ]
    due = bench.keep_rows("due_days", schema, table)
    return rows.left_join(due, [rows.occurred_on == due.day]).drop("day")


def _shown(rows: Column, questions: Questions) -> dict[str, Column]:
    """Say where the data could show a predecessor, had there been one."""
    shown = {}
    reaches_trigger = rows.complete_until.isnull() | (
        rows.occurred_on <= rows.complete_until
    )
    for number, rule in enumerate(questions.rules):
        form = rule.demand.form
        if not isinstance(form, BePrecededBy):
            continue
        covered = (rows["battery.produced_on"] >= rows.complete_from).fill_null(False)
        if form.within is not None:
            since = rows[f"since{questions.starts[form.within]}"]
            covered = covered | (since >= rows.complete_from).fill_null(False)
        shown[f"shown{number}"] = (covered & reaches_trigger).cast("int8") * TRUE
    return shown


def _with_covers(rows: Column, bench: Workbench, questions: Questions) -> Column:
    for rule in questions.rules:
        form = rule.demand.form
        if isinstance(form, BeCoveredBy):
            number = questions.covers[rule.id]
            answers = bench.keep(f"covers_{number}", _covers(rows, bench, rule, form))
            answers = answers.rename(_x="x", **{f"cover{number}": "cover"})
            rows = rows.left_join(answers, [rows.x == answers["_x"]]).drop("_x")
    return rows


def _covers(rows: Column, bench: Workbench, rule: Rule, form: BeCoveredBy) -> Column:
    """Return (x, cover) for the first record of each group and for those in none."""
    surely = opens(rule, rows) & truth(opening(rule), RecordRow(rows))
    mine = rows.filter(surely).select(
        "x", "situation", "has_outlets", "region", "record_id",
        operator=column_of(form.operator), day="occurred_on",
    )  # fmt: skip
    placed = (
        mine.operator.notnull() & (mine.region.length() >= form.digits)
    ).fill_null(False)
    group = [
        mine.situation, mine.operator, mine.region.substr(0, form.digits), mine.day.year(),
    ]  # fmt: skip
    ranked = mine.filter(placed).mutate(
        rank=ibis.row_number().over(group_by=group, order_by=[mine.day, mine.record_id])
    )
    firsts = ranked.filter(ranked["rank"] == 0)
    own = mine.filter(~placed).select("x", cover=ibis.literal(COVER_OWN, "int8"))
    answers = lookups.covered(firsts, bench, form)
    return answers.mutate(cover=answers.cover.cast("int8")).union(own)
