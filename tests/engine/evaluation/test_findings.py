"""Rulings become findings with lasting ids, days and reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.evaluation.finding_ids import keep_first_records
from engine.evaluation.findings import COLUMNS, keep_findings
from engine.evaluation.live import judging as live
from engine.evaluation.rulings import Rulings
from engine.evaluation.visibility import RecordTables
from tests.engine.agreement.judges import rulebook_of
from tests.engine.agreement.pieces import life, record, rule, with_facts
from tests.engine.agreement.rules import Tree

REPORTED = {"be_reported": {"within": "30 days"}}


def duties(rules: list[Tree], *lives: Tree) -> list[dict[str, Any]]:
    tables, predicates = with_facts(rules, *lives)
    facts, words = tables.table("facts"), rulebook_of(rules).vocabularies["crates"]
    ruled, failures = live.judge(tables, facts, predicates)
    assert failures == []
    rulings = Rulings(tables, keep_compliant=True)
    rulings.take(ruled)
    firsts = keep_first_records(tables, RecordTables.of(tables))
    keep_findings(tables, facts, rulings, predicates, words, firsts)
    rows = tables.connection.execute(
        "SELECT * FROM duties ORDER BY situation, record_key"
    )
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


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

    assert "栏grade：词b。" in known["reason_zh"]
    assert "column grade: odd. Not as demanded." in odd["reason_en"]


def test_reason_is_a_whole_sentence_in_both_languages() -> None:
    (duty,) = duties([rule(must=REPORTED)], life(record("r1")))

    assert "词crate.sealed" in duty["reason_zh"]
    assert duty["reason_zh"].endswith("。")
    assert "305 days" in duty["reason_en"]
    assert duty["days"] == 305
