"""The words around a verdict: columns, values, articles, how sure the source is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import duckdb

from engine.explain.explanation import Shown
from engine.rulebook import Rule, Text, Vocabulary
from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS

CONFIDENCES = {
    "A": Text("已见条文原文", "text of the article seen"),
    "B": Text("载明条号的摘要", "summary naming the article"),
    "C": Text(
        "官方或新闻摘要，未载条号", "official or press summary without the number"
    ),
    "D": Text("我们的解读", "our own reading"),
}
COLUMNS = {
    "record_id": Text("记录编号", "Record"),
    "event": Text("事件", "Event"),
    "occurred_on": Text("发生日", "Day it happened"),
    "battery_code": Text("电池编码", "Battery code"),
    "actor_id": Text("主体", "Actor"),
    "counterparty_id": Text("相对方", "Counterparty"),
    "vin": Text("车辆识别代号", "Vehicle (VIN)"),
    "reported_on": Text("报送日", "Day it was reported"),
    "region": Text("行政区划", "Region"),
    "corrects": Text("所更正的记录", "Record it corrects"),
    "recorded_on": Text("填写日", "Day it was recorded"),
}
_REGISTER_COLUMNS = {
    "name": Text("名称", "name"), "name_en": Text("英文名称", "English name"),
    "roles": Text("角色", "roles"), "region": Text("行政区划", "region"),
    "established_on": Text("成立日", "day of establishment"),
    "closed_on": Text("终止日", "day of closing"), "level": Text("层级", "level"),
    "chemistry": Text("化学体系", "chemistry"),
    "rated_kwh": Text("额定能量（千瓦时）", "rated energy (kWh)"),
    "mass_kg": Text("质量（千克）", "mass (kg)"), "maker_id": Text("生产者", "maker"),
    "parent_code": Text("上级编码", "code of what it is built into"),
    "produced_on": Text("生产日", "day of production"),
    "swap_model": Text("换电车型", "swap model"),
    "operator_id": Text("设立者", "operator"),
}  # fmt: skip
_HEADS = {
    "actor": Text("主体", "actor"), "counterparty": Text("相对方", "counterparty"),
    "battery": Text("电池", "battery"), "vehicle": Text("车辆", "vehicle"),
    "outlet": Text("网点", "outlet"),
}  # fmt: skip
_OTHERS = {
    "calendar": Text("工作日历", "the calendar of working days"),
    "outlets": Text("网点登记", "the register of outlets"),
    "complete.from": Text(
        "数据完整性起始日", "the day from which the records are complete"
    ),
    "denominator": Text("分母合计", "the sum divided by"),
}
_TESTS = {
    "holds": Text("的资质", "'s credentials"),
    "holds_any": Text("的资质", "'s credentials"),
    "runs_outlet_for": Text("经营的网点", "'s outlets"),
}
_YES, _NO = Text("是", "yes"), Text("否", "no")
_PARTIES = ("actor_id", "counterparty_id")


class Wording:
    """The words of one vocabulary, and the names of the parties met in one dataset."""

    def __init__(self, words: Vocabulary, names: Mapping[str, Text]) -> None:
        self.words = words
        self._names = names

    def label(self, path: str) -> Text:
        """Name a column, a field or a path into a register, if only by the path."""
        for known in (self.words.fields, COLUMNS, _OTHERS):
            if path in known:
                return known[path]
        head, _, column = path.partition(".")
        tail = _REGISTER_COLUMNS.get(column) or _TESTS.get(column)
        if head not in _HEADS or tail is None:
            return Text(path, path)
        owner = _HEADS[head]
        if column in _TESTS:
            return Text(owner.zh + tail.zh, owner.en + tail.en)
        return Text(f"{owner.zh}的{tail.zh}", f"{tail.en} of the {owner.en}")

    def party(self, entity_id: str | None) -> Text | None:
        """Name a party with its id, or by its id alone where no register has it."""
        if entity_id is None:
            return None
        name = self._names.get(entity_id)
        if name is None:
            return Text(entity_id, entity_id)
        return Text(f"{name.zh}（{entity_id}）", f"{name.en} ({entity_id})")

    def value(self, path: str, value: object) -> Text | None:
        """Word a value; None where it is empty."""
        if value is None or value == []:
            return None
        if isinstance(value, bool):
            return _YES if value else _NO
        if path == "event":
            return self.event(str(value))
        if path in _PARTIES:
            return self.party(str(value))
        if isinstance(value, list):
            names = [self._code("actor.roles", str(role)) for role in value]
            return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))
        return self._code(path, plain(value))

    def shown(self, column: str, value: object) -> Shown:
        """Put a column and its value in words."""
        return Shown(column, self.label(column), self.value(column, value))

    def event(self, event: str) -> Text:
        return self.words.events.get(event, Text(event, event))

    def is_date(self, path: str) -> bool:
        """Say whether a path holds days: early or late, not small or large."""
        column = path.rpartition(".")[2]
        kinds = [RECORD_COLUMNS.get(path), self.words.types.get(path)]
        kinds += [
            register.get(column) for register in REGISTERS.values() if "." in path
        ]
        return "date" in kinds

    def _code(self, path: str, value: str) -> Text:
        if path.endswith(".roles"):
            return self.words.roles.get(value, Text(value, value))
        return self.words.codes.get(path, {}).get(value, Text(value, value))


def plain(value: object) -> str:
    """Write a value without idle zeros or an exponent."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def article_words(rule: Rule) -> Text:
    """Name the place in the instrument; an unknown number is said to be unknown."""
    number = rule.source.article
    if number == "unknown":
        return Text("条号未知", "article number unknown")
    return Text(f"第 {number} 条", f"article {number}")


def basis_words(rule: Rule) -> Text:
    """Say how sure the source is; the words are ours unless its text was seen."""
    letter = rule.source.confidence
    words = CONFIDENCES[letter]
    if letter == "A":
        return Text(f"{letter}：{words.zh}", f"{letter}: {words.en}")
    return Text(
        f"{letter}：{words.zh}；我们的归纳，非条文原文",
        f"{letter}: {words.en}; our summary",
    )


def party_names(connection: duckdb.DuckDBPyConnection) -> dict[str, Text]:
    """Return the names of the parties that the rows of `subject` lead to."""
    found = connection.execute(
        """SELECT entity_id, any_value(name), any_value(name_en) FROM entities
        WHERE entity_id IN (
            SELECT unnest([actor_id, counterparty_id]) FROM records
            SEMI JOIN subject USING (record_id)
            UNION SELECT maker_id FROM batteries SEMI JOIN (
                SELECT battery_code FROM records SEMI JOIN subject USING (record_id)
            ) USING (battery_code)
            UNION SELECT maker_id FROM vehicles SEMI JOIN (
                SELECT vin FROM records SEMI JOIN subject USING (record_id)
            ) USING (vin))
        GROUP BY entity_id"""
    ).fetchall()
    return {i: Text(zh or en, en or zh) for i, zh, en in found if zh or en}
