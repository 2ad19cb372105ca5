"""Evaluates the same tables with both evaluators and reports where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.evaluation.calendar import Calendar
from engine.evaluation.findings import COLUMNS
from engine.evaluation.live.judging import Failure
from engine.evaluation.pipeline import evaluate
from engine.files.progress import Progress
from engine.rulebook import Rule, Rulebook
from engine.tables.store import TableStore

# The table of duties that each evaluator leaves.
_DUTIES = {"live": "duties_live", "sweep": "duties"}


@dataclass(frozen=True)
class Agreement:
    """Duties evaluated by both evaluators, and those on which the two differ."""

    duties: int
    differing: int


def evaluate_both(
    tables: TableStore,
    rulebook: Rulebook,
    vocabulary: str,
    rules: Sequence[Rule],
    calendar: Calendar,
    progress: Progress | None = None,
    owners: Sequence[str] = (),
) -> tuple[list[Failure], dict[str, float], Agreement]:
    """Evaluate with live and then the sweep; keep the tables of the sweep (see `evaluate`).

    A duty with any column that differs is a failure, as is what live could not
    evaluate. Seconds are by evaluator and phase ("sweep facts").
    """
    seconds: dict[str, float] = {}
    failures: list[Failure] = []
    for side in ("live", "sweep"):
        failed, took = evaluate(
            tables, rulebook, vocabulary, rules, calendar, progress,
            evaluator="sweep" if side == "sweep" else "live", owners=owners,
        )  # fmt: skip
        failures += failed
        seconds |= {f"{side} {phase}": spent for phase, spent in took.items()}
        if side == "live":
            tables.connection.execute(
                "CREATE OR REPLACE TEMP TABLE duties_live AS FROM duties"
            )
    differing = _differing_duties(tables)
    duties = tables.connection.execute("SELECT count(*) FROM duties").fetchall()[0][0]
    return [*failures, *differing], seconds, Agreement(duties, len(differing))


def _differing_duties(tables: TableStore) -> list[Failure]:
    """Return a failure for each duty of which a column differs."""
    columns = ", ".join([*COLUMNS, "record_key"])
    live, sweep = (
        f"(SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other})"
        for one, other in (_DUTIES.values(), reversed(_DUTIES.values()))
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
