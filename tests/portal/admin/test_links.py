"""`packlaw admin`: organisations are added, and people get in again."""

from __future__ import annotations

import re

import pytest
from click.testing import Result
from sqlalchemy import select

from portal.database.admission import Invitation
from portal.database.models import AuditEntry, Membership, Organisation
from tests.portal.accounts.test_second_factor import code_of, with_factor
from tests.portal.admin.conftest import Admin
from tests.portal.conftest import PASSWORD, Portal, send, sign_in
from tests.portal.knocking import is_inside


def link_in(done: Result) -> str:
    found = re.search(r"/invitations/[\w-]{20,}", done.output)
    assert found is not None, done.output
    return found[0]


def actions(portal: Portal) -> list[tuple[str, str]]:
    portal.db.rollback()
    entries = portal.db.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.action, entry.subject) for entry in entries]


def operator(portal: Portal) -> Membership:
    member = portal.member("运维", email="operator@example.org")
    member.user.is_operator = True
    portal.db.commit()
    return member


@pytest.mark.both_databases
def test_a_company_is_added_and_its_administrator_comes_in(
    portal: Portal, admin: Admin
) -> None:
    done = admin("organisations", "add", "丙公司", "--kind", "company",
                 "--administrator", "C@example.org", "--region", "420100",
                 "--role", "seller")  # fmt: skip

    assert done.exit_code == 0, done.output
    send(client := portal.client(), link_in(done), {"password": PASSWORD})
    assert is_inside(client)
    added = portal.db.scalars(select(Organisation)).one()
    assert (added.kind, added.regions, added.roles) == ("company", {"4201"}, {"seller"})
    assert actions(portal)[:3] == [
        ("organisation-added", "丙公司"),
        ("organisation-changed", "丙公司: 4201 seller"),
        ("invited", "c@example.org"),
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--administrator", "nobody"], "This is not an e-mail address."),
        (["--region", "99"], "“99” is no code of a region."),
        (["--role", "spy"], "Choose the roles from the list."),
        (["--whole-country", "--region", "42"], "not both"),
    ],
)
def test_what_is_wrong_adds_nothing(
    portal: Portal, admin: Admin, words: list[str], why: str
) -> None:
    given = ["--administrator", "c@example.org", *words]

    refused = admin("organisations", "add", "丙公司", "--kind", "company", *given)

    assert (refused.exit_code, why in refused.output) == (2, True), refused.output
    assert portal.db.scalars(select(Organisation)).all() == []
    chinese = admin("organisations", "add", "丙公司", "--kind", "company", *given,
                    "--language", "zh")  # fmt: skip
    assert re.search("[一-鿿]", chinese.output)


REGULATOR = ("organisations", "add", "丁市监管局", "--kind", "regulator",
             "--administrator", "d@example.org")  # fmt: skip


@pytest.mark.both_databases
def test_a_regulator_takes_an_operator_who_consents_by_password(
    portal: Portal, admin: Admin
) -> None:
    member = operator(portal)
    with_factor(portal, member)
    consent = (*REGULATOR, "--consent", member.user.email)
    assert "it takes two" in admin(*REGULATOR).output
    assert admin(*consent, typed="a bold attempt\n").exit_code == 2
    assert admin(*consent, typed=f"{PASSWORD}\n000000\n").exit_code == 2
    assert portal.db.query(Organisation).filter_by(kind="regulator").all() == []

    typed = f"{PASSWORD}\n{code_of(portal, member.user)}\n"
    done = admin(*consent, typed=typed)

    assert done.exit_code == 0, done.output
    send(client := portal.client(), link_in(done), {"password": "quite another one"})
    # Nobody has said yet for which regions it is competent.
    assert "尚未确定" in client.get("/datasets").text
    added = portal.db.query(Organisation).filter_by(kind="regulator").one()
    entry = portal.db.query(AuditEntry).filter_by(action="organisation-added").one()
    assert entry.user_id == member.user_id

    said = admin("organisations", "set-remit", added.id, "--whole-country")
    assert said.output == "Set: 丁市监管局: CN\n"
    assert "尚未确定" not in client.get("/datasets").text


def test_who_is_no_operator_cannot_consent_and_no_operator_is_let_in(
    portal: Portal, admin: Admin
) -> None:
    other, member = portal.member(), operator(portal)
    typed = f"{PASSWORD}\n"

    by_other = admin(*REGULATOR, "--consent", other.user.email, typed=typed)
    into = admin(*REGULATOR[:-1], member.user.email, "--consent", member.user.email,
                 typed=typed)  # fmt: skip

    assert "is no operator" in by_other.output
    assert into.exit_code == 2
    assert portal.db.query(Organisation).filter_by(kind="regulator").all() == []


@pytest.mark.both_databases
def test_an_organisation_without_administrators_gets_one(
    portal: Portal, admin: Admin
) -> None:
    reader = portal.member(role="reader")

    done = admin("people", "invite", "new@example.org", "--organisation",
                 reader.organisation_id)  # fmt: skip

    send(client := portal.client(), link_in(done), {"password": PASSWORD})
    assert "/people/invitations" in client.get("/people").text
    unfit = admin("people", "invite", "x@example.org", "--organisation",
                  reader.organisation_id, "--role", "inspector")  # fmt: skip
    assert unfit.exit_code == 2
    assert "There is no organisation 99" in admin(
        "people", "invite", "x@example.org", "--organisation", 99
    ).output  # fmt: skip
    regulator = portal.regulator()
    assert "it takes two" in admin(
        "people", "invite", "x@example.org", "--organisation", regulator.organisation_id
    ).output  # fmt: skip


@pytest.mark.both_databases
def test_an_operator_who_lost_password_and_telephone_gets_in_again(
    portal: Portal, admin: Admin
) -> None:
    member = operator(portal)
    with_factor(portal, member)

    done = admin("people", "reset-link", member.user.email, "--drop-factor")

    new = "a quite different sentence"
    send(client := portal.client(), link_in(done), {"password": new})
    assert is_inside(client)
    assert sign_in(portal.client(), member.user.email, new).location == "/"
    assert "/organisations" in client.get("/people").text
    assert ("reset-made", member.user.email) in actions(portal)
    assert "Nobody has the e-mail" in admin("people", "reset-link", "x@b.c").output
    assert portal.db.scalars(select(Invitation)).all() == []
