"""Turn what a run left behind into the plain values that the template prints."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from engine.rulebook import (
    Article,
    InstrumentCoverage,
    Rule,
    Text,
    Vocabulary,
    coverage_of,
)
from reports.fonts import mark
from reports.inspection.words import (
    COLUMNS,
    CONFIDENCES,
    COVERAGES,
    FORCE_MEANINGS,
    FORCES,
    SEVERITIES,
    VERDICT_MEANINGS,
    VERDICTS,
    Language,
    article_name,
    article_order,
    article_span,
    day,
    pick,
)
from reports.run_folder import Row, RunFolder

Values = dict[str, Any]

LISTED = ("breach", "undetermined", "pending")
COUNTED = (*LISTED, "compliant", "no_duty")
LIMITS = ("entities", "rule_ids")
SHORT = 30


def lay_out(folder: RunFolder, language: Language) -> Values:
    """Return everything the report says, in the order in which it says it."""
    return _Layout(folder, language).values()


class _Layout:
    """One report in one language; every method returns plain values."""

    def __init__(self, folder: RunFolder, language: Language) -> None:
        self.folder = folder
        self.language = language
        self.vocabulary = folder.run["dataset"]["vocabulary"]

    def say(self, zh: str, en: str) -> str:
        return pick(Text(zh, en), self.language)

    def values(self) -> Values:
        forces = [self._force(force) for force in FORCES]
        run, summary = self.folder.run, self.folder.summary
        return {
            "language": self.say("zh-CN", "en"),
            "say": self.say,
            "cap": self.folder.cap,
            "dataset": self._dataset(),
            "as_of": run["as_of"],
            "engine": run["engine"],
            "packlaw": run["packlaw"],
            "fingerprint": self.folder.rulebook.fingerprint,
            "versions": dict(sorted(summary["versions"].items())),
            "limits": {key: run["options"].get(key) for key in LIMITS},
            "records": summary["records"],
            "tables": summary["tables"],
            "warnings": self._warnings(),
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

    def _dataset(self) -> Values:
        dataset = self.folder.run["dataset"]
        title = dataset["title"]
        short = title if len(title) <= SHORT else f"{title[:SHORT]}…"
        complete = {k: dataset["complete"].get(k) for k in ("from", "until")}
        return {**dataset, "short": short, "complete": complete}

    def _warnings(self) -> list[str]:
        told = [warning[self.language] for warning in self.folder.summary["warnings"]]
        if marked := self.folder.marked:
            signs = "、".join(map(mark, marked))
            told.append(
                self.say(
                    f"数据中 {sum(marked.values())} 处字符不在本报告字体内，"
                    f"以其编码代印：{signs}。",
                    f"{sum(marked.values())} characters of the dataset are not in this"
                    f" report's font and stand as their code: {signs}.",
                )
            )
        return told

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
            "name": self.pick(FORCES[force]),
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
        rows = [self._finding(row) for row in self.folder.findings.get(rule.id, [])]
        return {
            "id": rule.id,
            "anchor": "rule-" + rule.id.replace("/", "-"),
            "version": rule.version,
            "title": self.pick(rule.title),
            "instrument": vars(instrument.title),
            "article": article_name(rule.source.article, self.language),
            "place": (instrument.id, article_order(rule.source.article), rule.id),
            "confidence": rule.source.confidence,
            "basis": self.pick(CONFIDENCES[rule.source.confidence]),
            "is_summary": rule.source.confidence != "A",
            "severity": self.pick(SEVERITIES[rule.severity]),
            "gravity": list(SEVERITIES).index(rule.severity),
            "is_reviewed": rule.review.state == "reviewed",
            "counts": {name: counts[name] for name in COUNTED},
            "evidence": [self._column(name) for name in rule.evidence],
            "remedy": self.pick(rule.remedy),
            "findings": rows,
            "total": total,
            "rest": total - len(rows),
        }

    def _finding(self, row: Row) -> Values:
        texts = ("verdict", "record_id", "battery_code", "vin", "owed_by", "region")
        return {
            **{name: row[name] for name in texts},
            **{name: day(row[name]) for name in ("occurred_on", "due_on", "done_on")},
            "days": day(row["days"]),
            "word": self.pick(VERDICTS[row["verdict"]]),
            "reason": row[f"reason_{self.language}"],
        }

    def _column(self, name: str) -> str:
        fields = self._vocabulary().fields
        known = COLUMNS.get(name) or fields.get(name)
        return self.pick(known) if known else name

    def _vocabulary(self) -> Vocabulary:
        return self.folder.rulebook.vocabularies[self.vocabulary]

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
