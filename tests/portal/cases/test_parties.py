"""A duty stays one case, whoever is found to owe it, and nobody's check loses another's."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from portal.database.cases import Case
from portal.database.models import Organisation, Run
from tests.portal.cases.test_following import LIFE, Checks, Row, moved
from tests.portal.conftest import Portal

REPORT = LIFE.with_name("the-maker-owes-the-outlets-report")
MAKER, OUTLET = "91340102900000030K", "913401029000000731"
RULE = "traceability-2018/11-outlet-out"
FIRST, LATER = date(2025, 11, 30), date(2025, 12, 31)


def of_maker(row: Row) -> Row:
    return row | {"operator": MAKER}


def of_outlet(row: Row) -> Row:
    return row | {"operator": OUTLET}


def of_nobody(row: Row) -> Row:
    return row | {"operator": ""}


def without_records(row: Row) -> Row:
    return row | {"operator": "", "records": ""}


@pytest.fixture
def checks(portal: Portal) -> Checks:
    """Checks of an outlet whose operator owes the report of it."""
    for change in (of_maker, of_outlet, of_nobody, without_records):
        said = change({})
        known = change.__name__.ljust(64, "0")
        folder = portal.settings.data / "datasets" / known
        shutil.copytree(REPORT, folder)
        outlets = folder / "outlets.csv"
        text = outlets.read_text("utf-8").replace(f",{MAKER},", f",{said['operator']},")
        outlets.write_text(text, "utf-8")
        if "records" in said:
            heads, *_ = (folder / "records.csv").read_text("utf-8").splitlines()
            (folder / "records.csv").write_text(heads + "\n", "utf-8")
    return Checks(portal, portal.member())


def the_case(checks: Checks) -> Case:
    checks.portal.db.expire_all()
    return checks.portal.db.query(Case).filter_by(rule_id=RULE).one()


def owed_by(case: Case) -> str | None:
    return case.enterprise.entity_id if case.enterprise else None


@pytest.mark.both_databases
def test_a_duty_that_becomes_anothers_stays_one_case(checks: Checks) -> None:
    checks.check(FIRST, of_maker)
    assert owed_by(the_case(checks)) == MAKER

    checks.check(LATER, of_outlet)

    assert owed_by(the_case(checks)) == OUTLET


@pytest.mark.slow
def test_a_duty_whose_party_is_known_later_stays_one_case(checks: Checks) -> None:
    checks.check(FIRST, of_nobody)
    assert owed_by(the_case(checks)) is None

    checks.check(LATER, of_maker)

    assert owed_by(the_case(checks)) == MAKER


def test_of_a_party_that_is_not_known_an_earlier_day_says_nothing(
    checks: Checks,
) -> None:
    checks.check(LATER, of_nobody)

    checks.check(FIRST, of_nobody)

    assert the_case(checks).judged_on == LATER


def test_a_check_of_anothers_dataset_loses_nothing(checks: Checks) -> None:
    """A regulator checks what two companies submitted; each has records of its own."""
    db = checks.portal.db
    checks.check(FIRST, of_nobody)

    run = checks.check(LATER, without_records, of=checks.portal.member("乙公司"))

    assert "gone" not in moved(run)
    assert not the_case(checks).is_gone
    assert db.query(Organisation).count() == 2
    assert db.get_one(Run, run.id).dataset.organisation_id != run.organisation_id


@pytest.mark.slow
def test_a_check_of_ones_own_dataset_loses_what_is_not_in_it(checks: Checks) -> None:
    checks.check(FIRST, of_nobody)

    checks.check(LATER, without_records)

    assert the_case(checks).is_gone
