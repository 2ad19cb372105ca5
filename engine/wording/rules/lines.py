"""Words a rule line by line: the label of each key, and what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.rulebook import (
    Condition,
    Instrument,
    OfficialText,
    Rule,
    Text,
    Vocabulary,
)
from engine.wording.citations import article_name, within_sentence
from engine.wording.labels import Labels
from engine.wording.rules.conditions import condition_words, name_of
from engine.wording.rules.demands import demand_words
from engine.wording.rules.paragraph import (
    paragraph,
    period_words,
    when_words,
    who_words,
)
from engine.wording.rules.phrases import NOTHING, capital, day, joined
from engine.wording.terms import FIVE, FORCES, SEVERITIES, basis_words

Line = tuple[Text, Text]

LABELS = {
    "who": Text("义务主体", "Who"),
    "owed_by": Text("实际承担者", "Owed by"),
    "when": Text("触发事件", "When"),
    "where": Text("适用条件", "Where"),
    "must": Text("要求", "Demand"),
    "effective": Text("施行期间", "In force"),
    "force": Text("效力", "Force"),
    "severity": Text("严重程度", "Severity"),
    "source": Text("依据", "Source"),
    "evidence": FIVE["evidence"],
    "remedy": FIVE["remedy"],
    "sanction": Text("法律后果", "Sanctions"),
}


class Reader:
    """Words the rules of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the vocabulary of the rules."""
        self.vocabulary = vocabulary
        self.labels = Labels(vocabulary, {})

    def words(self, words: Iterable[str]) -> Text:
        """Name words of the vocabulary, or columns, as a list."""
        return joined([self.word(word) for word in words], "、", ", ")

    def word(self, word: str) -> Text:
        """Name an event, a role or a column."""
        for named in (self.vocabulary.events, self.vocabulary.roles):
            if word in named:
                return named[word]
        return self.labels.label(word)

    def value(self, column: str, value: str) -> Text:
        """Word the value of a cell."""
        return self.vocabulary.codes.get(column, {}).get(value, Text(value, value))

    def condition(self, condition: Condition) -> Text:
        """Word a condition as the beginning of a sentence."""
        return capital(condition_words(condition, self.labels))

    def paragraph(self, rule: Rule, instrument: Instrument) -> Text:
        """Word the whole rule as one paragraph."""
        return paragraph(rule, instrument, self.labels)

    def key(self, rule: Rule, instrument: Instrument, key: str) -> Text:
        """Word the value of one key of LABELS; empty where the rule has none."""
        match key:
            case "who":
                return capital(who_words(rule, self.labels))
            case "owed_by":
                return (
                    capital(name_of(rule.owed_by, self.labels))
                    if rule.owed_by
                    else NOTHING
                )
            case "when":
                return capital(when_words(rule, self.labels))
            case "where":
                return self.condition(rule.where)
            case "must":
                return capital(demand_words(rule.demand, self.labels))
            case "effective":
                return capital(period_words(rule.effective))
            case "force":
                return capital(FORCES[rule.force])
            case "severity":
                return capital(SEVERITIES[rule.severity])
            case "source":
                return _source(rule, instrument)
            case "evidence":
                return self.words(rule.evidence)
            case "remedy":
                return rule.remedy
        conducts = [sanction.conduct for sanction in rule.sanctions]
        return joined(conducts, "、", "; ")


def lay_out(rule: Rule, instrument: Instrument, reader: Reader) -> list[Line]:
    """Return the label and text of each key that the rule has."""
    lines = [(LABELS[key], reader.key(rule, instrument, key)) for key in LABELS]
    return [(label, text) for label, text in lines if text.zh]


@dataclass(frozen=True)
class Quotation:
    """The rule's article in the adopted text; `words` is None where the text lacks it."""

    place: Text
    words: str | None


def quotation(
    rule: Rule, instrument: Instrument, official: OfficialText | None
) -> Quotation | None:
    """Quote the rule's article; None without an adopted text or a known number."""
    if official is None or instrument.text is None or rule.source.article == "unknown":
        return None
    on = day(instrument.text.on)
    place = within_sentence(article_name(rule.source.article, instrument))
    words = official.words(rule.source.article)
    if words is None:
        where = Text(
            f"{on.zh}取得的条文中没有{place.zh}。",
            f"The text taken on {on.en} has no {place.en}.",
        )
    else:
        where = Text(
            f"{place.zh}，{on.zh}取得的条文：",
            f"{capital(place).en}, in the text taken on {on.en}:",
        )
    return Quotation(where, words)


def heading_of(instrument: Instrument, rule: Rule) -> Text | None:
    """Return the heading of the article that lists the rule; None where none does."""
    for article in instrument.articles:
        if rule.id in article.rules:
            return article.heading
    return None


def _source(rule: Rule, instrument: Instrument) -> Text:
    article = article_name(rule.source.article, instrument)
    basis = basis_words(rule.source.confidence)
    return Text(f"{article.zh}；{basis.zh}", f"{article.en}; {basis.en}")
