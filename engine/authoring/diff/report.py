"""Writes changes as text, under the heading of their kind and with their days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from engine.authoring.diff.changes import HEADINGS, Change
from engine.errors import Language, message


def diff_report(changes: Sequence[Change], language: Language) -> str:
    """Return the changes in one language, or a line that says there are none."""
    if not changes:
        return f"{message('authoring.diff.no-change').in_language(language)}\n"
    return "\n".join(_lines(changes, language))


def _lines(changes: Sequence[Change], language: Language) -> Iterator[str]:
    for kind, group in groupby(changes, key=lambda change: change.kind):
        members = list(group)
        yield f"{HEADINGS[kind].in_language(language)} ({len(members)})"
        for change in members:
            yield f"  {change.subject}  {change.title.in_language(language)}"
            if change.days is not None:
                days = message("authoring.diff.days", days=change.days)
                yield f"    {days.in_language(language)}"
            for detail in change.details:
                yield f"    {detail.in_language(language)}"
        yield ""
