"""What a setting is, and how the texts of settings are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.errors import Text

PREFIX = "PACKLAW_"
MAIL_SCHEMES = ("smtp", "smtp+starttls", "smtps")


@dataclass(frozen=True)
class Setting:
    """One environment variable: how it is read, what it means and which values it takes.

    `read` raises ValueError where a text is no value of the setting.
    """

    name: str
    default: str
    meaning: Text
    read: Callable[[str], Any]
    allowed: Text

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return PREFIX + self.name.upper()


def whole_number(least: int) -> Callable[[str], int]:
    """Return what reads a whole number of at least so much."""

    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError(text)
        return number

    return read


def folder(text: str) -> Path:
    """Read the path of a folder."""
    return Path(text).expanduser().absolute()


def optional_folder(text: str) -> Path | None:
    """Read the path of a folder that exists; None where the text is empty."""
    if not text:
        return None
    found = folder(text)
    if not found.is_dir():
        raise ValueError(text)
    return found


def origin(text: str) -> str:
    """Read an address that people type: https, or http on this machine only."""
    parts = urlsplit(text)
    bare = parts.path in ("", "/") and not parts.query and not parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise ValueError(text)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc}"


def mail_server(text: str) -> str:
    """Read the URL of a mail server, or nothing."""
    parts = urlsplit(text)
    if text and (parts.scheme not in MAIL_SCHEMES or not parts.hostname):
        raise ValueError(text)
    return text


def token(text: str) -> str:
    """Read a secret that a program sends, or nothing."""
    if text and not re.fullmatch(r"[!-~]{16,}", text):
        raise ValueError(text)
    return text


def is_loopback(host: str) -> bool:
    """Return whether a host name can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


FROM_ONE = Text("不小于 1 的整数", "a whole number, 1 or more")
