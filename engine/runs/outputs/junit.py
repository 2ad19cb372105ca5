"""Writes findings as JUnit XML, which build servers read: one test suite a rule.

JUnit has four outcomes. A breach of a binding rule is a failure; a duty that is met
has passed; breaches of other rules, and what is pending or undetermined, are skipped
with the reason; what the engine failed on is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import duckdb

from engine.rulebook import Rule
from engine.runs.outputs.origin import Origin, both
from engine.runs.rows import FindingRow

# The characters that XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Attributes = Mapping[str, object]
# By rule: all findings, those that fail, those that are skipped.
_Counts = dict[str, tuple[int, int, int]]

_ENGINE = "packlaw"
_KNOWN = both("基线中已有：", "Already in the baseline:")
_FAILED = "force = 'binding' AND verdict = 'breach'"
_MET = "verdict = 'compliant'"
_FRESH = ("new", "changed")


def write_junit(
    connection: duckdb.DuckDBPyConnection, file: Path, origin: Origin
) -> None:
    """Write a test suite for each rule with findings, a test case for each finding.

    Findings that the baseline has as well are skipped, with a note that says so.
    """
    counts = _counts(connection, origin)
    rules = {rule.id: rule for rule in origin.rules}
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        document = _Document(XMLGenerator(stream, "utf-8", short_empty_elements=True))
        document.open("testsuites", _total(counts, origin))
        found = origin.findings(connection, "rule_id, owed_by")
        for rule_id, findings in groupby(found, key=lambda f: f["rule_id"]):
            document.open("testsuite", _suite(rules[rule_id], counts, origin))
            _properties(document, rules[rule_id])
            for finding in findings:
                _case(document, finding)
            document.close("testsuite")
        _errors(document, origin)
        document.close("testsuites")
        document.end()


class _Document:
    """Writes indented XML; characters that XML cannot hold become U+FFFD."""

    def __init__(self, xml: XMLGenerator) -> None:
        self._xml = xml
        self._depth = 0
        xml.startDocument()

    def open(self, element: str, attributes: Attributes | None = None) -> None:
        """Write a start tag on a new line."""
        if self._depth:
            self._xml.ignorableWhitespace("\n" + " " * self._depth)
        clean = {k: _clean(str(value)) for k, value in (attributes or {}).items()}
        self._xml.startElement(element, AttributesImpl(clean))
        self._depth += 1

    def close(self, element: str) -> None:
        """Write an end tag on a new line."""
        self._depth -= 1
        self._xml.ignorableWhitespace("\n" + " " * self._depth)
        self._xml.endElement(element)

    def leaf(
        self, element: str, attributes: Attributes | None = None, text: str = ""
    ) -> None:
        """Write an element that holds a text and no elements."""
        self.open(element, attributes)
        self._xml.characters(_clean(text))
        self._depth -= 1
        self._xml.endElement(element)

    def end(self) -> None:
        """End the document."""
        self._xml.ignorableWhitespace("\n")
        self._xml.endDocument()


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _counts(connection: duckdb.DuckDBPyConnection, origin: Origin) -> _Counts:
    """Count the findings of each rule by outcome."""
    failed, join = _FAILED, ""
    if origin.is_compared:
        failed += f" AND state IN {_FRESH}"
        join = "LEFT JOIN (SELECT finding_id, state FROM comparison) USING (finding_id)"
    return {
        rule_id: (every, failing, every - failing - met)
        for rule_id, every, failing, met in connection.execute(
            f"SELECT rule_id, count(*), count(*) FILTER ({failed}), "
            f"count(*) FILTER ({_MET}) FROM findings {join} GROUP BY rule_id"
        ).fetchall()
    }


def _total(counts: _Counts, origin: Origin) -> dict[str, object]:
    errors = len(origin.errors)
    return {
        "name": f"{_ENGINE}: {origin.dataset.title}",
        "tests": sum(every for every, _, _ in counts.values()) + errors,
        "failures": sum(failing for _, failing, _ in counts.values()),
        "errors": errors,
    }


def _suite(rule: Rule, counts: _Counts, origin: Origin) -> dict[str, object]:
    every, failing, skipped = counts[rule.id]
    return {
        "name": rule.id,
        "tests": every,
        "failures": failing,
        "errors": 0,
        "skipped": skipped,
        "timestamp": f"{origin.as_of}T00:00:00",
    }


def _properties(document: _Document, rule: Rule) -> None:
    values = {
        "title_zh": rule.title.zh,
        "title_en": rule.title.en,
        "instrument": rule.source.instrument,
        "article": rule.source.article,
        "confidence": rule.source.confidence,
        "force": rule.force,
        "severity": rule.severity,
        "rule_version": rule.version,
        "remedy_zh": rule.remedy.zh,
        "remedy_en": rule.remedy.en,
    }
    document.open("properties")
    for name, value in values.items():
        document.leaf("property", {"name": name, "value": value})
    document.close("properties")


def _case(document: _Document, finding: FindingRow) -> None:
    name = f"{finding['record_id']} ({finding['finding_id']})"
    where = {"classname": finding["rule_id"].replace("/", "."), "name": name}
    verdict = finding["verdict"]
    if verdict == "compliant":
        document.leaf("testcase", where)
        return
    reason = both(finding["reason_zh"], finding["reason_en"])
    is_known = finding["state"] == "open"
    document.open("testcase", where)
    if finding["force"] == "binding" and verdict == "breach" and not is_known:
        document.leaf(
            "failure", {"type": verdict, "message": finding["reason_en"]}, reason
        )
    else:
        known = f"{_KNOWN}\n" if is_known else ""
        document.leaf(
            "skipped", None, f"{known}{finding['force']}, {verdict}\n{reason}"
        )
    document.close("testcase")


def _errors(document: _Document, origin: Origin) -> None:
    """Write a suite with an error for each reason why the run is no pass."""
    if not origin.errors:
        return
    number = len(origin.errors)
    counted = {"tests": number, "failures": 0, "errors": number, "skipped": 0}
    document.open("testsuite", {"name": _ENGINE, **counted})
    for count, (kind, text) in enumerate(origin.errors, start=1):
        document.open("testcase", {"classname": _ENGINE, "name": f"{kind} {count}"})
        document.leaf("error", {"type": kind, "message": text}, text)
        document.close("testcase")
    document.close("testsuite")
