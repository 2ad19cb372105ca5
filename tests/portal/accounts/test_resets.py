"""New passwords by a link: from an administrator, and by mail where there is a server."""

from __future__ import annotations

import queue
import re
import socket
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from portal.accounts import mail
from portal.database.models import Membership
from portal.settings import read_settings
from tests.portal.accounts.test_invitations import shown_link
from tests.portal.conftest import PASSWORD, Portal, open_portal, send, sign_in
from tests.portal.knocking import is_inside

NEW = "a quite different sentence"


def test_an_administrators_link_sets_a_new_password_once(portal: Portal) -> None:
    boss, other = portal.member(), portal.member(role="reader")
    before = portal.client(other)
    client = portal.client(boss)
    send(client, f"/people/{other.id}/reset")
    address = shown_link(client)
    assert (
        send(portal.client(), address, {"password": "aaaaaaaaaaaa"}).status_code == 400
    )

    send(after := portal.client(), address, {"password": NEW})

    assert is_inside(after)
    assert not is_inside(before)
    assert sign_in(portal.client(), other.user.email).status_code == 400
    assert sign_in(portal.client(), other.user.email, NEW).status_code == 302
    assert portal.client().get(address).status_code == 404


def test_an_administrators_link_reaches_no_other_organisation(portal: Portal) -> None:
    boss = portal.member()
    both = portal.member("乙公司甲", email="both@example.org")
    here = Membership(user=both.user, organisation=boss.organisation, role="reader")
    portal.db.add(here)
    portal.db.commit()
    elsewhere = portal.client(both)
    client = portal.client(boss)
    send(client, f"/people/{here.id}/reset")

    send(taken := portal.client(), shown_link(client), {"password": NEW})

    assert "乙公司甲" not in taken.get("/account").text
    assert is_inside(elsewhere)
    sign_in(still := portal.client(), "both@example.org", PASSWORD)
    assert "乙公司甲" in still.get("/people").text


def test_an_operators_password_is_renewed_by_operators_alone(portal: Portal) -> None:
    boss, operator = portal.member(), portal.member(role="reader")
    operator.user.is_operator = True
    portal.db.commit()

    answer = send(portal.client(boss), f"/people/{operator.id}/reset")

    assert answer.status_code == 403


def test_a_link_from_before_opens_no_operators_account(portal: Portal) -> None:
    boss, later = portal.member(), portal.member(role="reader")
    send(client := portal.client(boss), f"/people/{later.id}/reset")
    address = shown_link(client)
    later.user.is_operator = True
    portal.db.commit()

    answer = send(taken := portal.client(), address, {"password": NEW})

    assert answer.status_code == 404
    assert not is_inside(taken)
    assert sign_in(portal.client(), later.user.email).status_code == 302


def test_without_a_mail_server_the_page_says_whom_to_ask(portal: Portal) -> None:
    page = portal.client().get("/forgotten").text

    assert "管理员" in page
    assert 'name="email"' not in page


class Letterbox(MessageHandler):
    """Keeps what the mail server of the test receives."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: queue.Queue[Message] = queue.Queue()

    def handle_message(self, message: Message) -> None:
        self.letters.put(message)

    def link(self) -> tuple[str, str]:
        """Wait for a letter; return its addressee and the path of its link."""
        letter = self.letters.get(timeout=60)
        body = letter.get_payload(decode=True)
        assert isinstance(body, bytes)
        found = re.search(r"/invitations/[\w-]{20,}", body.decode())
        assert found is not None
        return str(letter["To"]), found[0]


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture
def mailing(
    tmp_path: Path, password_hash: str, letterbox: tuple[Letterbox, int]
) -> Iterator[tuple[Portal, Letterbox]]:
    box, port = letterbox
    url = f"smtp://127.0.0.1:{port}"
    for portal in open_portal(tmp_path, password_hash, smtp_url=url):
        yield portal, box


def test_a_forgotten_password_is_renewed_by_mail(
    mailing: tuple[Portal, Letterbox],
) -> None:
    portal, box = mailing
    member = portal.member()
    form = {"email": member.user.email.upper()}
    known = send(portal.client(), "/forgotten", form)
    unknown = send(portal.client(), "/forgotten", {"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 200

    to, address = box.link()
    assert to == member.user.email
    send(client := portal.client(), address, {"password": NEW})

    assert is_inside(client)
    assert box.letters.empty()


def test_what_is_mailed_is_shown_to_nobody(mailing: tuple[Portal, Letterbox]) -> None:
    portal, box = mailing
    boss = portal.client(portal.member())
    form = {"email": "new@example.org", "role": "officer"}

    send(boss, "/people/invitations", form)

    assert not re.search(r"/invitations/[\w-]{20,}", boss.get("/people").text)
    to, address = box.link()
    assert to == "new@example.org"
    send(client := portal.client(), address, {"password": NEW, "account": "new"})
    assert is_inside(client)


def test_the_owner_of_an_address_takes_what_was_registered_under_it(
    mailing: tuple[Portal, Letterbox],
) -> None:
    portal, box = mailing
    squatter = portal.client(portal.member(email="owner@example.org"))
    send(portal.client(), "/forgotten", {"email": "owner@example.org"})
    _, address = box.link()

    send(owner := portal.client(), address, {"password": NEW})

    assert is_inside(owner)
    assert not is_inside(squatter)


def test_an_address_is_not_flooded_with_mails(
    mailing: tuple[Portal, Letterbox],
) -> None:
    portal, _ = mailing
    form = {"email": portal.member().user.email}

    answers = [send(portal.client(), "/forgotten", form).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]


def test_a_mail_that_fails_tells_the_log_nothing_personal(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = read_settings({}, data=tmp_path, smtp_url="smtp://127.0.0.1:1")

    mail.send(settings, "somebody@example.org", "a subject", "a text").result(
        timeout=60
    )

    assert "ConnectionRefusedError" in caplog.text
    assert "somebody" not in caplog.text
