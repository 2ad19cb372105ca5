"""Both evaluators over the same tables: where they differ, the engine is at fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.evaluation.calendar import Calendar
from engine.evaluation.findings import COLUMNS
from engine.evaluation.live import Failure
from engine.evaluation.pipeline import Progress, evaluate
from engine.rulebook import Rule, Rulebook
from engine.tables.store import TableStore

_SIDES = {"live": "duties_live", "sweep": "duties"}


@dataclass(frozen=True)
class Agreement:
    """How many duties were judged twice, and on how many the two differ."""

    duties: int
    differing: int


def evaluate_both(
    tables: TableStore,
    rulebook: Rulebook,
    vocabulary: str,
    rules: Sequence[Rule],
    calendar: Calendar,
    progress: Progress | None = None,
) -> tuple[list[Failure], dict[str, float], Agreement]:
    """Judge live and by the sweep; keep what the sweep leaves (see `evaluate`).

    Every duty of which any column differs is a failure, as is what live could not
    judge. Seconds are named by evaluator and phase.
    """
    seconds: dict[str, float] = {}
    failures: list[Failure] = []
    for side in ("live", "sweep"):
        failed, took = evaluate(
            tables, rulebook, vocabulary, rules, calendar, progress,
            evaluator="sweep" if side == "sweep" else "live",
        )  # fmt: skip
        failures += failed
        seconds |= {f"{side} {phase}": spent for phase, spent in took.items()}
        if side == "live":
            tables.connection.execute(
                "CREATE OR REPLACE TEMP TABLE duties_live AS FROM duties"
            )
    differing = _differing(tables)
    duties = tables.connection.execute("SELECT count(*) FROM duties").fetchall()[0][0]
    return [*failures, *differing], seconds, Agreement(duties, len(differing))


def _differing(tables: TableStore) -> list[Failure]:
    """Return a failure for each duty that the two do not word alike."""
    columns = ", ".join([*COLUMNS, "record_key"])
    live, sweep = (
        f"(SELECT {columns} FROM {mine} EXCEPT SELECT {columns} FROM {other})"
        for mine, other in (_SIDES.values(), reversed(_SIDES.values()))
    )
    rows = tables.connection.execute(
        f"""SELECT record_key, rule_id, coalesce(a.verdict, 'no duty'),
            coalesce(b.verdict, 'no duty')
        FROM {live} a FULL JOIN {sweep} b USING (record_key, rule_id)
        ORDER BY rule_id, record_key"""
    ).fetchall()
    return [
        Failure((record_key,), f"{rule_id}: live says {one}, the sweep says {other}")
        for record_key, rule_id, one, other in rows
    ]
