"""The second factor: set up, asked for, good once, demanded, and lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from portal.accounts import second_factor
from portal.clock import now
from portal.database.admission import RecoveryCode
from portal.database.models import AuditEntry, Membership, Organisation, User
from portal.errors import RefusalError
from tests.portal.conftest import Portal, send, sign_in
from tests.portal.knocking import is_inside


def code_of(portal: Portal, user: User, steps: int = 0) -> str:
    """Return what the person's telephone shows, some steps of time away."""
    portal.db.refresh(user)
    secret = second_factor.secret_of(portal.settings, user)
    step = int(now().timestamp()) // second_factor.STEP_SECONDS
    return pyotp.TOTP(secret).generate_otp(step + steps)


def with_factor(portal: Portal, member: Membership) -> list[str]:
    """Set the second factor up on the page; return the codes of recovery."""
    client = portal.client(member)
    client.get("/account/second-factor")
    code = code_of(portal, member.user, -1)
    page = send(client, "/account/second-factor", {"code": code}).text
    portal.db.refresh(member.user)
    return re.findall(r"<code>([0-9a-f]{5}-[0-9a-f]{5})</code>", page)


def halfway(portal: Portal, member: Membership) -> FlaskClient:
    client = portal.client()
    assert sign_in(client, member.user.email).location == "/sign-in/code"
    return client


def enter(client: FlaskClient, code: str) -> int:
    return send(client, "/sign-in/code", {"code": code}).status_code


def test_sign_in_asks_for_the_code_of_the_telephone(portal: Portal) -> None:
    member = portal.member()
    assert len(with_factor(portal, member)) == second_factor.RECOVERY_CODES
    client = halfway(portal, member)
    assert not is_inside(client)

    assert enter(client, "000000") == 400
    assert not is_inside(client)
    assert enter(client, code_of(portal, member.user)) == 302

    assert is_inside(client)


def test_a_code_is_good_once(portal: Portal) -> None:
    member = portal.member()
    with_factor(portal, member)
    code = code_of(portal, member.user)
    first, second = halfway(portal, member), halfway(portal, member)

    assert (enter(first, code), enter(second, code)) == (302, 400)
    assert not is_inside(second)


def test_a_recovery_code_is_good_once_even_for_two_at_once(portal: Portal) -> None:
    member = portal.member()
    code = with_factor(portal, member)[0].upper()
    clients = [halfway(portal, member) for _ in range(2)]

    with ThreadPoolExecutor(2) as crowd:
        answers = sorted(crowd.map(lambda client: enter(client, code), clients))

    assert answers == [302, 400]
    left = portal.db.scalars(select(RecoveryCode)).all()
    assert len(left) == second_factor.RECOVERY_CODES - 1


def test_guesses_of_codes_have_to_wait(portal: Portal) -> None:
    member = portal.member()
    with_factor(portal, member)
    client = halfway(portal, member)

    assert [enter(client, "123") for _ in range(6)] == [400] * 5 + [429]


def test_not_switched_on_before_a_code_proves_that_the_secret_arrived(
    portal: Portal,
) -> None:
    member = portal.member()
    client = portal.client(member)
    page = client.get("/account/second-factor").text
    assert "<svg" in page

    assert send(client, "/account/second-factor", {"code": "1"}).status_code == 400

    sign_in(other := portal.client(), member.user.email)
    assert is_inside(other)
    assert client.get("/account/second-factor").text.count("<svg") == 1


def test_switched_off_and_renewed_by_a_code_alone(portal: Portal) -> None:
    member = portal.member()
    codes = with_factor(portal, member)
    client = portal.client(member)
    assert send(client, "/account/second-factor/off", {"code": ""}).status_code == 400
    fresh = send(client, "/account/second-factor/codes", {"code": codes[0]})
    assert fresh.status_code == 200
    assert codes[1] not in fresh.text

    code = code_of(portal, member.user)
    assert send(client, "/account/second-factor/off", {"code": code}).status_code == 200

    portal.db.refresh(member.user)
    assert not second_factor.is_on(member.user)
    assert portal.db.scalars(select(RecoveryCode)).all() == []


def test_an_organisation_demands_it_of_everyone(portal: Portal) -> None:
    boss, other = portal.member(), portal.member(role="reader")
    send(portal.client(boss), "/people/second-factor", {"demanded": "yes"})
    client = portal.client(other)

    assert client.get("/datasets").location == "/account/second-factor"
    assert client.get("/account").status_code == 200
    with_factor(portal, other)

    assert is_inside(client)


def test_an_administrator_helps_where_the_telephone_is_lost(portal: Portal) -> None:
    boss, other = portal.member(), portal.member(role="reader")
    with_factor(portal, other)
    client = portal.client(boss)
    send(client, f"/people/{other.id}/reset", {"drops_factor": "yes"})
    address = re.search(r"/invitations/[\w-]{20,}", client.get("/people").text)
    assert address is not None

    inside = portal.client()
    send(inside, address[0], {"password": "a quite different sentence"})

    assert is_inside(inside)
    dropped = select(AuditEntry).filter_by(action="second-factor-dropped")
    entry = portal.db.scalars(dropped).one()
    assert (entry.subject, entry.organisation_id) == (
        other.user.email,
        other.organisation_id,
    )


def test_it_goes_with_the_membership_that_gets_an_account_of_its_own(
    portal: Portal,
) -> None:
    boss, other = portal.member(), portal.member("乙公司甲", email="b@example.org")
    here = Membership(user=other.user, organisation=boss.organisation, role="reader")
    portal.db.add(here)
    portal.db.commit()
    codes = with_factor(portal, other)
    client = portal.client(boss)
    send(client, f"/people/{here.id}/reset")
    address = re.search(r"/invitations/[\w-]{20,}", client.get("/people").text)
    assert address is not None

    opened = portal.client()
    answer = send(opened, address[0], {"password": "a quite different sentence"})

    assert answer.location == "/sign-in/code"
    portal.db.refresh(here)
    assert here.user_id != other.user_id
    assert enter(opened, codes[0]) == 302


def test_half_a_sign_in_runs_out_and_ends_with_the_password(portal: Portal) -> None:
    member = portal.member()
    with_factor(portal, member)
    late, changed = halfway(portal, member), halfway(portal, member)
    with late.session_transaction() as session:
        session["halfway"] = session["halfway"] | {"at": now().timestamp() - 301}
    assert late.get("/sign-in/code").location == "/sign-in"

    portal.db.execute(update(User).values(password_hash="another"))
    portal.db.commit()

    assert changed.get("/sign-in/code").location == "/sign-in"


def test_a_copy_of_the_database_alone_gives_no_secret(portal: Portal) -> None:
    member = portal.member()
    with_factor(portal, member)
    secret = second_factor.secret_of(portal.settings, member.user)
    assert secret not in str(member.user.factor_secret)

    (portal.settings.data / "secret.key").write_text("another key")

    with pytest.raises(RefusalError, match="factor_unreadable"):
        second_factor.secret_of(portal.settings, member.user)


def test_every_change_is_on_the_trail(portal: Portal) -> None:
    member = portal.member()
    code = with_factor(portal, member)[0]
    client = portal.client(member)
    send(client, "/people/second-factor", {"demanded": "yes"})
    send(client, "/account/second-factor/off", {"code": code})

    actions = portal.db.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == [
        "second-factor-on",
        "second-factor-demanded",
        "second-factor-off",
    ]
    assert portal.db.scalars(select(Organisation.demands_factor)).all() == [True]
