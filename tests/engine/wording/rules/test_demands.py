"""Every form and every test of the language in words, zh and en."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.rulebook import Rule, load_rulebook
from engine.wording.rules import Reader
from tests.engine.rulebook.conftest import PACK

Load = Callable[..., Rule]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_rulebook(PACK).vocabularies["small"])


FORMS = [
    ("be_reported: {within: 1 day}",
     "应当自次日起一日内报送",
     "It must be reported within 1 day (counted from the day after)"),
    ("be_reported: {}",
     "应当报送，但来源未见期限，尚未报送的不计违规",
     "It must be reported; no deadline is known, so one not yet reported is no breach"),
    ("be_followed_by: {event: [battery.sold, battery.labelled], where: {present: false}}",
     "应当在当日或者此后有同一电池编码的“销售”或者“贴标”记录（“在场”为“否”），"
     "但来源未见期限，尚未完成的不计违规",
     "It must be followed, on the same or a later day, by “Sold” or “Labelled” with the "
     "same battery code, of which “Present” is “no”; no deadline is known, so one not "
     "yet done is no breach"),
    ("be_followed_by: {event: battery.sold, within: 6 months, "
     "same: {vin: vin, counterparty: actor}}",
     "应当在当日或者自次日起六个月内有同一车辆识别代号的“销售”记录"
     "（其主体为本记录的相对方）",
     "It must be followed, on the same day or within 6 months (counted from the day "
     "after), by “Sold” with the same vehicle (VIN), the actor of which is the "
     "counterparty of this record"),
    ("be_preceded_by: {event: battery.labelled, within: 15 working days}",
     "应当在当日或者此前已有同一电池编码的“贴标”记录，"
     "且距该记录不超过十五个工作日（该记录当日不计）",
     "It must be preceded, on the same or an earlier day, by “Labelled” with the same "
     "battery code, and come no later than 15 working days after that record, whose "
     "own day is not counted"),
    ("be_alone: {same: [vin, actor], until: battery.sold}",
     "此前同一车辆识别代号和主体的另一电池的同类记录，应当已因“销售”而解除",
     "Every earlier record of the kind with the same vehicle (VIN) and actor of another "
     "battery must have been ended by “Sold”"),
    ("be_alone: {}",
     "此前不得已有同一电池编码的同类记录",
     "There must be no earlier record of the kind with the same battery code"),
    ("reach: {measure: {numerator: {sum: weight, where: {condition: waste}}, "
     'denominator: {sum: weight}}, per: year, at_least: "90 %", at_most: 2200}',
     "状态为“废旧”的重量合计除以重量的合计，应当不低于90 %且不高于2200",
     "The sum of the weight where the condition is “Waste”, divided by the sum of the "
     "weight, must be at least 90 % and at most 2200"),
    ("be_covered_by: {register: outlets, operator: battery.maker_id, level: province}",
     "电池的生产者应当在事件所在的省级行政区域设有当日开放的网点"
     "（每一地区每一自然年计一次）",
     "The maker of the battery must have an outlet, open that day, in the province "
     "where it happened (counted once for each region and calendar year)"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "zh", "en"), FORMS)
def test_demand_in_words(
    rule_with: Load,
    reader: Reader,
    form: str,
    zh: str,
    en: str,
) -> None:
    said = _said(rule_with, reader, must=f"must:\n  {form}")

    assert said == (zh, en)


def test_what_must_not_follow(rule_with: Load, reader: Reader) -> None:
    form = "must_not:\n  be_followed_by: {event: battery.sold, within: 2 years}"

    assert _said(rule_with, reader, must=form) == (
        "自次日起二年内不得有同一电池编码的“销售”记录",
        "It must not be followed, on a later day and within 2 years (counted from the "
        "day after), by “Sold” with the same battery code",
    )


CONDITIONS = [
    ("{condition: [new, waste]}",
     "状态为“新”或者“废旧”", "the condition is “New” or “Waste”"),
    ("{condition: {known: true, not: new}}",
     "状态已填写且不为“新”", "the condition is filled in and is not “New”"),
    ("{reported_on: {known: false}}",
     "报送日未填写", "the day it was reported is left empty"),
    ("{present: true, weight: {over: 2.50, at_most: 10}}",
     "“在场”为“是”，且重量高于2.5且不高于10",
     "“Present” is “yes” and the weight is over 2.5 and is at most 10"),
    ("{checked_on: {under: 2026-05-01, at_least: {path: occurred_on}}}",
     "查验日早于2026-05-01且不早于发生日",
     "the checked on is before 2026-05-01 and is on or after the day it happened"),
    ("{document: abc}", "单据为“abc”", "the document is “abc”"),
    ("{vin: {format: vin}}",
     "车辆识别代号符合“车辆识别代号”的格式",
     "the vehicle (VIN) has the form of “Vehicle identification number”"),
    ("{actor_id: {path: battery.maker_id}}",
     "主体为电池的生产者", "the actor is the maker of the battery"),
    ("{counterparty.roles: [recycler, maker]}",
     "相对方为回收企业或者生产企业", "the counterparty is a recycler or a maker"),
    ("{actor.holds: [permit, licence]}",
     "主体当日持有有效的“许可证”和“执照”",
     "the actor holds “Permit” and “Licence”, valid on that day"),
    ("{counterparty.holds_any: [permit, licence]}",
     "相对方当日至少持有“许可证”或者“执照”之一且有效",
     "the counterparty holds at least one of “Permit” or “Licence”, valid on that day"),
    ("{counterparty.runs_outlet_for: [maker]}",
     "相对方当日经营为生产企业设立的网点",
     "the counterparty runs an outlet, open that day, set up for a maker"),
    ("{vehicle.swap_model: true}",
     "“车辆的换电车型”为“是”", "“swap model of the vehicle” is “yes”"),
    ("{actor.region: \"4201\"}",
     "主体的行政区划为“4201”", "the region of the actor is “4201”"),
    ("{none_of: [{present: true}, {any_of: [{weight: 1}, {weight: 2}]}], condition: new}",
     "状态为“新”；并且下列均不成立：（一）“在场”为“是”；"
     "（二）下列至少一项成立：1.重量为1；2.重量为2",
     "the condition is “New”; and none of these is so: (1) “Present” is “yes”; "
     "(2) at least one of these is so: (a) the weight is 1; (b) the weight is 2"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "zh", "en"), CONDITIONS)
def test_condition_in_words(
    rule_with: Load,
    reader: Reader,
    where: str,
    zh: str,
    en: str,
) -> None:
    said = _said(rule_with, reader, must=f"must:\n  hold: {where}")

    assert said == (f"应当满足：{zh}", f"The record must show that {en}")


def test_alternatives_alone_are_a_list(rule_with: Load, reader: Reader) -> None:
    both = "{any_of: [{present: true}, {weight: 1}]}"

    must = _said(rule_with, reader, must=f"must:\n  hold: {both}")
    must_not = _said(rule_with, reader, must=f"must_not:\n  hold: {both}")

    assert must[0] == "应当满足下列至少一项：（一）“在场”为“是”；（二）重量为1"
    assert must_not[1] == (
        "The record must show none of these: (1) “Present” is “yes”; (2) the weight is 1"
    )


def _said(rule_with: Load, reader: Reader, must: str) -> tuple[str, str]:
    """The demand's line of the pack's rule, with examples that any rule can have."""
    rule = rule_with(must=must)
    text = reader.key(rule, load_rulebook(PACK).instruments["order-1"], "must")
    return text.zh, text.en
