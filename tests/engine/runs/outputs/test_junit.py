"""In JUnit only the breach of a binding rule fails, and only a duty that is met passes."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse


def suites(folder: Path) -> dict[str, Element]:
    root = parse(folder / "findings.junit.xml").getroot()
    return {suite.get("name", ""): suite for suite in root.iter("testsuite")}


def outcomes(suite: Element) -> dict[str, str]:
    return {
        case.get("name", "").split()[0]: case[0].tag if len(case) else "passed"
        for case in suite.iter("testcase")
    }


def test_binding_breach_fails_and_pending_is_skipped(run: Path) -> None:
    suite = suites(run)["loans/returned-in-time"]

    assert outcomes(suite) == {"a1": "failure", "a3": "passed", "a4": "skipped"}


def test_undetermined_is_skipped_with_its_reason(run: Path) -> None:
    suite = suites(run)["loans/rare-with-deposit"]

    assert outcomes(suite) == {"a3": "passed", "a4": "skipped"}
    (skipped,) = suite.iter("skipped")
    assert skipped.text is not None
    assert skipped.text.startswith("advisory, undetermined\n借出发生于2025-06-20")
    assert '"Deposit" leaves it open' in skipped.text


def test_suite_counts_what_is_in_it(run: Path) -> None:
    for suite in suites(run).values():
        found = list(outcomes(suite).values())
        assert suite.get("tests") == str(len(found))
        assert suite.get("failures") == str(found.count("failure"))
        assert suite.get("skipped") == str(found.count("skipped"))


def test_failure_has_the_reason_in_both_languages(run: Path) -> None:
    failure = next(suites(run)["loans/returned-in-time"].iter("failure"))

    assert failure.get("type") == "breach"
    assert "2 calendar days late." in (failure.get("message") or "")
    assert "逾期2日（自然日）。" in (failure.text or "")


def test_what_xml_cannot_hold_is_marked_and_the_rest_kept(awkward: Path) -> None:
    names = [
        case.get("name", "")
        for suite in suites(awkward).values()
        for case in suite.iter("testcase")
    ]

    assert any(n.startswith('a\ufffd "<&]]>\U0001f4d6 (') for n in names)
    assert any(n.startswith("two\nlines (") for n in names)


def test_no_suite_where_nothing_was_found(empty: Path) -> None:
    assert suites(empty) == {}


def test_nothing_judged_is_an_error(unjudged: Path) -> None:
    (suite,) = suites(unjudged).values()
    (error,) = suite.iter("error")

    assert suite.get("errors") == "1"
    assert error.get("type") == "nothing judged"
    assert (error.text or "").endswith("nothing was judged: this is not a pass.")
