"""Changes of what a rule demands: each form changed in everything that it states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from engine.authoring.mutation.change import Change, Listed, filled, within
from engine.authoring.mutation.conditions import ConditionChanges, moved_by_a_step
from engine.forms import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Hold,
    Reach,
    Sum,
)
from engine.rulebook import Demand, Form, Span, Text, Unit
from engine.rulebook.columns import PARTY_PATHS
from engine.rulebook.lexicon import Lexicon
from engine.wording.labels import Labels, plain
from engine.wording.sentences import span_words

Witnessed = BeFollowedBy | BePrecededBy
_COLUMNS = ("battery_code", "actor_id", "counterparty_id", "vin")
_OTHER_UNIT: dict[Unit, Unit] = {
    "days": "working days", "working days": "days", "months": "days", "years": "months",
}  # fmt: skip
_OTHER_LEVEL = {"province": "prefecture", "prefecture": "province"}
_MUST, _MUST_NOT = Text("应当", "must"), Text("不得", "must not")
_MADE = Text("“{}”改为“{}”", "“{}” made “{}”")
_BOTH_SIDES = Text(
    "期限最后一日和次日各一例，起算日相同",
    "examples done on the last day in time and on the day after",
)
_ONE_WITNESS = Text(
    "在先或者在后的唯一记录是“{}”的例子",
    "an example in which the only other record is “{}”",
)
_SAME = Text(
    "另一条记录仅“{}”不同的例子，以及仅“{}”相同的例子",
    "an example in which the other record differs in “{}” alone, and one in which "
    "it agrees in “{}” alone",
)  # fmt: skip
_OTHERWISE = Text(
    "另一条记录仅“{}”不同而算数的例子",
    "an example in which the other record counts although its “{}” differs",
)
_DECIDED = Text("结论为合规和违规的例子", "examples that expect compliant and breach")
_RATIO = Text(
    "比值恰在界限上和越过一步的例子",
    "examples exactly on the bound and one step beyond it",
)


@dataclass(frozen=True)
class DemandChanges:
    """Changes the demand of one rule by the words of its vocabulary."""

    lexicon: Lexicon

    def of(self, demand: Demand) -> Iterator[Change[Demand]]:
        """Change `must` into `must_not` where the form has both, and the form itself."""
        form = demand.form
        if isinstance(form, Hold | BeFollowedBy):
            words = (_MUST_NOT, _MUST) if demand.negated else (_MUST, _MUST_NOT)
            turned = replace(demand, negated=not demand.negated)
            yield Change(turned, filled(_MADE, *words), _DECIDED)
        yield from within(self._form(demand), lambda f: replace(demand, form=f))

    def _form(self, demand: Demand) -> Iterator[Change[Form]]:
        form = demand.form
        if isinstance(form, BeReported):
            yield from self._within(form)
        elif isinstance(form, Hold):
            verdict = "compliant" if demand.negated else "breach"
            lack = Text(f"结论应为 {verdict}", f"expecting {verdict}")
            changes = ConditionChanges(self.lexicon, lack).of(form.condition)
            yield from within(changes, lambda c: Hold(c))
        elif isinstance(form, BeFollowedBy | BePrecededBy):
            yield from self._witness(form, negated=demand.negated)
        elif isinstance(form, BeAlone):
            yield from self._alone(form)
        elif isinstance(form, Reach):
            yield from self._reach(form)
        elif isinstance(form, BeCoveredBy):
            yield from self._covered(form)

    # Days

    def _within(self, form: BeReported | Witnessed) -> Iterator[Change[Form]]:
        span = form.within
        if span is None:
            return
        put = _putting(form, "within")
        for count in (span.count - 1, span.count + 1):
            if count:
                yield _made_span(span, replace(span, count=count), put)
        yield _made_span(span, Span(span.count, _OTHER_UNIT[span.unit]), put)
        said = filled(Text("去掉期限“{}”", "“{}” removed"), span_words(span))
        yield Change(put(None), said, _BOTH_SIDES, "within")

    # Witnesses

    def _witness(self, form: Witnessed, *, negated: bool) -> Iterator[Change[Form]]:
        yield from within(self._events(form.event), _putting(form, "event"), "event")
        lack = Text("该记录即不算数", "so that the other record does not count")
        yield from within(
            ConditionChanges(self.lexicon, lack, may_be_empty=True).of(form.where),
            _putting(form, "where"),
            "where",
        )
        yield from within(self._same(form.same), _putting(form, "same"), "same")
        yield from self._within(form)
        if not negated:
            other = BePrecededBy if isinstance(form, BeFollowedBy) else BeFollowedBy
            words = Text("其后应有", "followed by"), Text("此前应有", "preceded by")
            if isinstance(form, BePrecededBy):
                words = words[::-1]
            turned = other(form.event, form.where, form.same, form.within)
            yield Change(turned, filled(_MADE, *words), _OTHER_SIDE)

    def _events(self, events: tuple[str, ...]) -> Iterator[Change[tuple[str, ...]]]:
        names = self.lexicon.vocabulary.events
        yield from Listed(names, _ONE_WITNESS).changes(events)
        if set(events) != set(names):
            said = Text("改为任何事件", "made any event")
            yield Change(tuple(names), said, filled(_ONE_WITNESS, _ANOTHER_EVENT))

    def _same(
        self, same: tuple[tuple[str, str], ...]
    ) -> Iterator[Change[tuple[tuple[str, str], ...]]]:
        """Drop each pair where others are left; swap each; add a column."""
        for place, (mine, theirs) in enumerate(same):
            before, after = same[:place], same[place + 1 :]
            name = self._column(mine)
            needed = filled(_SAME, name, name)
            if len(same) > 1:
                said = filled(Text("去掉“{}”", "“{}” dropped"), name)
                yield Change(before + after, said, needed)
            taken = {m for m, _ in same} | {mine}
            for column in _COLUMNS:
                if column not in taken:
                    said = filled(_MADE, name, self._column(column))
                    yield Change((*before, (column, column), *after), said, needed)
            if mine != theirs:
                said = filled(_MADE, self._column(theirs), name)
                yield Change((*before, (mine, mine), *after), said, needed)

        for column in _COLUMNS:
            if column not in {mine for mine, _ in same}:
                name = self._column(column)
                said = filled(Text("添加“{}”", "“{}” added"), name)
                yield Change((*same, (column, column)), said, filled(_OTHERWISE, name))

    def _column(self, column: str) -> Text:
        return Labels(self.lexicon.vocabulary, {}).label(column)

    # One at a time

    def _alone(self, form: BeAlone) -> Iterator[Change[Form]]:
        pairs = tuple((column, column) for column in form.same)
        yield from within(
            self._same(pairs),
            lambda same: replace(form, same=tuple(column for column, _ in same)),
            "same",
        )
        yield from within(self._events(form.until), _putting(form, "until"), "until")
        if form.until:
            said = Text("全部去掉", "all removed")
            missing_example = Text("其间已解除的例子", "an example released in between")
            yield Change(replace(form, until=()), said, missing_example, "until")

    # Sums

    def _reach(self, form: Reach) -> Iterator[Change[Form]]:
        said = Text("分子与分母互换", "numerator and denominator exchanged")
        swapped = replace(form, numerator=form.denominator, denominator=form.numerator)
        yield Change(swapped, said, _DECIDED, "measure")
        for name in ("numerator", "denominator"):
            yield from within(
                self._sum(getattr(form, name)),
                _putting(form, name),
                f"measure.{name}",
            )
        yield from self._ratio(form)

    def _sum(self, total: Sum) -> Iterator[Change[Sum]]:
        vocabulary = self.lexicon.vocabulary
        names = {
            n: t
            for n, t in vocabulary.fields.items()
            if vocabulary.types[n] == "number"
        }
        listed = Listed(names, Text("“{}”已填写的例子", "an example with a “{}”"))
        yield from within(
            listed.changes((total.field,)), lambda f: replace(total, field=f[0]), "sum"
        )
        lack = Text("该记录即不计入", "so that the amount is not summed")
        yield from within(
            ConditionChanges(self.lexicon, lack, may_be_empty=True).of(total.where),
            lambda where: replace(total, where=where),
            "where",
        )

    def _ratio(self, form: Reach) -> Iterator[Change[Form]]:
        for name, other in (("at_least", "at_most"), ("at_most", "at_least")):
            bound: Decimal | None = getattr(form, name)
            if bound is None:
                continue
            put = _putting(form, name)
            for moved in moved_by_a_step(bound):
                said = filled(
                    _MADE, *(Text(plain(b), plain(b)) for b in (bound, moved))
                )
                yield Change(put(moved), said, _RATIO, name)
            if getattr(form, other) is None:
                turned = _putting(put(None), other)(bound)
                said = Text(f"改为 {other}", f"made {other}")
            else:
                turned = put(None)
                said = Text("去掉", "removed")
            yield Change(turned, said, _DECIDED, name)

    # Outlets

    def _covered(self, form: BeCoveredBy) -> Iterator[Change[Form]]:
        level = _OTHER_LEVEL[form.level]
        yield Change(
            _putting(form, "level")(level),
            Text(f"“{form.level}”改为“{level}”", f"“{form.level}” made “{level}”"),
            Text(
                "网点在同省不同地市的例子",
                "an example with an outlet in another prefecture of the province",
            ),
            "level",
        )
        names = {path: self._column(path) for path in PARTY_PATHS}
        needed = Text("网点属于“{}”的例子", "an example whose outlet is of “{}”")
        yield from within(
            Listed(names, needed).changes((form.operator,)),
            lambda operator: replace(form, operator=operator[0]),
            "operator",
        )


_ANOTHER_EVENT = Text("其他事件", "another event")
_OTHER_SIDE = Text(
    "唯一的另一条记录在触发记录前一日的例子，以及在后一日的例子",
    "an example in which the only other record stands a day before, and one a day after",
)


def _putting(form: Any, name: str) -> Callable[[Any], Any]:
    return lambda value: replace(form, **{name: value})


def _made_span(old: Span, new: Span, put: Callable[[Any], Any]) -> Change[Any]:
    said = filled(_MADE, span_words(old), span_words(new))
    return Change(put(new), said, _BOTH_SIDES, "within")
