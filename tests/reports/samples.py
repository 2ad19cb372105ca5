"""Where the sample folders of the reports are."""

from __future__ import annotations

from reports.page import ROOM

RUN = ROOM / "run" / "sample"
EARLIER = ROOM / "run" / "sample-earlier"
VIEW = ROOM / "custody" / "sample"
# A party of the run with breaches, a pending duty and duties that are not binding.
PARTY = "91340102706300611W"
# One whose duties are undetermined for want of its roles, and in breach of none.
OF_UNKNOWN_ROLES = "913401024035006082"
