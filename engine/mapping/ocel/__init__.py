"""Writes a dataset as an object-centric event log (OCEL 2.0) for process-mining tools.

`engine/mapping/README.md` says what becomes an event and an object.
"""

from engine.mapping.ocel.contents import LogContents
from engine.mapping.ocel.writer import LogCounts, form_of, write_log

__all__ = ["LogContents", "LogCounts", "form_of", "write_log"]
