"""The report on custody says what the view found, in both languages, and no more."""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine.custody import GAPS, STATES, view_custody
from engine.wording.custody import WORDS, span_in_words
from engine.wording.terms import Language
from reports import fonts, render_custody
from reports.custody.contents import lay_out
from reports.custody.values import Party
from reports.custody.view_folder import read_view_folder
from reports.render import CUSTODY
from tests.house import ROOT

SAMPLE = CUSTODY / "sample"
VANISHED = ROOT / "fixtures" / "lives" / "vanished-between-two-companies"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
both = pytest.mark.parametrize("language", LANGUAGES)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
@both
def test_sections_stand_in_their_order(printed, words_of, language):
    words, said = words_of(printed(language)), WORDS[language]

    heads = ("no_verdict", "arithmetic", "where", "gaps", "enterprise",
             "province_flows", "warnings", "made_again")  # fmt: skip
    numbers = dict.fromkeys(heads, "")
    for number, head in enumerate(
        ("where", "gaps", "enterprise", "province_flows", "warnings")
    ):
        numbers[head] = (
            "一二三四五"[number] + "、" if language == "zh" else str(number + 1)
        )
    places = [
        words.lower().index(squeezed(numbers[head] + said[head]).lower())
        for head in heads
    ]
    assert places == sorted(places)


@both
def test_cover_tells_dataset_day_and_completeness(printed, words_of, language):
    words = words_of(printed(language))
    summary = read_view_folder(SAMPLE, 1).summary

    assert summary["dataset"]["hash"] in words
    assert squeezed(summary["dataset"]["title"]) in words
    assert squeezed(WORDS[language]["as_of"] + "2026-10-15") in words
    assert squeezed(WORDS[language]["judged_on"] + "2026-09-30") in words
    assert "2018-08-01–2026-09-30" in words  # noqa: RUF001
    assert squeezed(WORDS[language]["no_verdict"]) in words


@pytest.mark.slow
@both
def test_what_may_still_be_sent_is_told_only_where_days_are_not_covered(
    copy, printed, words_of, tmp_path, language
):
    later = squeezed(WORDS[language]["later"])
    copy.change("custody.json", lambda summary: summary.update(as_of="2026-09-30"))

    words = words_of(render_custody(copy.folder, tmp_path / "a.pdf", language=language))

    assert later in words_of(printed(language))
    assert later not in words


@pytest.mark.parametrize(
    ("language", "sums"),
    [
        ("zh", ("读入4,391接受=4,379拒收+10重复+2",
                "接受4,379可见=4,310被更正+43未见+26",
                "可见4,310属于所列电池=3,785无电池编码+525")),
        ("en", ("read4,391accepted=4,379rejected+10repeated+2",
                "accepted4,379seen=4,310corrected+43notyetseen+26",
                "seen4,310ofthebatterieslisted=3,785withoutabatterycode+525")),
    ],
)  # fmt: skip
def test_records_are_added_up(printed, words_of, language, sums):
    words = words_of(printed(language))

    assert [line for line in sums if line not in words] == []


@both
def test_every_state_is_counted_and_the_sum_shown(printed, words_of, language):
    words, said = words_of(printed(language)), WORDS[language]
    counts = read_view_folder(SAMPLE, 1).summary["batteries"]

    rows = "".join(squeezed(f"{said[state]}{counts[state]}") for state in STATES)
    assert rows + squeezed(f"{said['total']}{counts['listed']}") in words


@both
def test_every_gap_listed_is_printed_with_day_record_and_parties(
    printed, words_of, language
):
    words = words_of(printed(language))

    for rows in read_view_folder(SAMPLE, 20).gaps.values():
        for row in rows:
            told = f"{row['battery_code']}{row['happened_on']}{row['record_id'] or ''}"
            assert told in words
    for kind in lay_out(read_view_folder(SAMPLE, 20), language).gaps.kinds:
        cells = [row.cells for group in kind.groups for row in group.rows]
        names = [cell.name for row in cells for cell in row.values()
                 if isinstance(cell, Party)]  # fmt: skip
        assert names
        assert [name for name in names if squeezed(name) not in words] == []


@both
def test_every_kind_of_gap_is_explained_and_counted(printed, words_of, language):
    words, said = words_of(printed(language)), WORDS[language]
    counts = read_view_folder(SAMPLE, 1).summary["gaps"]

    for gap in GAPS:
        span = span_in_words("2 years", language)
        name = said[gap].format(silent_for=span)
        row = f"{name}{counts[gap]['sure']}{counts[gap]['unsure']}"
        assert squeezed(row) in words
        assert squeezed(said[f"of_{gap}"].format(silent_for=span)) in words


