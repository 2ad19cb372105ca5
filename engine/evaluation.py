"""One pass over loaded tables: facts, rulings, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

import pyarrow as pa

from engine import live
from engine.deadlines import Calendar
from engine.errors import UsageError
from engine.facts import keep_facts
from engine.findings import keep_findings
from engine.live import Failure
from engine.questions import Questions
from engine.rulebook import Completeness, Rule, Rulebook
from engine.workbench import Workbench
from engine.years import add_yearly_groups

Progress = Callable[[str, int, int], None]

_SITUATION_SCHEMA = {
    "situation": pa.int32(),
    "as_of": pa.date32(),
    "judged_on": pa.date32(),
    "complete_from": pa.date32(),
    "complete_until": pa.date32(),
    "has_credentials": pa.bool_(),
    "has_outlets": pa.bool_(),
}


@dataclass(frozen=True)
class Situation:
    """For which day a dataset is judged, and what its sender says of it."""

    number: int
    as_of: date
    complete: Completeness
    has_credentials: bool = True
    has_outlets: bool = True

    @property
    def judged_on(self) -> date:
        """The day up to which what is absent counts: what may still arrive does not."""
        return min(self.as_of, self.complete.until or self.as_of)


def keep_situations(bench: Workbench, situations: Iterable[Situation]) -> None:
    """Keep the table `situations`, which every record's row is joined with."""
    rows = [
        (
            s.number, s.as_of, s.judged_on, s.complete.start, s.complete.until,
            s.has_credentials, s.has_outlets,
        )
        for s in situations
    ]  # fmt: skip
    bench.keep_rows("situations", _SITUATION_SCHEMA, rows)


def evaluate(
    bench: Workbench,
    rulebook: Rulebook,
    vocabulary: str,
    rules: Sequence[Rule],
    calendar: Calendar,
    progress: Progress | None = None,
) -> tuple[list[Failure], dict[str, float]]:
    """Judge the tables of a dataset; keep the table `duties` with every duty.

    Needs the dataset's tables and `situations`. Returns the groups that could
    not be judged and the seconds each phase took.
    """
    tell = progress or (lambda phase, done, total: None)
    rolling = [name for name, book in rulebook.instruments.items() if book.roll_over]
    questions = Questions(_with_records(bench, rules), rolling)
    seconds: dict[str, float] = {}

    def timed(phase: str, start: float) -> float:
        seconds[phase] = perf_counter() - start
        return perf_counter()

    start = perf_counter()
    tell("facts", 0, 1)
    keep_facts(bench, questions, calendar)
    add_yearly_groups(bench, questions)
    start = timed("facts", start)
    failures = live.judge(bench, questions, lambda d, t: tell("rules", d, t))
    start = timed("rules", start)
    tell("findings", 0, 1)
    keep_findings(bench, questions, rulebook.vocabularies[vocabulary])
    timed("findings", start)
    return failures, seconds


def choose_rules(
    rulebook: Rulebook, vocabulary: str, wanted: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """Return the vocabulary's rules, or the wanted ones; UsageError if unknown.

    A rule is wanted by its id or by one it had before.
    """
    rules = rulebook.of_vocabulary(vocabulary)
    chosen = frozenset(wanted)
    unknown = chosen - {name for rule in rules for name in (rule.id, *rule.aliases)}
    if unknown:
        raise UsageError(
            f"No rule {', '.join(sorted(unknown))} applies to the vocabulary {vocabulary}. "
            "`packlaw rules list` names them all."
        )
    return tuple(r for r in rules if not chosen or chosen & {r.id, *r.aliases})


def _with_records(bench: Workbench, rules: Sequence[Rule]) -> list[Rule]:
    """Leave out rules that no record's event can set off: they have no duties here."""
    events = {
        event
        for (event,) in bench.connection.execute(
            "SELECT DISTINCT event FROM records"
        ).fetchall()
    }
    return [rule for rule in rules if rule.when is None or events & set(rule.when)]
