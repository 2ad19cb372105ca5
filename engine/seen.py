"""Which rows are seen on the day for which we judge.

A row is seen if it had happened and was written down by `as_of`, and no row
that was so itself corrects it, directly or through others.
"""

from __future__ import annotations

import ibis

from engine.conditions import Column
from engine.workbench import Workbench


def keep_seen(bench: Workbench) -> Column:
    """Keep the table `seen`: records in sight on the as_of of their situation.

    A `reported_on` after as_of is emptied. Adds `as_of`, `judged_on` and the
    completeness window of the row's situation.
    """
    records, situations = bench.table("records"), bench.table("situations")
    rows = records.join(situations, "situation")
    in_sight = bench.keep(
        "in_sight",
        rows.filter(
            rows.occurred_on <= rows.as_of,
            rows.recorded_on.isnull() | (rows.recorded_on <= rows.as_of),
        ),
    )
    corrected = _corrected(bench, in_sight)
    seen = in_sight.anti_join(corrected, ["situation", "record_id"])
    reported_on = ibis.cases((seen.reported_on <= seen.as_of, seen.reported_on))
    return bench.keep(
        "seen",
        seen.mutate(
            reported_on=reported_on,
            x=ibis.row_number().over(order_by=[seen.situation, seen.row]),
        ),
    )


def _corrected(bench: Workbench, in_sight: Column) -> Column:
    """Return the ids of rows that a row in sight corrects, however many steps away.

    Rows that are not in sight still pass a correction on, so the steps run over
    all rows. Each round doubles the distance looked at: a chain of a million
    corrections takes twenty rounds.
    """
    every_row = bench.table("records")
    steps = bench.keep(
        "steps",
        every_row.filter(every_row.corrects.notnull()).select(
            "situation", low="record_id", high="corrects"
        ),
    )
    visible = in_sight.filter(in_sight.corrects.notnull())
    hidden = bench.keep(
        "hidden", visible.select("situation", record_id="corrects").distinct()
    )
    while _count(bench, steps):
        onward = hidden.join(
            steps,
            [hidden.situation == steps.situation, hidden.record_id == steps.low],
        ).select(situation=hidden.situation, record_id=steps.high)
        hidden = bench.keep("hidden_next", hidden.union(onward, distinct=True))
        hidden = bench.keep("hidden", hidden)
        after = steps.view()
        steps = bench.keep(
            "steps_next",
            steps.join(
                after, [steps.situation == after.situation, steps.high == after.low]
            ).select(situation=steps.situation, low=steps.low, high=after.high),
        )
        steps = bench.keep("steps", steps)
    return hidden


def _count(bench: Workbench, table: Column) -> int:
    return int(bench.rows(table.count().as_table())[0][0])
