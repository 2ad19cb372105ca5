"""The settings of the portal: each declared once, with name, default and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from engine.errors import Language, Message, Text, UsageError, message
from portal.settings.bounds import BOUNDS
from portal.settings.keeping import KEEPING
from portal.settings.openid import OPENID
from portal.settings.setting import (
    FROM_ONE,
    PREFIX,
    Setting,
    folder,
    is_loopback,
    mail_server,
    optional_folder,
    origin,
    token,
    whole_number,
)

_BOTH: tuple[Language, ...] = ("zh", "en")
_EMPTY = Text("空", "empty")


DECLARED = (
    Setting(
        "data", "./packlaw-data",
        Text("状态文件夹：数据库、提交的数据集、核查结果、报告和密钥。",
             "State folder: database, uploaded datasets, runs, reports, secret key."),
        folder, Text("路径", "a path"),
    ),
    Setting(
        "database_url", "",
        Text("数据库的 SQLAlchemy URL，例如 `postgresql+psycopg://…`"
             "（驱动：`pip install 'packlaw[postgres]'`）；为空时用状态文件夹中的 SQLite。",
             "SQLAlchemy URL of the database, such as `postgresql+psycopg://…` (its driver: "
             "`pip install 'packlaw[postgres]'`); empty: SQLite in the state folder."),
        str, Text("SQLAlchemy URL", "a SQLAlchemy URL"),
    ),
    Setting(
        "rules", "",
        Text("规则文件夹；为空时用 packlaw 自带的规则。",
             "Folder of rule files; empty: the rules that come with packlaw."),
        optional_folder, Text("已有的文件夹", "a folder that exists"),
    ),
    Setting(
        "public_url", "http://127.0.0.1:8000",
        Text("人们访问的地址。使用 https 时启用 Secure cookie 和 HSTS。",
             "Address people type. https switches on Secure cookies and HSTS."),
        origin, Text("https://host，或仅限本机地址的 http://",
             "https://host, or http:// for a loopback host only"),
    ),
    Setting(
        "trusted_proxies", "0",
        Text("前置且其 X-Forwarded-For 可信的反向代理数。",
             "Reverse proxies in front whose X-Forwarded-For is trusted."),
        whole_number(0), Text("不小于 0 的整数", "a whole number, 0 or more"),
    ),
    Setting(
        "max_upload_mb", "200",
        Text("单次提交的上限（MB）。",
             "Largest upload, in megabytes."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "max_storage_mb", "20000",
        Text("每个单位可保存的数据集与案件附件总量（MB）。",
             "Megabytes of datasets, and of files of cases, one organisation may "
             "keep."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "session_idle_minutes", "60",
        Text("无操作多少分钟后会话结束。",
             "Minutes without a request after which a session ends."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "session_hours", "12",
        Text("登录多少小时后会话一律结束。",
             "Hours after sign-in at which a session ends in any case."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "sign_in_tries", "10",
        Text("同一账号在同一地址可立即尝试登录的次数；登录成功即恢复。",
             "Sign-ins an account may try at once from one address; a right one renews them."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "sign_in_wait_seconds", "30",
        Text("此后每次再试须等待的秒数；任何账号都不会被锁定。",
             "Seconds to wait before each further one; no account is ever locked."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "smtp_url", "",
        Text("发送链接的邮件服务器；为空时链接由人转交。",
             "Mail server that links are sent by; empty: people hand them on."),
        mail_server, Text("smtp://、smtp+starttls:// 或 smtps://，可写 用户:密码@",
             "smtp://, smtp+starttls:// or smtps://, with user:password@ if it asks"),
    ),
    Setting(
        "mail_from", "",
        Text("信件的发件地址；为空时为 packlaw@ 加 PACKLAW_PUBLIC_URL 的主机名。",
             "Sender of mails; empty: packlaw@ and the host of PACKLAW_PUBLIC_URL."),
        str, Text("邮箱地址", "an e-mail address"),
    ),
    Setting(
        "lease_seconds", "60",
        Text("工作进程多少秒未续租后，其核查或报告被重新执行。",
             "Seconds without a renewed lease after which a check or a report is taken again."),
        whole_number(1), FROM_ONE,
    ),
    Setting(
        "watch_token", "",
        Text("监控程序读取 /healthz 和 /metrics 所用的令牌；"
             "为空时只有本机可读，经 https 则无人可读。",
             "Token by which a watcher reads /healthz and /metrics; empty: this machine "
             "alone does, and behind https nobody."),
        token, Text("至少 16 个可打印的 ASCII 字符，不含空格",
             "16 or more printable characters of ASCII, no blanks"),
    ),
    *OPENID,
    *BOUNDS,
    *KEEPING,
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
    sign_in_tries: int
    sign_in_wait_seconds: int
    smtp_url: str
    mail_from: str
    lease_seconds: int
    watch_token: str
    openid_issuer: str
    openid_client_id: str
    openid_secret: str
    openid_secret_file: Path | None
    openid_name: str
    openid_factors: str
    workers: int
    max_open_checks: int
    small_check_mb: int
    check_seconds: int
    check_mb: int
    check_scratch_mb: int
    max_rows: int
    report_seconds: int
    report_mb: int
    keep_dataset_days: int
    keep_check_days: int
    keep_session_days: int

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal over HTTPS."""
        return self.public_url.startswith("https://")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data / 'portal.sqlite'}"

    @property
    def sender(self) -> str:
        """The address that mails are sent from."""
        return self.mail_from or f"packlaw@{urlsplit(self.public_url).hostname}"

    @property
    def provider(self) -> str:
        """The name of the provider that people may sign in by; "" where there is none."""
        return self.openid_issuer and (
            self.openid_name or urlsplit(self.openid_issuer).hostname or ""
        )

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
    if values.get("openid_issuer") and not values.get("openid_client_id"):
        faults.append(message("portal.openid-no-client"))
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
