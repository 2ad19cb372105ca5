"""What lays out each kind of report on a run; their names are in `choices`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import Language
from reports.compliance.contents import lay_out as lay_out_compliance
from reports.inspection.contents import lay_out as lay_out_inspection
from reports.notice.contents import lay_out as lay_out_notice
from reports.page import ROOM
from reports.run import Request, RunFolder
from reports.self_check.contents import lay_out as lay_out_self_check

# Given the run, what is asked for, the language and the earlier run to compare with;
# returns a dataclass whose fields are the values of the template.
LayOut = Callable[[RunFolder, Request, Language, RunFolder | None], Any]


@dataclass(frozen=True)
class Kind:
    """A kind of report: its folder of template and style, and what lays it out.

    `of_one_party`: it is about one party, which has to be named. `of_breaches`: it is
    about binding breaches, and carries no other findings.
    """

    folder: Path
    lay_out: LayOut
    of_one_party: bool = False
    of_breaches: bool = False


KINDS: dict[str, Kind] = {
    "compliance": Kind(ROOM / "compliance", lay_out_compliance, of_one_party=True),
    "inspection": Kind(ROOM / "inspection", lay_out_inspection),
    "notice": Kind(
        ROOM / "notice", lay_out_notice, of_one_party=True, of_breaches=True
    ),
    "self-check": Kind(ROOM / "self_check", lay_out_self_check),
}
