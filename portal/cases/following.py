"""Makes and moves the cases of an organisation by a check that is done.

A check moves only what it can prove. It says something of a case where it judged its
duty, whoever owes that now, and for no earlier day than the check that judged the party
last: a check for another day never stands in for the latest one. That a duty is gone it
says only where it judged other duties of the party, in a dataset of who gave the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import load_only

from engine.runs import read_watched
from engine.wording import terms
from portal.cases import moves
from portal.clock import now
from portal.database.cases import OPEN_STATES, Case, CaseEntry, Enterprise
from portal.database.models import Dataset, Run
from portal.database.parts import new_key
from portal.database.session import PortalSession, take_turn
from portal.storage.parquet import Row
from portal.storage.run_folder import RunFolder

CASES_OF = ("breach", "undetermined")
"""The verdicts that make a case."""
# The gravest first.
SEVERITIES = tuple(terms.SEVERITIES)
# The states of which a check must tell whether the duty is met now.
WATCHED_STATES = (*OPEN_STATES, "dismissed")
# Columns of a finding that its case has too.
SHOWN = (
    "rule_id", "force", "severity", "record_id", "battery_code", "region",
    "occurred_on", "due_on", "reason_zh", "reason_en",
)  # fmt: skip
CHUNK = 5_000


def watched_by(db: PortalSession, run: Run) -> Sequence[str]:
    """Return the ids of the duties that a check has to answer for, met or not."""
    return db.scalars(
        select(Case.finding_id).where(
            Case.organisation_id == run.organisation_id,
            Case.state.in_(WATCHED_STATES),
            Case.judged_on <= run.as_of,
        )
    ).all()


def follow(db: PortalSession, run: Run, folder: RunFolder) -> dict[str, int]:
    """Make and move the cases of a check's organisation; return how many of which kind.

    The counts are by what the check did (`moves.FOUND` and so on), and `open` for those
    that are as they were. The caller commits, and has the end of the check on the trail.
    """
    take_turn(db, run.organisation_id)
    return _Following(db, run, folder).done()


@dataclass
class _Following:
    """One check and the cases of its organisation."""

    db: PortalSession
    run: Run
    folder: RunFolder
    moment: datetime = field(default_factory=now)
    counts: Counter[str] = field(default_factory=Counter)
    entries: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    updated: list[Row] = field(default_factory=list)
    # The enterprises that were judged for a later day.
    later: set[int | None] = field(default_factory=set)

    def done(self) -> dict[str, int]:
        """Follow the check, and return what it did."""
        judged = self._enterprises()
        known = self._cases()
        for finding in self.folder.all_findings():
            if finding["owed_by"] not in judged:
                continue
            case = known.pop(finding["finding_id"], None)
            if case is not None:
                if case.judged_on <= self.run.as_of:
                    self._see(case, finding["verdict"], _shown(finding, judged))
            elif finding["verdict"] in CASES_OF:
                self.counts[moves.FOUND] += 1
                self.added.append(self._new(finding, judged))
        self._answer(known, set(judged.values()))
        self._write()
        return dict(self.counts)

    def _answer(self, cases: dict[str, Case], judged: set[int | None]) -> None:
        """See what became of the cases that are not among the findings."""
        alike = self._of_same_owner()
        for finding_id, verdict in read_watched(self.folder.path):
            case = cases.get(finding_id)
            if case is None or case.judged_on > self.run.as_of:
                continue
            if verdict and case.enterprise_id not in self.later:
                self._see(case, verdict)
            elif case.enterprise_id in judged and case.last_run_id in alike:
                self._lose(case)

    def _of_same_owner(self) -> set[int]:
        """Return the checks of datasets of the organisation that this dataset is of.

        A regulator checks the datasets of many; what is not in one may be in another.
        """
        rows = select(Run.id).join(Dataset, Run.dataset_id == Dataset.id)
        owner = self.run.dataset.organisation_id
        return set(self.db.scalars(rows.where(Dataset.organisation_id == owner)))

    def _enterprises(self) -> dict[str | None, int | None]:
        """Keep the parties this check judged last; return the id of each.

        None, for duties whose party is not known, is always among them.
        """
        known = {
            each.entity_id: each
            for each in self.db.scalars(
                select(Enterprise).where(
                    Enterprise.organisation_id == self.run.organisation_id
                )
            )
        }
        self.later = {e.id for e in known.values() if e.judged_on > self.run.as_of}
        judged: dict[str | None, int | None] = {None: None}
        for party in self.folder.debtors.values():
            kept = known.get(party["entity_id"])
            if kept is None:
                kept = Enterprise(
                    organisation_id=self.run.organisation_id,
                    entity_id=party["entity_id"],
                )
                self.db.add(kept)
            elif kept.id in self.later:
                continue
            _fill(kept, party, self.run)
            known[party["entity_id"]] = kept
            judged[party["entity_id"]] = None
        self.db.flush()
        return {name: known[name].id if name else None for name in judged}

    def _cases(self) -> dict[str, Case]:
        """Return the cases of the organisation, by finding_id."""
        columns = (
            Case.finding_id, Case.state, Case.verdict, Case.is_gone, Case.enterprise_id,
            Case.judged_on, Case.last_run_id,
        )  # fmt: skip
        cases = self.db.scalars(
            select(Case)
            .where(Case.organisation_id == self.run.organisation_id)
            .options(load_only(*columns))
        )
        return {case.finding_id: case for case in cases}

    def _see(self, case: Case, verdict: str, shown: Row | None = None) -> None:
        """Keep what this check found of a case, `shown` where it is among the findings."""
        state = moves.state_by_check(case.state, case.verdict, verdict)
        values: Row = {
            "verdict": verdict,
            "state": state,
            "is_gone": False,
            "last_run_id": self.run.id,
            "judged_on": self.run.as_of,
            **(shown or {}),
        }
        act = self._act(case, verdict, state)
        self.counts[act or "open"] += 1
        if act:
            values["moved_at"] = self.moment
            self._enter(case, act, state)
        self._keep(case, values)

    def _act(self, case: Case, verdict: str, state: str) -> str:
        """Name what this check does to a case; "" where it is as it was."""
        if state != case.state:
            return moves.CORRECTED if state == "corrected" else moves.FOUND_AGAIN
        if verdict == "compliant":
            return ""
        return moves.CHANGED if case.is_gone or verdict != case.verdict else ""

    def _lose(self, case: Case) -> None:
        if not case.is_gone:
            self.counts[moves.GONE] += 1
            self._enter(case, moves.GONE, case.state)
            self._keep(case, {"is_gone": True, "moved_at": self.moment})

    def _new(self, finding: Row, judged: dict[str | None, int | None]) -> Row:
        return {
            "organisation_id": self.run.organisation_id,
            "key": new_key(),
            "finding_id": finding["finding_id"],
            "verdict": finding["verdict"],
            "state": "open",
            "is_gone": False,
            "first_run_id": self.run.id,
            "last_run_id": self.run.id,
            "judged_on": self.run.as_of,
            "opened_at": self.moment,
            "moved_at": self.moment,
            **_shown(finding, judged),
        }

    def _enter(self, case: Case, act: str, state: str) -> None:
        self.entries.append(self._entry(case.id, act, case.state, state))

    def _entry(self, case_id: int, act: str, before: str | None, after: str) -> Row:
        return {
            "organisation_id": self.run.organisation_id,
            "case_id": case_id,
            "act": act,
            "at": self.moment,
            "run_id": self.run.id,
            "state_before": before,
            "state_after": after,
        }

    def _keep(self, case: Case, values: Row) -> None:
        self.updated.append({"id": case.id, **values})

    def _write(self) -> None:
        """Write all at once: some hundred thousand rows take seconds, not minutes."""
        for chunk in _chunks(self.added):
            added = self.db.scalars(
                insert(Case).returning(Case.id, sort_by_parameter_order=True), chunk
            )
            self.entries += [
                self._entry(case_id, moves.FOUND, None, "open") for case_id in added
            ]
        for keys in {tuple(row) for row in self.updated}:
            alike = [row for row in self.updated if tuple(row) == keys]
            for chunk in _chunks(alike):
                self.db.execute(update(Case), chunk)
        for chunk in _chunks(self.entries):
            self.db.execute(insert(CaseEntry), chunk)
        self.db.expire_all()


def _shown(finding: Row, judged: dict[str | None, int | None]) -> Row:
    """Return the columns of a case that are those of its finding."""
    return {
        "enterprise_id": judged[finding["owed_by"]],
        "severity_rank": _rank(finding["severity"]),
        **{name: finding[name] for name in SHOWN},
    }


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _fill(kept: Enterprise, party: Row, run: Run) -> None:
    """Set an enterprise to what a check counted of it."""
    kept.run_id, kept.judged_on = run.id, run.as_of
    for column in ("name", "name_en"):
        name = party[column]
        setattr(kept, column, name[:300] if name else getattr(kept, column))
    kept.roles = party["roles"] or ""
    kept.region = party["region"] or kept.region
    kept.breach = party["breaches"]
    for verdict in ("undetermined", "pending", "compliant"):
        setattr(kept, verdict, party[verdict])


def _chunks(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
