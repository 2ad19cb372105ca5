"""The words of the law are quoted where the rulebook has them, and summarised elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.rulebook import Adopted, Instrument, Rulebook, official_file, sha256_of
from reports.findings.rules import law_of
from reports.run import RunFolder, read_run_folder
from reports.words import Words
from tests.reports.samples import RUN

RULE = "traceability-2018/15-received"
TEXT = "第十四条 甲。\n第十五条 综合利用企业应当上传信息。\n第十六条 乙。\n"


def with_text(folder: RunFolder) -> RunFolder:
    """Return the run as if the text of the rule's instrument had been adopted."""
    rulebook: Rulebook = folder.rulebook
    found = rulebook.instrument_of(rulebook.rule(RULE))
    adopted: Instrument = replace(
        found, text=Adopted(date(2026, 9, 1), sha256_of(TEXT))
    )
    return replace(
        folder,
        rulebook=replace(
            rulebook,
            instruments={**rulebook.instruments, found.id: adopted},
            files={**rulebook.files, official_file(adopted): TEXT},
        ),
    )


def test_an_adopted_text_is_quoted_with_its_place_and_day() -> None:
    folder = with_text(read_run_folder(RUN, 1))

    law = law_of(folder, folder.rulebook.rule(RULE), Words("zh"))

    assert law.quoted
    assert "综合利用企业应当上传信息。" in law.words
    assert law.label.startswith(
        "法规要求（条文原文） · 第十五条，2026年9月1日取得的条文"
    )


def test_without_a_text_the_law_is_summarised() -> None:
    folder = read_run_folder(RUN, 1)

    law = law_of(folder, folder.rulebook.rule(RULE), Words("zh"))

    assert not law.quoted
    assert law.label == "法规要求（我们的归纳，非条文原文）"
    assert law.words.endswith(
        "适用于2018年8月1日至2026年3月31日（含首尾两日）发生的事件。"
    )
