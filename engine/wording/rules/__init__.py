"""The one place that words a rule: its keys in, Chinese and English prose out.

`paragraph` reads a whole rule aloud and `lay_out` line by line; what a change
of rules or an adopted text has to say of a rule is put in the same words.
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
