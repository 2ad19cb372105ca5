"""Lists what changed from one rulebook to another, in words and for which days.

`open_rulebook` opens a folder of rules or the rules a run carries, `compare`
lists the changes, `diff_report` writes them as text.
"""

from engine.authoring.diff.changes import Change, Kind
from engine.authoring.diff.comparison import compare
from engine.authoring.diff.report import diff_report
from engine.authoring.diff.rulebook_source import open_rulebook

__all__ = ["Change", "Kind", "compare", "diff_report", "open_rulebook"]
