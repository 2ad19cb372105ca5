"""A check makes cases and moves them, not more than it can prove."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from engine.runs import CheckRequest, check
from portal.cases.following import follow, watched_by
from portal.database.cases import Case, CaseEntry, Enterprise
from portal.database.models import Dataset, Membership, Run
from portal.storage.run_folder import RunFolder
from tests.portal.conftest import Portal

LIFE = Path(__file__).parents[3] / "fixtures" / "lives" / "one-day-late"
RULE = "order-73/24-7-inbound-report"
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)

Row = dict[str, str]


def in_time(row: Row) -> Row:
    return row | {"reported_on": "2026-05-08"}


def left_out(row: Row) -> Row:
    return row | {"record_id": "r2"}


def nobody_says_when(row: Row) -> Row:
    return row | {"reported_on": ""}


@dataclass
class Checks:
    """Checks of a life by the real engine, each followed by the cases of a member."""

    portal: Portal
    member: Membership

    def check(
        self,
        as_of: date = JUNE,
        change: Callable[[Row], Row] = dict,
        of: Membership | None = None,
    ) -> Run:
        """Check the life for a day, its record changed, and follow the check.

        `of`: a member of another organisation, whose dataset it is.
        """
        db, data = self.portal.db, self.portal.settings.data
        run = Run(
            organisation_id=self.member.organisation_id, as_of=as_of, state="done",
            started_by_id=self.member.user_id,
            dataset=self._dataset(change, of or self.member),
        )  # fmt: skip
        db.add(run)
        db.flush()
        dataset = data / "datasets" / run.dataset.content_hash
        run.folder = f"runs/{run.key}/1"
        check(
            CheckRequest(
                dataset, data / run.folder, as_of=as_of, watched=watched_by(db, run)
            )
        )
        run.totals = {"cases": follow(db, run, RunFolder(data / run.folder))}
        db.commit()
        return run

    def _dataset(self, change: Callable[[Row], Row], owner: Membership) -> Dataset:
        known = change.__name__.ljust(64, "0")
        mine = {"content_hash": known, "organisation_id": owner.organisation_id}
        found = self.portal.db.query(Dataset).filter_by(**mine).one_or_none()
        if found is None:
            found = self.portal.dataset(owner, known)
            folder = self.portal.settings.data / "datasets" / known
            if not folder.is_dir():
                lay_life(folder, change)
        return found


def lay_life(folder: Path, change: Callable[[Row], Row]) -> None:
    shutil.copytree(LIFE, folder)
    file = folder / "records.csv"
    heads, *lines = csv.reader(file.read_text("utf-8").splitlines())
    rows = [change(dict(zip(heads, line, strict=True))) for line in lines]
    text = [",".join(heads), *(",".join(row.values()) for row in rows)]
    file.write_text("\n".join(text) + "\n", "utf-8")


@pytest.fixture
def checks(portal: Portal) -> Checks:
    return Checks(portal, portal.member())


def the_case(checks: Checks) -> Case:
    return (
        checks.portal.db.query(Case).filter_by(rule_id=RULE).order_by(Case.id).first()
    )


def acts(checks: Checks, case: Case) -> list[str]:
    rows = (
        checks.portal.db.query(CaseEntry)
        .filter_by(case_id=case.id)
        .order_by(CaseEntry.id)
    )
    return [entry.act for entry in rows]


def moved(run: Run) -> Mapping[str, int]:
    assert run.totals is not None
    return run.totals["cases"]


@pytest.mark.both_databases
def test_a_breach_becomes_a_case_and_a_corrected_record_corrects_it(
    checks: Checks,
) -> None:
    first = checks.check()
    case = the_case(checks)
    assert (case.state, case.verdict, case.judged_on) == ("open", "breach", JUNE)
    assert case.enterprise is not None
    assert case.enterprise.name == "虚构电池综合利用有限公司"
    assert moved(first)["found"] >= 1

    second = checks.check(change=in_time)

    assert (case.state, case.verdict) == ("corrected", "compliant")
    assert acts(checks, case) == ["found", "corrected-by-check"]
    assert (case.first_run_id, case.last_run_id) == (first.id, second.id)


def test_a_case_is_as_it_was_where_the_same_is_found(checks: Checks) -> None:
    checks.check()

    second = checks.check(JULY)

    case = the_case(checks)
    assert acts(checks, case) == ["found"]
    assert (case.last_run_id, case.judged_on) == (second.id, JULY)
    assert "found" not in moved(second)


def test_what_fails_again_is_open_again(checks: Checks) -> None:
    checks.check()
    checks.check(change=in_time)

    checks.check(JULY)

    case = the_case(checks)
    assert (case.state, case.verdict) == ("open", "breach")
    assert acts(checks, case)[-1] == "found-again"


def test_a_duty_that_is_gone_is_shown_so_and_closes_nothing(checks: Checks) -> None:
    checks.check()

    checks.check(change=left_out)

    case = the_case(checks)
    assert (case.state, case.is_gone, case.verdict) == ("open", True, "breach")
    assert acts(checks, case) == ["found", "gone"]


def test_a_check_for_an_earlier_day_stands_in_for_nothing(checks: Checks) -> None:
    checks.check()

    earlier = checks.check(date(1990, 1, 1))
    in_time_of_old = checks.check(date(2026, 6, 1), in_time)

    case = the_case(checks)
    assert (case.state, case.verdict, case.judged_on) == ("open", "breach", JUNE)
    assert not any(moved(run) for run in (earlier, in_time_of_old))
    enterprise = (
        checks.portal.db.query(Enterprise).filter_by(id=case.enterprise_id).one()
    )
    assert enterprise.judged_on == JUNE


def test_undetermined_is_a_case_too_and_its_verdict_may_change(checks: Checks) -> None:
    checks.check(change=nobody_says_when)
    case = the_case(checks)
    before = case.verdict

    checks.check()

    assert case.verdict == "breach"
    assert (before == "breach") == (acts(checks, case) == ["found"])


def test_a_dismissed_case_stays_dismissed_while_nothing_changes(checks: Checks) -> None:
    checks.check()
    case = the_case(checks)
    case.state = "dismissed"
    checks.portal.db.commit()

    checks.check(JULY)

    assert the_case(checks).state == "dismissed"


def test_cases_are_of_the_organisation_of_the_check(checks: Checks) -> None:
    checks.check()
    other = Checks(checks.portal, checks.portal.member("乙公司甲"))

    other.check()

    owners = {case.organisation_id for case in checks.portal.db.query(Case)}
    assert owners == {
        checks.member.organisation_id, other.member.organisation_id
    }  # fmt: skip


@pytest.mark.both_databases
def test_the_worker_follows_each_check_that_it_ends(portal: Portal) -> None:
    run = portal.queued_run(portal.member())
    lay_life(portal.settings.data / "datasets" / run.dataset.content_hash, dict)

    assert portal.worker().work_once()

    portal.db.expire_all()
    assert portal.db.get_one(Run, run.id).totals["cases"]["found"] >= 1
    assert portal.db.query(Case).filter_by(rule_id=RULE).one().state == "open"
