"""The shipped words name what the vocabulary has, each for one thing; faults by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.dataset.names import folded
from engine.errors import MappingError
from engine.mapping.suggest.synonym_reading import (
    load_synonyms,
    read_synonyms,
    synonyms_file,
)
from engine.mapping.suggest.synonyms import Instead, Synonyms
from engine.rulebook import Vocabulary, shipped_rules

START = "vocabulary: order-73\n"


def faults(text: str, vocabulary: Vocabulary) -> str:
    with pytest.raises(MappingError) as found:
        read_synonyms(START + text, "s.yaml", vocabulary)
    return str(found.value)


def test_every_event_and_credential_has_words(
    synonyms: Synonyms, vocabulary: Vocabulary
) -> None:
    assert set(synonyms.events) == set(vocabulary.events)
    assert set(synonyms.codes["kind"]) == set(vocabulary.credentials)
    assert set(synonyms.codes["roles"]) == set(vocabulary.roles)
    assert all(synonyms.events.values())


def test_no_word_repeats_a_name_of_another_event(
    synonyms: Synonyms, vocabulary: Vocabulary
) -> None:
    named = {folded(text.zh): event for event, text in vocabulary.events.items()}

    wrong = [
        (word, event)
        for event, words in synonyms.events.items()
        for word in words
        if named.get(folded(word), event) != event
    ]
    assert wrong == []


def test_events_move_things_one_way(synonyms: Synonyms) -> None:
    assert set(synonyms.comes) & set(synonyms.goes) == set()


def test_folder_without_words_has_none(tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert load_synonyms(tmp_path, vocabulary) == Synonyms()
    assert synonyms_file(shipped_rules(), vocabulary).is_file()


def test_file_that_is_no_text_is_refused(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    path = synonyms_file(tmp_path, vocabulary)
    path.parent.mkdir(parents=True)
    path.write_bytes("vocabulary: 词".encode("gb18030"))

    with pytest.raises(MappingError) as found:
        load_synonyms(tmp_path, vocabulary)

    assert str(found.value) == (
        f"{tmp_path.name}/vocabulary/mapping/synonyms-order-73.yaml, line 1\n"
        "  The file is not UTF-8.\n  Save it as UTF-8."
    )


def test_small_file(vocabulary: Vocabulary) -> None:
    found = read_synonyms(
        START
        + "heads:\n  records:\n    model: {sure: [车型], likely: [型号], only_with: vin}\n"
        "    retired: {negated: [未退役]}\n"
        "events:\n  battery.produced: {words: [下线], only_beside: battery.sold}\n"
        "instead:\n  - {event: battery.sold, read: vehicle.sold, where: vin}\n"
        "  - {event: battery.dismantled, beside: [vehicle.sold]}\n",
        "s.yaml",
        vocabulary,
    )

    assert found.heads["records", "model"] == ("车型",)
    assert found.likely_heads["records", "model"] == ("型号",)
    assert found.only_with == {("records", "model"): "vin"}
    assert found.negated_heads["records", "retired"] == ("未退役",)
    assert found.only_beside == {"battery.produced": ("battery.sold",)}
    assert found.instead == (
        Instead("battery.sold", "vehicle.sold", "vin", ()),
        Instead("battery.dismantled", None, None, ("vehicle.sold",)),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("events:\n  battery.recieved: [入库]\n", 3, "Did you mean battery.received"),
        ("heads:\n  recrods: {}\n", 3, "Did you mean records"),
        ("heads:\n  records:\n    vinn: [车架号]\n", 4, "vin"),
        ("words:\n  days: [日期]\n", 3, "Did you mean day"),
        ("parties:\n  form: [来源]\n", 3, "Did you mean from"),
        ("codes:\n  material:\n    nickle: [镍]\n", 4, "Did you mean nickel"),
        ("units:\n  ton: [吨]\n", 3, "ton is not an entry"),
        ("flags:\n  maybe: [也许]\n", 3, "maybe is not an entry"),
        (
            "events:\n  battery.sold: [卖]\n  battery.supplied: [卖]\n", 3,
            "The word 卖 stands under battery.sold and under battery.supplied.",
        ),
        (
            "parties:\n  from: [客户]\n  to: [客 户]\n", 3,
            "The word 客 户 stands under from and under to.",
        ),
        ("instead:\n  - {event: battery.sold, read: vehicle.sold}\n", 3, "where"),
        ("from_titles: [colour]\n", 2, "colour is not"),
        ("totals: 合计\n", 2, "a list is needed"),
        ("words:\n  day: [on, no]\n", 3, "other programs read"),
    ],
)  # fmt: skip
def test_fault_with_its_line(
    vocabulary: Vocabulary, text: str, line: int, message: str
) -> None:
    found = faults(text, vocabulary)

    assert f"s.yaml, line {line}\n" in found
    assert message in found


def test_words_of_another_vocabulary_are_refused(vocabulary: Vocabulary) -> None:
    with pytest.raises(MappingError, match="order-74 is not a vocabulary"):
        read_synonyms("vocabulary: order-74\n", "s.yaml", vocabulary)


def test_words_put_together_short_forms_and_what_tells_apart(
    vocabulary: Vocabulary,
) -> None:
    text = (
        "compounds:\n"
        "  - {event: battery.received, of: [[入, 进], [库]]}\n"
        "  - {party: to, of: [[taking], [party]]}\n"
        "  - {column: quantity_kg, of: [[净], [重]]}\n"
        "short: {日期: [rq]}\n"
        "values: {batteries: {chemistry: [LFP]}}\n"
        "other_end: {battery.handed_over: battery.received}\n"
        "apart: [{events: [battery.sold], note: {zh: 甲, en: A}}]\n"
    )

    found = read_synonyms(START + text, "s.yaml", vocabulary)

    assert [(c.kind, c.meaning, list(c.words)) for c in found.compounds] == [
        ("event", "battery.received", ["入库", "进库"]),
        ("party", "to", ["taking party"]),
        ("column", "quantity_kg", ["净重"]),
    ]
    assert found.short == {"日期": ("rq",)}
    assert found.value_words == {("batteries", "chemistry"): ("LFP",)}
    assert found.other_end == {"battery.handed_over": "battery.received"}
    assert [(a.events, a.note.en) for a in found.apart] == [(("battery.sold",), "A")]


def test_fault_of_words_put_together(vocabulary: Vocabulary) -> None:
    found = faults("compounds:\n  - {event: battery.recieved, of: [[a]]}\n", vocabulary)

    assert "s.yaml, line 3" in found
    assert "battery.received" in found


def test_short_form_stands_for_one_word(vocabulary: Vocabulary) -> None:
    assert "short: The word rq stands under 日期 and under 入库." in faults(
        "short: {日期: [rq], 入库: [rq]}\n", vocabulary
    )
