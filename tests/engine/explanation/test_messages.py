"""Errors of explanations, examples and mutation stand in both languages."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

import pytest

from engine.errors import UsageError
from engine.errors.catalogue import MESSAGES
from tests.house import ROOT

CODE = re.compile(r'"((?:explanation|authoring)\.[a-z0-9-]+)"')
CODES = sorted(code for code in MESSAGES if CODE.fullmatch(f'"{code}"'))


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def test_every_code_is_used_and_every_used_code_has_a_message() -> None:
    sources = [
        file
        for file in (ROOT / "engine").rglob("*.py")
        if "catalogue" not in file.parts
    ]
    used = {code for file in sources for code in CODE.findall(file.read_text("utf-8"))}

    assert sorted(used) == CODES


@pytest.mark.parametrize("code", CODES)
def test_both_languages_use_the_same_values(code: str) -> None:
    text = MESSAGES[code]

    assert placeholders(text.zh) == placeholders(text.en)


def test_unknown_battery_is_refused_in_chinese(ask) -> None:
    with pytest.raises(UsageError) as refused:
        ask("corrected-after-inspection", date(2026, 9, 30), battery="no-such-code")

    lines = refused.value.in_language("zh").splitlines()
    assert lines[0].endswith(" 中没有电池 no-such-code。")
    assert lines[1].startswith("  相近的编码：")
