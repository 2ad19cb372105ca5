"""Words rules in Chinese and English.

`paragraph` words a whole rule, `lay_out` each key by itself. Comparisons of rulebooks and
checklists of adopted texts use the same words.
"""

from engine.wording.rules.lines import (
    LABELS,
    Line,
    Quotation,
    Reader,
    heading_of,
    lay_out,
    quotation,
)
from engine.wording.rules.paragraph import paragraph

__all__ = [
    "LABELS",
    "Line",
    "Quotation",
    "Reader",
    "heading_of",
    "lay_out",
    "paragraph",
    "quotation",
]
