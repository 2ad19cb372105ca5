"""Words rules in Chinese and English.

`paragraph` words a whole rule, `demand_paragraph` what it asks, `lay_out` each key by
itself. Comparisons of rulebooks and checklists of adopted texts use the same words.
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
from engine.wording.rules.paragraph import demand_paragraph, paragraph

__all__ = [
    "LABELS",
    "Line",
    "Quotation",
    "Reader",
    "demand_paragraph",
    "heading_of",
    "lay_out",
    "paragraph",
    "quotation",
]
