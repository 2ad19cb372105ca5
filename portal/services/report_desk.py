"""What the page of a run shows of its reports: those there are, and the form for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.errors import Text
from engine.wording.labels import party_name
from portal.database.models import IssuedReport, Run
from portal.database.paging import ListPage
from portal.personal.masked import masks
from portal.services import reports
from portal.services.reports import IssueReport
from portal.services.results import Result
from portal.services.work import Work
from portal.storage.parquet import Row
from portal.storage.run_folder import REPORTS
from reports.choices import KIND_NAMES as NAMES
from reports.kinds import KINDS

MOST_SUGGESTED = 500


@dataclass(frozen=True)
class Choice:
    """A kind of report to choose; `of_one_party`: its party has to be named."""

    kind: str
    name: Text
    of_one_party: bool


@dataclass(frozen=True)
class Desk:
    """The reports of a run, and what the form for another one offers.

    `with_check` names the files that were printed with the check, `issued` is a page of those
    that people asked for. `asked`: what was, and is refused. `suggested` are rows of
    the parties that owe duties, those with most breaches first. `names` and `shown` have
    the name and the id of the party of each report, as the reader may see them.
    """

    with_check: Sequence[str]
    issued: ListPage[IssuedReport]
    asked: IssueReport | None
    choices: Sequence[Choice]
    suggested: Sequence[Row]
    earlier: Sequence[Run]
    names: Mapping[str, Text]
    shown: Mapping[str, str]

    @property
    def waiting(self) -> int:
        """How many reports are queued or being printed."""
        return sum(not report.is_over for report in self.issued.rows)

    def kind_name(self, kind: str) -> Text:
        """Name a kind of report."""
        return NAMES[kind]


def desk_of(
    work: Work, found: Result, asked: IssueReport | None = None, page: int = 1
) -> Desk:
    """Return what the page of a check that is done shows of its reports.

    Reports have the ids of parties without masks; those who may not see personal data
    get these masked as well.
    """
    run, folder = found.run, found.folder
    sees_people = work.allows("personal.read", run)
    mask = str if sees_people else masks(work.settings.data).stranger
    issued = reports.reports(work, run, page)
    about = {report.entity for report in issued.rows if report.entity}
    return Desk(
        [name for name in folder.downloads() if name in REPORTS],
        issued,
        asked,
        [Choice(kind, NAMES[kind], made.of_one_party) for kind, made in KINDS.items()],
        list(folder.debtors.values())[:MOST_SUGGESTED],
        reports.earlier_runs(work, run),
        {
            party: party_name(mask(party), folder.debtors.get(mask(party), {}))
            for party in about
        },
        {party: mask(party) for party in about},
    )
