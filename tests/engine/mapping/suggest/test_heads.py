"""A head is read by its name, by synonyms and by the words of which it is made."""

from __future__ import annotations

import pytest

from engine.mapping.suggest.heads import HeadReader


@pytest.mark.parametrize(
    ("text", "role", "sure", "more"),
    [
        ("电池编码", "battery", "sure", {"by_name": True}),
        ("battery_code", "battery", "sure", {"by_name": True}),
        ("动力电池编码", "battery", "sure", {"by_name": False}),
        ("入库日期", "day", "sure", {"event": "battery.received"}),
        ("入库上报日期", "report", "sure", {"event": "battery.received"}),
        ("平台上报日期", "report", "sure", {"event": None}),
        ("业务日期", "day", "sure", {"event": None}),
        ("二手日期", "day", "guess", {"event": None}),
        ("制单日期", "written", "sure", {}),
        ("供应商", "party", "sure", {"side": "from", "is_id": False}),
        ("供应商统一社会信用代码", "party", "sure", {"side": "from", "is_id": True}),
        ("USCC of Receiver", "party", "sure", {"side": "to", "is_id": True}),
        ("往来单位/单位名称", "party", "sure", {"side": "other", "is_id": False}),
        ("Vendor/Customer", "party", "sure", {"side": "other"}),
        (
            "移交单位",
            "party",
            "sure",
            {"side": "other", "event": "battery.handed_over"},
        ),
        ("换下电池编码", "battery", "sure", {"event": "battery.swapped_out"}),
        ("旧电池编码", "battery", "sure", {"event": "battery.removed"}),
        ("合格证编号", "document", "sure", {"event": "vehicle.conformity_certified"}),
        ("单据编号", "document", "sure", {"event": None}),
        ("业务类型", "kind", "sure", {}),
        ("VIN", "column", "sure", {"column": "vin"}),
        ("车架号(VIN)", "column", "sure", {"column": "vin"}),
        ("Model", "column", "likely", {"column": "model", "by_name": True}),
        ("净重", "column", "sure", {"column": "quantity_kg"}),
        ("数量", "column", "likely", {"column": "quantity_kg"}),
        ("蓄电池是否缺失", "column", "sure", {"is_negated": True}),
        ("Reported On", "report", "sure", {}),
        ("Condition on Arrival", "column", "likely", {"column": "battery_condition"}),
    ],
)
def test_head_in_records(
    heads: HeadReader, text: str, role: str, sure: str, more: dict[str, object]
) -> None:
    meaning = heads.read(text).meanings["records"]

    found = {name: getattr(meaning, name) for name in more}
    assert (meaning.role, meaning.sure, found) == (role, sure, more)


@pytest.mark.parametrize("text", ["备注", "SoC", "UOM", "经办人", ""])
def test_head_that_names_nothing(heads: HeadReader, text: str) -> None:
    assert "records" not in heads.read(text).meanings


def test_longer_head_of_a_register_is_no_shorter_one_of_records(
    heads: HeadReader,
) -> None:
    # 车型 is a column of records, 换电车型 one of vehicles.
    meanings = heads.read("是否换电车型").meanings

    assert "records" not in meanings
    assert meanings["vehicles"].column == "swap_model"


@pytest.mark.parametrize(
    ("text", "table", "column"),
    [
        ("统一社会信用代码", "entities", "entity_id"),
        ("证照类别", "credentials", "kind"),
        ("有效期至", "credentials", "valid_until"),
        ("电池类型", "batteries", "chemistry"),
        ("电池供应商代码", "batteries", "maker_id"),
        ("设立企业统一社会信用代码", "outlets", "operator_id"),
        ("启用日期", "outlets", "opened_on"),
    ],
)
def test_head_in_a_register(
    heads: HeadReader, text: str, table: str, column: str
) -> None:
    assert heads.read(text).meanings[table].column == column


@pytest.mark.parametrize(
    ("text", "unit", "foreign"),
    [
        ("重量（千克）", "千克", False),
        ("重量（t）", "t", False),
        ("毛重kg", "kg", False),
        ("Weight_KGS", "kg", False),
        ("Nominal Energy kWh", "kWh", False),
        ("energyKwh", "kWh", False),
        ("额定能量(MWh)", "MWh", False),
        ("数量（包）", None, True),
        ("Capacity (Ah)", None, True),
        ("重量", None, False),
        ("kg", None, False),
        ("(VIN)", None, False),
    ],
)
def test_unit_of_a_head(
    heads: HeadReader, text: str, unit: str | None, foreign: bool
) -> None:
    head = heads.read(text)

    assert (head.unit, head.foreign) == (unit, foreign)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("单位：吨", "吨"), ("(kg)", "kg"), ("单位：元", None), ("", None)],
)
def test_unit_in_a_title(heads: HeadReader, text: str, unit: str | None) -> None:
    assert heads.unit_in(text) == unit


@pytest.mark.parametrize(
    ("text", "role", "event", "side"),
    [
        ("离园日期", "day", "battery.handed_over", None),
        ("报废证明生成时间", "day", "vehicle.scrap_certified", None),
        ("出让主体代码", "party", None, "from"),
        ("releasing facility id", "party", None, "from"),
    ],
)
def test_words_put_together_are_likely_at_most(
    heads: HeadReader, text: str, role: str, event: str | None, side: str | None
) -> None:
    meaning = heads.read(text).meanings["records"]

    assert (meaning.role, meaning.event, meaning.side) == (role, event, side)
    assert meaning.sure == "likely"


def test_word_that_is_listed_goes_before_one_put_together(heads: HeadReader) -> None:
    assert heads.read("入库日期").meanings["records"].sure == "sure"


@pytest.mark.parametrize("text", ["计划入库日期", "预计到货时间", "Planned Ship Date"])
def test_day_on_which_something_was_to_happen_is_a_guess(
    heads: HeadReader, text: str
) -> None:
    meaning = heads.read(text).meanings["records"]

    assert (meaning.role, meaning.is_planned, meaning.sure) == ("day", True, "guess")
