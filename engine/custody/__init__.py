"""Where the batteries are: who last had each battery, and where the records do not fit.

A view of the records and no verdict: a gap may have a good reason. The vocabulary says
which events move a battery (`custody`); the party that recorded such a move had the
battery in hand that day. `view_custody` reads a dataset and writes the tables:

| table | one row for each | module |
|---|---|---|
| `moves` | move of a battery, in order | `moves`, `day_order` |
| `lives` | battery, with the days that bound its life | `lives` |
| `stays` | stay of a battery with a party | `stays` |
| `gaps` | gap in the records | `gaps` |
| `whereabouts` (the file `batteries`), `enterprises`, `flows` | battery, party, pair of \
provinces | `result_tables` |
"""

from engine.custody.gaps import GAPS, PARTIES, WITHOUT_DAYS, WITHOUT_RECORD
from engine.custody.result_tables import STATES
from engine.custody.sheets import FIRST
from engine.custody.stays import OUTCOMES
from engine.custody.summary import RECORD_SUMS, CustodySummary
from engine.custody.view import SUMMARY, View, view_custody

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
    "CustodySummary",
    "View",
    "view_custody",
]
