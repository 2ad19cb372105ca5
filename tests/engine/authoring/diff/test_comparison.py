"""The changes between two rulebooks are worded by kind, with their days."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.authoring.diff import Change, compare, diff_report, open_rulebook
from engine.errors import UsageError
from engine.rulebook import Rulebook, load_rulebook, load_rulebook_from, shipped_rules
from tests.engine.runs.records import run_json

TEA = Path(__file__).parents[3] / "packs" / "teahouse" / "rules"
REPORT, LABEL = "tea-order/3-1-report.yaml", "tea-order/labelled.yaml"
INSTRUMENT, WORDS = "tea-order/instrument.yaml", "vocabulary/tea.yaml"


@pytest.fixture
def tea() -> Rulebook:
    return load_rulebook(TEA)


def amended(book: Rulebook, file: str, *pairs: tuple[str, str]) -> Rulebook:
    text = book.files[file]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return load_rulebook_from({**book.files, file: text})


def summary(
    changes: tuple[Change, ...],
) -> list[tuple[str, str, str | None, list[str]]]:
    return [
        (c.kind, c.subject, c.days and c.days.en, [d.en for d in c.details])
        for c in changes
    ]


def test_the_same_rules_have_no_change(tea: Rulebook) -> None:
    assert compare(tea, load_rulebook(TEA)) == ()
    assert diff_report((), "zh") == "两个规则集相同。\n"
    assert diff_report((), "en") == "The two rulebooks say the same.\n"


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ("within: 30 days", "within: 15 days",
         "Demand: It must be reported within 30 days (counted from the day after) → "
         "It must be reported within 15 days (counted from the day after)"),
        ("force: binding", "force: advisory",
         "Force: Binding → Advisory"),
        ("severity: major", "severity: minor", "Severity: Major → Minor"),
        ("confidence: B", "confidence: A",
         "Source: Article 3(1); B: summary naming the article; our summary, not the words "
         "of the law → "
         "Article 3(1); A: text of the article seen"),
        ("who: tea_house", "who: anyone", "Who: A tea house → Anyone"),
        ("when: tea.received", "when: [tea.received, tea.sold]",
         "When: “Tea received” → “Tea received” or “Tea sold”"),
        ("must:\n", "where: {labelled: true}\nmust:\n",
         "Where: — → “Labelled” is “yes”"),
        ("when: tea", "owed_by: counterparty\nwhen: tea", "Owed by: — → The counterparty"),
    ],
)  # fmt: skip
def test_a_changed_duty_is_listed_key_by_key(
    tea: Rulebook, old: str, new: str, detail: str
) -> None:
    (first, *_) = compare(tea, amended(tea, REPORT, (old, new)))

    assert summary((first,)) == [
        ("substance", "tea-order/3-1-report", "from 2026-04-01 on", [detail])
    ]


def test_a_rule_that_ends_concerns_only_the_days_it_lost(tea: Rulebook) -> None:
    ended = amended(tea, REPORT, ("{from: 2026-04-01}",
                                  "{from: 2026-03-01, until: 2027-01-01}"))  # fmt: skip

    (change,) = compare(tea, ended)

    assert change.days is not None
    assert change.days.en == (
        "from 2026-03-01 to 2026-03-31, both days included; from 2027-01-01 on"
    )
    assert [d.zh for d in change.details] == [
        "施行期间：2026年4月1日起 → 2026年3月1日至2026年12月31日（含首尾两日）",
        "现也适用于2026年3月1日至2026年3月31日（含首尾两日）",
        "不再适用于2027年1月1日起",
    ]


def test_wording_examples_sign_off_and_comments_are_kept_apart(tea: Rulebook) -> None:
    changed = amended(
        tea, REPORT, ("en: Report it", "en: Report it at once"),
        ("state: draft", "state: reviewed, by: 某律师, on: 2026-05-01"),
        ("as_of: 2026-05-31", "as_of: 2026-05-30"),
    )  # fmt: skip
    noted = amended(changed, LABEL, ("who:", "# A comment.\nwho:"))

    assert summary(compare(tea, noted)) == [
        ("wording", "tea-order/3-1-report", None,
         ["Remedy: Report it → Report it at once"]),
        ("examples", "tea-order/3-1-report", None,
         ["removed: pending, as of 2026-05-31", "added: pending, as of 2026-05-30"]),
        ("sign-off", "tea-order/3-1-report", None,
         ["draft → signed by 某律师 on 2026-05-01"]),
        ("layout", "tea-order/labelled", None, []),
    ]  # fmt: skip


def test_a_change_after_the_signature_asks_for_another(tea: Rulebook) -> None:
    signed = amended(tea, REPORT, ("state: draft",
                                   "state: reviewed, by: Li, on: 2026-05-01"))  # fmt: skip

    changes = compare(signed, amended(signed, REPORT, ("within: 30", "within: 15")))

    assert changes[0].details[-1].en == (
        "signed by Li on 2026-05-01, before this change: to be signed anew"
    )


def test_rules_that_were_added_or_removed_are_written_out(tea: Rulebook) -> None:
    files = dict(tea.files)
    del files[LABEL]
    files[INSTRUMENT] = files[INSTRUMENT].replace("tea-order/labelled", "")
    fewer = load_rulebook_from(files)

    (gone, listed), (come, _) = compare(tea, fewer), compare(fewer, tea)

    assert (gone.kind, come.kind) == ("removed", "added")
    assert gone.days is not None
    assert gone.days.en == "from 2026-05-01 on"
    assert gone.details == come.details
    assert come.details[0].en.startswith(
        "Whenever “Tea sold” is recorded for a tea house"
    )
    assert [d.en for d in listed.details] == [
        "“Labels of tea” (number unknown): rules: removed: tea-order/labelled"
    ]


def test_a_renamed_rule_is_one_rule_and_its_article_is_listed(tea: Rulebook) -> None:
    old, new = "tea-order/labelled", "tea-order/2-labelled"
    files = {name.replace(old, new): text.replace(old, new)
             for name, text in tea.files.items()}  # fmt: skip
    files[INSTRUMENT] = (
        files[INSTRUMENT]
        .replace("articles:", f"aliases: {{{old}: {new}}}\narticles:")
        .replace("article: unknown", 'article: "2"')
    )
    files[f"{new}.yaml"] = files[f"{new}.yaml"].replace("unknown", '"2"', 1)

    assert summary(compare(tea, load_rulebook_from(files))) == [
        ("renamed", new, None, [f"{old} → {new}"]),
        ("substance", new, "from 2026-05-01 on",
         ["Source: Article number unknown; C: official or press summary without the "
          "number; our summary, not the words of the law → Article 2; C: official or "
          "press summary without the number; our summary, not the words of the law"]),
        ("instrument", "tea-order", None,
         [f"{old} now leads to {new}",
          "Article 2 “Labels of tea”: number now known",
          f"Article 2 “Labels of tea”: rules: removed: {old}; added: {new}"]),
    ]  # fmt: skip


def test_an_oldest_alias_that_goes_is_warned_of(tea: Rulebook) -> None:
    with_alias = amended(
        tea, INSTRUMENT,
        ("articles:", "aliases: {tea-order/old: tea-order/labelled}\narticles:"),
    )  # fmt: skip

    (renamed, _) = compare(with_alias, tea)

    assert renamed.details[0].en == (
        "finding ids change: taken of tea-order/old before, of tea-order/labelled now, "
        "so that earlier findings no longer match"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "detail"),
    [
        (WORDS, "zh: 销售茶叶", "zh: 卖茶", "event: “Tea sold” (tea.sold) "
         "(only the Chinese changed)"),
        (WORDS, "codes: {}", "codes: {}\n# note", None),
        (WORDS, "credentials: {}", "credentials: {pass: {zh: 证, en: Pass}}",
         "credential added: “Pass” (pass)"),
        (WORDS, "codes: {}",
         "codes: {}\ncustody: {receives: tea.received, hands_on: tea.sold}",
         "event of custody hands_on added: “Tea sold” (tea.sold)"),
        (INSTRUMENT, "repealed: null", "repealed: 2027-01-01", "Repealed: — → 2027-01-01"),
        (INSTRUMENT, 'article: "9"', 'article: "8"',
         "Article 8 “Content unknown”: added, text not seen"),
        (INSTRUMENT, "vocabulary: tea", "vocabulary: tea\ncounting: {roll_over: true}",
         "Last day moves on: no → yes"),
        (INSTRUMENT, "amounts: null", "amounts: 一万元",
         "Sanction “Not reported”: amounts: — → 一万元"),
        (INSTRUMENT, "title: {zh", "# note\ntitle: {zh", None),
    ],
)  # fmt: skip
def test_vocabularies_and_instruments_are_compared(
    tea: Rulebook, file: str, old: str, new: str, detail: str | None
) -> None:
    changes = compare(tea, amended(tea, file, (old, new)))

    said = [d.en for change in changes for d in change.details]
    assert (detail in said) if detail else (changes[0].kind, said) == ("layout", [])


def test_a_field_of_another_type_is_listed(tea: Rulebook) -> None:
    text = "fields:\n  weight: {type: text, zh: 重量, en: Weight}"
    before = amended(tea, WORDS, ("fields:", text))

    (change,) = compare(before, amended(before, WORDS, ("type: text", "type: number")))

    assert [d.zh for d in change.details] == ["“重量”的类型：文本 → 数字"]


def test_a_day_off_that_moved_is_listed_with_its_year() -> None:
    book = load_rulebook(shipped_rules())
    moved = amended(book, "calendar/cn-holidays.yaml", ("2018-02-11, ", ""))

    assert summary(compare(book, moved)) == [
        ("calendar", "calendar", "in 2018", ["2018-02-11: working day → day off"])
    ]


def test_a_run_is_compared_by_the_rules_it_carries(
    tmp_path: Path, tea: Rulebook
) -> None:
    run = run_json(tea.files)
    (tmp_path / "run.json").write_text(json.dumps(run), "utf-8")

    assert compare(open_rulebook(tmp_path), tea) == ()


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}", "utf-8")

    with pytest.raises(UsageError) as caught:
        open_rulebook(tmp_path)

    assert str(caught.value) == (
        f"{tmp_path / 'run.json'}: this is not the record of a run ('rulebook'). "
        "Name a folder of rules, or one that `packlaw check` left."
    )


def test_changes_are_set_under_their_headings(tea: Rulebook) -> None:
    changes = compare(tea, amended(tea, REPORT, ("within: 30", "within: 15")))

    assert diff_report(changes, "zh") == (
        "义务有变的规则 (1)\n"
        "  tea-order/3-1-report  茶馆接收茶叶后三十日内报送\n"
        "    涉及：2026年4月1日起\n"
        "    要求：应当自次日起三十日内报送 → 应当自次日起十五日内报送\n"
    )
