"""Rulings become findings with lasting ids, days and reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.evaluation.findings import COLUMNS
from tests.engine.agreement.pieces import duties, life, record, rule

REPORTED = {"be_reported": {"within": "30 days"}}


def test_finding_has_its_columns_in_their_order() -> None:
    (duty,) = duties([rule(must=REPORTED)], life(record("r1")))

    assert tuple(duty)[: len(COLUMNS)] == COLUMNS


def test_duty_keeps_its_id_when_its_record_is_corrected() -> None:
    first, other = record("r1"), record("r9")
    later = record("r2", corrects="r1", first_record_id="r1")

    before, after, another = duties(
        [rule(must=REPORTED)], life(first), life(first, later), life(other)
    )

    assert (before["record_id"], after["record_id"]) == ("r1", "r2")
    assert before["finding_id"] == after["finding_id"] != another["finding_id"]


def test_unknown_column_is_named_when_a_duty_is_undetermined() -> None:
    where = {"kg": {"over": 1}, "grade": "a"}

    (duty,) = duties([rule(must=REPORTED, where=where)], life(record("r1", kg="2")))

    assert (duty["verdict"], duty["missing_field"]) == ("undetermined", "grade")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        ({"cooled": None}, "cooled"),
        ({"note": None}, "note"),
        ({"grade": None}, "grade"),
        ({"t0": None}, "t0"),
        ({"kg": None}, "kg"),
        ({"grade": "b", "kg": None, "year": None}, "year"),
        ({"year": 0}, "denominator"),
    ],
)
def test_what_leaves_a_yearly_share_open_is_named(
    cells: dict[str, Any], missing: str
) -> None:
    whole = {"cooled": True, "note": "a", "grade": "a", "t0": False, "kg": 1, "year": 1}
    where = {"cooled": True, "none_of": [{"note": "B1"}]}
    counted = {"grade": "a", "none_of": [{"t0": True}]}
    share = {
        "numerator": {"sum": "kg", "where": counted}, "denominator": {"sum": "year"}
    }  # fmt: skip
    demand = {"reach": {"measure": share, "per": "year", "at_least": "98 %"}}

    (duty,) = duties(
        [rule(must=demand, where=where)], life(record("r1", **whole | cells))
    )

    assert (duty["verdict"], duty["missing_field"]) == ("undetermined", missing)


@pytest.mark.parametrize(
    ("complete", "missing"),
    [
        ({"from": None}, "complete.from"),
        ({"from": date(2000, 1, 1), "until": date(2024, 1, 30)}, "complete.until"),
        ({"from": date(2024, 1, 31)}, "complete.from"),
    ],
)
def test_bound_of_the_data_that_hides_what_came_before_is_named(
    complete: dict[str, Any], missing: str
) -> None:
    preceded = {"be_preceded_by": {"event": "crate.moved", "within": "9 days"}}
    born = [{"battery_code": "B1", "produced_on": date(2023, 1, 1)}]
    one = life(record("r1"), batteries=born) | {"complete": complete}

    (duty,) = duties([rule(must=preceded)], one)

    assert (duty["verdict"], duty["missing_field"]) == ("undetermined", missing)


def test_sentence_names_the_unknown_column_as_people_do() -> None:
    where = {"grade": "a"}

    (duty,) = duties([rule(must=REPORTED, where=where)], life(record("r1")))

    assert "“栏grade”未知" in duty["reason_zh"]
    assert '"column grade" is unknown' in duty["reason_en"]


def test_code_is_worded_and_one_the_list_lacks_stands_as_it_is() -> None:
    demand = {"hold": {"grade": "a"}}
    lives = [life(record("r1", grade=grade)) for grade in ("b", "odd")]

    known, odd = duties([rule(must=demand)], *lives)

    assert (
        "记录显示栏grade：词b；要求是栏grade为“词a”。不符合要求。" in known["reason_zh"]
    )
    assert odd["reason_en"].endswith(
        "; the record shows column grade: odd; demanded is that the column grade is "
        "“a”. It is not as demanded."
    )


def test_reason_is_a_whole_sentence_in_both_languages() -> None:
    (duty,) = duties([rule(must=REPORTED)], life(record("r1")))

    assert "词crate.sealed" in duty["reason_zh"]
    assert duty["reason_zh"].endswith("。")
    assert "305 calendar days" in duty["reason_en"]
    assert duty["days"] == 305


def test_nothing_that_follows_is_said_of_the_days_up_to_the_end_of_the_window() -> None:
    closed = {"be_followed_by": {"event": "crate.lost", "within": "2 years"}}
    open_ = {"be_followed_by": {"event": "crate.lost"}}
    one = life(record("r1")) | {"as_of": date(2028, 12, 31)}

    (before, after) = (
        duties([rule(must_not=demand)], one)[0] for demand in (closed, open_)
    )

    assert before["reason_zh"].endswith("；其后未见词crate.lost，截至2026-01-31。")
    assert before["reason_en"].endswith(" up to 2026-01-31.")
    assert after["reason_en"].endswith(" up to 2028-12-31.")


def test_window_that_is_still_open_is_followed_up_to_the_day_of_judgement() -> None:
    demand = {"be_followed_by": {"event": "crate.lost", "within": "2 years"}}

    (duty,) = duties([rule(must_not=demand)], life(record("r1")))

    assert duty["reason_en"].endswith(" up to 2024-12-31.")


def test_ratio_is_a_percentage_with_its_units_and_records() -> None:
    measure = {
        part: {"sum": "kg", "where": {"grade": grade}}
        for part, grade in (("numerator", "a"), ("denominator", "b"))
    }
    demand = {"reach": {"measure": measure, "per": "year", "at_least": "98 %"}}
    whole, part = record("r1", grade="b", kg=3), record("r2", grade="a", kg=2)

    (duty,) = duties([rule(must=demand)], life(whole, part))

    assert duty["reason_zh"] == (
        "2024年度，栏grade为“词a”的栏kg合计除以栏grade为“词b”的栏kg合计为66.67 %"
        "（2÷3，据2条记录，r1 (2024-01-31)至r2 (2024-01-31)），要求不低于98 %；不符合要求。"
    )
    assert duty["reason_en"] == (
        "In 2024, the sum of the column kg where the column grade is “a” divided by "
        "the sum of the column kg where the column grade is “b” is 66.67 % (2 / 3, of "
        "2 records, r1 (2024-01-31) to r2 (2024-01-31)); demanded is at least 98 %. "
        "Not as demanded."
    )


def test_what_a_format_finds_wrong_is_named() -> None:
    demand = {"hold": {"actor_id": {"format": "uscc", "known": True}}}

    (duty,) = duties(
        [rule(must=demand)], life(record("r1", actor_id="91350100M000100Y44"))
    )

    assert duty["reason_en"].endswith(
        '; the record shows Actor: 91350100M000100Y44 (check character 18 is "4" and '
        'should be "3"); demanded is that the actor has the form of “uscc” and is '
        "filled in. It is not as demanded."
    )


@pytest.mark.parametrize(
    ("condition", "demanded"),
    [
        ({"grade": "a"}, "要求是栏grade不为“词a”"),
        ({"kg": {"over": 1}}, "要求是栏kg不高于1"),
        ({"grade": "a", "kg": {"over": 1}}, "要求是并非栏grade为“词a”，且栏kg高于1"),
    ],
)
def test_what_is_forbidden_is_said_as_what_is_demanded(
    condition: dict[str, Any], demanded: str
) -> None:
    held = record("r1", grade="a", kg=2)

    (duty,) = duties([rule(must_not={"hold": condition})], life(held))

    assert f"；{demanded}。不符合要求。" in duty["reason_zh"]


def test_yearly_ratio_is_of_the_records_that_the_rule_is_about() -> None:
    share = {"numerator": {"sum": "kg"}, "denominator": {"sum": "kg"}}
    demand = {"reach": {"measure": share, "per": "year", "at_least": "98 %"}}

    (duty,) = duties(
        [rule(must=demand, where={"grade": "a"})], life(record("r1", grade="a", kg=3))
    )

    assert "2024年度，栏grade为“词a”的记录中栏kg的合计除以" in duty["reason_zh"]
    assert ", in records where the column grade is “a”, is 100 % (" in duty["reason_en"]
    assert "of 1 record, r1 (2024-01-31))" in duty["reason_en"]
