"""The result of one check: what was found, and what that proves and what not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.errors import Message

# "noted": speaks neither for the report nor against it.
Outcome = Literal["passed", "failed", "noted"]


@dataclass(frozen=True)
class Result:
    """One check: its outcome, what was found, and what this proves and what not."""

    outcome: Outcome
    found: Message
    proves: Message | None = None
