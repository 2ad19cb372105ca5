"""The door: the HTTP server, which receives a request whole before the portal answers it.

Waitress reads all connections in one thread, so that a slow sender holds no thread of
those that answer. What it lacks is added here: a body is bounded by its address before a
byte of it is kept, a sender or a reader that is too slow is hung up on, and where
connections run out, the one whose head has been awaited longest gives way.
"""

from __future__ import annotations

import copy
import socket
import time
from collections.abc import Callable
from typing import Any

import waitress.server
from flask import Flask
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import Error

from portal.settings import Settings
from portal.web.bodies import MOST_FORM, Allowance, allowance

MOST_CONNECTIONS = 500
MOST_LARGE_BODIES = 16
# Of them, those of one person, who else could keep all others out.
MOST_OF_ONE = 2
IDLE_SECONDS = 60
HEAD_SECONDS = 20
BODY_SECONDS = 30
# Beyond those seconds a body must have come at this pace, in bytes a second.
SLOWEST_BODY = 10_000
# After a body was refused unread: for as long what still comes is thrown away. To hang
# up at once would make the sender lose the answer.
FAREWELL_SECONDS = 5
# One who has read nothing for as long of what waits for them is hung up on.
UNREAD_SECONDS = 30
# So is one who took less than so many bytes a second, those seconds aside.
READ_SECONDS = 30
SLOWEST_READER = 10_000
# In bytes; a system's own, larger buffer takes too long to show that somebody reads.
SEND_BUFFER = 128_000

Limit = Callable[[str, str, str], Allowance]
"""Says for method, path and cookies how large a body may be, and whose it is."""


class BusyError(Error):
    """Too many large bodies are on their way already."""

    code = 503
    reason = "Service Unavailable"


def open_door(
    app: Flask, settings: Settings, host: str, port: int, threads: int = 8
) -> Any:
    """Listen on an address and return the server; its `run()` serves until interrupted.

    The addresses of people are those that the trusted proxies tell, if there are any.
    """
    proxies: dict[str, Any] = {}
    if settings.trusted_proxies:
        proxies = {
            "trusted_proxy": "*",
            "trusted_proxy_count": settings.trusted_proxies,
            "trusted_proxy_headers": {"x-forwarded-for"},
        }
    sockets: dict[int, Any] = {}
    server = waitress.server.create_server(
        app,
        map=sockets,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        clear_untrusted_proxy_headers=True,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        asyncore_use_poll=True,
        **proxies,
    )
    channel = _channel_for(lambda *asked: allowance(app, *asked))
    # A host name may stand for several addresses, each with its socket.
    for listening in sockets.values():
        if isinstance(listening, waitress.server.BaseWSGIServer):
            listening.channel_class = channel
    return server