@pytest.mark.parametrize(
    ("language", "rest"),
    [
        ("zh", ("共 83 项，此处列出 20 项，其余 63 项见 gaps.parquet",
                "共 56 项，此处列出 20 项，其余 36 项见 enterprises.parquet",
                "共 332 项，此处列出 20 项，其余 312 项见 flows.parquet",
                "每块的最后持有人、起始日与缺口见 batteries.parquet")),
        ("en", ("83 in all, 20 listed here; the other 63 are in gaps.parquet",
                "56 in all, 20 listed here; the other 36 are in enterprises.parquet",
                "332 in all, 20 listed here; the other 312 are in flows.parquet",
                "batteries.parquet has the last holder of each")),
    ],
)  # fmt: skip
def test_what_is_not_listed_is_counted_and_its_place_named(
    printed, words_of, language, rest
):
    words = words_of(printed(language))

    assert [line for line in rest if squeezed(line) not in words] == []


def test_cap_of_none_lists_nothing_and_says_where_everything_stands(
    copy, words_of, tmp_path
):
    words = words_of(
        render_custody(copy.folder, tmp_path / "a.pdf", language="en", cap=0)
    )

    assert (
        squeezed("83 in all, 0 listed here; the other 83 are in gaps.parquet") in words
    )
    assert squeezed("No gap of this kind.") not in words


def test_enterprises_come_by_stock_and_their_total_is_that_of_all():
    enterprises = lay_out(read_view_folder(SAMPLE, 20), "zh").enterprises

    names = enterprises.names
    stock = [int(row.figures[names.index("on_hand")]) for row in enterprises.rows]
    assert stock == sorted(stock, reverse=True)
    assert enterprises.totals[:6] == ["845", "418", "1,091", "147", "16", "9"]


@pytest.mark.slow
@both
def test_what_is_not_known_is_said_to_be_so(words_of, tmp_path, language):
    view_custody(VANISHED, tmp_path / "view")

    words = words_of(
        render_custody(tmp_path / "view", tmp_path / "a.pdf", language=language)
    )

    not_known, said = squeezed(WORDS[language]["empty"]), WORDS[language]
    flow = "".join(said[key] for key in ("from_province", "to_province", "passages"))
    assert squeezed(flow) + not_known * 2 + "1" in words
    # One battery is still on hand: nothing is known of how long a stay takes.
    assert "1000010" + "0" + not_known * 3 in words


@both
def test_every_table_says_when_it_is_empty(words_of, tmp_path, language):
    dataset = tmp_path / "dataset"
    dataset.mkdir()
    head = "record_id,event,occurred_on,actor_id,battery_code\n"
    (dataset / "records.csv").write_text(head, "utf-8")
    label = "title: t\nsource: s\nvocabulary: order-73\n"
    (dataset / "dataset.yaml").write_text(label, "utf-8")
    view_custody(dataset, tmp_path / "view", as_of=date(2026, 1, 1))

    words = words_of(
        render_custody(tmp_path / "view", tmp_path / "a.pdf", language=language)
    )

    said = WORDS[language]
    assert words.count(squeezed(said["no_gap"])) == len(GAPS)
    for empty in ("no_battery", "no_enterprise", "no_flow", "no_warning"):
        assert squeezed(said[empty]) in words


HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} {% endfor %} <img src='file:///x'>"


@pytest.mark.slow
def test_hostile_text_is_printed_as_text(copy, words_of, tmp_path):
    copy.change_table("gaps", "UPDATE gaps SET record_id = ?, from_id = ?",
                      "W" * 3000, HOSTILE)  # fmt: skip
    copy.change_table("enterprises", "UPDATE enterprises SET name = ?", HOSTILE[::-1])
    copy.change(
        "custody.json", lambda s: s["dataset"].update(title=HOSTILE, source=HOSTILE)
    )

    words = words_of(render_custody(copy.folder, tmp_path / "report.pdf", cap=1))

    assert words.count(squeezed(HOSTILE)) >= 3
    assert squeezed(HOSTILE[::-1]) in words
    assert "W" * 50 in words


def test_a_rare_character_of_the_data_is_marked_and_warned_of(copy, words_of, tmp_path):
    copy.change_table(
        "enterprises", "UPDATE enterprises SET name = ?", "\U00020bb7野家\u202e"
    )

    words = words_of(render_custody(copy.folder, tmp_path / "report.pdf", cap=1))

    assert "[U+20BB7]野家[U+202E]" in words
    assert re.search(
        r"数据中\d+处字符不在本报告字体内，以其编码代印：\[U\+202E\]、\[U\+20BB7\]",
        words,
    )


@both
def test_every_word_of_the_view_has_glyphs(language):
    assert fonts.unprintable("".join(WORDS[language].values())) == []
