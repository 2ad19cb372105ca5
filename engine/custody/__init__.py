"""Where the batteries are: records in, who last had each battery, and what does not fit.

A view and no verdict: what it finds is a gap in the books, which may have a good
reason. Which events move a battery is said by the vocabulary (`custody`), and the
party that wrote such a record had the battery in hand that day.
"""

from engine.custody.gaps import PARTIES, WITHOUT_DAYS, WITHOUT_RECORD
from engine.custody.sheets import FIRST, RECORD_SUMS
from engine.custody.stays import OUTCOMES
from engine.custody.view import GAPS, STATES, SUMMARY, View, view_custody

__all__ = [
    "FIRST",
    "GAPS",
    "OUTCOMES",
    "PARTIES",
    "RECORD_SUMS",
    "STATES",
    "SUMMARY",
    "WITHOUT_DAYS",
    "WITHOUT_RECORD",
    "View",
    "view_custody",
]
