"""Drawn rules and lives keep their verdicts where a change cannot matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.engine.agreement.judges import by_both
from tests.engine.agreement.lives import life
from tests.engine.agreement.rules import Tree, drawn_rulebook
from tests.engine.agreement.words import FIELDS
from tests.engine.metamorphic import changes
from tests.engine.metamorphic.both import (
    Duties,
    Judged,
    judge_told,
    of_records,
    unmarked,
)
from tests.engine.metamorphic.changes import WEEKS, moved_day, names_of
from tests.engine.metamorphic.untouched import (
    counts_plain_days,
    is_late_for_good,
    names_nothing,
    shares_a_text,
    stays_with_its_actor,
)

pytestmark = pytest.mark.slow

MOVED = "-moved"
LIVES = [life(seed) for seed in range(-120, 0)]
RULES = drawn_rulebook(-1)


def tellings(told: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    plain = changes.uncorrected(told)
    return {
        "as told": [told],
        "shuffled": [changes.shuffled(told)],
        "renamed": [changes.renamed(told)],
        "among strangers": [changes.among_strangers(told, FIELDS)],
        "corrected later": [changes.corrected_later(told)],
        "moved": [changes.moved(told)],
        "uncorrected": [plain],
        "judged later": [changes.judged_later(plain)],
        "by actor": changes.by_actor(plain),
    }


def moved_rule(rule: Tree) -> Tree:
    effective = {key: moved_day(day) for key, day in rule["effective"].items()}
    return rule | {"id": rule["id"] + MOVED, "effective": effective}


@pytest.fixture(scope="module")
def judged() -> Judged:
    moving = [moved_rule(rule) for rule in RULES if counts_plain_days(rule)]
    lives = [tellings(told) for told in LIVES]
    return judge_told(lives, lambda flat: by_both([*RULES, *moving], flat))


def ids(suits: Callable[[Tree], bool]) -> list[str]:
    """Return the rules that a change leaves alone; several, or nothing is shown."""
    found = [rule["id"] for rule in RULES if suits(rule)]
    assert len(found) >= 4
    return found


def test_verdicts_stay_in_any_order_of_rows(judged: Judged) -> None:
    for told, shuffled in judged.pairs("as told", "shuffled", ids(lambda _: True)):
        assert shuffled == told


def test_verdicts_stay_under_other_names(judged: Judged) -> None:
    names = {name for told in LIVES for name in names_of(told)}
    rules = ids(lambda rule: names_nothing(rule, names))

    for told, renamed in judged.pairs("as told", "renamed", rules):
        assert unmarked(renamed) == told


def test_verdicts_stay_among_strangers(judged: Judged) -> None:
    rules = ids(lambda rule: shares_a_text(rule, FIELDS))

    for told, together in judged.pairs("as told", "among strangers", rules):
        assert of_records(together) == told


def test_verdicts_stay_when_corrections_are_written_after_as_of(judged: Judged) -> None:
    rules = ids(lambda _: True)

    for told, corrected in judged.pairs("as told", "corrected later", rules):
        assert corrected == told


def test_verdicts_move_with_all_days_by_whole_weeks(judged: Judged) -> None:
    rules = ids(counts_plain_days)
    both = [name + end for name in rules for end in ("", MOVED)]

    for told, moved in judged.pairs("as told", "moved", both):
        assert unmoved(moved) == {
            key: said for key, said in told.items() if not key[0].endswith(MOVED)
        }


def test_lateness_stays_a_breach_on_every_later_day(judged: Judged) -> None:
    rules = ids(is_late_for_good)
    late = 0
    for before, after in judged.pairs("uncorrected", "judged later", rules):
        for key, (verdict, _, _, days, *_) in before.items():
            if verdict == "breach" and days:
                late += 1
                assert after[key][0] == "breach"

    assert late > 20


def test_verdicts_stay_when_each_actor_is_judged_alone(judged: Judged) -> None:
    rules = ids(stays_with_its_actor)

    for together, apart in judged.pairs("uncorrected", "by actor", rules):
        assert apart == together


def unmoved(duties: Duties) -> Duties:
    """Return the duties of moved rules with their days moved back."""
    return {
        (rule_id.removesuffix(MOVED), record): (
            said[0], *(moved_back(day) for day in said[1:3]), *said[3:],
        )
        for (rule_id, record), said in duties.items()
        if rule_id.endswith(MOVED)
    }  # fmt: skip


def moved_back(day: str | None) -> str | None:
    return day and (date.fromisoformat(day) - WEEKS).isoformat()
