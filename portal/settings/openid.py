"""The settings of sign-in by a provider of OpenID Connect."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from engine.errors import Text
from portal.settings.setting import Setting, is_loopback

_WORDS = Text("以空格分隔的词", "words with blanks between them")


def issuer(text: str) -> str:
    """Read the address of a provider: https, or http on this machine; or nothing."""
    parts = urlsplit(text)
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http" and is_loopback(parts.hostname or "")
    )
    is_bare = not (parts.query or parts.fragment or parts.username)
    if text and not (is_safe and parts.hostname and is_bare):
        raise ValueError(text)
    return text


def optional_file(text: str) -> Path | None:
    """Read the path of a file that exists; None where the text is empty."""
    if not text:
        return None
    found = Path(text).expanduser().absolute()
    if not found.is_file():
        raise ValueError(text)
    return found


OPENID = (
    Setting(
        "openid_issuer", "",
        Text("OpenID Connect 提供方的地址（issuer）；为空时只用密码登录。",
             "Address (issuer) of a provider of OpenID Connect that people may sign in "
             "by; empty: by password alone."),
        issuer, Text("https://…，或仅限本机地址的 http://",
             "https://…, or http:// for a loopback host only"),
    ),
    Setting(
        "openid_client_id", "",
        Text("提供方给门户的 client id。",
             "The client id that the provider knows the portal by."),
        str, Text("文字", "a text"),
    ),
    Setting(
        "openid_secret", "",
        Text("与之相配的 client secret；为空且无文件时，门户为公开客户端。",
             "The client secret that goes with it; empty, and no file: a public client."),
        str, Text("文字", "a text"),
    ),
    Setting(
        "openid_secret_file", "",
        Text("存放 client secret 的文件，优先于上一项。",
             "File that holds the client secret, in place of the variable."),
        optional_file, Text("已有的文件", "a file that exists"),
    ),
    Setting(
        "openid_name", "",
        Text("提供方显示的名称；为空时为其主机名。",
             "Name of the provider on pages; empty: its host."),
        str, Text("文字", "a text"),
    ),
    Setting(
        "openid_factors", "",
        Text("提供方的 amr 中算作第二因素的值，例如 `mfa otp hwk`；为空时一个也不算。",
             "Values of the provider's `amr` that stand for a second factor, such as "
             "`mfa otp hwk`; empty: none does."),
        str, _WORDS,
    ),
)  # fmt: skip
