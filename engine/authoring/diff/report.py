"""Changes as text: under the heading of their kind, each with its days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from engine.authoring.diff.changes import HEADINGS, Change
from engine.rulebook import Text

_NOTHING = Text("两个规则集相同。\n", "The two rulebooks say the same.\n")
_DAYS = Text("涉及：", "Concerns acts ")


def tell(changes: Sequence[Change], language: str) -> str:
    """Write the changes in one language; that there is none is said, too."""
    if not changes:
        return str(getattr(_NOTHING, language))
    return "\n".join(_lines(changes, language))


def _lines(changes: Sequence[Change], language: str) -> Iterator[str]:
    for kind, group in groupby(changes, key=lambda change: change.kind):
        members = list(group)
        yield f"{getattr(HEADINGS[kind], language)} ({len(members)})"
        for change in members:
            yield f"  {change.subject}  {getattr(change.title, language)}"
            if change.days is not None:
                days = getattr(change.days, language)
                yield f"    {getattr(_DAYS, language)}{days}"
            for detail in change.details:
                yield f"    {getattr(detail, language)}"
        yield ""
