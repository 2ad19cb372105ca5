"""Single rules and lives written by hand, for tests of one thing at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.evaluation.finding_ids import keep_first_records
from engine.evaluation.findings import keep_findings
from engine.evaluation.live import judging
from engine.evaluation.pipeline import begin, keep_every_fact
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.rulings import Rulings
from engine.evaluation.visibility import RecordTables, Situations
from engine.tables.store import TableStore
from tests.engine.agreement.judges import (
    by_the_engine,
    by_the_referee,
    keep_lives,
    new_tables,
    rulebook_of,
)
from tests.engine.agreement.rules import Tree, whole
from tests.engine.agreement.words import CALENDAR

LONG_AGO = date(2000, 1, 1)


def rule(number: int = 0, instrument: str = "plain", **given: Any) -> Tree:
    """Write a rule for anyone's sealing of a crate; `given` says what differs."""
    source = {"instrument": instrument, "article": "1", "confidence": "D"}
    return whole(id=f"{instrument}/r{number}", source=source, **given)


def record(name: str, **given: Any) -> Tree:
    whole = {"event": "crate.sealed", "occurred_on": date(2024, 1, 31)}
    named = {"record_id": name, "actor_id": "P", "battery_code": "B1"}
    return named | whole | given


def life(*records: Tree, **registers: list[Tree]) -> Tree:
    return {
        "records": list(records),
        "complete": {"from": LONG_AGO},
        "as_of": date(2024, 12, 31),
        "registers": registers,
    }


def agreed(one: Tree, *lives: Tree) -> dict[str, tuple[Any, ...]]:
    """Return what both judges say of each record of the first life."""
    found, expected = by_the_engine([one], lives), by_the_referee([one], lives)
    assert found == expected
    return {name: said for (number, _, name), said in found.items() if number == 0}


def with_facts(rules: list[Tree], *lives: Tree) -> tuple[TableStore, PredicateIndex]:
    """Return the tables in which the facts of the lives are ready to be judged."""
    tables = new_tables()
    keep_lives(tables, lives)
    predicates = PredicateIndex(
        rulebook_of(rules).rules, ["rolling"], Situations.of(tables).absent
    )
    keep_every_fact(begin(tables, predicates, CALENDAR), predicates)
    return tables, predicates


def duties(rules: list[Tree], *lives: Tree) -> list[dict[str, Any]]:
    """Return the findings on the lives, by record, compliant ones too."""
    tables, predicates = with_facts(rules, *lives)
    facts, words = tables.table("facts"), rulebook_of(rules).vocabularies["crates"]
    ruled, failures = judging.judge(tables, facts, predicates)
    assert failures == []
    rulings = Rulings(tables, keep_compliant=True)
    rulings.take(ruled)
    firsts = keep_first_records(tables, RecordTables.of(tables))
    keep_findings(tables, facts, rulings, predicates, words, CALENDAR, firsts)
    rows = tables.connection.execute(
        "SELECT * FROM duties ORDER BY situation, record_key"
    )
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
