"""Changes of what a rule demands; what a form states is changed by its own part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.authoring.mutation.change import Change, filled, lift
from engine.authoring.mutation.forms import mutations_part
from engine.rulebook import Demand, Span, Text, Unit
from engine.rulebook.forms import demand_part
from engine.rulebook.lexicon import Lexicon
from engine.wording.sentences import span_words

# The change of one thing into another, and examples that several forms need.
MADE = Text("“{}”改为“{}”", "“{}” made “{}”")
DECIDED = Text("结论为合规和违规的例子", "examples that expect compliant and breach")

_MUST, _MUST_NOT = Text("应当", "must"), Text("不得", "must not")
_OTHER_UNIT: dict[Unit, Unit] = {
    "days": "working days", "working days": "days", "months": "days", "years": "months",
}  # fmt: skip
_BOTH_SIDES = Text(
    "期限最后一日和次日各一例，起算日相同",
    "examples done on the last day in time and on the day after",
)


def demand_changes(demand: Demand, lexicon: Lexicon) -> Iterator[Change[Demand]]:
    """Change `must` into `must_not` where the form has both, and the form itself."""
    form, negated = demand.form, demand.negated
    if demand_part(form).MUST_NOT is not None:
        words = (_MUST_NOT, _MUST) if negated else (_MUST, _MUST_NOT)
        inverted = replace(demand, negated=not negated)
        yield Change(inverted, filled(MADE, *words), DECIDED)
    yield from lift(
        mutations_part(form).changes(form, negated, lexicon),
        lambda changed: replace(demand, form=changed),
    )


def span_changes(span: Span | None) -> Iterator[Change[Span | None]]:
    """Change a length of time by one, change its unit, and remove it."""
    if span is None:
        return
    others = [replace(span, count=n) for n in (span.count - 1, span.count + 1) if n]
    for other in (*others, Span(span.count, _OTHER_UNIT[span.unit])):
        description = filled(MADE, span_words(span), span_words(other))
        yield Change(other, description, _BOTH_SIDES)
    removed = filled(Text("去掉期限“{}”", "“{}” removed"), span_words(span))
    yield Change(None, removed, _BOTH_SIDES)
