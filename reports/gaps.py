"""Words what a run could not read and what its duties lack, for page 1 and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import Language, Text
from engine.runs.notices import gaps_of
from reports.folder import Content

# The heading of the list that the section on the data read has.
_LIST = Text("“无法判断的全部原因”",
             '"Everything that could not be judged, and why"')  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """A line of the banner, and the causes below it.

    `causes`: the lines that have room on the cover. Where the last of them only counts
    the others, `all_causes` has a line for each; else nothing.
    """

    line: str
    causes: Sequence[str]
    all_causes: Sequence[str]


def gap_texts(summary: Content, language: Language) -> list[Gap]:
    """Return the lines of the banner; where not every cause has one, a list has all."""
    return [
        Gap(
            line=gap.line.in_language(language),
            causes=[line.in_language(language) for line in gap.lines_of_causes(_LIST)],
            all_causes=[cause.line.in_language(language) for cause in gap.causes]
            if gap.other_causes
            else [],
        )
        for gap in gaps_of(summary)
    ]
