"""Words what is wrong with a code that a named format does not fit.

The {names} of a sentence are columns (`engine/evaluation/identifiers.py`).
"""

from __future__ import annotations

from engine.rulebook import Text

WRONG_LENGTH = Text(
    "应为{length}位，实为{found}位", "{length} characters are needed, it has {found}"
)
WRONG_CHARACTER = Text(
    "第{place}位为“{found}”，该位只能是{allowed}",
    'character {place} is "{found}" and can only be one of {allowed}',
)
WRONG_CHECK = Text(
    "第{place}位校验码应为“{expected}”，实为“{found}”",
    'check character {place} is "{found}" and should be "{expected}"',
)
REUSE_CODE = Text(
    "再利用编码，其长度未定，无从判定", "a reuse code, whose length is not established"
)
_SHORTEST_RANGE = 3


def characters(allowed: str) -> Text:
    """List characters in their order, neighbours as a range: 0-9、A-H、P."""
    runs: list[str] = []
    for character in allowed:
        if runs and ord(character) == ord(runs[-1][-1]) + 1:
            runs[-1] += character
        else:
            runs.append(character)
    names = [
        name
        for run in runs
        for name in ([f"{run[0]}-{run[-1]}"] if len(run) >= _SHORTEST_RANGE else run)
    ]
    return Text("、".join(names), ", ".join(names))
