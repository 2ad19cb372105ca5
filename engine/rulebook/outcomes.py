"""The outcomes of duties: each way a duty can end, with the verdict it stands for.

Outcomes that several forms share are listed here; the others belong to one form and
are listed in its `demand.OUTCOMES`. Tables hold an outcome as its number, which is
valid within one process only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from engine.rulebook.forms import demand_part, form_keys
from engine.rulebook.model import Verdict

VERDICT_WORDS: tuple[Verdict, ...] = (
    "compliant", "breach", "pending", "undetermined",
)  # fmt: skip
SHARED: dict[str, Verdict] = {
    # Whether there is a duty at all is unknown.
    "doubtful": "undetermined",
    # An act with a due day, or with none.
    "in_time": "compliant",
    "done": "compliant",
    "late": "breach",
    "missing": "breach",
    "pending": "pending",
    "open": "pending",
    "beyond_calendar": "undetermined",
    # Matching with other records.
    "unmatched": "undetermined",
    "unsure": "undetermined",
    # The records end too early to show whether it was done.
    "records_end": "undetermined",
    # A rejected row might be what its verdict rests on not being there.
    "rejected": "undetermined",
}


def verdicts() -> dict[str, Verdict]:
    """Return every outcome with its verdict; the order gives the outcomes' numbers."""
    return dict(_verdicts(form_keys()))


def outcomes() -> tuple[str, ...]:
    """Return every outcome, each at the place that is its number."""
    return tuple(_verdicts(form_keys()))


def outcomes_of(forms: Iterable[str]) -> tuple[str, ...]:
    """Return the outcomes by which duties of these forms, named by their keys, can end."""
    own = {outcome for key in forms for outcome in demand_part(key).OUTCOMES}
    return tuple(name for name in outcomes() if name in SHARED or name in own)


def code_of(outcome: str) -> int:
    """Return the number of an outcome; KeyError where no form has it."""
    return _codes(form_keys())[outcome]


def verdict_of(code: int) -> Verdict:
    """Return the verdict of the outcome with this number."""
    return verdicts()[outcomes()[code]]


@lru_cache(maxsize=4)
def _verdicts(keys: tuple[str, ...]) -> dict[str, Verdict]:
    found = dict(SHARED)
    for key in keys:
        own = demand_part(key).OUTCOMES
        if taken := found.keys() & own.keys():
            raise ValueError(f"form {key}: outcomes exist already: {sorted(taken)}")
        found |= own
    return found


@lru_cache(maxsize=4)
def _codes(keys: tuple[str, ...]) -> dict[str, int]:
    return {outcome: code for code, outcome in enumerate(_verdicts(keys))}
