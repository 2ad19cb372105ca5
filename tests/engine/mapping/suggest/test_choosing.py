"""A head that a person chose is read as a proposal would read it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.mapping.model import FromColumn, Translation
from engine.mapping.suggest.choosing import Chooser
from engine.mapping.suggest.synonym_reading import load_synonyms
from engine.rulebook import Vocabulary, shipped_rules


@pytest.fixture(scope="module")
def chooser(vocabularies: Mapping[str, Vocabulary]) -> Chooser:
    words = vocabularies["order-73"]
    return Chooser(words, load_synonyms(shipped_rules(), words))


def test_words_of_events_are_translated_as_far_as_they_are_known(
    chooser: Chooser,
) -> None:
    found = chooser.cell("records", "event", "类型", ["回收入库", "盘盈", None, "盘盈"])

    assert found.cell == FromColumn(
        "类型", 0, Translation({"回收入库": "battery.received"})
    )
    assert found.unknown == ("盘盈",)


def test_the_order_of_days_and_the_unit_of_numbers_are_found(chooser: Chooser) -> None:
    day = chooser.cell("records", "occurred_on", "D", ["13/4/2026", "1/5/2026"])
    mass = chooser.cell("records", "quantity_kg", "重量(吨)", ["1.5"])

    assert day.cell == FromColumn("D", 0, written="day-month-year")
    assert mass.cell == FromColumn("重量(吨)", 0, unit="吨")


def test_a_head_of_no_known_unit_is_taken_as_it_stands(chooser: Chooser) -> None:
    found = chooser.cell("batteries", "chemistry", "kWh", ["LFP"])

    assert found.cell == FromColumn("kWh", 0)


def test_a_head_that_asks_for_the_contrary_is_turned_round(chooser: Chooser) -> None:
    missing = chooser.cell("records", "battery_present", "电池是否缺失", ["是", "否"])
    present = chooser.cell("records", "battery_present", "电池是否随车", ["是", "否"])

    assert isinstance(missing.cell, FromColumn)
    assert missing.cell.translation == Translation({"是": "false", "否": "true"})
    assert isinstance(present.cell, FromColumn)
    assert present.cell.translation == Translation()
