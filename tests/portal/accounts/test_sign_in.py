"""Who gets in, who waits, and when a session is over."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from portal.clock import now
from portal.database.admission import Session
from portal.database.models import AuditEntry
from tests.portal.conftest import PASSWORD, Portal, send, sign_in
from tests.portal.knocking import is_inside


def test_inside_with_the_right_password(portal: Portal) -> None:
    email = portal.member().user.email
    client = portal.client()

    answer = sign_in(client, email.upper())

    assert answer.location == "/"
    assert is_inside(client)


@pytest.mark.parametrize("email", ["administrator@company-3.example", "nobody@a.b"])
def test_same_words_for_a_wrong_password_and_an_unknown_person(
    portal: Portal, email: str
) -> None:
    portal.member()

    answer = sign_in(portal.client(), email, "not the password")

    assert answer.status_code == 400
    assert "邮箱与密码不匹配" in answer.text


def test_cookie_cannot_be_read_by_scripts(portal: Portal) -> None:
    answer = sign_in(portal.client(), portal.member().user.email)

    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "packlaw=" in c)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_cookie_is_bound_to_the_host_over_https(https_portal: Portal) -> None:
    client, base = https_portal.client(), "https://packlaw.example"
    member = https_portal.member()

    answer = send(
        client,
        "/sign-in",
        {"email": member.user.email, "password": PASSWORD},
        base_url=base,
        headers={"Referer": base},
    )

    cookies = answer.headers.getlist("Set-Cookie")
    session = next(c for c in cookies if c.startswith("__Host-packlaw="))
    assert "Secure; HttpOnly; Path=/; SameSite=Lax" in session
    assert "Domain" not in session


def test_only_the_hash_of_a_token_is_kept(portal: Portal) -> None:
    client = portal.client(portal.member())

    kept = portal.db.scalars(select(Session.token_hash)).one()

    cookie = client.get_cookie("packlaw")
    assert cookie is not None
    assert cookie.value not in kept


def test_signing_out_ends_the_session_on_the_server(portal: Portal) -> None:
    client = portal.client(portal.member())
    token = client.get_cookie("packlaw")

    send(client, "/sign-out")

    assert token is not None
    client.set_cookie("packlaw", token.value)
    assert not is_inside(client)


@pytest.mark.parametrize(("column", "ago"), [("seen_at", 61), ("expires_at", 1)])
def test_outside_when_a_session_was_idle_or_too_long(
    portal: Portal, column: str, ago: int
) -> None:
    client = portal.client(portal.member())
    portal.db.execute(update(Session).values({column: portal.long_ago(minutes=ago)}))
    portal.db.commit()

    assert not is_inside(client)


def test_a_request_is_seen_and_keeps_the_session_alive(portal: Portal) -> None:
    client = portal.client(portal.member())
    portal.db.execute(update(Session).values(seen_at=portal.long_ago(minutes=30)))
    portal.db.commit()

    client.get("/datasets")

    portal.db.expire_all()
    assert (now() - portal.db.scalars(select(Session.seen_at)).one()).seconds < 60


def test_new_password_ends_every_other_session(portal: Portal) -> None:
    member = portal.member()
    here, elsewhere = portal.client(member), portal.client(member)
    form = {"password": PASSWORD, "new_password": "another fine sentence"}

    send(here, "/account/password", form)

    assert is_inside(here)
    assert not is_inside(elsewhere)


@pytest.mark.parametrize(
    "new",
    [
        "too short", "aaaaaaaaaaaa", "passwordpassword", "123456789012", "qwertyuiop12",
        "woaini1314520", "administrator@company-3.example", "甲公司甲公司甲公司2026",
    ],
)  # fmt: skip
def test_new_password_refused_when_it_is_guessed_easily(
    portal: Portal, new: str
) -> None:
    client = portal.client(portal.member())

    answer = send(
        client, "/account/password", {"password": PASSWORD, "new_password": new}
    )

    assert answer.status_code == 400


def test_a_removed_member_is_outside_with_the_next_click(portal: Portal) -> None:
    boss, other = portal.member(), portal.member(role="officer")
    client = portal.client(other)

    send(portal.client(boss), f"/people/{other.id}/remove")

    assert not is_inside(client)


def test_sign_in_and_refusal_are_in_the_trail(portal: Portal) -> None:
    email = portal.member().user.email

    sign_in(portal.client(), email, "not it\r\nforged line")
    sign_in(portal.client(), "my-password@in-the-wrong.field", "not it")
    sign_in(portal.client(), email)

    entries = portal.db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.subject) for entry in entries] == [
        ("sign-in-refused", email), ("sign-in-refused", ""), ("signed-in", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "there",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"],
)
def test_never_sent_elsewhere_after_sign_in(portal: Portal, there: str) -> None:
    form = {"email": portal.member().user.email, "password": PASSWORD, "then": there}

    assert send(portal.client(), "/sign-in", form).location == "/"


def test_a_number_that_no_row_can_have_is_not_found(portal: Portal) -> None:
    client, number = portal.client(portal.member()), "9" * 25

    assert client.get(f"/people/{number}").status_code == 404
    assert client.get("/people/2147483648").status_code == 404
    ended = client.post(f"/account/sessions/{number}/end")
    assert ended.status_code == 404


def test_an_address_that_cannot_be_read_leads_to_the_start_page(portal: Portal) -> None:
    email, form = portal.member().user.email, {"language": "en", "then": "//["}

    answer = send(portal.client(), "/language", form)
    entered = send(
        portal.client(),
        "/sign-in",
        {"email": email, "password": PASSWORD, "then": "//["},
    )

    assert answer.location == entered.location == "/"
