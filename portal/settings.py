"""The settings of the portal: each declared once, with name, default and meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.errors import Language, Message, Text, UsageError, message

PREFIX = "PACKLAW_"
_BOTH: tuple[Language, ...] = ("zh", "en")
_EMPTY = Text("空", "empty")


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
    """Return whether a host name can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


_FROM_ONE = Text("不小于 1 的整数", "a whole number, 1 or more")

DECLARED = (
    Setting(
        "data", "./packlaw-data",
        Text("状态文件夹：数据库、提交的数据集、核查结果、报告和密钥。",
             "State folder: database, uploaded datasets, runs, reports, secret key."),
        _folder, Text("路径", "a path"),
    ),
    Setting(
        "database_url", "",
        Text("数据库的 SQLAlchemy URL；为空时用状态文件夹中的 SQLite。",
             "SQLAlchemy URL of the database; empty: SQLite in the state folder."),
        str, Text("SQLAlchemy URL", "a SQLAlchemy URL"),
    ),
    Setting(
        "rules", "",
        Text("规则文件夹；为空时用 packlaw 自带的规则。",
             "Folder of rule files; empty: the rules that come with packlaw."),
        _optional_folder, Text("已有的文件夹", "a folder that exists"),
    ),
    Setting(
        "public_url", "http://127.0.0.1:8000",
        Text("人们访问的地址。使用 https 时启用 Secure cookie 和 HSTS。",
             "Address people type. https switches on Secure cookies and HSTS."),
        _origin, Text("https://host，或仅限本机地址的 http://",
             "https://host, or http:// for a loopback host only"),
    ),
    Setting(
        "trusted_proxies", "0",
        Text("前置且其 X-Forwarded-For 可信的反向代理数。",
             "Reverse proxies in front whose X-Forwarded-For is trusted."),
        _whole_number(0), Text("不小于 0 的整数", "a whole number, 0 or more"),
    ),
    Setting(
        "max_upload_mb", "200",
        Text("单次提交的上限（MB）。",
             "Largest upload, in megabytes."),
        _whole_number(1), _FROM_ONE,
    ),
    Setting(
        "max_storage_mb", "20000",
        Text("每个单位可保存的数据集总量（MB）。",
             "Megabytes of datasets one organisation may keep."),
        _whole_number(1), _FROM_ONE,
    ),
    Setting(
        "session_idle_minutes", "60",
        Text("无操作多少分钟后会话结束。",
             "Minutes without a request after which a session ends."),
        _whole_number(1), _FROM_ONE,
    ),
    Setting(
        "session_hours", "12",
        Text("登录多少小时后会话一律结束。",
             "Hours after sign-in at which a session ends in any case."),
        _whole_number(1), _FROM_ONE,
    ),
    Setting(
        "lockout_attempts", "8",
        Text("登录失败多少次后账号须等待。",
             "Failed sign-ins after which an account waits."),
        _whole_number(1), _FROM_ONE,
    ),
    Setting(
        "lockout_minutes", "15",
        Text("账号等待的分钟数，自登录失败时起算。",
             "Minutes an account waits, counted from its failed sign-ins."),
        _whole_number(1), _FROM_ONE,
    ),
    Setting(
        "lease_seconds", "60",
        Text("工作进程多少秒未续租后，其核查或报告被重新执行。",
             "Seconds without a renewed lease after which a check or a report is taken again."),
        _whole_number(1), _FROM_ONE,
    ),
    Setting(
        "report_seconds", "600",
        Text("生成一份报告的时限（秒）；超过即停止，并说明原因。",
             "Seconds that one report may take to print; then it is ended, with its reason."),
        _whole_number(1), _FROM_ONE,
    ),
    Setting(
        "report_mb", "1500",
        Text("生成一份报告可用的内存（MB）。",
             "Megabytes of memory that printing one report may take."),
        _whole_number(1), _FROM_ONE,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The values of the settings; DECLARED describes each field."""

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
    report_seconds: int
    report_mb: int

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal over HTTPS."""
        return self.public_url.startswith("https://")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data / 'portal.sqlite'}"

    @property
    def hosts(self) -> list[str]:
        """The host names requests may be addressed to."""
        host = urlsplit(self.public_url).hostname or ""
        return ["localhost", "127.0.0.1", "[::1]"] if is_loopback(host) else [host]


def read_settings(environment: Mapping[str, str], **given: object) -> Settings:
    """Read every setting from the environment; `given` values take precedence.

    UsageError lists every wrong value, and every PACKLAW_ name that is no setting.
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
            faults.append(_wrong(setting, text))
    if faults:
        lines = (
            "\n".join(f.in_language(language) for f in faults) for language in _BOTH
        )
        raise UsageError("portal.settings", faults=Text(*lines))
    return Settings(**values)  # type: ignore[arg-type]


def as_environment(settings: Settings) -> dict[str, str]:
    """Write settings back as variables, for a process that is started with them."""
    values = {setting: getattr(settings, setting.name) for setting in DECLARED}
    return {
        setting.variable: "" if value is None else str(value)
        for setting, value in values.items()
    }


def _wrong(setting: Setting, text: str) -> Message:
    return message(
        "portal.setting-wrong",
        variable=setting.variable,
        value=repr(text),
        allowed=setting.allowed,
        meaning=setting.meaning,
        default=setting.default or _EMPTY,
    )


def _unknown(name: str, known: Mapping[str, Setting]) -> Message:
    near = get_close_matches(name, known, n=1)
    code = "portal.setting-unknown-but-near" if near else "portal.setting-unknown"
    return message(code, name=name, near=near, settings=", ".join(sorted(known)))
