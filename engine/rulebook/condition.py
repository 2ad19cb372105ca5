"""Reads conditions, which are `path: test` pairs, into typed tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from engine.errors import Text
from engine.rulebook.allowed_values import AllowedValues
from engine.rulebook.choices import TESTS
from engine.rulebook.lexicon import HOLDINGS, RUNS_OUTLET, Lexicon
from engine.rulebook.model import (
    AnyOf,
    Condition,
    NoneOf,
    Operator,
    Path,
    Test,
    Value,
)
from engine.rulebook.page import FieldReader
from engine.rulebook.tree import Listing, Node, Scalar, Tree

_OPERATORS = AllowedValues(Text("测试", "a test"), Text("测试", "Tests"), TESTS)
_COMPARISONS = ("at_least", "at_most", "over", "under")
_NOUNS = {
    "text": Text("文本", "a text"),
    "number": Text("数字", "a number"),
    "date": Text("日期", "a date"),
    "flag": Text("真假值", "a flag"),
    "code": Text("代码", "a code"),
    "roles": Text("角色列表", "a list of roles"),
}
_TEXTS = Text("文本", "text")
_ORDERED = Text("数字和日期", "numbers and dates")


class ConditionReader:
    """Reads the conditions of one file with the words of its vocabulary."""

    def __init__(self, reader: FieldReader, lexicon: Lexicon) -> None:
        """Read with the words of `lexicon`; faults go to `reader`."""
        self.reader = reader
        self.lexicon = lexicon

    def read(self, node: Node) -> Condition:
        """Read a mapping of conditions, all of which must hold."""
        entries = self.reader.entries(node)
        if isinstance(node, Tree) and not entries:
            self.reader.fault(node, "rulebook.no-condition")
        return Condition(
            tuple(part for key, value in entries for part in self._parts(key, value))
        )

    def _parts(self, key: Scalar, value: Node) -> Iterator[Test | AnyOf | NoneOf]:
        path = key.text
        if path == "any_of":
            yield AnyOf(self._alternatives(value))
        elif path == "none_of":
            yield NoneOf(self._alternatives(value))
        elif path in HOLDINGS:
            party, operator = path.split(".")
            kinds = self.reader.choices(value, self.lexicon.credentials)
            yield Test(party, cast(Operator, operator), kinds)
        elif path == RUNS_OUTLET:
            roles = self.reader.choices(value, self.lexicon.roles)
            yield Test("counterparty", "runs_outlet_for", roles)
        elif path in self.lexicon.types:
            yield from self._tests(path, value)
        else:
            self.reader.fault(key, self.lexicon.tested.refusal(path))

    def _alternatives(self, node: Node) -> tuple[Condition, ...]:
        items = self.reader.items(node)
        if isinstance(node, Listing) and not items:
            self.reader.fault(node, "rulebook.list-empty")
        return tuple(self.read(item) for item in items)

    def _tests(self, path: str, node: Node) -> Iterator[Test]:
        if not isinstance(node, Tree) or _is_path(node):
            yield Test(path, "is", self._values(path, node))
            return
        if not node.entries:
            self.reader.fault(node, "rulebook.no-test")
        for key, value in node.entries:
            if key.text not in TESTS:
                self.reader.fault(key, _OPERATORS.refusal(key.text))
            else:
                operator = cast(Operator, key.text)
                yield Test(path, operator, self._operands(path, operator, value))

    def _operands(self, path: str, operator: Operator, node: Node) -> tuple[Value, ...]:
        type_ = self.lexicon.types[path]
        if operator == "known":
            return (self.reader.flag(node),)
        if operator == "format":
            if type_ != "text":
                self._misfit(node, path, "format", _TEXTS)
            return (self.reader.choice(node, self.lexicon.formats),)
        if operator in _COMPARISONS:
            if type_ not in ("number", "date"):
                self._misfit(node, path, operator, _ORDERED)
                return ()
            return (self._value(path, node),)
        return self._values(path, node)

    def _misfit(self, node: Node, path: str, operator: str, fitting: Text) -> None:
        self.reader.fault(
            node,
            "rulebook.test-misfit",
            path=path,
            type=_NOUNS[self.lexicon.types[path]],
            test=operator,
            fitting=fitting,
        )

    def _values(self, path: str, node: Node) -> tuple[Value, ...]:
        return tuple(self._value(path, item) for item in self.reader.one_or_many(node))

    def _value(self, path: str, node: Node) -> Value:
        if _is_path(node):
            return self._other_column(path, node)
        type_ = self.lexicon.types[path]
        if self.reader.is_null(node):
            self.reader.fault(node, "rulebook.equals-nothing")
            return ""
        if type_ == "number":
            return self.reader.number(node)
        if type_ == "date":
            return self.reader.date(node)
        if type_ == "flag":
            return self.reader.flag(node)
        if type_ == "text":
            return self.reader.text(node)
        return self.reader.choice(node, self.lexicon.words_of(path))

    def _other_column(self, path: str, node: Node) -> Path:
        _, target = cast(Tree, node).entries[0]
        other = self.reader.choice(target, self.lexicon.paths)
        self.comparable(target, path, other)
        return Path(other)

    def comparable(self, node: Node, one: str, other: str) -> None:
        """Record a fault where the values of two paths can never be equal."""
        types = [self.lexicon.types.get(path) for path in (one, other)]
        if None in types:
            return
        kinds = ["text" if type_ == "code" else type_ for type_ in types]
        if kinds[0] != kinds[1] or "roles" in kinds:
            nouns = [_NOUNS[type_] for type_ in types if type_]
            self.reader.fault(
                node,
                "rulebook.not-comparable",
                one=one,
                one_type=nouns[0],
                other=other,
                other_type=nouns[1],
            )


def _is_path(node: Node) -> bool:
    return isinstance(node, Tree) and [k.text for k, _ in node.entries] == ["path"]
