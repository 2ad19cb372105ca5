"""Those who read slowly, or nothing, are hung up on and keep nobody out."""

from __future__ import annotations

import re
import socket
from contextlib import ExitStack

import pytest

from portal.web import door
from tests.portal.web.test_door import ask, head, status

LARGE_FILE = "/fonts/ReportSansMore-Regular.ttf"


def connect_narrowly(port: int) -> socket.socket:
    """Connect as one who takes little at a time."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.settimeout(60)
    reader.connect(("127.0.0.1", port))
    return reader


def test_one_who_reads_nothing_is_hung_up_on(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "UNREAD_SECONDS", 0)
    with connect_narrowly(port) as reader:
        reader.sendall(head("GET", LARGE_FILE))
        # Once others are served, nothing was read of it for some time.
        for _ in range(2):
            ask(port, "/nothing")

        got = b"".join(iter(lambda: reader.recv(65536), b""))

    length = re.search(rb"Content-Length: (\d+)", got)
    assert length is not None
    assert len(got) < int(length[1])


def test_one_who_reads_a_few_bytes_at_a_time_is_hung_up_on(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "READ_SECONDS", 0)
    monkeypatch.setattr(door, "SLOWEST_READER", 10**12)
    with connect_narrowly(port) as reader:
        reader.sendall(head("GET", LARGE_FILE))
        got = b""
        for _ in range(20):
            got += reader.recv(100)
            ask(port, "/nothing")

        got += b"".join(iter(lambda: reader.recv(65536), b""))

    length = re.search(rb"Content-Length: (\d+)", got)
    assert length is not None
    assert len(got) < int(length[1])


def test_those_who_read_nothing_keep_nobody_out(port: int) -> None:
    with ExitStack() as crowd:
        for _ in range(8):
            reader = crowd.enter_context(connect_narrowly(port))
            reader.sendall(head("GET", LARGE_FILE) * 8)

        for _ in range(8):
            assert status(ask(port, "/sign-in")) == 200
