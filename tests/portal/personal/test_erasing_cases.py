"""`packlaw admin erase`: cases of the dataset's checks hold a person's values no more."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.cases.following import follow
from portal.database.cases import Case, CaseEntry, CaseFile, Enterprise
from portal.database.models import Run
from portal.storage.run_folder import RunFolder
from tests.portal.admin.conftest import Admin
from tests.portal.cases.laid import case_file
from tests.portal.conftest import Portal
from tests.portal.personal.lives import OWNER, PRIVATE, VINS
from tests.portal.personal.test_erasing import GONE, erase
from tests.portal.personal.test_erasing import run as run


@pytest.fixture
def case(portal: Portal, run: Run) -> Case:
    """A case of the person, made by the check and worked on."""
    follow(portal.db, run, RunFolder(portal.settings.data / str(run.folder)))
    portal.db.commit()
    found = portal.db.scalars(select(Case).order_by(Case.id)).first()
    assert found is not None
    party = portal.db.scalar(select(Enterprise).filter_by(entity_id=OWNER))
    if party is None:
        party = Enterprise(
            organisation_id=run.organisation_id, entity_id=OWNER, name=GONE[3],
            name_en=GONE[4], run_id=run.id, judged_on=run.as_of, roles="owner",
        )  # fmt: skip
        portal.db.add(party)
        portal.db.flush()
    found.enterprise_id, found.corrector = party.id, GONE[3]
    found.reason_zh, found.record_id = f"{VINS[1]} 迟报。", VINS[1]
    file = case_file(portal, found)
    file.name = f"{OWNER}.pdf"
    portal.db.add(
        CaseEntry(organisation_id=run.organisation_id, case_id=found.id,
                  act="comment", text=f"问过{GONE[3]}。")
    )  # fmt: skip
    portal.db.commit()
    return found


def texts(portal: Portal) -> str:
    """Return all that the tables of cases hold."""
    portal.db.expire_all()
    tables = (Case, CaseEntry, CaseFile, Enterprise)
    rows = [
        row for table in tables for row in portal.db.execute(select(table.__table__))
    ]
    return repr(rows)


@pytest.mark.slow
@pytest.mark.both_databases
def test_cases_hold_nothing_of_who_is_erased(
    portal: Portal, admin: Admin, run: Run, case: Case
) -> None:
    asked = [word for value in GONE for word in ("--value", value)]
    before = texts(portal)

    would = erase(admin, run, *asked)

    assert "\tcases" in would
    assert texts(portal) == before
    assert any(value in before for value in GONE)

    said = erase(admin, run, *asked, "--apply")

    after = texts(portal)
    assert [value for value in GONE if value in after] == []
    assert f"look at what is in it: {case.key} attachments/" in said
    assert OWNER not in said
    assert case.enterprise is not None
    assert case.enterprise.name.startswith("已删")


@pytest.mark.slow
def test_an_enterprise_whose_stand_in_is_there_is_that_one(
    portal: Portal, admin: Admin, run: Run, case: Case
) -> None:
    erase(admin, run, "--value", OWNER, "--apply")
    portal.db.expire_all()
    kept = case.enterprise
    assert kept is not None
    erased = kept.entity_id
    # A check of another dataset counts the person anew, and its dataset is erased too.
    kept.entity_id = OWNER
    portal.db.flush()
    again = Enterprise(
        organisation_id=run.organisation_id, entity_id=erased, run_id=run.id,
        judged_on=run.as_of, breach=7,
    )  # fmt: skip
    portal.db.add(again)
    portal.db.commit()

    # It stands in cases alone by now.
    erase(admin, run, "--value", OWNER, "--value", PRIVATE, "--apply")

    portal.db.expire_all()
    found = portal.db.scalars(select(Enterprise).filter_by(entity_id=erased)).all()
    assert [party.id for party in found] == [case.enterprise_id]
    assert OWNER not in texts(portal)
