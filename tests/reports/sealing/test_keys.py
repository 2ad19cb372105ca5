"""Keys: every form that seals, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.sealing import SealingKey, seal
from tests.reports.sealing.authorities import (
    DAY,
    NOW,
    PASSWORD,
    Holder,
    certify,
    new_ecdsa,
    stored,
)
from tests.reports.sealing.conftest import KeyOf, People
from tests.reports.sealing.outcomes import refused


@pytest.mark.parametrize("who", ["sealer", "alone"], ids=["ECDSA", "RSA"])
@pytest.mark.parametrize("form", ["p12", "p12-open", "pem", "pem-locked", "two-files"])
def test_every_form_of_key_seals(
    who: str, form: str, report: Path, people: People, tmp_path: Path
) -> None:
    holder: Holder = getattr(people, who)
    chain = stored(tmp_path, "chain.pem", holder.pem())
    content = {
        "p12": holder.pkcs12(),
        "p12-open": holder.pkcs12(None),
        "pem": holder.pem() + holder.key_pem(),
        "pem-locked": holder.key_pem(PASSWORD) + holder.pem(),
        "two-files": holder.key_pem(),
    }[form]
    key = SealingKey(
        stored(tmp_path, "key", content),
        chain if form == "two-files" else None,
        password=lambda: PASSWORD,
    )

    assert seal(report, key).integrity == "intact"


def test_password_is_asked_for_only_where_the_key_has_one(
    report: Path, people: People, tmp_path: Path
) -> None:
    asked: list[str] = []
    key = SealingKey(
        stored(tmp_path, "key.p12", people.sealer.pkcs12(None)),
        password=lambda: asked.append("asked") or "",
    )

    seal(report, key)

    assert asked == []


def test_key_that_others_can_read_is_warned_of(people: People, tmp_path: Path) -> None:
    file = stored(tmp_path, "key.p12", people.sealer.pkcs12())
    assert SealingKey(file).warning() is None

    file.chmod(0o640)

    warning = SealingKey(file).warning()
    assert warning is not None
    assert warning.in_language("en", short_paths=True) == (
        "key.p12: others can read this key (mode 0640). Run chmod 600 key.p12"
    )
    assert warning.in_language("zh", short_paths=True) == (
        "key.p12：其他用户也能读取该密钥（权限 0640）。请运行 chmod 600 key.p12"
    )


@pytest.mark.parametrize(
    ("content", "password", "zh", "en"),
    [
        pytest.param(
            lambda who: who.pkcs12(), None,
            "密钥已加密，需要口令。\n  请在终端运行以便输入，或用 --password-file，或设环境变量 "
            "PACKLAW_KEY_PASSWORD。",
            "the key is encrypted and needs its password.\n  Run the command on a "
            "terminal, where it asks for it, or give --password-file, or set "
            "PACKLAW_KEY_PASSWORD.",
            id="no-password",
        ),
        pytest.param(
            lambda who: who.pkcs12(), "wrong",
            "口令打不开该密钥：口令有误，或文件已损坏。",
            "the password does not open this key: it is wrong, or the file is damaged.",
            id="wrong-password",
        ),
        pytest.param(
            lambda who: who.key_pem(PASSWORD), "wrong",
            "口令打不开该密钥：口令有误，或文件已损坏。",
            "the password does not open this key: it is wrong, or the file is damaged.",
            id="wrong-password-of-pem",
        ),
        pytest.param(
            lambda who: b"not a key at all", None,
            "这不是签名密钥。需要 PKCS#12 文件（.p12、.pfx），或含私钥的 PEM 文件。",
            "this is no key to seal with. It takes a PKCS#12 file (.p12, .pfx), or a PEM "
            "file with a private key.",
            id="no-key",
        ),
        pytest.param(
            lambda who: b"", None,
            "这不是签名密钥。需要 PKCS#12 文件（.p12、.pfx），或含私钥的 PEM 文件。",
            "this is no key to seal with. It takes a PKCS#12 file (.p12, .pfx), or a PEM "
            "file with a private key.",
            id="empty",
        ),
        pytest.param(
            lambda who: who.pem(), None,
            "这不是签名密钥。需要 PKCS#12 文件（.p12、.pfx），或含私钥的 PEM 文件。",
            "this is no key to seal with. It takes a PKCS#12 file (.p12, .pfx), or a PEM "
            "file with a private key.",
            id="certificate-alone",
        ),
        pytest.param(
            lambda who: who.key_pem(), None,
            "其中没有 PEM 格式的证书（BEGIN CERTIFICATE）。",
            "it holds no certificate in PEM (BEGIN CERTIFICATE).",
            id="key-alone",
        ),
    ],
)  # fmt: skip
def test_key_that_cannot_be_used_is_refused(
    content: Callable[[Holder], bytes],
    password: str | None,
    zh: str,
    en: str,
    report: Path,
    people: People,
    tmp_path: Path,
) -> None:
    file = stored(tmp_path, "key", content(people.sealer))
    asking = (lambda: password) if password else None

    told = refused(report, SealingKey(file, password=asking))

    assert told == (f"key：{zh}", f"key: {en}")


def test_certificate_of_another_key_is_refused(
    report: Path, people: People, tmp_path: Path
) -> None:
    file = stored(tmp_path, "key.pem", people.sealer.key_pem())
    other = stored(tmp_path, "other.pem", people.alone.pem())

    assert refused(report, SealingKey(file, other)) == (
        "key.pem：other.pem 中没有与该私钥相配的证书。\n  请提供相配的证书（--certificate）。",
        "key.pem: other.pem holds no certificate of this private key.\n"
        "  Give the certificate that belongs to it (--certificate).",
    )


def test_certificate_out_of_date_is_refused(report: Path, key_of: KeyOf) -> None:
    old = certify(new_ecdsa(), "Old", first=NOW - 9 * DAY, last=NOW - 2 * DAY)

    assert refused(report, key_of(old)) == (
        "key.p12：Old, 虚构公司 的证书已过期或尚未生效，不能用于签名。\n  请换用有效的证书。",
        "key.p12: the certificate of Old, 虚构公司 has expired or is not yet valid.\n"
        "  Seal with a valid one.",
    )
