"""What a run leaves behind: findings as tables and in the formats of other programs.

Tables hold the columns of a finding and nothing else. The standards (SARIF,
JUnit XML, OSCAL) also tell where the findings come from: the `Origin`. Whatever
the format, the same findings give the same bytes, and no more than a batch of
them is in memory.
"""

from engine.outputs.origin import Origin
from engine.outputs.standards import STANDARDS, write_standards
from engine.outputs.tables import (
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
    "write_csv",
    "write_findings",
    "write_sheet",
    "write_standards",
]
