"""What changed from one rulebook to another, in words and for which days.

`open_rulebook` opens a folder of rules or the rules a run carries, `compare`
lists the changes, `tell` writes them out.
"""

from engine.authoring.diff.changes import Change, Kind
from engine.authoring.diff.comparing import compare
from engine.authoring.diff.opening import open_rulebook
from engine.authoring.diff.report import tell

__all__ = ["Change", "Kind", "compare", "open_rulebook", "tell"]
