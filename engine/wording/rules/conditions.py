"""Words conditions: each test as a clause, alternatives as a numbered list."""

from __future__ import annotations

from itertools import groupby

from engine.rulebook import AnyOf, Condition, NoneOf, Path, Test, Text, Value
from engine.rulebook.columns import REGISTERS
from engine.wording.labels import Labels, plain
from engine.wording.rules.phrases import (
    all_of,
    both,
    joined,
    lowered,
    numbered,
    one_of,
    quoted,
    with_article,
)

_COMPARISONS = {
    "at_least": Text("不低于", "is at least "), "at_most": Text("不高于", "is at most "),
    "over": Text("高于", "is over "), "under": Text("低于", "is under "),
}  # fmt: skip
_DAY_COMPARISONS = {
    "at_least": Text("不早于", "is on or after "),
    "at_most": Text("不晚于", "is on or before "),
    "over": Text("晚于", "is after "), "under": Text("早于", "is before "),
}  # fmt: skip
_KNOWN, _EMPTY = Text("已填写", "is filled in"), Text("未填写", "is left empty")
_PARTIES = {"actor": "actor_id", "counterparty": "counterparty_id"}
_OF_PARTIES = ("holds", "holds_any", "runs_outlet_for")


def condition_words(condition: Condition, labels: Labels, depth: int = 0) -> Text:
    """Word a conjunction as clauses; numbered lists come last."""
    tests = [part for part in condition.parts if isinstance(part, Test)]
    lists = [part for part in condition.parts if not isinstance(part, Test)]
    clauses = [
        _clause(subject, list(group), labels)
        for subject, group in groupby(tests, key=_subject)
    ]
    plain_part = joined(clauses, "，且", " and ")
    parts = [plain_part] if clauses else []
    parts += [_list(part, labels, depth) for part in lists]
    return joined(parts, "；并且", "; and ")


def name_of(path: str, labels: Labels) -> Text:
    """Name the values of a path, as the subject of a clause."""
    label = labels.label(path)
    if _is_flag(path, labels):
        return quoted(label)
    name = lowered(label)
    return Text(name.zh, f"the {name.en}")


def _subject(test: Test) -> str:
    """Return the path that is the subject of a clause; a party, for its roles."""
    if test.operator in _OF_PARTIES or test.path.endswith(".roles"):
        return _PARTIES[test.path.removesuffix(".roles")]
    return test.path


def _list(part: AnyOf | NoneOf, labels: Labels, depth: int) -> Text:
    alone = len(part.alternatives) == 1
    inner = [condition_words(c, labels, depth + 1) for c in part.alternatives]
    if alone and isinstance(part, AnyOf):
        return inner[0]
    if alone:
        return both(Text("并非", "it is not so that "), inner[0])
    head = (
        Text("下列至少一项成立：", "at least one of these is so: ")
        if isinstance(part, AnyOf)
        else Text("下列均不成立：", "none of these is so: ")
    )
    return both(head, numbered(inner, depth))


def _clause(path: str, tests: list[Test], labels: Labels) -> Text:
    """Word the tests of one path as one clause that names the path once."""
    predicates = joined([_predicate(test, labels) for test in tests], "且", " and ")
    return both(name_of(path, labels), Text("", " "), predicates)


def _predicate(test: Test, labels: Labels) -> Text:
    match test.operator:
        case "known":
            return _KNOWN if test.values == (True,) else _EMPTY
        case "format":
            name = labels.words.formats[str(test.values[0])]
            return both(Text("符合", "has the form of "), quoted(name),
                        Text("的格式", ""))  # fmt: skip
        case "holds" | "holds_any":
            return _held(test, labels)
        case "runs_outlet_for":
            roles = _roles(test, labels)
            return Text(
                f"当日经营为{roles.zh}设立的网点",
                f"runs an outlet, open that day, set up for {roles.en}",
            )
        case "is" | "not":
            return _equal(test, labels)
        case comparison:
            days = labels.is_date(test.path)
            verb = (_DAY_COMPARISONS if days else _COMPARISONS)[comparison]
            return both(verb, _value(test, test.values[0], labels))


def _equal(test: Test, labels: Labels) -> Text:
    if test.path.endswith(".roles"):
        values = _roles(test, labels)
    else:
        values = one_of(_value(test, value, labels) for value in test.values)
    negated = test.operator == "not"
    return both(Text("不为" if negated else "为", "is not " if negated else "is "),
                values)  # fmt: skip


def _held(test: Test, labels: Labels) -> Text:
    names = [quoted(labels.words.credentials[str(kind)]) for kind in test.values]
    if test.operator == "holds_any" and len(names) > 1:
        held = one_of(names)
        return Text(
            f"当日至少持有{held.zh}之一且有效",
            f"holds at least one of {held.en}, valid on that day",
        )
    held = all_of(names)
    return Text(f"当日持有有效的{held.zh}", f"holds {held.en}, valid on that day")


def _roles(test: Test, labels: Labels) -> Text:
    return one_of(with_article(labels.words.roles[str(r)]) for r in test.values)


def _value(test: Test, value: Value, labels: Labels) -> Text:
    if isinstance(value, Path):
        return name_of(value.name, labels)
    known = labels.value(test.path, value)
    if known is None or known == Text(plain(value), plain(value)):
        bare = plain(value)
        return quoted(Text(bare, bare)) if isinstance(value, str) else Text(bare, bare)
    return quoted(known)


def _is_flag(path: str, labels: Labels) -> bool:
    column = path.rpartition(".")[2]
    registers = REGISTERS.values() if "." in path else ()
    return labels.words.types.get(path) == "flag" or any(
        register.get(column) == "flag" for register in registers
    )
