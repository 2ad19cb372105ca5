"""Words of forms that match the trigger with another record."""

from __future__ import annotations

from collections.abc import Iterable

from engine.forms.matching import Witnessed
from engine.rulebook import Text
from engine.wording.labels import Labels
from engine.wording.rules.conditions import condition_words, name_of
from engine.wording.rules.demands import event_names
from engine.wording.rules.phrases import NOTHING, all_of, both, joined

_WITH = Text("同一", " with the same ")


def witness_words(form: Witnessed, labels: Labels) -> Text:
    """Word the witness: its event, what it shares, and the conditions on it."""
    events = event_names(form.event, labels)
    alike = [name_of(mine, labels) for mine, theirs in form.same if mine == theirs]
    shared = shared_columns(alike)
    crossed = [
        Text(
            f"其{name_of(theirs, labels).zh}为本记录的{name_of(mine, labels).zh}",
            f"{name_of(theirs, labels).en} of which is {name_of(mine, labels).en} "
            "of this record",
        )
        for mine, theirs in form.same
        if mine != theirs
    ]
    where = [condition_words(form.where, labels)] if form.where.parts else []
    zh = "、".join(t.zh for t in [*crossed, *where])
    en = [t.en for t in crossed] + [f"of which {t.en}" for t in where]
    return Text(
        (f"{shared.zh}的" if shared.zh else "")
        + f"{events.zh}记录"
        + (f"（{zh}）" if zh else ""),
        events.en + shared.en + "".join(f", {clause}" for clause in en),
    )


def shared_columns(names: list[Text]) -> Text:
    """Say in which columns two records agree; empty where in none."""
    if not names:
        return NOTHING
    listed = all_of(Text(n.zh, n.en.removeprefix("the ")) for n in names)
    return both(_WITH, listed)


def criterion(form: Witnessed, negated: bool, labels: Labels, /) -> Text:
    """Name the events of a witness, with the conditions on it in brackets."""
    events = either(labels.event(event) for event in form.event)
    if not form.where.parts:
        return events
    where = condition_words(form.where, labels)
    return Text(f"{events.zh}（{where.zh}）", f"{events.en} ({where.en})")


def wanted(form: Witnessed, labels: Labels, /) -> Text:
    """Name the events of a witness by the words of the vocabulary."""
    return either(labels.event(event) for event in form.event)


def either(names: Iterable[Text]) -> Text:
    """Put 或 and "or" between names."""
    return joined(names, "或", " or ")
