"""From a large case on which judges differ to a small one on which they still do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from engine.errors import RuleFileError
from tests.engine.agreement.cases import Case
from tests.engine.agreement.judges import by_both, rulebook_of
from tests.engine.agreement.rules import Tree
from tests.engine.agreement.words import CRATES

# The numbers of the lives on which the judges differ; all, where that is not told.
Differs = Callable[[Case], set[int]]
NEEDED = ("record_id", "event", "occurred_on", "actor_id")
DEMANDS = ("must", "must_not")


def differing_lives(case: Case) -> set[int]:
    """Find lives on which an evaluator fails, or says other than any other judge."""
    everywhere = set(range(len(case.lives)))
    try:
        rulebook_of(case.rules, case.trade)
    except RuleFileError:
        return set()  # a shrunk rule may be none
    expected = case.expected
    try:
        found, labels = by_both(case.rules, case.lives, case.trade)
    except Exception:
        return everywhere
    lives = {
        key[0]
        for one in found.values()
        for key in expected.keys() | one.duties.keys()
        if expected.get(key) != one.duties.get(key)
    }
    return lives or (everywhere if labels else set())


def shrunk(case: Case, differs: Differs = differing_lives) -> Case:
    """Drop rules, lives, records, cells and conditions while the judges still differ."""
    while smaller := next(smaller_differing(case, differs), None):
        case = smaller
    return case


def smaller_differing(case: Case, differs: Differs) -> Iterator[Case]:
    """Yield cases with a part left out, the largest parts first, that still differ."""
    for rules in fewer(case.rules):
        yield from confirmed(replace(case, rules=rules), differs)
    for lives in fewer(case.lives):
        yield from confirmed(replace(case, lives=lives), differs)
    if len(case.rules) > 1 or len(case.lives) > 1:
        return
    for plain in plainer_words(case):
        yield from confirmed(plain, differs)
    # Many lives are judged as fast as one, so that suspects are found together.
    lives = list(smaller_lives(case.lives[0]))
    for suspect in sorted(differs(replace(case, lives=lives))):
        yield from confirmed(replace(case, lives=[lives[suspect]]), differs)
    for fuller in fuller_lives(case.lives[0]):
        yield from confirmed(replace(case, lives=[fuller]), differs)
    for rule in smaller_rules(case.rules[0]):
        yield from confirmed(replace(case, rules=[rule]), differs)


def confirmed(case: Case, differs: Differs) -> Iterator[Case]:
    if differs(case):
        yield case


def fewer(items: list[Any], least: int = 1) -> Iterator[list[Any]]:
    """Yield the list without a half, a quarter, … and at last without each item."""
    size = len(items)
    while size > 1:
        size = (size + 1) // 2
        for start in range(0, len(items), size):
            left = items[:start] + items[start + size :]
            if len(left) >= least:
                yield left
    if least == 0 and len(items) == 1:
        yield []


def plainer_words(case: Case) -> Iterator[Case]:
    """Yield the case in the words of crates."""
    if case.trade.words:
        back = replace(case.trade, words={v: k for k, v in case.trade.words.items()})
        yield Case(back.said(case.rules), back.said(case.lives), CRATES)


def smaller_lives(life: Tree) -> Iterator[Tree]:
    """Yield lives without some records, other rows, registers or cells."""
    for records in fewer(life["records"]):
        yield life | {"records": records}
    for part in ("rejected", "registers"):
        for tables in smaller_tables(life.get(part, {})):
            yield life | {part: tables}
    for key in life["complete"]:
        yield life | {"complete": without(life["complete"], key)}
    for records in emptier(life["records"]):
        yield life | {"records": records}
    for part in ("rejected", "registers"):
        for name, rows in life.get(part, {}).items():
            for left in emptier(rows):
                yield life | {part: life[part] | {name: left}}


def smaller_tables(tables: Tree) -> Iterator[Tree]:
    """Yield the tables without one, and without some rows of each."""
    for name, rows in tables.items():
        yield without(tables, name)
        for left in fewer(rows, least=0):
            yield tables | {name: left}


def fuller_lives(life: Tree) -> Iterator[Tree]:
    """Yield the life with a column back that no file had; these are judged one by one."""
    absent: dict[str, list[str]] = life.get("absent", {})
    for table, columns in absent.items():
        for column in columns:
            left = [name for name in columns if name != column]
            rest = without(absent, table) | ({table: left} if left else {})
            yield life | {"absent": rest}


def emptier(rows: list[Tree]) -> Iterator[list[Tree]]:
    """Yield the rows with all that may be empty in one column emptied, then per row."""
    columns = {c: None for row in rows for c in row if c not in NEEDED}
    for column in list(columns)[1 if rows and "record_id" not in rows[0] else 0 :]:
        if any(row.get(column) is not None for row in rows):
            yield [without(row, column) for row in rows]
            for place, row in enumerate(rows):
                if len(rows) > 1 and row.get(column) is not None:
                    yield [*rows[:place], without(row, column), *rows[place + 1 :]]


def smaller_rules(rule: Tree) -> Iterator[Tree]:
    """Yield rules without an optional key or a condition, or open to anyone."""
    if rule["who"] != "anyone":
        yield rule | {"who": "anyone"}
    for key in ("owed_by", "where"):
        if key in rule:
            yield without(rule, key)
    for key in ("where", *DEMANDS):
        for tree in pruned(rule.get(key)):
            yield rule | {key: tree}


def pruned(tree: Any) -> Iterator[Any]:
    """Yield a tree without one of its branches, at any depth; some are no rule then."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if len(tree) > 1:
                yield without(tree, key)
            yield from ({**tree, key: left} for left in pruned(value))
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            if len(tree) > 1:
                yield [*tree[:place], *tree[place + 1 :]]
            yield from (
                [*tree[:place], left, *tree[place + 1 :]] for left in pruned(value)
            )


def without(tree: Tree, key: str) -> Tree:
    return {name: value for name, value in tree.items() if name != key}
