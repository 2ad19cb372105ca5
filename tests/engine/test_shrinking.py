"""A large case shrinks to the part on which judges differ, and is kept as a file."""

from __future__ import annotations

from pathlib import Path

from tests.engine.agreement.cases import Case, keep, read
from tests.engine.agreement.lives import life
from tests.engine.agreement.pieces import rule
from tests.engine.agreement.shrinking import Differs, differing_lives, shrunk
from tests.engine.agreement.words import CRATES, Trade

TRADE = Trade({"crate.sealed": "select", "kg": "100 %"})
REPORTED = {"be_reported": {"within": "30 days"}}


def crated(case: Case) -> Case:
    """Say a case in the words of crates again."""
    back = Trade({name: word for word, name in case.trade.words.items()})
    return Case(back.said(case.rules), back.said(case.lives))


def where(column: str, value: object) -> Differs:
    """Pretend that judges differ where a reported rule meets this cell."""

    def differs(case: Case) -> set[int]:
        told = crated(case)
        if not any("be_reported" in rule["must"] for rule in told.rules):
            return set()
        return {
            number
            for number, one in enumerate(told.lives)
            if any(row.get(column) == value for row in one["records"])
        }

    return differs


def test_one_rule_one_record_and_the_cell_that_matters_are_left() -> None:
    held = {"hold": {"any_of": [{"grade": "a"}, {"grade": "b"}]}}
    rules = [rule(n, must=held, where={"kg": 1}) for n in range(5)]
    rules.append(rule(5, must=REPORTED, where={"kg": 1}, who="packer", owed_by="note"))
    lives = [life(seed) for seed in range(20)]
    case = Case(TRADE.said(rules), TRADE.said(lives), TRADE)

    small = shrunk(case, where("note", "it's"))

    (left,) = small.lives
    (record,) = left["records"]
    assert small.trade == CRATES
    assert small.rules == [rule(5, must=REPORTED)]
    assert {column for column, cell in record.items() if cell is not None} == {
        "record_id", "event", "occurred_on", "actor_id", "note",
    }  # fmt: skip
    assert (left["registers"], left["complete"]) == ({}, {})


def test_kept_case_reads_as_it_was_written(tmp_path: Path) -> None:
    lives = [life(seed) for seed in range(5)]
    case = Case(TRADE.said([rule(must=REPORTED)]), TRADE.said(lives), TRADE)

    again, duties = read(keep(case, tmp_path))

    assert (again.rules, again.trade) == (case.rules, case.trade)
    assert again.expected == duties == case.expected
    assert duties


def test_nothing_differs_where_the_judges_agree() -> None:
    assert differing_lives(Case([rule(must=REPORTED)], [life(1), life(2)])) == set()


def test_a_rule_that_shrank_to_nonsense_is_no_disagreement() -> None:
    assert differing_lives(Case([rule(must={"hold": {}})], [life(1)])) == set()
