"""The door, through its real server and real sockets: crowds, large bodies, proxies."""

from __future__ import annotations

import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.database.models import AuditEntry, Membership
from portal.web import door
from tests.portal.conftest import TOKEN, Portal, open_portal


@pytest.fixture
def portal(tmp_path: Path, password_hash: str) -> Iterator[Portal]:
    yield from open_portal(tmp_path, password_hash, trusted_proxies=1)


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def head(method: str, path: str, *lines: str) -> bytes:
    text = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *lines, "", ""]
    return "\r\n".join(text).encode()


def read(sender: socket.socket) -> str:
    """Read until the server hangs up."""
    return b"".join(iter(lambda: sender.recv(65536), b"")).decode()


def is_hung_up_on(sender: socket.socket) -> bool:
    """Wait until the server hangs up, and say whether it did so without a word."""
    try:
        return read(sender) == ""
    except ConnectionResetError:
        return True


def ask(port: int, path: str, *lines: str) -> str:
    with connect(port) as sender:
        sender.sendall(head("GET", path, "Connection: close", *lines))
        return read(sender)


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1])


@pytest.mark.parametrize("begun", [b"", head("POST", "/sign-in")[:-4]])
def test_half_sent_requests_do_not_keep_others_out(port: int, begun: bytes) -> None:
    with ExitStack() as crowd:
        for _ in range(2 * 98):
            crowd.enter_context(connect(port)).sendall(begun)

        assert status(ask(port, "/sign-in")) == 200


def test_the_one_awaited_longest_gives_way_when_connections_run_out(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_CONNECTIONS", 30)
    with ExitStack() as crowd:
        first = crowd.enter_context(connect(port))
        first.sendall(b"POST / HT")
        for _ in range(40):
            crowd.enter_context(connect(port)).sendall(b"POST / HT")

        assert status(ask(port, "/sign-in")) == 200
        assert is_hung_up_on(first)


def test_a_sender_that_is_too_slow_is_hung_up_on(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "HEAD_SECONDS", 0)
    monkeypatch.setattr(door, "BODY_SECONDS", 0)
    for begun in (b"", b"GET / HT", head("POST", "/sign-in", "Content-Length: 9")):
        with connect(port) as sender:
            sender.sendall(begun)

            assert is_hung_up_on(sender)


def test_only_the_first_of_requests_sent_at_once_is_answered(port: int) -> None:
    with connect(port) as reader:
        reader.sendall(head("GET", "/rules") * 8)

        answer = read(reader)

    assert answer.count("HTTP/1.1 200") == 1
    assert "Connection: close" in answer


def test_a_large_body_is_refused_before_a_byte_of_it_comes(port: int) -> None:
    for path in ("/sign-in", "/datasets", "/nothing"):
        with connect(port) as sender:
            sender.sendall(head("POST", path, "Content-Length: 190000000"))

            answer = read(sender)

        assert status(answer) in (302, 404, 413), path
        assert status(answer) != 404 or path == "/nothing"


def test_one_who_sends_on_gets_the_answer_and_nothing_is_kept(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(*given: object) -> None:
        raise AssertionError("something of the body is kept")

    monkeypatch.setattr(tempfile, "TemporaryFile", keep)
    with connect(port) as sender:
        sender.sendall(head("POST", "/sign-in", "Content-Length: 20000000"))
        for _ in range(20):
            sender.sendall(b"x" * 1_000_000)

        answer = read(sender)

    assert status(answer) == 413
    assert "数据" in answer


def test_a_body_without_a_declared_length_is_bounded_too(port: int) -> None:
    with connect(port) as sender:
        sender.sendall(head("POST", "/sign-in", "Transfer-Encoding: chunked"))
        sender.sendall(b"20000\r\n" + b"x" * 0x20000 + b"\r\n")

        assert status(read(sender)) == 413


def test_a_member_uploads_and_a_stranger_does_not(portal: Portal, port: int) -> None:
    cookie = portal.client(portal.member()).get_cookie("packlaw")
    assert cookie is not None
    body = b"x" * 1_000_000
    form = ("Content-Type: text/csv", f"Content-Length: {len(body)}")
    for token, expected in ((cookie.value, 400), ("stolen", 302)):
        with connect(port) as sender:
            signed_in = f"Cookie: packlaw={token}"
            sender.sendall(
                head("POST", "/datasets", "Connection: close", signed_in, *form)
            )
            sender.sendall(body)

            # The form carries no token, which is only seen once all of it was received.
            assert status(read(sender)) == expected


def test_a_cookie_that_is_no_text_is_no_session(port: int) -> None:
    with connect(port) as sender:
        begun = head(
            "POST", "/datasets", "Content-Length: 190000000", "Cookie: packlaw=?"
        )
        sender.sendall(begun.replace(b"?", b"\xff\xfe"))

        assert status(read(sender)) in (302, 413)


def begun_upload(portal: Portal, member: Membership) -> bytes:
    """Return the head of an upload, whose body is still to come."""
    cookie = portal.client(member).get_cookie("packlaw")
    assert cookie is not None
    signed_in = f"Cookie: packlaw={cookie.value}"
    return head("POST", "/datasets", signed_in, "Content-Length: 9000000")


@pytest.mark.parametrize("most", ["MOST_LARGE_BODIES", "MOST_OF_ONE"])
def test_too_many_large_bodies_at_once_have_to_wait(
    portal: Portal, port: int, monkeypatch: pytest.MonkeyPatch, most: str
) -> None:
    monkeypatch.setattr(door, most, 1)
    member = portal.member()
    with connect(port) as first, connect(port) as second:
        first.sendall(begun_upload(portal, member))
        ask(port, "/rules")
        # The person's other session counts as well.
        second.sendall(begun_upload(portal, member))

        assert status(read(second)) == 503


def test_one_person_does_not_keep_the_uploads_of_others_out(
    portal: Portal, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_LARGE_BODIES", 3)
    begun = begun_upload(portal, portal.member())
    other = begun_upload(portal, portal.member("另一家公司", email="b@b.example"))
    with ExitStack() as crowd:
        for _ in range(4):
            crowd.enter_context(connect(port)).sendall(begun)
        ask(port, "/rules")
        sender = crowd.enter_context(connect(port))
        sender.sendall(other + b"x" * 9_000_000)

        assert b" 400 " in sender.recv(100)


def test_one_who_may_not_add_sends_no_large_body(portal: Portal, port: int) -> None:
    with connect(port) as sender:
        sender.sendall(begun_upload(portal, portal.member(role="reader")))

        assert status(read(sender)) == 403


def test_people_have_the_address_that_the_trusted_proxy_tells(
    portal: Portal, port: int
) -> None:
    page = ask(port, "/sign-in", "X-Forwarded-For: 203.0.113.7")
    token = TOKEN.search(page)
    cookie = re.search(r"Set-Cookie: (packlaw-form=[^;]+)", page)
    assert token is not None
    assert cookie is not None
    form = f"csrf_token={token[1]}&email=a%40b.c&password=wrong"
    lines = (
        f"Cookie: {cookie[1]}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(form)}",
        # What people claim themselves stands before what the proxy says.
        "X-Forwarded-For: 198.51.100.1, 203.0.113.7",
        "Connection: close",
    )
    with connect(port) as sender:
        sender.sendall(head("POST", "/sign-in", *lines) + form.encode())
        assert status(read(sender)) == 400

    addresses = portal.db.scalars(select(AuditEntry.address)).all()
    assert addresses == ["203.0.113.7"]
