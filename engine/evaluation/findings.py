"""From rulings to findings: adds rule, days, witness and sentences, in columns.

Both evaluators leave the same table `rulings` (rule, record_key, outcome, witness);
everything else that a finding shows is added here.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import pyarrow as pa

from engine.evaluation.calendar import Calendar
from engine.evaluation.counting import with_counting
from engine.evaluation.finding_ids import with_finding_ids
from engine.evaluation.forms import DutyColumns, facts_part
from engine.evaluation.observed_values import shows, with_words
from engine.evaluation.predicates import PredicateIndex, requirements_of
from engine.evaluation.reasons import reasons
from engine.evaluation.rule_words import RULE_SCHEMA, rule_row
from engine.evaluation.rulings import Rulings
from engine.evaluation.unknowns import (
    as_missing_field,
    missing_field,
    with_missing_words,
)
from engine.rulebook import Rule, Vocabulary
from engine.rulebook.columns import column_of
from engine.rulebook.outcomes import code_of, outcomes_of, verdicts
from engine.tables.store import Column, Table, TableStore
from engine.wording.labels import Labels
from engine.wording.sentences import placeholders
from engine.wording.terms import Language

COLUMNS = (
    "finding_id", "rule_id", "rule_version", "instrument", "article", "confidence",
    "force", "severity", "verdict", "record_id", "battery_code", "vin", "actor_id",
    "owed_by", "region", "occurred_on", "due_on", "done_on", "days", "missing_field",
    "witness_id", "reason_zh", "reason_en",
)  # fmt: skip
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_MADE_OF = {
    *COLUMNS, "first_rule_id", "first_record_id", "group_key", "event", "outcome",
    "situation", "record_key", "later_report_on", "cause", "last_day",
}  # fmt: skip


def keep_findings(
    tables: TableStore,
    facts: Table,
    rulings: Rulings,
    predicates: PredicateIndex,
    words: Vocabulary,
    calendar: Calendar,
    firsts: Table | None = None,
    owners: Sequence[str] = (),
) -> Table:
    """Keep and return `duties`: COLUMNS of a finding for every duty, and `situation`.

    Also `outcome` (its number) and `record_key`, by which a duty is found again. Keeps
    `worded` on the way: what the sentences of a duty are made of. `firsts` are the
    `first_records` (see `finding_ids`). Where `owners` are given, only the duties that
    they owe are kept.
    """
    labels = Labels(words, {})
    rows = _joined(tables, facts, rulings, predicates, labels)
    rows = with_counting(rows, tables, predicates, calendar)
    worded = _worded(rows, predicates, labels)
    if owners:
        worded = worded.filter(worded.owed_by.isin(list(owners)))
    worded = tables.keep("worded", worded)
    rows = with_missing_words(
        with_finding_ids(worded, firsts), tables, labels, predicates.absent
    )
    rows = rows.mutate(
        # A group's duty is of a year, not of the day its sums were closed.
        occurred_on=ibis.cases((rows.event.notnull(), rows.occurred_on)),
        **reasons(rows, outcomes_of(predicates.by_form)),
    )
    return tables.keep(
        "duties", rows.select(*COLUMNS, "situation", "outcome", "record_key")
    )


def _worded(rows: Table, predicates: PredicateIndex, labels: Labels) -> Table:
    """Return the columns of which findings and their sentences are made, for each duty.

    The others are left out: a fact has hundreds of columns.
    """
    rows = rows.mutate(**_decided(rows, predicates))
    shown = {
        f"shows_{language}": _by_rule(
            rows,
            [shows(rows, rule, labels, language) for rule in predicates.rules],
            "string",
        )
        for language in _LANGUAGES
    }
    rows = rows.mutate(
        **shown,
        days_en=rows.days.cast("string")
        + ibis.cases((rows.days == 1, " calendar day"), else_=" calendar days"),
        year=rows.occurred_on.year(),
    )
    return rows.select(sorted((_MADE_OF | placeholders()) & {*rows.columns}))


def _joined(
    tables: TableStore,
    facts: Table,
    rulings: Rulings,
    predicates: PredicateIndex,
    labels: Labels,
) -> Table:
    """Join rulings with their facts, their witnesses and the words of their rule.

    Keeps `rule_words` (RULE_SCHEMA) and `event_words` (event, zh, en).
    """
    facts = with_words(facts, tables, predicates, labels)
    words = labels.words
    rules = tables.keep_rows(
        "rule_words", RULE_SCHEMA,
        [rule_row(n, rule, labels) for n, rule in enumerate(predicates.rules)],
    )  # fmt: skip
    events = tables.keep_rows(
        "event_words", dict.fromkeys(("event", "zh", "en"), pa.string()),
        [(event, text.zh, text.en) for event, text in words.events.items()],
    )  # fmt: skip
    named = facts.left_join(events, "event").drop("event_right")
    named = named.rename(event_zh="zh", event_en="en")
    witness = named.select(
        witness="record_key", witness_id="record_id", witness_on="occurred_on",
        witness_event_zh="event_zh", witness_event_en="event_en",
    )  # fmt: skip
    rows = rulings.kept.join(named, "record_key").join(rules, "rule")
    return rows.left_join(witness, "witness").drop("witness_right")


def _decided(rows: Table, predicates: PredicateIndex) -> dict[str, Column]:
    """Return verdict, days, owner, key and missing column of each duty."""
    rules = predicates.rules
    duties = [
        facts_part(rule.demand.form).duty_columns(rows, rule, predicates)
        for rule in rules
    ]
    missing = [
        missing_field(rows, rule, predicates, duty)
        for rule, duty in zip(rules, duties, strict=True)
    ]
    verdict = ibis.cases(
        *(
            (rows.outcome == code_of(word), verdicts()[word])
            for word in outcomes_of(predicates.by_form)
        )
    )
    cause = _by_rule(rows, missing, "string")
    owners = [rows[column_of(rule.owed_by or "actor_id")] for rule in rules]
    return {
        "verdict": verdict,
        **_days(rows, duties, verdict != "undetermined"),
        "later_report_on": _later_report_on(rows, rules),
        "owed_by": _by_rule(rows, owners, "string"),
        "group_key": _by_rule(rows, [duty.group_key for duty in duties], "string"),
        "cause": cause,
        "missing_field": as_missing_field(cause),
    }


def _days(
    rows: Table, duties: Sequence[DutyColumns], decided: Column
) -> dict[str, Column]:
    """Return the days of each duty; its due day only where it is decided.

    `watched_until`: up to which day nothing forbidden is seen; `last_day`: the last day
    in time, where the records end by then.
    """
    last_day = _by_rule(rows, [duty.due_on for duty in duties], "date")
    done_on = _by_rule(rows, [duty.done_on for duty in duties], "date")
    watched = _by_rule(rows, [duty.watched_until for duty in duties], "date")
    due_on = ibis.cases((decided, last_day))
    late = (rows.outcome == code_of("late")) | (rows.outcome == code_of("missing"))
    until = done_on.fill_null(rows.judged_on)
    last_day = ibis.coalesce(last_day, watched)
    return {
        "due_on": due_on,
        "done_on": done_on,
        "watched_until": ibis.cases(
            (watched < rows.judged_on, watched), else_=rows.judged_on
        ),
        "last_day": ibis.cases((rows.complete_until <= last_day, last_day)),
        "days": ibis.cases((late, until.delta(due_on, unit="day"))).cast("int32"),
    }


def _later_report_on(rows: Table, rules: Sequence[Rule]) -> Column:
    """Return the day of a report after the day judged for, where the rule reads reports."""
    reading = [
        n for n, rule in enumerate(rules) if "reported_on" in requirements_of(rule).own
    ]
    if not reading or "later_report_on" not in rows.columns:
        return ibis.null("date")
    is_read = rows.rule.isin(reading) & rows.event.notnull()
    return ibis.cases((is_read, rows.later_report_on))


def _by_rule(rows: Table, values: Sequence[Column | None], kind: str) -> Column:
    """Choose a value by the rule of the row; `values` has one for each rule, or None."""
    branches = [
        (rows.rule == number, value)
        for number, value in enumerate(values)
        if value is not None
    ]
    return ibis.cases(*branches) if branches else ibis.null(kind)
