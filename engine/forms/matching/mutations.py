"""Changes of forms that match the trigger with other records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from engine.authoring.mutation.change import Change, WordChanges, filled, lift
from engine.authoring.mutation.conditions import ConditionChanges
from engine.authoring.mutation.demands import MADE, span_changes
from engine.authoring.mutation.forms import of_events
from engine.forms.matching import Crossing, Witnessed
from engine.rulebook import ALWAYS, Condition, Text
from engine.rulebook.lexicon import Lexicon
from engine.wording.labels import Labels

AnyWitnessed = TypeVar("AnyWitnessed", bound=Witnessed)

# Two records one day apart, for a form that is turned from later to earlier.
ONE_DAY_APART = Text(
    "唯一的另一条记录在触发记录前一日的例子，以及在后一日的例子",
    "an example in which the only other record stands a day before, and one a day after",
)
FOLLOWED = Text("其后应有", "followed by")
PRECEDED = Text("此前应有", "preceded by")

_COLUMNS = ("battery_code", "actor_id", "counterparty_id", "vin")
_ANOTHER_EVENT = Text("其他事件", "another event")
_ONE_WITNESS = Text(
    "在先或者在后的唯一记录是“{}”的例子",
    "an example in which the only other record is “{}”",
)
_SAME = Text(
    "另一条记录仅“{}”不同的例子，以及仅“{}”相同的例子",
    "an example in which the other record differs in “{}” alone, and one in which "
    "it agrees in “{}” alone",
)
_DIFFERING = Text(
    "另一条记录仅“{}”不同而算数的例子",
    "an example in which the other record counts although its “{}” differs",
)


def witness_changes(
    form: AnyWitnessed, lexicon: Lexicon
) -> Iterator[Change[AnyWitnessed]]:
    """Change event, conditions, shared columns and time allowed of a witness."""
    yield from lift(
        event_changes(form.event, lexicon), lambda e: replace(form, event=e), "event"
    )
    expectation = Text("该记录即不算数", "so that the other record does not count")
    yield from lift(
        ConditionChanges(lexicon, expectation, may_be_empty=True).of(form.where),
        lambda condition: replace(form, where=condition),
        "where",
    )
    yield from lift(
        same_changes(form.same, lexicon), lambda same: replace(form, same=same), "same"
    )
    yield from lift(
        span_changes(form.within), lambda span: replace(form, within=span), "within"
    )


def event_changes(
    events: tuple[str, ...], lexicon: Lexicon
) -> Iterator[Change[tuple[str, ...]]]:
    """Drop and swap each event, and name all events of the vocabulary."""
    names = lexicon.vocabulary.events
    yield from WordChanges(names, _ONE_WITNESS).of(events)
    if set(events) != set(names):
        description = Text("改为任何事件", "made any event")
        yield Change(tuple(names), description, filled(_ONE_WITNESS, _ANOTHER_EVENT))


def same_changes(same: Crossing, lexicon: Lexicon) -> Iterator[Change[Crossing]]:
    """Drop each pair of columns where others are left; swap each; add a column."""
    labels = Labels(lexicon.vocabulary, {})
    for place, (mine, theirs) in enumerate(same):
        before, after = same[:place], same[place + 1 :]
        name = labels.label(mine)
        example = filled(_SAME, name, name)
        if len(same) > 1:
            description = filled(Text("去掉“{}”", "“{}” dropped"), name)
            yield Change(before + after, description, example)
        taken = {m for m, _ in same} | {mine}
        for column in _COLUMNS:
            if column not in taken:
                description = filled(MADE, name, labels.label(column))
                yield Change((*before, (column, column), *after), description, example)
        if mine != theirs:
            description = filled(MADE, labels.label(theirs), name)
            yield Change((*before, (mine, mine), *after), description, example)

    for column in _COLUMNS:
        if column not in {mine for mine, _ in same}:
            name = labels.label(column)
            description = filled(Text("添加“{}”", "“{}” added"), name)
            example = filled(_DIFFERING, name)
            yield Change((*same, (column, column)), description, example)


def without_conditions(form: AnyWitnessed, /) -> AnyWitnessed:
    """Leave out the event and the conditions of a witness."""
    return replace(form, event=(), where=ALWAYS)


def conditions(
    form: Witnessed, opening: Condition, /
) -> Iterator[tuple[Condition, ...]]:
    """Yield the condition on the trigger, and that on a witness."""
    yield (opening,)
    yield (of_events(form.event, form.where),)
