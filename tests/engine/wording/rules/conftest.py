"""The small pack of rules, as the tests of the rulebook spoil it."""

from tests.engine.rulebook.conftest import pack, rule_with

__all__ = ["pack", "rule_with"]
