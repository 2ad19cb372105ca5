"""Which columns of records and registers a rule reads."""

from __future__ import annotations

from collections.abc import Sequence

from engine.evaluation.forms import dependencies_part
from engine.evaluation.predicates import requirements_of
from engine.rulebook import Rule
from engine.rulebook.columns import OUTLET_OPERATOR, REGISTER_OF, SHORT_NAMES

TableColumn = tuple[str, str]

_OF_CREDENTIALS = ("kind", "valid_from", "valid_until")
# What tests of a party read, by operator.
_TESTS_OF_PARTIES = {
    "holds": ("credentials", _OF_CREDENTIALS),
    "holds_any": ("credentials", _OF_CREDENTIALS),
    "runs_outlet_for": ("outlets", ("operator_id", "run_by", "opened_on", "closed_on")),
}
# Whether a party without such a row is known to have none is said by its registration.
_REGISTERED = ("entities", "entity_id")
_ROLES = ("entities", "roles")
# The columns of records by which registers are looked up, by the first word of a path.
_POINTERS = {**SHORT_NAMES, "vehicle": "vin", "outlet": "actor_id"}


def columns_at(path: str) -> tuple[str, Sequence[str]]:
    """Return the table and the columns from which the value of a path is taken."""
    head, _, column = path.partition(".")
    if column in _TESTS_OF_PARTIES:
        return _TESTS_OF_PARTIES[column]
    if path == OUTLET_OPERATOR:
        return "outlets", ("operator_id", "run_by")
    return (REGISTER_OF[head], [column]) if head in REGISTER_OF else ("records", [path])


def columns_read(rule: Rule) -> frozenset[TableColumn]:
    """Return the columns, each with its table, that decide the verdicts of a rule.

    Columns that are required are among them only where the rule names them.
    """
    read, form = requirements_of(rule), rule.demand.form
    owner = {rule.owed_by} if rule.owed_by else set()
    matched = (*form.trigger_columns, *dependencies_part(form).columns(rule))
    found = set(form.register_columns)
    for path in {*read.own, *read.paths, *owner, *matched, *form.demanded_columns}:
        found |= _of_path(path)
    for leaf in read.leaves_of_parties:
        found |= _of_path(f"{leaf.path}.{leaf.operator}") | {_REGISTERED}
        if leaf.operator == "runs_outlet_for":
            found.add(_ROLES)
    return frozenset(found)


def _of_path(path: str) -> set[TableColumn]:
    """Return the columns of a path, and the one by which its register is looked up."""
    table, columns = columns_at(path)
    head, dot, _ = path.partition(".")
    pointer = [("records", _POINTERS[head])] if dot else []
    return {*((table, column) for column in columns), *pointer}
