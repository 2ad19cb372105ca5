"""How duties of single rules end in the sweep, in the words of `outcomes`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.evaluation import sweep
from engine.evaluation.pipeline import begin
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep.scan import Scan
from engine.evaluation.visibility import Situations
from engine.rulebook.outcomes import outcomes
from tests.engine.agreement.judges import keep_lives, new_tables, rulebook_of
from tests.engine.agreement.pieces import life
from tests.engine.agreement.words import CALENDAR

Tree = dict[str, Any]
Ending = tuple[str, str | None]


def scan_of(rules: Sequence[Tree], *lives: Tree) -> Scan:
    """Return the lives laid open for the passes of the sweep."""
    tables = new_tables()
    keep_lives(tables, lives)
    predicates = PredicateIndex(
        rulebook_of(rules).rules, ["rolling"], Situations.of(tables).absent
    )
    return Scan(begin(tables, predicates, CALENDAR), predicates)


def all_endings(rules: Sequence[Tree], *lives: Tree) -> dict[tuple[str, str], Ending]:
    """Return outcome and witness of each duty, by rule id and record_id."""
    scan = scan_of(rules, *lives)
    rulings = Rulings(scan.tables, keep_compliant=True, doubts=scan.inputs.doubts)
    sweep.judge(scan.inputs, scan.predicates, rulings)
    found = scan.tables.connection.execute(
        "SELECT rule, coalesce(y.record_id, t.record_id), outcome, w.record_id "
        "FROM rulings LEFT JOIN visible AS t USING (record_key) "
        "LEFT JOIN group_rows AS y USING (record_key) "
        "LEFT JOIN visible AS w ON w.record_key = witness"
    ).fetchall()
    ids = [rule.id for rule in scan.predicates.rules]
    ends = {(ids[n], name): (outcomes()[code], w) for n, name, code, w in found}
    assert len(ends) == len(found), "a duty ended twice"
    return ends


def endings(one: Tree, *records: Tree, **whole: Any) -> dict[str, Ending]:
    """Return how each duty of one rule ends in a life; `whole` changes the life."""
    ends = all_endings([one], life(*records) | whole)
    return {name: end for (_, name), end in ends.items()}


def ending(one: Tree, *records: Tree, **whole: Any) -> Ending:
    """Return how the duty of the record r1 ends."""
    return endings(one, *records, **whole)["r1"]
