"""Turn what a run left behind into the plain values that the template prints."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from engine.explanation.records import FindingValues, values_of
from engine.rulebook import Article, InstrumentCoverage, Rule, Text, coverage_of
from engine.wording.labels import LabelledValue, Labels
from engine.wording.terms import (
    CONFIDENCES,
    COVERAGES,
    EMPTY,
    FINDING,
    FIVE,
    FORCE_HEADINGS,
    FORCE_MEANINGS,
    NOT_KEPT,
    OF_THE_YEAR,
    SEVERITIES,
    VERDICT_MEANINGS,
    VERDICTS,
    WITNESS,
    Language,
    article_name,
    basis_words,
    pick,
)
from reports.dataset import told_of_dataset, told_warnings
from reports.folder import Row
from reports.inspection.places import article_order, article_span
from reports.inspection.run_folder import RunFolder

Values = dict[str, Any]

LISTED = ("breach", "undetermined", "pending")
COUNTED = (*LISTED, "compliant", "no_duty")
LIMITS = ("entities", "rule_ids")


def lay_out(folder: RunFolder, language: Language) -> Values:
    """Return everything the report says, in the order in which it says it."""
    return _Layout(folder, language).values()


class _Layout:
    """One report in one language; every method returns plain values."""

    def __init__(self, folder: RunFolder, language: Language) -> None:
        self.folder = folder
        self.language = language
        self.vocabulary = folder.run["dataset"]["vocabulary"]
        self.labels = Labels(
            folder.rulebook.vocabularies[self.vocabulary],
            folder.evidence.names if folder.evidence else {},
        )

    def say(self, zh: str, en: str) -> str:
        return pick(Text(zh, en), self.language)

    def values(self) -> Values:
        forces = [self._force(force) for force in FORCE_HEADINGS]
        run, summary = self.folder.run, self.folder.summary
        return {
            "language": self.language,
            "say": self.say,
            "title": self.say(
                "动力电池合规检查报告", "Battery compliance inspection report"
            ),
            "state": self._state(),
            "cap": self.folder.cap,
            "dataset": told_of_dataset(run["dataset"], self.language),
            "as_of": run["as_of"],
            "engine": run["engine"],
            "packlaw": run["packlaw"],
            "fingerprint": self.folder.rulebook.fingerprint,
            "versions": dict(sorted(summary["versions"].items())),
            "limits": {key: run["options"].get(key) for key in LIMITS},
            "records": summary["records"],
            "tables": summary["tables"],
            "warnings": told_warnings(
                summary["warnings"], self.folder.marked, self.language
            ),
            "five": {key: self.pick(text) for key, text in FIVE.items()},
            "witness": self.pick(WITNESS),
            "called": self.pick(FINDING),
            "verdicts": self._words(VERDICTS, VERDICT_MEANINGS),
            "confidences": {k: self.pick(text) for k, text in CONFIDENCES.items()},
            "coverages": {k: self.pick(text) for k, text in COVERAGES.items()},
            "forces": [force for force in forces if force["rules"]],
            "binding": forces[0],
            "unchecked": self._unchecked(),
            "left_out": self._left_out(),
            "reviewed": self._reviewed(),
        }

    def pick(self, text: Text) -> str:
        return pick(text, self.language)

    def _state(self) -> str:
        as_of, fingerprint = self.folder.run["as_of"], self.folder.rulebook.fingerprint
        return self.say(
            f"评估日 {as_of}　规则集 {fingerprint[:12]}",
            f"As of {as_of}　Rulebook {fingerprint[:12]}",
        )

    def _words(self, names: dict[str, Text], meanings: dict[str, Text]) -> Values:
        return {
            key: {"name": self.pick(text), "meaning": self.pick(meanings[key])}
            for key, text in names.items()
        }

    # The rules that were run, those of one force at a time.

    def _force(self, force: str) -> Values:
        counts = [c for c in self.folder.summary["rules"] if c["force"] == force]
        rules = sorted(map(self._rule, counts), key=_by_instrument_and_article)
        return {
            "name": self.pick(FORCE_HEADINGS[force]),
            "meaning": self.pick(FORCE_MEANINGS[force]),
            "key": force,
            "rules": rules,
            "instruments": [
                {"title": title, "rules": list(group)}
                for title, group in groupby(rules, key=lambda rule: rule["instrument"])
            ],
            "totals": {name: sum(r["counts"][name] for r in rules) for name in COUNTED},
            "breached": [rule for rule in rules if rule["counts"]["breach"]],
            "found": sorted(filter(_has_findings, rules), key=_gravest_first),
        }

    def _rule(self, counts: Values) -> Values:
        rule = self.folder.rulebook.rule(counts["rule_id"])
        instrument = self.folder.rulebook.instrument_of(rule)
        total = sum(counts[verdict] for verdict in LISTED)
        rows = [
            self._finding(rule, row) for row in self.folder.findings.get(rule.id, [])
        ]
        return {
            "id": rule.id,
            "anchor": "rule-" + rule.id.replace("/", "-"),
            "version": rule.version,
            "title": self.pick(rule.title),
            "instrument": vars(instrument.title),
            "article": self.pick(article_name(rule.source.article)),
            "place": (instrument.id, article_order(rule.source.article), rule.id),
            "basis": self.pick(basis_words(rule.source.confidence)),
            "severity": self.pick(SEVERITIES[rule.severity]),
            "gravity": list(SEVERITIES).index(rule.severity),
            "is_reviewed": rule.review.state == "reviewed",
            "counts": {name: counts[name] for name in COUNTED},
            "remedy": self.pick(rule.remedy),
            "findings": rows,
            "total": total,
            "rest": total - len(rows),
        }

    def _finding(self, rule: Rule, row: Row) -> Values:
        values = values_of(row, rule, self.folder.evidence, self.labels)
        return {
            "verdict": row["verdict"],
            "word": self.pick(VERDICTS[row["verdict"]]),
            "reason": row[f"reason_{self.language}"],
            "shows": self._shown(values.record),
            "evidence": self._shown(values.evidence),
            "note": "" if values.has_values else self._why_no_values(values),
            "witness": self._shown(values.witness),
            "witness_id": row["witness_id"],
            "id": row["finding_id"],
        }

    def _shown(self, shown: tuple[LabelledValue, ...]) -> list[Values]:
        return [
            {"label": self.pick(s.label), "value": self.pick(s.value or EMPTY)}
            for s in shown
        ]

    def _why_no_values(self, values: FindingValues) -> str:
        return self.pick(OF_THE_YEAR if values.is_of_a_year else NOT_KEPT)

    # What was not checked, and why.

    def _unchecked(self) -> list[Values]:
        return [
            self._instrument(coverage)
            for coverage in coverage_of(self.folder.rulebook)
            if coverage.instrument.vocabulary == self.vocabulary
        ]

    def _instrument(self, coverage: InstrumentCoverage) -> Values:
        articles = coverage.instrument.articles
        return {
            "title": vars(coverage.instrument.title),
            "coverage": coverage.totals,
            "total": len(articles),
            "articles": [
                self._articles(alike)
                for alike in _runs([a for a in articles if a.coverage != "automated"])
            ],
        }

    def _articles(self, alike: list[Article]) -> Values:
        article = alike[0]
        return {
            "name": article_span(article.article, alike[-1].article, self.language),
            "heading": self.pick(article.heading),
            "coverage": self.pick(COVERAGES[article.coverage]),
            "why": self.pick(article.why),
            "question": self.pick(article.question) if article.question else None,
        }

    def _left_out(self) -> list[str]:
        run = {counts["rule_id"] for counts in self.folder.summary["rules"]}
        return [r.id for r in self._rules() if r.id not in run]

    def _reviewed(self) -> Values:
        states = [rule.review.state == "reviewed" for rule in self._rules()]
        return {"signed": sum(states), "total": len(states)}

    def _rules(self) -> tuple[Rule, ...]:
        return self.folder.rulebook.of_vocabulary(self.vocabulary)


def _runs(articles: list[Article]) -> list[list[Article]]:
    """Gather neighbours of which the instrument says the same: one line for 5-10."""

    def likeness(placed: tuple[int, Article]) -> Any:
        position, article = placed
        plain = article.article.isdecimal()
        offset = int(article.article) - position if plain else f"at {position}"
        said = (article.coverage, article.heading, article.why, article.question)
        return (offset, *said)

    groups = groupby(enumerate(articles), key=likeness)
    return [[article for _, article in group] for _, group in groups]


def _has_findings(rule: Values) -> bool:
    return bool(rule["findings"])


def _by_instrument_and_article(rule: Values) -> Any:
    return rule["place"]


def _gravest_first(rule: Values) -> Any:
    return (not rule["counts"]["breach"], rule["gravity"], rule["place"])
