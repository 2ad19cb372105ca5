"""Read a rule's demand aloud, in both languages at once."""

from __future__ import annotations

from collections.abc import Iterable

from engine.explain.demands import condition_words
from engine.explain.sentences import span_words
from engine.explain.wording import Wording, plain
from engine.rulebook import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Condition,
    Demand,
    Hold,
    Reach,
    Sum,
    Text,
    Vocabulary,
)

_LEVELS = {
    "province": Text("同省", "the same province"),
    "prefecture": Text("同市", "the same prefecture"),
}


class Reader:
    """Someone who reads the rules of one vocabulary aloud."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.wording = Wording(vocabulary, {})

    def words(self, words: Iterable[str]) -> Text:
        """Name words of the vocabulary, or columns, one after the other."""
        return listed([self.word(word) for word in words])

    def word(self, word: str) -> Text:
        for named in (self.vocabulary.events, self.vocabulary.roles):
            if word in named:
                return named[word]
        return self.wording.label(word)

    def value(self, column: str, value: str) -> Text:
        """Word what a cell holds."""
        return self.vocabulary.codes.get(column, {}).get(value, Text(value, value))

    def condition(self, condition: Condition) -> Text:
        return condition_words(condition, self.wording)

    def demand(self, demand: Demand) -> Text:
        """Read what the rule demands, or forbids."""
        asked = self._form(demand.form)
        if demand.negated:
            return Text(f"不得{asked.zh}", f"Must not {asked.en}")
        return Text(f"须{asked.zh}", f"Must {asked.en}")

    def _form(
        self,
        form: BeReported
        | Hold
        | BeFollowedBy
        | BePrecededBy
        | BeAlone
        | Reach
        | BeCoveredBy,
    ) -> Text:
        match form:
            case BeReported():
                return _reported(form)
            case Hold():
                told = self.condition(form.condition)
                return Text(f"满足：{told.zh}", f"be so that {told.en}")
            case BeFollowedBy() | BePrecededBy():
                return self._witnessed(form)
            case BeAlone():
                return self._alone(form)
            case Reach():
                return self._reached(form)
            case BeCoveredBy():
                level = _LEVELS[form.level]
                return Text(f"在{level.zh}设有网点", f"have an outlet in {level.en}")

    def _witnessed(self, form: BeFollowedBy | BePrecededBy) -> Text:
        events, where = self.words(form.event), self.condition(form.where)
        if isinstance(form, BeFollowedBy):
            text = Text(f"在其后有：{events.zh}", f"be followed by: {events.en}")
        else:
            text = Text(f"在其前已有：{events.zh}", f"be preceded by: {events.en}")
        if form.where.parts:
            text = Text(f"{text.zh}（{where.zh}）", f"{text.en} ({where.en})")
        if form.within is not None:
            span = span_words(form.within)
            text = Text(f"{text.zh}，{span.zh}", f"{text.en}, within {span.en}")
        return text

    def _alone(self, form: BeAlone) -> Text:
        columns, until = self.words(form.same), self.words(form.until)
        text = Text(
            f"在同一{columns.zh}上唯一", f"be the only one with its {columns.en}"
        )
        if not form.until:
            return text
        return Text(f"{text.zh}，直至{until.zh}", f"{text.en}, until {until.en}")

    def _reached(self, form: Reach) -> Text:
        above, below = self._sum(form.numerator), self._sum(form.denominator)
        bounds = []
        if form.at_least is not None:
            bound = plain(form.at_least)
            bounds.append(Text(f"不低于 {bound}", f"at least {bound}"))
        if form.at_most is not None:
            bound = plain(form.at_most)
            bounds.append(Text(f"不高于 {bound}", f"at most {bound}"))
        told = listed(bounds)
        return Text(
            f"按日历年达到：{above.zh} ÷ {below.zh} {told.zh}",
            f"reach, per calendar year: {above.en} ÷ {below.en} {told.en}",
        )

    def _sum(self, part: Sum) -> Text:
        name, where = self.word(part.field), self.condition(part.where)
        if not part.where.parts:
            return Text(f"{name.zh}合计", f"the sum of {name.en}")
        return Text(
            f"{name.zh}合计（{where.zh}）", f"the sum of {name.en} ({where.en})"
        )


def listed(texts: Iterable[Text]) -> Text:
    """Put texts one after the other."""
    both = list(texts)
    return Text("、".join(t.zh for t in both), ", ".join(t.en for t in both))


def _reported(form: BeReported) -> Text:
    if form.within is None:
        return Text("报送（未见期限）", "be reported (no day is set)")
    span = span_words(form.within)
    return Text(f"在{span.zh}报送", f"be reported within {span.en}")
