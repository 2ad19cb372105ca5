"""Words under a head become the codes of a column."""

from __future__ import annotations

import pytest

from engine.dataset.schema import Column, records_schema, register_schemas
from engine.mapping.suggest.codes import CodeWords
from engine.mapping.suggest.shapes import Values
from engine.mapping.suggest.synonyms import Synonyms
from engine.rulebook import Vocabulary


@pytest.fixture
def codes(vocabulary: Vocabulary, synonyms: Synonyms) -> CodeWords:
    return CodeWords(vocabulary, synonyms)


def column_of(vocabulary: Vocabulary, table: str, name: str) -> Column:
    schemas = {"records": records_schema(vocabulary), **register_schemas(vocabulary)}
    return next(column for column in schemas[table].columns if column.name == name)


@pytest.mark.parametrize(
    ("table", "name", "words", "expected"),
    [
        ("records", "battery_condition", ["废旧", "新"], None),
        ("records", "battery_condition", ["waste", "new"], None),
        (
            "records",
            "battery_condition",
            ["退役", "新"],
            {"退役": "waste", "新": "new"},
        ),
        ("records", "battery_condition", ["Waste"], {"Waste": "waste"}),
        ("records", "material", ["硫酸镍", "Ni"], {"硫酸镍": "nickel", "Ni": "nickel"}),
        ("records", "coded", ["是", "否", "YES", "0"], None),
        ("records", "coded", ["Y", "n"], {"Y": "true", "n": "false"}),
        ("credentials", "kind", ["排污许可证"], {"排污许可证": "discharge_permit"}),
        ("credentials", "kind", ["营业执照"], None),
        ("batteries", "level", ["电芯"], {"电芯": "cell"}),
    ],
)
def test_words_of_a_column(
    vocabulary: Vocabulary,
    codes: CodeWords,
    table: str,
    name: str,
    words: list[str],
    expected: dict[str, str] | None,
) -> None:
    found = codes.translate(column_of(vocabulary, table, name), Values.of(words))

    assert found.translation.values == expected
    assert (found.known, found.unknown) == (1.0, ())


def test_unknown_word_is_left_out_and_named(
    vocabulary: Vocabulary, codes: CodeWords
) -> None:
    column = column_of(vocabulary, "records", "intended_use")

    found = codes.translate(column, Values.of(["储能", "备电", "低速车", "储能"]))

    assert found.translation.values == {"储能": "storage", "备电": "backup_power"}
    assert found.unknown == ("低速车",)
    assert found.known == 0.75


def test_head_that_asks_for_the_contrary_turns_every_word(
    vocabulary: Vocabulary, codes: CodeWords
) -> None:
    column = column_of(vocabulary, "records", "battery_present")

    found = codes.translate(column, Values.of(["是", "否"]), negated=True)

    assert found.translation.values == {"是": "false", "否": "true"}


def test_codes_in_a_title(codes: CodeWords) -> None:
    assert codes.codes_in("battery_condition", "退役动力电池台账") == {"waste"}
    assert codes.codes_in("battery_condition", "动力电池台账") == set()
