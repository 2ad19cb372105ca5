"""Which records bear on a duty of `be_covered_by`: an operator's in a region and year."""

from __future__ import annotations

from engine.evaluation.dependencies import column_name, of_when
from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.forms.defaults.dependencies import absences, finding_key
from engine.forms.typed import form_of
from engine.rulebook import Rule

# The paths to a party by way of a register, as SQL over a row of records named {0}.
_OPERATORS = {
    "battery.maker_id": "(SELECT max(maker_id) FROM batteries AS b "
    "WHERE b.battery_code = {0}.battery_code)",
    "vehicle.maker_id": "(SELECT max(maker_id) FROM vehicles AS v "
    "WHERE v.vin = {0}.vin)",
    "outlet.operator_id": "(SELECT max(operator_id) FROM outlets AS o "
    "WHERE o.outlet_id = {0}.actor_id OR o.run_by = {0}.actor_id)",
}


def columns(rule: Rule) -> list[str]:
    """Name the region, and the operator's column where it is the record's own."""
    operator = form_of(rule, BeCoveredBy).operator
    return ["region"] if operator in _OPERATORS else ["region", operator]


def matches(rule: Rule) -> str | None:
    """Match records of the rule's events, by one operator in one region and year."""
    form = form_of(rule, BeCoveredBy)
    return (
        f"{of_when(rule, 't')} AND {of_when(rule, 'r')} "
        "AND year(r.occurred_on) = year(t.occurred_on) "
        f"AND {_operator(form, 'r')} = {_operator(form, 't')} "
        f"AND {_area(form, 'r')} = {_area(form, 't')}"
    )


def group_key(rule: Rule) -> str | None:
    """Name a group after its operator, region and year."""
    form = form_of(rule, BeCoveredBy)
    group = (_operator(form, "r"), _area(form, "r"), "year(r.occurred_on)")
    return " || '/' || ".join(group)


def _operator(form: BeCoveredBy, row: str) -> str:
    known = _OPERATORS.get(form.operator)
    return known.format(row) if known else f"{row}.{column_name(form.operator)}"


def _area(form: BeCoveredBy, row: str) -> str:
    return f"substr({row}.region, 1, {form.digits})"


__all__ = ["absences", "columns", "finding_key", "group_key", "matches"]