class Parser(HTTPRequestParser):
    """Receives one request; a body that is too large is not received at all.

    The portal then answers by the declared length, in the reader's language.
    """

    def __init__(self, adj: Adjustments, channel: Channel) -> None:
        super().__init__(adj)
        self.channel = channel
        self.began_at = time.monotonic()
        self.is_refused = False
        self.sender_of_large = 0

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and decide on the body before any of it is kept."""
        super().parse_header(header_plus)
        cookies = self.headers.get("COOKIE", "")
        most, person = self.channel.limit(self.command, self.path, cookies)
        if self.content_length > most:
            self._refuse()
        elif self.chunked or self.content_length > MOST_FORM:
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = most + 1
            if person and self._is_one_too_many(person):
                self.error = BusyError("Too many uploads at once; try again.")
                self._refuse()
            else:
                self.sender_of_large = person

    def _is_one_too_many(self, person: int) -> bool:
        senders = self.channel.senders_of_large()
        return len(senders) >= MOST_LARGE_BODIES or senders.count(person) >= MOST_OF_ONE

    def _refuse(self) -> None:
        self._refuse_more()
        self.body_rcv, self.content_length, self.chunked = None, 0, False
        self.expect_continue = False

    def _refuse_more(self) -> None:
        self.is_refused = self.channel.is_leaving = True
        self.headers["CONNECTION"] = "close"

    def received(self, data: bytes) -> int:
        """Take in bytes and return how many; those after a refusal belong to no request.

        Nor do those after a whole request: its answer is to be read before the next.
        """
        consumed: int = super().received(data)
        if self.completed and not self.empty and data[consumed:].strip():
            self._refuse_more()
        # A body without a declared length may turn out too large.
        self.channel.is_leaving |= self.error is not None
        return len(data) if self.is_refused else consumed

    def is_too_slow(self, moment: float) -> bool:
        """Whether the rest is not waited for any longer."""
        allowed: float = HEAD_SECONDS
        if self.headers_finished:
            allowed += BODY_SECONDS + self.body_bytes_received / SLOWEST_BODY
        return moment - self.began_at > allowed


class Channel(HTTPChannel):
    """A connection, with its deadlines; `limit` is set by the server's own subclass."""

    limit: Limit
    is_leaving = False
    leaves_at: float | None = None

    def __init__(
        self, server: Any, sock: socket.socket, *given: Any, **more: Any
    ) -> None:
        self.opened_at = self.read_at = self.sends_since = time.monotonic()
        self.taken = 0
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        super().__init__(server, sock, *given, **more)
        if len(server.active_channels) >= MOST_CONNECTIONS - 10:
            self._make_room()

    def parser_class(self, adj: Adjustments) -> Parser:  # type: ignore[override]
        """Return the parser of the next request."""
        return Parser(adj, self)

    def senders_of_large(self) -> list[int]:
        """Return whose large bodies are on their way or being answered, on all."""
        channels = list(self.server.active_channels.values())
        senders = (
            getattr(request, "sender_of_large", 0)
            for channel in channels
            for request in (channel.request, *channel.requests)
        )
        return [person for person in senders if person]

    def readable(self) -> bool:
        """Ask whether to read; asked at least once a second, so slowness is seen here."""
        moment = time.monotonic()
        if self.leaves_at is not None:
            if moment > self.leaves_at:
                super().handle_close()
            return self.connected
        if not self.total_outbufs_len:
            self.read_at, self.sends_since, self.taken = moment, moment, 0
        elif self._reads_too_slowly(moment):
            # A thread may wait in vain to write on, which this wakes.
            super().handle_close()
            return False
        if not self.requests and self._is_late(moment):
            self.will_close = True
        return bool(super().readable())

    def _is_late(self, moment: float) -> bool:
        if self.request is not None:
            return self.request.is_too_slow(moment)
        # Its first request has not begun; later ones are awaited IDLE_SECONDS.
        is_silent = self.last_activity <= self.creation_time
        return is_silent and moment - self.opened_at > HEAD_SECONDS

    def _reads_too_slowly(self, moment: float) -> bool:
        allowed = READ_SECONDS + self.taken / SLOWEST_READER
        is_still = moment - self.read_at > UNREAD_SECONDS
        return is_still or moment - self.sends_since > allowed

    def received(self, data: bytes) -> bool:
        """Take in bytes; those after a farewell are thrown away."""
        return self.leaves_at is None and bool(super().received(data))

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the reader has room for and return how many bytes that was."""
        sent: int = super().send(data, do_close=do_close)
        if sent:
            self.read_at = time.monotonic()
            self.taken += sent
        return sent

    def handle_close(self) -> None:
        """Hang up; but let one whose body was refused read the answer first."""
        if self.is_leaving and self.leaves_at is None and self.connected:
            self.leaves_at = time.monotonic() + FAREWELL_SECONDS
            self.will_close = False
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                super().handle_close()
            return
        super().handle_close()

    def _make_room(self) -> None:
        """Close the connection whose head has been awaited longest."""
        waiting = [
            channel
            for channel in self.server.active_channels.values()
            if channel is not self and channel.awaits_head
        ]
        if waiting:
            min(waiting, key=lambda channel: channel.waits_since).will_close = True

    @property
    def awaits_head(self) -> bool:
        """Whether no request is known yet that somebody waits for."""
        is_known = self.request is not None and self.request.headers_finished
        return not self.requests and not is_known and not self.total_outbufs_len

    @property
    def waits_since(self) -> float:
        """When the head began to come, or the connection was opened."""
        return self.opened_at if self.request is None else self.request.began_at


def _channel_for(limit: Limit) -> type[Channel]:
    return type("BoundChannel", (Channel,), {"limit": staticmethod(limit)})
