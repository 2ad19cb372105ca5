"""What an operator may set: each setting once, with name, default and meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.errors import UsageError

PREFIX = "PACKLAW_"


@dataclass(frozen=True)
class Setting:
    """One environment variable: how it is read and what it is for."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any]
    allowed: str

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()


def _whole_number(least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError(text)
        return number

    return read


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _optional_folder(text: str) -> Path | None:
    if not text:
        return None
    folder = _folder(text)
    if not folder.is_dir():
        raise ValueError(text)
    return folder


def _origin(text: str) -> str:
    parts = urlsplit(text)
    bare = parts.path in ("", "/") and not parts.query and not parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise ValueError(text)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """Say whether a host name can only be reached from this very machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


DECLARED = (
    Setting(
        "data", "./packlaw-data",
        "State folder: database, uploaded datasets, runs, secret key.",
        _folder, "a path",
    ),
    Setting(
        "database_url", "",
        "SQLAlchemy URL of the database; empty: SQLite in the state folder.",
        str, "a SQLAlchemy URL",
    ),
    Setting(
        "rules", "",
        "Folder of rule files; empty: the rules that come with packlaw.",
        _optional_folder, "a folder that exists",
    ),
    Setting(
        "public_url", "http://127.0.0.1:8000",
        "Address people type. https switches on Secure cookies and HSTS.",
        _origin, "https://host, or http:// for a loopback host only",
    ),
    Setting(
        "trusted_proxies", "0",
        "Reverse proxies in front whose X-Forwarded-For is believed.",
        _whole_number(0), "a whole number, 0 or more",
    ),
    Setting(
        "max_upload_mb", "200",
        "Largest upload, in megabytes.",
        _whole_number(1), "a whole number, 1 or more",
    ),
    Setting(
        "max_storage_mb", "20000",
        "Megabytes of datasets one organisation may keep.",
        _whole_number(1), "a whole number, 1 or more",
    ),
    Setting(
        "session_idle_minutes", "60",
        "Minutes without a request after which a session ends.",
        _whole_number(1), "a whole number, 1 or more",
    ),
    Setting(
        "session_hours", "12",
        "Hours after sign-in at which a session ends in any case.",
        _whole_number(1), "a whole number, 1 or more",
    ),
    Setting(
        "lockout_attempts", "8",
        "Failed sign-ins after which an account waits.",
        _whole_number(1), "a whole number, 1 or more",
    ),
    Setting(
        "lockout_minutes", "15",
        "Minutes an account waits, counted from its failed sign-ins.",
        _whole_number(1), "a whole number, 1 or more",
    ),
    Setting(
        "lease_seconds", "60",
        "Seconds without a sign of life after which a check is taken again.",
        _whole_number(1), "a whole number, 1 or more",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The settings as read; every field is declared, and described, above."""

    data: Path
    database_url: str
    rules: Path | None
    public_url: str
    trusted_proxies: int
    max_upload_mb: int
    max_storage_mb: int
    session_idle_minutes: int
    session_hours: int
    lockout_attempts: int
    lockout_minutes: int
    lease_seconds: int

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'portal.sqlite'}"

    @property
    def hosts(self) -> list[str]:
        """The host names requests may be addressed to."""
        host = urlsplit(self.public_url).hostname or ""
        return ["localhost", "127.0.0.1", "[::1]"] if is_loopback(host) else [host]


def read_settings(environment: Mapping[str, str], **given: object) -> Settings:
    """Read every setting from the environment; `given` values win over it.

    All faults are told at once: a wrong value, and a name that is not a setting.
    """
    known = {setting.variable: setting for setting in DECLARED}
    faults = [
        _unknown(name, known)
        for name in sorted(environment)
        if name.startswith(PREFIX) and name not in known
    ]
    values: dict[str, object] = {}
    for setting in DECLARED:
        text = str(given.get(setting.name, environment.get(setting.variable, "")))
        try:
            values[setting.name] = setting.read(text.strip() or setting.default)
        except ValueError:
            faults.append(
                f"{setting.variable} is {text!r}. It takes {setting.allowed}.\n"
                f"  {setting.meaning} Default: {setting.default or 'empty'}."
            )
    if faults:
        raise UsageError("\n".join(faults))
    return Settings(**values)  # type: ignore[arg-type]


def as_environment(settings: Settings) -> dict[str, str]:
    """Write settings back as variables, for a process that is started with them."""
    values = {setting: getattr(settings, setting.name) for setting in DECLARED}
    return {
        setting.variable: "" if value is None else str(value)
        for setting, value in values.items()
    }


def _unknown(name: str, known: Mapping[str, Setting]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{name} is not a setting.{hint}\n  Settings: {', '.join(sorted(known))}."
