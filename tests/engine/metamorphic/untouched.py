"""Which rules a change to a life cannot touch, read off the rule files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from engine.rulebook.columns import RECORD_COLUMNS, SHORT_NAMES

Tree = dict[str, Any]


def form_of(rule: Tree) -> tuple[str, Any]:
    """Return the form of a rule and what stands under it."""
    ((form, demand),) = (rule.get("must") or rule["must_not"]).items()
    return form, demand


def shared_columns(rule: Tree) -> list[tuple[str, str]]:
    """Return the columns that the records of a duty share; none where it has one record."""
    form, demand = form_of(rule)
    if form not in ("be_followed_by", "be_preceded_by", "be_alone"):
        return []
    same = demand.get("same", ["battery"])
    pairs = same.items() if isinstance(same, dict) else [(one, one) for one in same]
    return [(full(one), full(other)) for one, other in pairs]


def full(column: str) -> str:
    return SHORT_NAMES.get(column, column)


def names_nothing(rule: Tree, names: Collection[str]) -> bool:
    """Hold where a rule neither names an identifier nor asks how one is written."""
    return not {*names, "format"} & set(leaves(asked_of(rule)))


def shares_a_text(rule: Tree, fields: Mapping[str, str]) -> bool:
    """Hold where records are brought together by a text, which strangers do not share.

    Days, numbers, flags and codes are shared by people who never met.
    """
    kinds = {**RECORD_COLUMNS, **fields}
    pairs = shared_columns(rule)
    return not pairs or any(kinds[a] == kinds[b] == "text" for a, b in pairs)


def stays_with_its_actor(rule: Tree) -> bool:
    """Hold where every record that a duty rests on is its actor's own.

    So it is where a duty has one record, where `same` names the actor on both
    sides, for sums, which are an actor's, and for outlets of the actor: the
    duty of another operator is opened by the first of several actors' records.
    """
    form, demand = form_of(rule)
    if form == "be_covered_by":
        return full(demand.get("operator", "actor")) == "actor_id"
    pairs = shared_columns(rule)
    return not pairs or ("actor_id", "actor_id") in pairs


def counts_plain_days(rule: Tree) -> bool:
    """Hold where whole weeks shift nothing: no working days, months, years or fixed day."""
    form, demand = form_of(rule)
    if rule["source"]["instrument"] == "rolling" or form in ("reach", "be_covered_by"):
        return False
    within = demand.get("within", "1 day") if form != "hold" else "1 day"
    has_days = any(isinstance(leaf, date) for leaf in leaves(asked_of(rule)))
    return (
        not has_days and within.split()[-1] in ("day", "days") and "work" not in within
    )


def is_late_for_good(rule: Tree) -> bool:
    """Hold where lateness cannot be told away: no test asks for `reported_on`.

    A later report can make a record a witness, by a `where` that asks for it.
    """
    form, _ = form_of(rule)
    late = form in ("be_reported", "be_followed_by") and "must" in rule
    return late and "reported_on" not in set(leaves(asked_of(rule)))


def asked_of(rule: Tree) -> list[Any]:
    """Return what decides a duty, without its days of effect and its wording."""
    return [rule.get(key) for key in ("where", "must", "must_not")]


def leaves(tree: Any) -> Iterator[Any]:
    """Yield every key and value of a tree."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from leaves(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from leaves(item)
    else:
        yield tree
