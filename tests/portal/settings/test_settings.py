"""Settings are declared once, read strictly, and described in the README."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import UsageError
from portal.settings import DECLARED, Setting, as_environment, read_settings

README = Path(__file__).parents[3] / "portal" / "README.md"


def test_defaults_when_nothing_is_set() -> None:
    settings = read_settings({"HOME": "/root"})

    assert settings.data == Path("packlaw-data").absolute()
    assert settings.database == f"sqlite:///{settings.data}/portal.sqlite"
    assert not settings.is_https


def test_every_fault_is_told_at_once() -> None:
    wrong = {"PACKLAW_SIGN_IN_TRYS": "5", "PACKLAW_MAX_UPLOAD_MB": "many"}

    with pytest.raises(UsageError) as refused:
        read_settings(wrong)

    assert str(refused.value) == (
        "PACKLAW_SIGN_IN_TRYS is not a setting."
        " Did you mean PACKLAW_SIGN_IN_TRIES?\n"
        f"  Settings: {', '.join(sorted(s.variable for s in DECLARED))}.\n"
        "PACKLAW_MAX_UPLOAD_MB is 'many'. It takes a whole number, 1 or more.\n"
        "  Largest upload, in megabytes. Default: 200."
    )


@pytest.mark.parametrize(
    "address", ["http://packlaw.example", "packlaw.example", "https://a.example/portal"]
)
def test_refused_when_passwords_would_travel_in_the_clear(address: str) -> None:
    with pytest.raises(UsageError, match="PACKLAW_PUBLIC_URL"):
        read_settings({"PACKLAW_PUBLIC_URL": address})


def test_refused_when_the_rules_folder_is_not_there() -> None:
    with pytest.raises(UsageError, match="a folder that exists"):
        read_settings({"PACKLAW_RULES": "/nowhere/at/all"})


def test_settings_survive_the_way_to_another_process(tmp_path: Path) -> None:
    settings = read_settings({}, data=tmp_path, lease_seconds=7)

    assert read_settings(as_environment(settings)) == settings


@pytest.mark.parametrize("setting", DECLARED, ids=lambda setting: setting.variable)
def test_readme_describes(setting: Setting) -> None:
    default = f"`{setting.default}`" if setting.default else "empty"

    row = f"| `{setting.variable}` | {default} | {setting.meaning.en} |"

    assert row in README.read_text(encoding="utf-8")
