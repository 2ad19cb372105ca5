"""`packlaw admin`: what an operator asks of a portal that runs."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from portal import trail
from portal.accounts import invitations, resets
from portal.database.admission import Invitation, Session
from portal.database.models import AuditEntry
from portal.storage.custody_folder import view_path
from portal.storage.store import Store
from portal.trail.tables import hash_of
from tests.portal.admin.conftest import Admin
from tests.portal.cases.laid import case_file, lay_case
from tests.portal.conftest import Portal
from tests.portal.trails import entered, watched


@pytest.mark.both_databases
def test_trail_that_holds_is_verified_with_its_last_hash(
    portal: Portal, admin: Admin
) -> None:
    *_, last = entered(portal)

    held = admin("trail", "verify", "--known", f"3:{last.hash}")
    other = admin("trail", "verify", "--known", f"2:{last.hash}")

    assert held.exit_code == 0
    assert held.output == f"3 entries hold. The last one: 3:{last.hash}\n"
    assert other.exit_code == 1
    assert "Entry 2 does not follow the one before" in other.output


def test_trail_that_breaks_ends_with_1_and_names_the_entry(
    portal: Portal, admin: Admin
) -> None:
    entered(portal)
    connection = portal.db.connection()
    connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
    connection.exec_driver_sql("UPDATE audit_entry SET subject = 'x' WHERE id = 2")
    portal.db.commit()

    broken = admin("trail", "verify")

    assert broken.exit_code == 1
    assert broken.output == (
        "Entry 2 was changed: its content has another hash. The 1 before it hold.\n"
    )


def test_known_hash_that_is_none_is_refused(admin: Admin) -> None:
    refused = admin("trail", "verify", "--known", "2")

    assert refused.exit_code == 2
    assert "--known 2 is not ID:HASH" in refused.output


@pytest.mark.both_databases
def test_export_proves_itself(portal: Portal, admin: Admin) -> None:
    entered(portal)

    lines = admin("trail", "export").output.splitlines()

    rows = [json.loads(line) for line in lines]
    assert [row["subject"] for row in rows] == ["key-0", "key-1", "key-2"]
    for row in rows:
        previous, found = row.pop("previous"), row.pop("hash")
        assert hash_of(previous, row) == found


def test_export_as_csv_holds_no_formula(
    portal: Portal, admin: Admin, tmp_path: Path
) -> None:
    with watched(portal) as db:
        trail.record(db, "invited", "=1+1")
        db.commit()

    done = admin("trail", "export", "--format", "csv", "--out", tmp_path / "t.csv")

    assert done.output == f"1 entry written to {tmp_path / 't.csv'}.\n"
    text = (tmp_path / "t.csv").read_text(encoding="utf-8")
    [row] = csv.DictReader(text.splitlines())
    assert (row["action"], row["subject"]) == ("invited", "'=1+1")


def test_lists_organisations_and_people(portal: Portal, admin: Admin) -> None:
    member = portal.member()
    member.user.is_operator = True
    portal.db.commit()

    assert admin("organisations", "list").output == "1\tcompany\t1\t甲公司\n"
    assert admin("people", "list").output == (
        f"{member.user.email}*\tadministrator\t甲公司\n"
    )


def test_ends_the_sessions_of_a_person(portal: Portal, admin: Admin) -> None:
    member = portal.member()
    client = portal.client(member)

    done = admin("people", "sign-out", member.user.email.upper())

    assert done.exit_code == 0
    assert client.get("/datasets").status_code == 302
    assert portal.db.scalars(select(AuditEntry.action)).all() == ["sessions-ended"]
    assert "Nobody has the e-mail" in admin("people", "sign-out", "a@b.c").output


def test_tables_of_another_version_are_told(portal: Portal, admin: Admin) -> None:
    refused = admin(
        "people",
        "list",
        settings=replace(portal.settings, data=portal.settings.data / "new"),
    )

    assert refused.exit_code == 2
    assert "Start packlaw serve once" in refused.output


def test_leftovers_are_listed_first_and_swept_when_asked(
    portal: Portal, admin: Admin
) -> None:
    data, member = portal.settings.data, portal.member()
    run = portal.finished_run(member)
    portal.client(member)
    portal.db.query(Session).update({"expires_at": portal.long_ago(60 * 24 * 31)})
    portal.db.commit()
    attached = case_file(portal, lay_case(portal, member, run))
    old = [data / "incoming" / "1f", data / "datasets" / "e0", data / "runs" / "gone",
           data / "runs" / run.key / "2", data / "attachments" / "e0" / "e0"]  # fmt: skip
    young = data / "incoming" / "2f"
    kept = [data / str(run.folder), view_path(data / str(run.folder)),
            Store(data).attachment(attached.content_hash), young]  # fmt: skip
    for folder in (*old, young):
        folder.mkdir(parents=True)
    past = portal.long_ago(minutes=60 * 25).timestamp()
    for folder in (*old, *kept[:3]):
        os.utime(folder, (past, past))

    listed = admin("sweep")

    assert listed.output.splitlines() == [
        *map(str, sorted(old)),
        "5 leftovers. With --do they are deleted.",
    ]
    assert all(folder.exists() for folder in old)
    swept = admin("sweep", "--do")
    assert swept.output == "Deleted 5 leftovers and 1 ended session.\n"
    assert not any(folder.exists() for folder in old)
    assert all(folder.exists() for folder in kept)
    assert portal.db.query(Session).count() == 0


def test_state_folder_is_its_owners_alone(portal: Portal, admin: Admin) -> None:
    portal.settings.data.chmod(0o755)

    admin("people", "list")

    assert portal.settings.data.stat().st_mode & 0o077 == 0


@pytest.mark.both_databases
def test_an_operator_is_made_and_entered(portal: Portal, admin: Admin) -> None:
    member = portal.member(email="a@b.example")

    done = admin("people", "make-operator", " A@b.example ")

    assert done.output == "a@b.example is an operator now.\n"
    portal.db.expire_all()
    assert member.user.is_operator
    assert portal.db.scalars(select(AuditEntry.action)).all() == ["operator-made"]


def test_links_to_a_new_password_end_where_an_operator_is_made(
    portal: Portal, admin: Admin
) -> None:
    boss = portal.member()
    member, other = (portal.member(email=f"{n}@b.example") for n in "ab")
    for person in (member, other):
        resets.make(portal.db, person, boss.user)
    resets.for_address(portal.db, "a@b.example")
    portal.db.commit()

    admin("people", "make-operator", "a@b.example")

    left = portal.db.scalars(select(Invitation.person_id)).all()
    assert left == [other.user_id]


@pytest.mark.both_databases
def test_an_operator_is_unmade_but_never_the_last(portal: Portal, admin: Admin) -> None:
    one, two = (portal.member(email=f"{n}@b.example") for n in "ab")
    for member in (one, two):
        member.user.is_operator = True
    elsewhere = portal.member("丙公司甲").organisation
    invitations.invite(portal.db, elsewhere, "c@b.example", "officer", one.user_id)
    portal.db.commit()

    done = admin("people", "unmake-operator", " A@b.example ")
    again = admin("people", "unmake-operator", "a@b.example")
    last = admin("people", "unmake-operator", "b@b.example")

    assert done.output == "a@b.example is an operator no longer.\n"
    assert again.output == "packlaw: a@b.example is no operator.\n"
    assert last.exit_code == 2
    assert "b@b.example is the last operator." in last.output
    portal.db.expire_all()
    assert (one.user.is_operator, two.user.is_operator) == (False, True)
    assert portal.db.scalars(select(Invitation)).all() == []
    assert portal.db.scalars(select(AuditEntry.action)).all() == ["operator-unmade"]


def test_of_several_accounts_of_an_address_one_is_made_an_operators(
    portal: Portal, admin: Admin
) -> None:
    one, other = (
        portal.member(name, email="a@b.example") for name in ("甲公司", "丙公司")
    )

    unclear = admin("people", "make-operator", "a@b.example")
    chosen = admin("people", "make-operator", "a@b.example", "--organisation",
                   other.organisation_id)  # fmt: skip

    assert unclear.exit_code == 2
    assert unclear.output == (
        "packlaw: The e-mail a@b.example has several accounts, in the organisations "
        f"{one.organisation_id} 甲公司, {other.organisation_id} 丙公司. "
        "Name one by --organisation ID.\n"
    )
    assert chosen.exit_code == 0
    portal.db.expire_all()
    assert (one.user.is_operator, other.user.is_operator) == (False, True)


def test_nobody_is_made_an_operator(admin: Admin) -> None:
    refused = admin("people", "make-operator", "x@b.example")

    assert refused.exit_code == 2
    assert "Nobody has the e-mail x@b.example." in refused.output
