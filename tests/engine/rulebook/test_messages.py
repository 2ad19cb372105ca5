"""Faults of rule files stand in both languages, and no code is missing or left over."""

import re
from string import Formatter

import pytest

from engine.errors import RuleFileError
from engine.errors.catalogue import MESSAGES
from engine.rulebook.key_names import key_meaning
from engine.rulebook.schema import shapes
from tests.house import ROOT

CODE = re.compile(
    r"(?<=[\"'])(?:rulebook|authoring\.(?:adoption|diff))\.[a-z0-9-]+(?=[\"'])"
)
ROOMS = ("rulebook.", "authoring.adoption.", "authoring.diff.")
CODES = sorted(code for code in MESSAGES if code.startswith(ROOMS))
CHINESE = re.compile("[一-鿿]")


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@pytest.fixture
def chinese(changed):
    """The Chinese faults of the load that fails after one text is replaced."""

    def message(*change: str) -> str:
        with pytest.raises(RuleFileError) as caught:
            changed(*change)
        return caught.value.in_language("zh")

    return message


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


def test_every_required_key_has_a_chinese_meaning() -> None:
    english = [
        f"{shape.name}: {key.name}"
        for shape in shapes()
        for key in shape.keys
        if key.required and not CHINESE.search(key_meaning(shape, key).zh)
    ]

    assert english == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("who: recycler", "who: recylcer",
         "第 8 行\n  who：recylcer 不是角色。您是否要写 recycler（回收企业）？\n"
         "  可用的角色：anyone、maker、recycler\n"
         "  这些词定义于 rules/vocabulary/small.yaml。"),
        ("zh: 补报", "zh: [补报]", "第 14 行\n  remedy.zh：此处为列表，但应为文本。"),
        ("zh: 补报", "zh: yes",
         "第 14 行\n  remedy.zh：此处应为文本，而其他程序会把 yes 读作真假值"
         "（true 或 false）。请加引号：\"yes\"。"),
        (", en: Report it", "", "第 14 行\n  remedy：缺少 en。应填：英文文本。"),
        ("sanction: [", "sanctions: [",
         "第 15 行\n  sanctions 不是规则的键。您是否要写 sanction？\n  可用的键：id、title、"),
        ("force: binding\nseverity: major", "severity: major\nforce: binding",
         "第 6 行\n  severity 写在了 force 之前。各键的顺序是固定的：id、title、"),
    ],
)  # fmt: skip
def test_fault_is_worded_in_chinese(chinese, old, new, message) -> None:
    assert f"rules/order-1/report.yaml，{message}" in chinese(old, new)


def test_missing_key_is_explained_in_chinese(chinese) -> None:
    message = chinese("effective: {from: 2026-04-01}", "effective: {}")

    assert "effective：缺少 from。应填：适用的第一日。" in message
