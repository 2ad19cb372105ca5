"""The defaults of the part `live`: a trigger is judged by itself, in its battery's group."""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluation.absent_columns import AbsentColumns
from engine.evaluation.live.branch_builder import Grouping
from engine.evaluation.live.parts import Needed
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook import Form, Rule


def grouping(form: Form, absent: AbsentColumns) -> Grouping:
    """Group records by battery."""
    return Grouping()


def needed(rule: Rule, predicates: PredicateIndex) -> Iterator[Needed]:
    """Need no other record beside a trigger."""
    yield from ()
