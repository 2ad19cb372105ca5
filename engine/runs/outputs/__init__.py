"""Writes findings as tables and in the formats of other programs.

Tables hold the columns of a finding alone. The standards (SARIF, JUnit XML, OSCAL)
also describe where the findings come from: the `Origin`. In every format the same
findings give the same bytes, and only a batch of them is in memory at a time.
"""

from collections.abc import Sequence

from engine.errors import UsageError
from engine.runs.outputs.origin import Origin
from engine.runs.outputs.standards import STANDARDS, write_standards
from engine.runs.outputs.tables import canonical_hash, write_findings
from engine.tables.sheets import TABLES

FORMATS = (*TABLES, *STANDARDS)

__all__ = [
    "FORMATS",
    "STANDARDS",
    "Origin",
    "canonical_hash",
    "refuse_unknown_formats",
    "write_findings",
    "write_standards",
]


def refuse_unknown_formats(requested: Sequence[str], known: Sequence[str]) -> None:
    """Raise UsageError where no format is requested, or one that is not known."""
    unknown = sorted(set(requested) - set(known))
    if unknown:
        raise UsageError("runs.unknown-format", unknown=unknown, formats=known)
    if not requested:
        raise UsageError("runs.no-format", formats=known)
