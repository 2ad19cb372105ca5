"""The summary of a run, printed: the result, the rules with findings, the records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.cli.summary import show_summary
from engine.errors import Language, Text
from tests.engine.runs import test_notices

Printed = pytest.CaptureFixture[str]


def counted(rule_id: str, force: str, **counts: int) -> dict[str, Any]:
    words = ("breach", "pending", "undetermined", "compliant", "no_duty")
    figures = {**dict.fromkeys(words, 0), **counts}
    return {"rule_id": rule_id, "force": force, **figures}


def summary(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    records = {
        "read": 1200, "accepted": 1195, "rejected": 2, "repeated": 3, "not_seen": 4, "corrected": 5,
    }  # fmt: skip
    plain = {"as_of": "2026-06-30", "records": records, "warnings": [], "dataset": {}}
    return plain | {"rules": rules} | more


def shown(
    summary: dict[str, Any], printed: Printed, language: Language = "en"
) -> list[str]:
    titles = {
        rule["rule_id"]: Text(f"规则{rule['rule_id']}", f"Title of {rule['rule_id']}")
        for rule in summary["rules"]
    }
    show_summary(summary, titles, language, Path("no folder"))
    return [" ".join(line.split()) for line in printed.readouterr().out.splitlines()]


def test_result_comes_first_in_one_sentence(capsys: Printed) -> None:
    rules = (
        counted("a/one", "binding", breach=1200, compliant=34),
        counted("a/two", "binding", undetermined=136),
    )

    english, chinese = (
        shown(summary(*rules), capsys),
        shown(summary(*rules), capsys, "zh"),
    )

    assert "".join(chinese).startswith(
        "评估日 2026-06-30：在 1,370 项约束性义务中查出违规 1,200 项（涉及 1条规则），"
        "无法判定 136 项，期限内 0 项。"
    )
    assert " ".join(english).startswith(
        "As of 2026-06-30: of 1,370 binding duties, 1,200 in breach (rules concerned: "
        "1), 136 undetermined, 0 pending."
    )


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        (("binding", {"compliant": 3}), "none in breach, 0 undetermined, 0 pending."),
        (
            ("binding", {"pending": 1}),
            "of 1 binding duty, none in breach, 0 undetermined",
        ),
        (("binding", {"no_duty": 9}), "nothing was judged. Rules checked: 1; records"),
        (("advisory", {"breach": 2}), "no binding duty was judged; what other rules"),
    ],
)
def test_result_says_what_was_judged(
    rule: tuple[str, dict[str, int]], result: str, capsys: Printed
) -> None:
    force, counts = rule

    lines = shown(summary(counted("a/one", force, **counts)), capsys)

    assert result in " ".join(lines)


def test_forces_are_never_added_up(capsys: Printed) -> None:
    rules = (
        counted("a/one", "binding", breach=1200, compliant=1),
        counted("a/two", "binding", pending=3),
        counted("a/three", "voluntary", breach=7),
    )

    lines = shown(summary(*rules), capsys)

    assert lines[lines.index("Title of a/one") + 1] == "a/one 1,200 0 0"
    assert "Binding obligations 1,200 0 3" in lines
    assert "Voluntary conditions 7 0 0" in lines


def test_rules_without_findings_are_counted_and_not_listed(capsys: Printed) -> None:
    rules = (
        counted("a/idle", "binding", no_duty=9),
        counted("a/met", "binding", compliant=2),
    )

    lines = shown(summary(*rules), capsys)

    assert not any("a/idle" in line or "a/met" in line for line in lines)
    assert "Rules not listed: 1 with every duty met, 1 without a duty." in lines


def test_records_and_warnings_are_in_the_language(capsys: Printed) -> None:
    told = summary(warnings=[{"zh": "注意[1]", "en": "mind [this]"}])

    english, chinese = shown(told, capsys), shown(told, capsys, "zh")

    assert (
        "Records: 1,200 read, 2 rejected, 3 repeated, 4 not yet seen, 5 corrected"
        in english
    )
    assert "! mind [this]" in english
    assert "! 注意[1]" in chinese


@pytest.mark.parametrize(
    ("unread", "lines"),
    [
        ({"records": 2}, []),
        ({"records": 2, "entities": 1},
         ["Rows rejected in all tables: 3 (2 of records, 1 of entities)"]),
    ],
)  # fmt: skip
def test_rejected_rows_of_other_tables_are_counted_too(
    unread: dict[str, int], lines: list[str], capsys: Printed
) -> None:
    summed = test_notices.summary(rules=(), warnings=[], unread=unread)

    printed = shown(summary() | summed, capsys)

    assert [line for line in printed if "in all tables" in line] == lines


def test_agreement_is_told_where_both_judged(capsys: Printed) -> None:
    told = summary(agreement={"duties": 2000, "differing": 0})

    assert "live and sweep both judged 2,000 duties and differ on 0" in shown(
        told, capsys
    )


def test_following_is_told_with_its_figures_or_the_reason(capsys: Printed) -> None:
    since = {
        "folder": "run", "changed_records": 1000, "judged_again": 12, "kept": 3,
        "why_whole": None,
    }  # fmt: skip
    why = since | {"why_whole": {"zh": "规则集不同", "en": "the rulebook is another"}}

    assert (
        "since run: 1,000 records changed, 12 duties judged again, 3 findings kept"
        in " ".join(shown(summary(since=since), capsys))
    )
    assert (
        "run could not be followed, and everything was judged: the rulebook is another"
        in " ".join(shown(summary(since=why), capsys))
    )
