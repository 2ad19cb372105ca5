"""Words what a run could not read and what its duties lack, for cover and part 4."""

from __future__ import annotations

from engine.errors import Language, Text
from engine.runs.notices import gaps_of
from reports.folder import Row
from reports.inspection.values import Gap

_PART = Text("第四部分", "part 4")


def gap_texts(summary: Row, language: Language) -> list[Gap]:
    """Return the lines of the banner; where not every cause has one, part 4 lists all."""
    return [
        Gap(
            line=gap.line.in_language(language),
            causes=[line.in_language(language) for line in gap.lines_of_causes(_PART)],
            all_causes=[cause.line.in_language(language) for cause in gap.causes]
            if gap.other_causes
            else [],
        )
        for gap in gaps_of(summary)
    ]
