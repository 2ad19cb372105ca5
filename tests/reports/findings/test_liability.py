"""Sanctions are those of the day of the act; one that is not of all days says so."""

from __future__ import annotations

from datetime import date

from engine.rulebook import load_rulebook, shipped_rules
from reports.findings.liability import liabilities_of
from reports.words import Words

RULEBOOK = load_rulebook(shipped_rules())
BEFORE, AFTER = date(2026, 8, 14), date(2026, 8, 15)


def of_repealed_law() -> str:
    """Return a rule with a sanction of a law that was repealed on AFTER."""
    return next(
        rule.id
        for rule in RULEBOOK.rules
        if any(s.repealed == AFTER for s in rule.sanctions)
    )


def test_a_repealed_sanction_is_left_out_for_acts_after_it() -> None:
    rule = RULEBOOK.rule(of_repealed_law())
    repealed = [s for s in rule.sanctions if s.repealed == AFTER]

    before = liabilities_of(rule, [BEFORE], Words("en"))
    after = liabilities_of(rule, [AFTER], Words("en"))

    assert {one.conduct for one in before} >= {s.conduct.en for s in repealed}
    assert not {one.conduct for one in after} & {s.conduct.en for s in repealed}


def test_a_sanction_of_some_of_the_days_says_of_which() -> None:
    rule = RULEBOOK.rule(of_repealed_law())

    found = liabilities_of(rule, [BEFORE, AFTER], Words("en"))

    [days] = {one.days for one in found if "before 2026-08-15" in one.days}
    assert days == "for acts from 2020-09-01 on and before 2026-08-15"


def test_no_breach_has_no_sanction() -> None:
    assert liabilities_of(RULEBOOK.rule(of_repealed_law()), [], Words("zh")) == []
