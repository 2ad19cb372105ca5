"""What a run leaves behind: findings as tables and in the formats of other programs.

Tables hold the columns of a finding and nothing else. The standards (SARIF,
JUnit XML, OSCAL) also tell where the findings come from: the `Origin`. Whatever
the format, the same findings give the same bytes, and no more than a batch of
them is in memory.
"""

from collections.abc import Sequence

from engine.errors import UsageError
from engine.runs.outputs.origin import Origin
from engine.runs.outputs.standards import STANDARDS, write_standards
from engine.runs.outputs.tables import (
    TABLES,
    Sheet,
    canonical_hash,
    write_csv,
    write_findings,
    write_sheet,
)

FORMATS = (*TABLES, *STANDARDS)

__all__ = [
    "FORMATS",
    "STANDARDS",
    "TABLES",
    "Origin",
    "Sheet",
    "canonical_hash",
    "refuse_unknown_formats",
    "write_csv",
    "write_findings",
    "write_sheet",
    "write_standards",
]


def refuse_unknown_formats(asked: Sequence[str], known: Sequence[str]) -> None:
    """Raise UsageError unless something is asked for, and all of it is known."""
    unknown = ", ".join(sorted(set(asked) - set(known)))
    if unknown or not asked:
        raise UsageError(
            f"No format {unknown or 'is named'}. Formats: {', '.join(known)}."
        )
