"""The summary of a run, printed: a table for each force, and what came in."""

from __future__ import annotations

from typing import Any

import pytest

from engine.cli.summary import show_summary

Printed = pytest.CaptureFixture[str]


def counted(rule_id: str, force: str, **counts: int) -> dict[str, Any]:
    words = ("breach", "pending", "undetermined", "compliant", "no_duty")
    figures = {**dict.fromkeys(words, 0), **counts}
    return {"rule_id": rule_id, "force": force, **figures}


def summary(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    records = {
        "read": 1200, "rejected": 2, "repeated": 3, "not_seen": 4, "corrected": 5,
    }  # fmt: skip
    plain = {"as_of": "2026-06-30", "records": records, "warnings": []}
    return plain | {"rules": rules} | more


def shown(told: dict[str, Any], printed: Printed, language: str = "en") -> list[str]:
    show_summary(told, language)
    return [" ".join(line.split()) for line in printed.readouterr().out.splitlines()]


def test_forces_are_never_added_up(capsys: Printed) -> None:
    rules = (
        counted("a/one", "binding", breach=1200, compliant=1),
        counted("a/two", "binding", pending=3),
        counted("a/three", "voluntary", breach=7),
    )

    lines = shown(summary(*rules), capsys)

    assert "a/one │ 1,200 │ 0 │ 0 │ 1 │ 0" in lines
    assert "│ 1,200 │ 3 │ 0 │ 1 │ 0" in lines
    assert "│ 7 │ 0 │ 0 │ 0 │ 0" in lines


def test_rule_without_any_duty_is_left_out(capsys: Printed) -> None:
    lines = shown(summary(counted("a/one", "binding", no_duty=9)), capsys)

    assert not any("a/one" in line for line in lines)


def test_records_and_warnings_are_told_in_the_language(capsys: Printed) -> None:
    told = summary(warnings=[{"zh": "注意[1]", "en": "mind [this]"}])

    english, chinese = shown(told, capsys), shown(told, capsys, "zh")

    assert " ".join(english).startswith(
        "as of 2026-06-30 · records: 1,200 read, 2 rejected, 3 repeated, 4 not yet "
        "seen, 5 corrected"
    )
    assert "! mind [this]" in english
    assert "! 注意[1]" in chinese


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
