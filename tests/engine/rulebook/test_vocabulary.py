"""Vocabulary files give every word both names and every code field its codes."""

import pytest

from engine.rulebook import Custody, Text

SMALL = "vocabulary/small.yaml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: small", "name: tiny",
         "line 1\n  name: The file is called small.  Use that name."),
        ("type: code", "type: text",
         "line 17\n  codes: condition is not a field of type code.  "
         "Declare it under fields or remove it."),
        ("type: flag", "type: code",
         "line 17\n  codes: The code field present has no words here.  "
         "List them."),
        ("type: flag", "type: flags",
         "line 12\n  fields.present.type: flags is not a type.  Did you mean flag?\n"
         "  Types: text, number, date, flag, code"),
        ("{zh: 回收企业, en: Recycler}", "{zh: 回收企业}",
         "line 4\n  roles.recycler: en is missing.  The English wording."),
        ("  weight:", "  vin:",
         "line 13\n  fields: vin is a column of every dataset already.  "
         "Choose another name."),
        ("  weight:", "  any_of:",
         "line 13\n  fields: any_of is a word of the rule language itself.  "
         "Choose another."),
        ("  weight:", "  actor.age:",
         "line 13\n  fields: actor.age would read as a path into a register.  "
         "Write it without the dot."),
        ("  maker:", "  anyone:",
         "line 5\n  roles: anyone is a word of the rule language itself.  "
         "Choose another."),
        ("  vin:", "  vinn:",
         "line 24\n  formats: vinn is not a format the engine knows."
         "  Did you mean vin?\n  Formats: gbt34014, vin, uscc"),
    ],
)  # fmt: skip
def test_fault_of_a_vocabulary(faults_after, old, new, message) -> None:
    assert faults_after(old, new, SMALL) == f"rules/{SMALL}, {message}"


@pytest.mark.parametrize(
    ("custody", "message"),
    [
        ("{receives: battery.received}",
         "custody: hands_on is missing.  "
         "It leaves the actor for the counterparty's store."),
        ("{receives: battery.received, hands_on: battery.sole}",
         "custody.hands_on: battery.sole is not an event.  "
         "Did you mean battery.sold (销售)?\n"
         "  Events: battery.labelled, battery.received, battery.sold\n"
         f"  They are defined in rules/{SMALL}."),
        ("{receives: battery.received, hands_on: [battery.sold, battery.received]}",
         "custody.hands_on: battery.received stands under receives already.  "
         "Keep it in one."),
        ("{receives: battery.received, hands_on: battery.sold, "
         "ends: battery.labelled, uses: battery.labelled}",
         "custody.uses: battery.labelled stands under ends already.  Keep it in one."),
        ("{receives: battery.received, hands_on: battery.sold, use: battery.sold}",
         "custody: use is not a key of custody.  Did you mean uses?\n"
         "  Keys: begins, receives, takes, holds, hands_on, releases, ends, uses, utilizes"),
        ("battery.received",
         "custody: battery.received stands here, but a mapping of begins, receives, "
         "takes, holds, hands_on, releases, ends, uses, utilizes is needed."),
    ],
)  # fmt: skip
def test_fault_of_custody(faults_after, custody, message) -> None:
    spoilt = f"custody: {custody}\nformats:"

    assert (
        faults_after("formats:", spoilt, SMALL)
        == f"rules/{SMALL}, line 23\n  {message}"
    )


def test_custody_names_the_events_of_each_kind(changed) -> None:
    custody = (
        "custody: {receives: battery.received, hands_on: [battery.sold]}\nformats:"
    )

    known = changed("formats:", custody, SMALL).vocabularies["small"].custody

    assert known == Custody(receives=("battery.received",), hands_on=("battery.sold",))


def test_vocabulary_need_not_know_of_custody(changed) -> None:
    assert changed("", "").vocabularies["small"].custody is None


def test_words_have_both_names(changed) -> None:
    vocabulary = changed("", "").vocabularies["small"]

    assert vocabulary.roles["maker"] == Text("生产企业", "Maker")
    assert vocabulary.types["weight"] == "number"
    assert list(vocabulary.codes["condition"]) == ["new", "waste"]
