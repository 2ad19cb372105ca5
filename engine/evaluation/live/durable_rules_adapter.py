"""The adapter to durable-rules: the only module that imports it.

It calls the library's compiled core directly: no Host (its timer threads share state
with the caller) and no actions in Python (their errors would be swallowed). A match is
read from the core and appended to a list. One session exists at a time, under one fixed
id, and is deleted after use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import durable_rules_engine as core

from engine.errors import EvaluationError

SESSION = "0"
Match = dict[str, Any]
# By the status that the core returns: why it refused a fact.
_REFUSALS = {1: "evaluation.fact-unmatched", 2: "evaluation.fact-repeated"}


class DurableRuleset:
    """One ruleset of durable-rules: asserts facts and returns what matched."""

    def __init__(self, name: str, definition: str) -> None:
        """Register the definition (JSON form); it lives as long as the process."""
        self._handle = core.create_ruleset(name, definition)

    def assert_facts(self, facts: str) -> list[tuple[str, Match]]:
        """Assert a JSON list of facts; return (rule name, facts by alias) of each match.

        Raises EvaluationError where the core refuses a fact: one of a known id
        (ids are unique, so that is a collision of its hashes) or cannot handle.
        """
        status, state = core.assert_facts(self._handle, facts)
        # A session deleted with matches not taken out corrupts the core's memory.
        messages = list(self._messages(state))
        if status != 0:
            raise EvaluationError(
                _REFUSALS.get(status, "evaluation.fact-refused"), status=status
            )
        return [
            (name, match)
            for message in messages
            for name, match in json.loads(message).items()
            if name != "any"
        ]

    def forget(self) -> None:
        """Delete the session with all its facts."""
        core.delete_state(self._handle, SESSION)

    def _messages(self, state: Any) -> Iterator[str]:
        started = core.start_action_for_state(self._handle, state)
        message = started[1] if started else None
        while message:
            yield message
            message = core.complete_and_start_action(self._handle, state)
