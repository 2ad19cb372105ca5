"""What changed from one rulebook to another, in words and for which days.

`open_rulebook` opens a folder of rules or the rules a run carries, `compare`
lists the changes, `tell` writes them out.
"""

from engine.amendments.changes import Change, Kind
from engine.amendments.comparing import compare
from engine.amendments.opening import open_rulebook
from engine.amendments.telling import tell

__all__ = ["Change", "Kind", "compare", "open_rulebook", "tell"]
