"""The inspection report says what the run found, in both languages."""

from __future__ import annotations

import re

import pytest

from engine.errors import ReportError
from engine.rulebook import load_rulebook, load_rulebook_from, shipped_rules
from engine.wording.labels import Labels
from engine.wording.remedies import remedy_words
from engine.wording.terms import CONFIDENCES, FIVE, NOT_KEPT, Language, pick
from reports import fonts, render
from reports.inspection.contents import COUNTED, lay_out
from reports.inspection.run_folder import read_run_folder
from reports.render import INSPECTION

SAMPLE = INSPECTION / "sample"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LABELS = Labels(load_rulebook(shipped_rules()).vocabularies["order-73"], {})
LATE = "traceability-2018/15-received"


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_finding_is_printed_with_reason_and_remedy(
    printed, words_of, language
):
    folder = read_run_folder(SAMPLE, 20)

    words = words_of(printed(language))

    for rule_id, rows in folder.findings.items():
        rule = folder.rulebook.rule(rule_id)
        for row in rows:
            remedy = remedy_words(row, rule, LABELS)
            assert squeezed(pick(remedy, language)) in words
            assert squeezed(row["record_id"]) in words
            assert squeezed(row[f"reason_{language}"]) in words


def test_remedy_of_a_breach_is_printed_under_no_other_verdict() -> None:
    contents = lay_out(read_run_folder(SAMPLE, 20), "zh")

    for force in contents.forces:
        for rule in force.rules:
            assert bool(rule.remedy) is bool(rule.counts["breach"])
            for finding in rule.findings:
                assert bool(finding.remedy) is (finding.verdict != "breach")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_finding_shows_five_things_in_order(printed, words_of, language):
    words = words_of(printed(language))

    start = words.index("R000000862010")
    names = [
        squeezed(pick(FIVE[k], language)) for k in ("verdict", "evidence", "remedy")
    ]
    places = [words.index(name, start) for name in names]
    assert places == sorted(places)
    empty = {"zh": "单据（空）", "en": "Document(empty)"}[language]
    assert empty in words[places[1] : places[2]]


@pytest.mark.slow
def test_run_without_evidence_says_that_values_were_not_kept(copy, words_of, tmp_path):
    (copy.folder / "evidence.parquet").unlink()

    words = words_of(render(copy.folder, tmp_path / "report.pdf", cap=1))

    assert squeezed(NOT_KEPT.zh) in words


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
        ("zh", "共 30 项，此处列出 20 项，其余 10 项见 findings.csv"),
        ("zh", "条号未知"),
        ("zh", "我们的归纳，非条文原文"),
        ("zh", "官方条文尚未核对"),
        ("zh", "未知既不是合规，也不是违规"),
        ("en", "30 findings in all, 20 printed here; the other 10 are in findings.csv"),
        ("en", "Article number unknown"),
        ("en", "our summary, not the words of the law"),
        ("en", "the official text has not yet been consulted"),
        ("en", "Unknown is neither a pass nor a breach"),
    ],
)
def test_what_a_reader_must_know_is_said(printed, words_of, language, sentence):
    assert squeezed(sentence) in words_of(printed(language))


def test_binding_figures_hold_binding_rules_alone():
    folder = read_run_folder(SAMPLE, 1)

    forces = {force.key: force for force in lay_out(folder, "zh").forces}

    for key, force in forces.items():
        own = [rule for rule in folder.summary["rules"] if rule["force"] == key]
        for verdict in COUNTED:
            assert force.totals[verdict] == sum(rule[verdict] for rule in own)


def test_gravest_binding_breach_comes_first():
    binding = lay_out(read_run_folder(SAMPLE, 1), "en").forces[0]

    assert binding.key == "binding"
    assert binding.found[0].id == "order-73/18-permits"


def test_cap_keeps_breaches_before_lesser_verdicts():
    findings = read_run_folder(SAMPLE, 25).findings[LATE]

    assert [row["verdict"] for row in findings] == ["breach"] * 24 + ["undetermined"]


