"""Lays out a run: the values that the template of the inspection report prints."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from engine.errors import Language, Message, Text, fill
from engine.explanation.records import FindingValues, values_of
from engine.rulebook import (
    Article,
    Instrument,
    InstrumentCoverage,
    Rule,
    coverage_of,
    questions_of,
)
from engine.runs.notices import (
    HEADING,
    is_nothing_judged,
    rejected_rows,
    result_of,
)
from engine.wording.citations import article_name, citation, span_name
from engine.wording.consequences import FOR_THE_OFFICER, question_source
from engine.wording.labels import LabelledValue, party_name
from engine.wording.remedies import remedy_words
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
    basis_words,
)
from reports.dataset import dataset_texts, warning_texts
from reports.folder import Row
from reports.inspection.gaps import gap_texts
from reports.inspection.places import article_order
from reports.inspection.questions import asked_under
from reports.inspection.run_folder import RunFolder
from reports.inspection.values import (
    Cell,
    Contents,
    Finding,
    Force,
    Limits,
    Place,
    Question,
    Reviewed,
    RuleEntry,
    RuleInstrument,
    UncheckedArticles,
    UncheckedInstrument,
    Verdict,
)

LISTED = ("breach", "undetermined", "pending")
COUNTED = (*LISTED, "compliant", "no_duty")


def lay_out(folder: RunFolder, language: Language) -> Contents:
    """Return the contents of the report on a run, in one language."""
    return _Layout(folder, language).contents()


class _Layout:
    """Lays out one report in one language."""

    def __init__(self, folder: RunFolder, language: Language) -> None:
        self.folder = folder
        self.language = language
        self.vocabulary = folder.run["dataset"]["vocabulary"]
        self.labels = folder.labels

    def say(self, zh: str, en: str, **values: object) -> str:
        return fill(Text(zh, en).in_language(self.language), values)

    def contents(self) -> Contents:
        forces = [self._force(force) for force in FORCE_HEADINGS]
        run, summary = self.folder.run, self.folder.summary
        return Contents(
            language=self.language,
            say=self.say,
            title=self.say(
                "动力电池合规检查报告", "Battery compliance inspection report"
            ),
            state=self._state(),
            cap=self.folder.cap,
            dataset=dataset_texts(run["dataset"], self.language),
            as_of=run["as_of"],
            engine=run["engine"],
            packlaw=run["packlaw"],
            fingerprint=self.folder.rulebook.fingerprint,
            versions=dict(sorted(summary["versions"].items())),
            limits=Limits(self._parties(), run["options"].get("rule_ids")),
            nothing_judged=is_nothing_judged(summary["rules"]),
            result=self.pick(result_of(summary)),
            gaps_heading=self.pick(HEADING),
            gaps=gap_texts(summary, self.language),
            records={**summary["records"], "rejected": rejected_rows(summary)},
            tables=summary["tables"],
            warnings=warning_texts(
                summary["warnings"], self.folder.marked, self.language
            ),
            five=self._texts(FIVE),
            witness=self.pick(WITNESS),
            called=self.pick(FINDING),
            verdicts=self._verdicts(),
            confidences=self._texts(CONFIDENCES),
            coverages=self._texts(COVERAGES),
            forces=[force for force in forces if force.rules],
            binding=forces[0],
            unchecked=self._unchecked(),
            left_out=self._left_out(),
            reviewed=self._reviewed(),
        )

    def _verdicts(self) -> dict[str, Verdict]:
        """Name the verdicts and say what they mean."""
        return {
            key: Verdict(self.pick(name), self.pick(VERDICT_MEANINGS[key]))
            for key, name in VERDICTS.items()
        }

    def _parties(self) -> list[str]:
        """Name the parties that the run is limited to, each with its id."""
        known = {
            row["entity_id"]: row for row in self.folder.summary.get("entities", ())
        }
        return [
            self.pick(party_name(entity, known.get(entity, {})))
            for entity in self.folder.run["options"].get("entities") or ()
        ]

    def pick(self, text: Text | Message) -> str:
        return text.in_language(self.language)

    def _texts(self, texts: Mapping[str, Text]) -> dict[str, str]:
        return {key: self.pick(text) for key, text in texts.items()}

    def _state(self) -> str:
        as_of, fingerprint = self.folder.run["as_of"], self.folder.rulebook.fingerprint
        return self.say(
            f"评估日 {as_of}　规则集 {fingerprint[:12]}",
            f"As of {as_of} · Rulebook {fingerprint[:12]}",
        )

    # The rules that were run, those of one force at a time.

    def _force(self, force: str) -> Force:
        counts = [c for c in self.folder.summary["rules"] if c["force"] == force]
        rules = sorted(map(self._rule, counts), key=_place)
        return Force(
            name=self.pick(FORCE_HEADINGS[force]),
            meaning=self.pick(FORCE_MEANINGS[force]),
            key=force,
            rules=rules,
            instruments=[
                RuleInstrument(title, list(group))
                for title, group in groupby(rules, key=lambda rule: rule.instrument)
            ],
            totals={name: sum(r.counts[name] for r in rules) for name in COUNTED},
            breached=[rule for rule in rules if rule.counts["breach"]],
            found=sorted((r for r in rules if r.findings), key=_gravest_first),
            heading=self.pick(FOR_THE_OFFICER),
            asked=asked_under(rules),
        )

    def _rule(self, counts: Row) -> RuleEntry:
        rule = self.folder.rulebook.rule(counts["rule_id"])
        instrument = self.folder.rulebook.instrument_of(rule)
        article = rule.source.article
        total = sum(counts[verdict] for verdict in LISTED)
        rows = self.folder.findings.get(rule.id, [])
        return RuleEntry(
            id=rule.id,
            anchor="rule-" + rule.id.replace("/", "-"),
            version=rule.version,
            title=self.pick(rule.title),
            instrument=instrument.title,
            article=self.pick(article_name(article, instrument)),
            cited=self.pick(citation(article, instrument)),
            place=(instrument.id, article_order(article), rule.id),
            basis=self.pick(basis_words(rule.source.confidence)),
            severity=self.pick(SEVERITIES[rule.severity]),
            gravity=list(SEVERITIES).index(rule.severity),
            is_reviewed=rule.review.state == "reviewed",
            counts={name: counts[name] for name in COUNTED},
            remedy=self.pick(rule.remedy) if counts["breach"] else "",
            questions=self._questions(rule) if counts["breach"] else [],
            findings=[self._finding(rule, row) for row in rows],
            total=total,
            rest=total - len(rows),
        )

    def _questions(self, rule: Rule) -> list[Question]:
        return [
            Question(self.pick(asked.text), self.pick(question_source(asked)))
            for asked in questions_of(self.folder.rulebook, rule, "breach")
        ]

    def _finding(self, rule: Rule, row: Row) -> Finding:
        values = values_of(row, rule, self.folder.evidence, self.labels)
        return Finding(
            verdict=row["verdict"],
            word=self.pick(VERDICTS[row["verdict"]]),
            reason=row[f"reason_{self.language}"],
            shows=self._cells(values.record),
            evidence=self._cells(values.evidence),
            note="" if values.has_values else self._why_no_values(values),
            witness=self._cells(values.witness),
            witness_id=row["witness_id"],
            remedy="" if row["verdict"] == "breach" else self._remedy(rule, row),
            id=row["finding_id"],
        )

    def _remedy(self, rule: Rule, row: Row) -> str:
        return self.pick(remedy_words(row, rule, self.labels))

    def _cells(self, shown: tuple[LabelledValue, ...]) -> list[Cell]:
        return [Cell(self.pick(s.label), self.pick(s.value or EMPTY)) for s in shown]

    def _why_no_values(self, values: FindingValues) -> str:
        return self.pick(OF_THE_YEAR if values.is_of_a_year else NOT_KEPT)

    # What was not checked, and why.

    def _unchecked(self) -> list[UncheckedInstrument]:
        return [
            self._instrument(coverage)
            for coverage in coverage_of(self.folder.rulebook)
            if coverage.instrument.vocabulary == self.vocabulary
        ]

    def _instrument(self, coverage: InstrumentCoverage) -> UncheckedInstrument:
        articles = coverage.instrument.articles
        unchecked = [a for a in articles if a.coverage != "automated"]
        return UncheckedInstrument(
            title=coverage.instrument.title,
            coverage=dict[str, int](coverage.totals.items()),
            total=len(articles),
            articles=[
                self._articles(alike, coverage.instrument) for alike in _runs(unchecked)
            ],
        )

    def _articles(
        self, alike: list[Article], instrument: Instrument
    ) -> UncheckedArticles:
        article, last = alike[0], alike[-1]
        return UncheckedArticles(
            name=self.pick(span_name(article.article, last.article, instrument)),
            heading=self.pick(article.heading),
            coverage=self.pick(COVERAGES[article.coverage]),
            why=self.pick(article.why),
            question=self.pick(article.question) if article.question else None,
        )

    def _left_out(self) -> list[str]:
        run = {counts["rule_id"] for counts in self.folder.summary["rules"]}
        return [r.id for r in self._rules() if r.id not in run]

    def _reviewed(self) -> Reviewed:
        states = [rule.review.state == "reviewed" for rule in self._rules()]
        return Reviewed(sum(states), len(states))

    def _rules(self) -> tuple[Rule, ...]:
        return self.folder.rulebook.of_vocabulary(self.vocabulary)


def _runs(articles: list[Article]) -> list[list[Article]]:
    """Group neighbours of which the instrument says the same: one line for 5-10."""

    def likeness(placed: tuple[int, Article]) -> tuple[object, ...]:
        position, article = placed
        plain = article.article.isdecimal()
        offset = int(article.article) - position if plain else f"at {position}"
        return (
            offset, article.coverage, article.heading, article.why, article.question,
        )  # fmt: skip

    groups = groupby(enumerate(articles), key=likeness)
    return [[article for _, article in group] for _, group in groups]


def _place(rule: RuleEntry) -> Place:
    return rule.place


def _gravest_first(rule: RuleEntry) -> tuple[bool, int, Place]:
    return (not rule.counts["breach"], rule.gravity, rule.place)
