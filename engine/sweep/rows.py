"""Demands that a record answers by itself: reported and hold.

Rules that look up the same things are judged in one pass. Within it each event
has a few rules; the first of each event share a column of rulings, the second
share the next, so that a record is asked only what concerns it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest

import ibis

from engine.conditions import Column, truth
from engine.facts import RecordRow, in_effect
from engine.outcomes import CODES
from engine.questions import Needs, opening
from engine.rulebook import ALWAYS, BeReported, Condition, Hold, Rule
from engine.rulings import Rulings
from engine.sweep.scan import Scan

Numbered = tuple[int, Rule]
_CODES_PER_RULE = 64


def gathered(rules: Iterable[Numbered]) -> list[list[Numbered]]:
    """Gather rules by what they look up; each gathering is judged in one pass."""
    groups: dict[object, list[Numbered]] = defaultdict(list)
    for number, rule in rules:
        groups[_needs([(number, rule)]).registers].append((number, rule))
    return list(groups.values())


def judge(scan: Scan, rulings: Rulings, rules: Sequence[Numbered]) -> None:
    """Judge rules of one record each, in one pass over their events."""
    looked_at = [rule.when for _, rule in rules]
    events = (
        None if None in looked_at else [e for when in looked_at for e in when or ()]
    )
    rows = scan.rows(_needs(rules), events)
    slots = {
        f"slot{place}": _slot(scan, rows, sharing)
        for place, sharing in enumerate(_sharing(rules))
    }
    coded = scan.bench.keep("coded", rows.select("x", **slots))
    for slot in slots:
        code = coded[slot]
        rulings.take(
            coded.select(
                "x",
                rule=(code // _CODES_PER_RULE).cast("int32"),
                outcome=(code % _CODES_PER_RULE).cast("int32"),
                witness=ibis.null("int64"),
            )
        )


def _needs(rules: Iterable[Numbered]) -> Needs:
    conditions = [c for _, rule in rules for c in (opening(rule), _asked(rule))]
    has_days = any(getattr(r.demand.form, "within", None) is not None for _, r in rules)
    return Needs.of(*conditions, days=has_days)


def _asked(rule: Rule) -> Condition:
    form = rule.demand.form
    return form.condition if isinstance(form, Hold) else ALWAYS


def _sharing(rules: Sequence[Numbered]) -> list[list[tuple[str | None, Numbered]]]:
    """Lay the rules out in slots: in each, at most one rule for an event, or one for any."""
    of_event: dict[str, list[tuple[str | None, Numbered]]] = defaultdict(list)
    slots: list[list[tuple[str | None, Numbered]]] = []
    for numbered in rules:
        when = numbered[1].when
        if when is None:
            slots.append([(None, numbered)])
        for event in dict.fromkeys(when or ()):
            of_event[event].append((event, numbered))
    shared = zip_longest(*of_event.values())
    return slots + [[place for place in slot if place] for slot in shared]


def _slot(
    scan: Scan, rows: Column, sharing: Sequence[tuple[str | None, Numbered]]
) -> Column:
    """Return rule and outcome as one number; null where the record has no such duty."""
    branches = []
    for event, (number, rule) in sharing:
        outcome = _outcome(scan, rows, rule) + number * _CODES_PER_RULE
        if event is None:
            return outcome.cast("int32")
        branches.append((rows.event == event, outcome))
    return ibis.cases(*branches).cast("int32")


def _outcome(scan: Scan, rows: Column, rule: Rule) -> Column:
    opened = truth(opening(rule), RecordRow(rows))
    form = rule.demand.form
    decided = (
        _reported(scan, rows, rule)
        if isinstance(form, BeReported)
        else _held(rows, rule)
    )
    binding = in_effect(rule, rows.occurred_on)
    return ibis.cases(
        (~binding, ibis.null("int32")),
        (opened.isnull(), CODES["doubtful"]),
        (opened, decided),
    )


def _reported(scan: Scan, rows: Column, rule: Rule) -> Column:
    window = scan.questions.window(rule)
    done = rows.reported_on.notnull()
    if window is None:
        return ibis.cases((done, CODES["done"]), else_=CODES["open"])
    due = rows[f"due{window}"]
    return ibis.cases(
        (due.isnull(), CODES["beyond_calendar"]),
        (rows.reported_on <= due, CODES["in_time"]),
        (done, CODES["late"]),
        (rows.judged_on > due, CODES["missing"]),
        else_=CODES["pending"],
    )


def _held(rows: Column, rule: Rule) -> Column:
    holds = truth(_asked(rule), RecordRow(rows))
    if rule.demand.negated:
        holds = ~holds
    return ibis.cases(
        (holds, CODES["holds"]), (~holds, CODES["fails"]), else_=CODES["unclear"]
    )
