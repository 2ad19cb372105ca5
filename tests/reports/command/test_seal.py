"""`packlaw report seal` and where it takes the password from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.errors import Language
from portal.command import packlaw
from reports.command import seal as seal_module
from reports.sealing import verify
from tests.house import ENGLISH
from tests.reports.sealing.authorities import PASSWORD, stored
from tests.reports.sealing.conftest import People


def run(*words: str | Path, typed: str | None = None, **environment: str) -> Result:
    runner = CliRunner(env={**ENGLISH, "COLUMNS": "200", **environment})
    return runner.invoke(packlaw(), ["report", "seal", *map(str, words)], input=typed)


@pytest.fixture
def key(people: People, tmp_path: Path) -> Path:
    return stored(tmp_path, "key.p12", people.sealer.pkcs12())


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "已由 Inspector, 虚构公司 签名"), ("en", "sealed by Inspector, 虚构公司")],
)
def test_report_is_sealed_with_the_password_of_the_environment(
    language: Language, said: str, report: Path, key: Path
) -> None:
    result = run(
        report, "--key", key, "--language", language, PACKLAW_KEY_PASSWORD=PASSWORD
    )

    assert (result.exit_code, result.stderr) == (0, "")
    assert said in result.stdout
    seal = verify(report).seals[0]
    assert seal.signer is not None
    assert seal.signer.fingerprint in result.stdout


def test_password_of_a_file_is_its_first_line(
    report: Path, key: Path, tmp_path: Path
) -> None:
    secret = stored(tmp_path, "password", f"{PASSWORD}\r\nremark\n".encode())

    result = run(
        report, "--key", key, "--password-file", secret, PACKLAW_KEY_PASSWORD="other"
    )

    assert result.exit_code == 0


def test_password_is_asked_for_on_a_terminal_and_not_shown(
    report: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal_module, "_is_terminal", lambda: True)

    result = run(report, "--key", key, typed=f"{PASSWORD}\n")

    assert result.exit_code == 0
    assert f"Password of {key}: " in result.stderr
    assert PASSWORD not in result.output


def test_without_a_terminal_the_password_is_missed(report: Path, key: Path) -> None:
    before = report.read_bytes()

    result = run(report, "--key", key)

    assert result.exit_code == 2
    assert result.stderr == (
        f"packlaw: {key}: the key is encrypted and needs its password.\n"
        "  Run the command on a terminal, where it asks for it, or give "
        "--password-file, or set PACKLAW_KEY_PASSWORD.\n"
    )
    assert report.read_bytes() == before


def test_password_file_that_is_not_there_is_told(
    report: Path, key: Path, tmp_path: Path
) -> None:
    result = run(report, "--key", key, "--password-file", tmp_path / "none")

    assert result.exit_code == 2
    assert "none: it cannot be read" in result.stderr


def test_key_that_others_can_read_is_warned_of(
    report: Path, key: Path, tmp_path: Path
) -> None:
    key.chmod(0o644)

    result = run(
        report, "--key", key, "--out", tmp_path / "sealed.pdf",
        PACKLAW_KEY_PASSWORD=PASSWORD,
    )  # fmt: skip

    assert result.exit_code == 0
    assert result.stderr == (
        f"packlaw: {key}: others can read this key (mode 0644). Run chmod 600 {key}\n"
    )
    assert len(verify(tmp_path / "sealed.pdf").seals) == 1
