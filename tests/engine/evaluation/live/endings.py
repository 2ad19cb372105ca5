"""How duties of single rules end in the live evaluator, in the words of `outcomes`."""

from __future__ import annotations

from typing import Any

from engine.evaluation.live import judging as live
from engine.rulebook.outcomes import outcomes
from tests.engine.agreement.pieces import life, with_facts

Tree = dict[str, Any]
Ending = tuple[str, str | None]


def endings(one: Tree, *records: Tree, **whole: Any) -> dict[str, Ending]:
    """Return outcome and witness of each duty of a life; `whole` changes the life."""
    tables, predicates = with_facts([one], life(*records) | whole)
    _, failures = live.judge(tables, tables.table("facts"), predicates)
    assert failures == []
    found = tables.connection.execute(
        "SELECT t.record_id, outcome, w.record_id FROM ruled "
        "JOIN facts AS t USING (record_key) LEFT JOIN facts AS w ON w.record_key = witness"
    ).fetchall()
    assert len({name for name, *_ in found}) == len(found), "a duty ended twice"
    return {name: (outcomes()[code], witness) for name, code, witness in found}


def ending(one: Tree, *records: Tree, **whole: Any) -> Ending:
    """Return how the duty of the record r1 ends."""
    return endings(one, *records, **whole)["r1"]
