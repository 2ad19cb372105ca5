"""One pass over the tables of a dataset: which rules, for which day, with what failures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.errors import UsageError
from engine.evaluation.live import judging as live
from engine.evaluation.pipeline import Situation, choose_rules, evaluate
from engine.rulebook import Completeness
from tests.engine.agreement.judges import keep_lives, new_tables, rulebook_of
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.agreement.words import CALENDAR

REPORTED = {"be_reported": {"within": "30 days"}}
MOVED = rule(1, when="crate.moved", must=REPORTED)
BOOK = rulebook_of([rule(0, must=REPORTED), MOVED])


def judged(*lives: Any, progress: Any = None) -> tuple[Any, Any, dict[str, float]]:
    tables = new_tables()
    keep_lives(tables, lives)
    failures, seconds = evaluate(tables, BOOK, "crates", BOOK.rules, CALENDAR, progress)
    return tables.connection, failures, seconds


@pytest.mark.parametrize(
    ("until", "day"), [(None, 20), (date(2024, 1, 10), 10), (date(2025, 1, 1), 20)]
)
def test_absence_counts_up_to_the_earlier_of_both_days(
    until: date | None, day: int
) -> None:
    situation = Situation(0, date(2024, 1, 20), Completeness(None, until))

    assert situation.judged_on == date(2024, 1, day)


def test_situations_are_judged_each_for_its_own_day() -> None:
    one = life(record("r1"))
    connection, _, _ = judged(
        one | {"as_of": date(2024, 3, 1)}, one | {"as_of": date(2024, 3, 2)}
    )

    query = "SELECT situation, verdict FROM duties ORDER BY situation"
    found = connection.execute(query).fetchall()
    assert found == [(0, "pending"), (1, "breach")]


def test_rule_that_no_record_sets_off_has_no_duties() -> None:
    connection, failures, _ = judged(life(record("r1")))

    rules = connection.execute("SELECT DISTINCT rule_id FROM duties").fetchall()
    assert (failures, rules) == ([], [("plain/r0",)])


def test_dataset_without_records_is_judged_and_has_no_duties() -> None:
    connection, failures, _ = judged(life())

    assert failures == []
    assert connection.execute("SELECT count(*) FROM duties").fetchall() == [(0,)]


def test_phases_are_told_in_their_order_and_timed() -> None:
    told: list[str] = []

    _, _, seconds = judged(
        life(record("r1")), progress=lambda phase, done, total: told.append(phase)
    )

    assert list(dict.fromkeys(told)) == ["facts", "rules", "findings"]
    assert list(seconds) == ["facts", "rules", "findings"]


def test_failures_of_groups_are_returned_and_the_rest_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "FACTS_PER_GROUP", 1)
    crowd = record("r1", battery_code="B"), record("r2", battery_code="B")

    connection, failures, _ = judged(life(*crowd, record("r3", battery_code="C")))

    assert [failure.record_keys for failure in failures] == [(1, 2)]
    assert connection.execute("SELECT record_id FROM duties").fetchall() == [("r3",)]


def test_chosen_rules_are_all_of_the_vocabulary_or_those_named() -> None:
    assert choose_rules(BOOK, "crates") == BOOK.rules
    assert choose_rules(BOOK, "crates", ["plain/r1"]) == (BOOK.rule("plain/r1"),)


def test_unknown_rule_is_refused_with_the_command_that_names_them() -> None:
    with pytest.raises(UsageError) as refused:
        choose_rules(BOOK, "crates", ["plain/r1", "plain/r9"])

    assert str(refused.value) == (
        "No rule plain/r9 applies to the vocabulary crates. "
        "`packlaw rules list` names them all."
    )
