"""Findings as JUnit XML, which every build server reads: a suite for each rule.

JUnit knows passed, failed, skipped and error, and no fifth. Only the breach of a
binding rule fails; what is advisory, pending or undetermined is skipped with its
reason, since it is neither; what the engine could not judge is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import duckdb

from engine.rulebook import Rule
from engine.runs.outputs.origin import Finding, Origin, both

# XML 1.0 has no way to write these.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Attributes = Mapping[str, object]
_Counts = dict[str, tuple[int, int, int]]

_ENGINE = "packlaw"
_KNOWN = both("基线中已有：", "Already in the baseline:")
_FAILED = "force = 'binding' AND verdict = 'breach'"
_MET = "verdict = 'compliant'"
_FRESH = ("new", "changed")


def write_junit(
    connection: duckdb.DuckDBPyConnection, file: Path, origin: Origin
) -> None:
    """Write a test suite for each rule with findings, a test case for each finding."""
    counts = _counts(connection, origin)
    rules = {rule.id: rule for rule in origin.rules}
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        document = _Document(XMLGenerator(stream, "utf-8", short_empty_elements=True))
        document.open("testsuites", _total(counts, origin))
        found = origin.findings(connection, "rule_id, owed_by")
        for rule_id, findings in groupby(found, key=lambda f: cast(str, f["rule_id"])):
            document.open("testsuite", _suite(rules[rule_id], counts, origin))
            _properties(document, rules[rule_id])
            for finding in findings:
                _case(document, finding)
            document.close("testsuite")
        _errors(document, origin)
        document.close("testsuites")
        document.end()


class _Document:
    """XML as it is written, indented, with nothing in it that XML cannot hold."""

    def __init__(self, xml: XMLGenerator) -> None:
        self._xml = xml
        self._depth = 0
        xml.startDocument()

    def open(self, element: str, attributes: Attributes | None = None) -> None:
        if self._depth:
            self._xml.ignorableWhitespace("\n" + " " * self._depth)
        clean = {k: _clean(str(value)) for k, value in (attributes or {}).items()}
        self._xml.startElement(element, AttributesImpl(clean))
        self._depth += 1

    def close(self, element: str) -> None:
        self._depth -= 1
        self._xml.ignorableWhitespace("\n" + " " * self._depth)
        self._xml.endElement(element)

    def leaf(
        self, element: str, attributes: Attributes | None = None, text: str = ""
    ) -> None:
        self.open(element, attributes)
        self._xml.characters(_clean(text))
        self._depth -= 1
        self._xml.endElement(element)

    def end(self) -> None:
        self._xml.ignorableWhitespace("\n")
        self._xml.endDocument()


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _counts(connection: duckdb.DuckDBPyConnection, origin: Origin) -> _Counts:
    """Count by rule: all findings, those that fail, those that are skipped."""
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
    errors = len(origin.failures)
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
    told = {
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
    for name, value in told.items():
        document.leaf("property", {"name": name, "value": value})
    document.close("properties")


def _case(document: _Document, finding: Finding) -> None:
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
    """Name what the engine could not judge, in a suite of its own."""
    if not origin.failures:
        return
    number = len(origin.failures)
    counted = {"tests": number, "failures": 0, "errors": number, "skipped": 0}
    document.open("testsuite", {"name": _ENGINE, **counted})
    for count, failure in enumerate(origin.failures, start=1):
        document.open("testcase", {"classname": _ENGINE, "name": f"failure {count}"})
        document.leaf("error", {"type": "engine", "message": failure}, failure)
        document.close("testcase")
    document.close("testsuite")
