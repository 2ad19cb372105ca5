"""A rule's demand as a clause, and the phrases of which forms make their clauses."""

from __future__ import annotations

from collections.abc import Iterable

from engine.rulebook import Demand, Span, Text
from engine.wording.forms import wording_part
from engine.wording.labels import Labels
from engine.wording.rules.phrases import one_of, quoted, spelled


def demand_words(demand: Demand, labels: Labels) -> Text:
    """Word the demand as a main clause; its subject is the record or the act."""
    form = demand.form
    return wording_part(form).clause(form, demand.negated, labels)


def event_names(events: Iterable[str], labels: Labels) -> Text:
    """Name events by the words of the vocabulary, one or the other."""
    return one_of(quoted(labels.event(event)) for event in events)


def counted(span: Span) -> Text:
    """Word a length of time with the day from which it is counted."""
    words = spelled(span)
    return Text(
        f"自次日起{words.zh}内", f"within {words.en} (counted from the day after)"
    )