def test_every_article_is_checked_or_listed_as_unchecked():
    folder = read_run_folder(SAMPLE, 1)

    for instrument in lay_out(folder, "zh").unchecked:
        assert sum(instrument.coverage.values()) == instrument.total
        assert all(article.why for article in instrument.articles)


def test_rules_left_out_of_the_run_are_named(copy):
    copy.change("summary.json", lambda summary: summary["rules"].pop())

    contents = lay_out(read_run_folder(copy.folder, 1), "en")

    assert len(contents.left_out) == 1


HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} {% endfor %} <img src='file:///x'>"


@pytest.mark.slow
def test_hostile_text_is_printed_as_text(copy, words_of, tmp_path):
    copy.change_table("findings", "UPDATE findings SET record_id = ?, reason_zh = ?",
                      "W" * 3000, HOSTILE)  # fmt: skip

    words = words_of(render(copy.folder, tmp_path / "report.pdf", cap=1))

    assert squeezed(HOSTILE) in words
    assert "W" * 50 in words


@pytest.mark.slow
def test_a_reason_longer_than_a_page_is_printed_whole(copy, words_of, tmp_path):
    longest = "长" * 6000
    copy.change_table("findings", "UPDATE findings SET reason_zh = ?", longest)

    words = words_of(render(copy.folder, tmp_path / "report.pdf", cap=1))

    assert words.count("长") >= 6000


@pytest.mark.slow
def test_a_rare_character_of_the_data_is_marked_and_warned_of(copy, words_of, tmp_path):
    copy.change_table(
        "findings", "UPDATE findings SET owed_by = ?", "\U00020bb7野家\u202e"
    )

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_run_limited_to_parties_names_them(language):
    folder = read_run_folder(SAMPLE, 20)
    folder.run["options"]["entities"] = ["L1", "L2"]
    named = {"entity_id": "L1", "name": "甲馆", "name_en": None}
    folder.summary["entities"] = [named]

    limits = lay_out(folder, language).limits

    first = {"zh": "甲馆（L1）", "en": "甲馆 (L1)"}[language]
    assert limits.entities == [first, "L2"]


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
    assert squeezed("No breach of a binding obligation was found.") not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_officer_is_asked_under_rules_with_a_breach_alone(copy, language):
    law = "administrative-penalty-law"

    def ask(run):
        files = run["rulebook"]["files"]
        files[f"{law}/instrument.yaml"] = (
            shipped_rules() / law / "instrument.yaml"
        ).read_text("utf-8")
        for name in ("traceability-2018", "order-73"):
            name += "/instrument.yaml"
            rest = re.sub(r"^questions:\n(  - .*\n)+", "", files[name], flags=re.M)
            asks = f"questions: [{law}/36]\narticles:"
            files[name] = re.sub(r"^articles:", asks, rest, flags=re.M)

        fingerprints.append(load_rulebook_from(files).fingerprint)

    fingerprints = []
    copy.change("run.json", ask)
    copy.change("summary.json", lambda s: s.update(rulebook=fingerprints[0]))

    contents = lay_out(read_run_folder(copy.folder, 20), language)

    rules = {rule.id: rule for force in contents.forces for rule in force.rules}
    [asked] = rules[LATE].questions
    start, source = {
        "zh": ("违法行为是否在二年内被发现", "第三十六条"),
        "en": ("Was the breach discovered within two years", "article 36"),
    }[language]
    assert asked.text.startswith(start)
    assert source in asked.source.lower()
    unbroken = [rule for rule in rules.values() if not rule.counts["breach"]]
    assert unbroken
    assert all(not rule.questions for rule in unbroken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_officer_is_asked_once_for_all_instruments_of_a_force(
    language: Language,
) -> None:
    contents = lay_out(read_run_folder(SAMPLE, 20), language)

    for force in contents.forces:
        asking = {rule.instrument for rule in force.rules if rule.questions}
        instruments = [title for asked in force.asked for title in asked.instruments]
        assert len(instruments) == len(set(instruments))
        assert set(instruments) == asking
