"""What reports read of a run folder: all of it, or what concerns one party.

`read_run_folder` reads a `RunFolder`; `number_of` and `attachments_of` say of a report
which run it was made of.
"""

from reports.run.facts import (
    Request,
    attachments_of,
    facts_of,
    number_of,
)
from reports.run.parties import NOT_REGISTERED, Party
from reports.run.run_folder import RunFolder, read_run_folder, sole_party

__all__ = [
    "NOT_REGISTERED",
    "Party",
    "Request",
    "RunFolder",
    "attachments_of",
    "facts_of",
    "number_of",
    "read_run_folder",
    "sole_party",
]
