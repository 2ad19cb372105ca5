"""The inspection report says what the run found, in both languages."""

from __future__ import annotations

import pytest

from engine.errors import ReportError
from engine.wording.terms import CONFIDENCES, Language, pick
from reports import fonts, render
from reports.inspection.contents import lay_out
from reports.run import Request, read_run_folder
from tests.reports.samples import RUN

LANGUAGES: tuple[Language, ...] = ("zh", "en")
LATE = "traceability-2018/15-received"
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} {% endfor %} <img src='file:///x'>"


def squeezed(text: str) -> str:
    return "".join(text.split())


def contents_of(folder, language="en"):
    return lay_out(folder, Request(), language, None)


def test_forces_are_counted_apart(sample, contents):
    names = [figures.name for figures in contents.forces]

    assert names == ["Binding obligations", "Advisory rules", "Voluntary conditions"]
    for figures, force in zip(
        contents.forces, ("binding", "advisory", "voluntary"), strict=True
    ):
        own = [rule for rule in sample.summary["rules"] if rule["force"] == force]
        assert figures.breach == str(sum(rule["breach"] for rule in own))
        assert figures.pending == str(sum(rule["pending"] for rule in own))


def test_contents_lead_to_every_section(contents):
    anchors = [entry.anchor for entry in contents.contents]

    assert anchors[:2] == ["en-picture", "en-ranking"]
    assert anchors[-2:] == ["en-method", "en-seal"]
    assert [e.heading for e in contents.contents if e.level == 2] == [
        section.name for section in contents.enterprises.sections
    ]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("language", LANGUAGES)
def test_run_limited_to_parties_and_rules_names_them(language):
    folder = read_run_folder(RUN, 20)
    folder.run["options"] |= {"entities": ["L1", "L2"], "rule_ids": [LATE]}
    folder.summary["entities"] = [{"entity_id": "L1", "name": "甲馆", "name_en": None}]

    assert (
        contents_of(folder, language).limits
        == {
            "zh": ["仅限主体：甲馆（L1）、L2", f"仅限规则：{LATE}"],
            "en": ["Only of: 甲馆 (L1), L2", f"Only rules: {LATE}"],
        }[language]
    )


def test_every_article_is_checked_or_listed_as_unchecked(contents):
    for one in contents.denominator.covered:
        assert sum(one.counts) == one.total


def test_rules_left_out_of_the_run_are_named(copy):
    copy.change("summary.json", lambda summary: summary["rules"].pop())

    left_out = contents_of(read_run_folder(copy.folder, 1)).denominator.left_out

    assert len(left_out) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_confidence_is_worded(printed, words_of, language):
    words = words_of(printed(language))

    for text in CONFIDENCES.values():
        assert squeezed(pick(text, language)) in words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "210 项义务中违规 12 项，印出最新 3 项"),
        ("zh", "请先阅读"),
        ("zh", "见流向视图（packlaw custody 及其报告）"),
        ("zh", "官方条文尚未核对"),
        ("zh", "未知既不是合规，也不是违规"),
        ("zh", "每家最多印出两条规则，每条规则最多三项"),
        ("en", "12 breaches of 210 duties, the newest 3 printed"),
        ("en", "Read this first"),
        ("en", "is shown by the view of custody (packlaw custody, and its report)"),
        ("en", "the official text has not yet been consulted"),
        ("en", "Unknown is neither a pass nor a breach"),
        ("en", "at most two rules are printed, with the three newest findings each"),
    ],
)
def test_what_a_reader_must_know_is_said(printed, words_of, language, sentence):
    assert squeezed(sentence) in words_of(printed(language))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_finding_has_its_day_record_and_sentence(
    sample, printed, words_of, language
):
    words = words_of(printed(language))

    for section in contents_of(sample, language).enterprises.sections:
        assert section.id in words
        for rule in section.rules:
            for group in rule.groups:
                assert squeezed(group.sentence) in words
                assert all(row[0] in words for row in group.rows)


@pytest.mark.slow
def test_hostile_text_is_printed_as_text(copy, words_of, tmp_path):
    copy.change_table("findings", "UPDATE findings SET record_id = ?, reason_zh = ?",
                      "W" * 3000, HOSTILE)  # fmt: skip
    copy.change_table("parties", "UPDATE parties SET name = ?", HOSTILE)

    words = words_of(render(copy.folder, tmp_path / "report.pdf", cap=1))

    assert squeezed(HOSTILE) in words
    assert "WWW" in words


@pytest.mark.slow
def test_a_reason_longer_than_a_page_is_printed_whole(copy, words_of, tmp_path):
    longest = "长" * 6000
    copy.change_table(
        "findings", f"UPDATE findings SET reason_zh = ? WHERE rule_id = '{LATE}'", longest
    )  # fmt: skip

    words = words_of(render(copy.folder, tmp_path / "report.pdf", cap=1))

    assert words.count("长") >= 6000


@pytest.mark.slow
def test_a_rare_character_of_the_data_is_marked_and_warned_of(copy, words_of, tmp_path):
    party = contents_of(read_run_folder(RUN, 1)).enterprises.sections[0].id
    for table in ("findings", "duty_counts"):
        copy.change_table(
            table, f"UPDATE {table} SET owed_by = ? WHERE owed_by = ?",
            "\U00020bb7野家\u202e", party,
        )  # fmt: skip

    words = words_of(render(copy.folder, tmp_path / "report.pdf", cap=1))

    assert "[U+20BB7]野家[U+202E]" in words
    assert "字符不在本报告字体内，以其编码代印：[U+202E]、[U+20BB7]" in words


def test_a_rare_character_of_a_rule_is_an_error_that_says_where(copy, tmp_path):
    def spoil(run):
        name = f"{LATE}.yaml"
        text = run["rulebook"]["files"][name]
        run["rulebook"]["files"][name] = text.replace("上传信息", "上传\U00020bb7")

    copy.change("run.json", spoil)

    with pytest.raises(ReportError, match=r"received\.yaml, line 3") as error:
        render(copy.folder, tmp_path / "report.pdf")
    assert "[U+20BB7] has no glyph" in str(error.value)
    assert not (tmp_path / "report.pdf").exists()


def test_the_font_prints_gb2312_and_no_invisible_character():
    rows, cells = range(0xA1, 0xF8), range(0xA1, 0xFF)
    pairs = (bytes((row, cell)) for row in rows for cell in cells)
    gb2312 = "".join(pair.decode("gb2312", "ignore") for pair in pairs)

    assert fonts.unprintable(gb2312) == []
    assert len(fonts.unprintable("\u200b\u202e\u2066\u00ad\x07")) == 5


@pytest.mark.slow
def test_run_in_which_nothing_was_judged_does_not_say_no_breach(
    copy, words_of, tmp_path
):
    def without_duties(summary):
        for rule in summary["rules"]:
            rule |= dict.fromkeys(("breach", "undetermined", "pending", "compliant"), 0)

    copy.change("run.json", lambda run: run.pop("files", None))
    copy.change("summary.json", without_duties)

    words = words_of(render(copy.folder, tmp_path / "report.pdf", cap=1, language="en"))

    assert squeezed("Nothing was judged: this is not a pass.") in words
    assert squeezed("No breach of a binding duty was found.") not in words
