"""People who use a served portal through sockets, and its processes."""

from __future__ import annotations

import http.client
import re
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

from portal.settings import Settings
from tests.portal.conftest import PASSWORD, TOKEN

# Far more than anything takes: what is left hanging hangs for ever.
PATIENCE_SECONDS = 900
Files = Mapping[str, bytes]


def wait(is_so: Callable[[], bool], what: object = "") -> None:
    """Wait until something is so; AssertionError where it never becomes so."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < limit, what
        time.sleep(0.1)


def told_of(pid: int, name: str) -> bytes:
    """Return what the system tells of a process; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def processes_of(settings: Settings) -> list[int]:
    """Return the processes that were started with a state folder."""
    mark = f"PACKLAW_DATA={settings.data}".encode()
    pids = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if mark in told_of(pid, "environ").split(b"\0")]


def with_free_port(settings: Settings) -> Settings:
    """Return settings with an address of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return replace(settings, public_url=f"http://127.0.0.1:{port}")


def answers(port: int) -> bool:
    """Return whether a portal answers on a port of this machine."""
    with suppress(OSError, http.client.HTTPException):
        return Person(port, "").get("/sign-in").status == 200
    return False


@dataclass
class Answer:
    """What the server answered."""

    status: int
    location: str
    text: str


@dataclass
class Person:
    """One who uses a portal through a socket of this machine, and keeps its cookies.

    `doing` says what was sent and is not answered yet.
    """

    port: int
    email: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    doing: str = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def sign_in(self) -> Answer:
        """Sign in anew, in a browser that was not here before."""
        self.cookies, self.token = {}, ""
        form = {"email": self.email, "password": PASSWORD}
        answer = self.send("/sign-in", form, doing="sign-in")
        self.token = ""
        return answer

    def send(
        self,
        path: str,
        form: Mapping[str, str],
        files: Files | None = None,
        *,
        doing: str = "",
    ) -> Answer:
        """Send a form with the token that every form carries."""
        if not self.token:
            found = TOKEN.search(self.get("/rules").text)
            assert found is not None
            self.token = found[1]
        fields = {**form, "csrf_token": self.token}
        body, kind = _encoded(fields, files or {})
        self.doing = doing
        try:
            return self._ask("POST", path, body, {"Content-Type": kind})
        finally:
            self.doing = ""

    def _ask(
        self, method: str, path: str, body: bytes, heads: dict[str, str]
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body or None, {**heads, "Cookie": cookies})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, answer.headers.get("Location", ""), text)


def _encoded(fields: Mapping[str, str], files: Files) -> tuple[bytes, str]:
    """Encode a form; return it with its type."""
    if not files:
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    boundary = secrets.token_hex(16)
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in fields.items()
    ]
    parts += [
        f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
        + content
        for name, content in files.items()
    ]
    edge = f"--{boundary}".encode()
    body = (
        b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"
    )
    return body, f"multipart/form-data; boundary={boundary}"


def key_in(address: str, noun: str) -> str:
    """Return the key of a thing that an address leads to; "" where it leads elsewhere."""
    found = re.match(rf"(?:http://[^/]*)?/{noun}/([^/?#]+)", address)
    return found[1] if found else ""
