"""`packlaw admin people forget`: who it was is gone, the trail still holds."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.database.admission import Invitation, RecoveryCode, Session
from portal.database.cases import Case, CaseEntry
from portal.database.models import AuditEntry, Membership, User
from portal.trail import record
from portal.trail.verifying import verify
from tests.portal.admin.conftest import Admin
from tests.portal.cases.laid import lay_case
from tests.portal.conftest import Portal, send

pytestmark = pytest.mark.both_databases

EMAIL = "leaving.person@a-company.example"


def test_who_left_is_a_number_and_the_trail_holds(portal: Portal, admin: Admin) -> None:
    portal.member()
    member = portal.member(role="officer", email=EMAIL)
    run = portal.queued_run(member)
    client = portal.client(member)
    user = member.user
    user.factor_secret, user.language = "sealed", "zh"
    portal.db.add(RecoveryCode(user_id=user.id, code_hash="c" * 64))
    record(portal.db, "check-started", run.key, user_id=user.id,
           organisation_id=member.organisation_id)  # fmt: skip
    record(portal.db, "invited", EMAIL, organisation_id=member.organisation_id)
    portal.db.commit()

    done = admin("people", "forget", EMAIL.upper())

    assert done.exit_code == 0
    assert f"Account {user.id} is anonymous now." in done.output
    assert "1 entry of the trail still holds the e-mail in words" in done.output
    portal.db.expire_all()
    left = portal.db.get(User, user.id)
    assert left is not None
    assert left.email == f"forgotten-{user.id}@portal.invalid"
    assert (left.factor_secret, left.language) == (None, None)
    for table in (RecoveryCode, Session, Invitation):
        assert portal.db.scalars(select(table)).all() == []
    assert len(portal.db.scalars(select(Membership)).all()) == 1
    assert client.get("/runs").status_code == 302
    entry = portal.db.scalars(
        select(AuditEntry).filter_by(action="check-started")
    ).one()
    assert entry.user_id == user.id
    assert verify(portal.db, {}).fault == ""
    told = portal.db.scalars(
        select(AuditEntry.subject).filter_by(action="person-forgotten")
    )
    assert list(told) == [str(user.id)]
    assert admin("people", "forget", EMAIL).exit_code == 2


def test_cases_name_who_is_forgotten_by_the_number(
    portal: Portal, admin: Admin
) -> None:
    stays = portal.member()
    member = portal.member(role="officer", email=EMAIL)
    case, person = lay_case(portal, member, portal.finished_run(member)), member.user_id
    client, path = portal.client(stays), f"/cases/{case.key}/entries"
    send(client, path, {"act": "assign", "person": str(person)})
    send(client, path, {"text": f"ask {EMAIL.title()}, not x{EMAIL}."})
    case.corrector = EMAIL
    portal.db.commit()
    assert client.get(f"/cases/{case.key}").text.count(EMAIL) > 4

    assert admin("people", "forget", EMAIL).exit_code == 0

    portal.db.expire_all()
    number = f"forgotten-{person}@portal.invalid"
    page = client.get(f"/cases/{case.key}").text
    assert page.lower().replace(f"x{EMAIL}", "").count(EMAIL) == 0
    assert page.count(number) >= 4
    assert portal.db.get_one(Case, case.id).corrector == number
    texts = portal.db.scalars(select(CaseEntry.text).order_by(CaseEntry.id)).all()
    assert texts == [str(person), f"ask {number}, not x{EMAIL}."]


def test_the_last_operator_is_not_forgotten(portal: Portal, admin: Admin) -> None:
    member = portal.member(email=EMAIL)
    member.user.is_operator = True
    portal.db.commit()

    refused = admin("people", "forget", EMAIL)

    assert refused.exit_code == 2
    portal.db.expire_all()
    assert member.user.email == EMAIL
