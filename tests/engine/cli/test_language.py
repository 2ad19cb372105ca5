"""A command speaks the language that is asked for, else that of the locale."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from engine.cli import commands
from engine.cli.language import locale_language

UNKNOWN_ZH = "packlaw: 没有规则 none。`packlaw rules list` 列出全部规则。\n"
UNKNOWN_EN = "packlaw: No rule none. `packlaw rules list` names them all.\n"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "zh"),
    ],
)
def test_locale_is_read_as_posix_says(locale: dict[str, str], language: str) -> None:
    assert locale_language(locale) == language


@pytest.mark.parametrize(
    ("locale", "words", "message"),
    [
        ("C", (), UNKNOWN_ZH),
        ("C", ("--language", "en"), UNKNOWN_EN),
        ("C", ("--language", "both"), UNKNOWN_ZH),
        ("en_US.UTF-8", (), UNKNOWN_EN),
        ("en_US.UTF-8", ("--language", "zh"), UNKNOWN_ZH),
    ],
)
def test_errors_are_in_the_language_of_the_command(
    locale: str, words: tuple[str, ...], message: str
) -> None:
    runner = CliRunner(env={"LC_ALL": locale})

    result = runner.invoke(commands(), ["rules", "show", "none", *words])

    assert (result.exit_code, result.stderr) == (2, message)
