"""Compares rules: which were added, removed, renamed or changed, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.authoring.diff.changes import Change, Kind, became, labelled, same, worded
from engine.rulebook import Example, Period, Review, Rule, Rulebook, Text
from engine.rulebook.version import canonical_keys
from engine.wording.rules import LABELS, Reader
from engine.wording.rules.paragraph import period_words
from engine.wording.terms import VERDICTS

_KEYS = {"demand": "must"}  # the key of the file for an attribute of the model
_TITLE = Text("标题", "Title")
_NO_END = date.max


def rule_changes(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    """Yield every change of a rule; the changes of one rule follow each other."""
    pairs = _pairs(before, after)
    yield from _only_in_one(before, "removed", {old.id for old, _ in pairs})
    yield from _only_in_one(after, "added", {new.id for _, new in pairs})
    for old, new in pairs:
        yield from _changes(_Pair(before, after, old, new))


def _only_in_one(book: Rulebook, kind: Kind, kept: set[str]) -> Iterator[Change]:
    """Yield the rules that only one rulebook has, each as a paragraph."""
    for rule in book.rules:
        if rule.id not in kept:
            days = period_words(rule.effective)
            yield Change(kind, rule.id, rule.title, days, (_paragraph(book, rule),))


def _pairs(before: Rulebook, after: Rulebook) -> list[tuple[Rule, Rule]]:
    """Pair the rules of both by their id or by an id that they had."""
    found = []
    for old in before.rules:
        for new in after.rules:
            if {old.id, *old.aliases} & {new.id, *new.aliases}:
                found.append((old, new))
    return found


def _paragraph(book: Rulebook, rule: Rule) -> Text:
    return _reader(book, rule).paragraph(rule, book.instrument_of(rule))


def _reader(book: Rulebook, rule: Rule) -> Reader:
    return Reader(book.vocabularies[book.instrument_of(rule).vocabulary])


class _Pair:
    """One rule before and after, with the two rulebooks."""

    def __init__(self, before: Rulebook, after: Rulebook, old: Rule, new: Rule) -> None:
        self.old, self.new = old, new
        self.before, self.after = before, after

    def key(self, key: str) -> Text:
        """Word the value of a key before and after."""
        old, new = (
            _reader(book, rule).key(rule, book.instrument_of(rule), key)
            for book, rule in ((self.before, self.old), (self.after, self.new))
        )
        if old == new:
            change = worded("authoring.diff.written-otherwise", text=new)
        else:
            change = became(old if old.zh else same(""), new if new.zh else same(""))
        return labelled(LABELS[key], change)


def _changes(pair: _Pair) -> Iterator[Change]:
    old, new = pair.old, pair.new
    found = [
        _renamed(pair), _substance(pair), _wording(pair), _examples(old, new),
        _sign_off(old, new),
    ]  # fmt: skip
    changes = [change for change in found if change is not None]
    yield from changes
    if not changes and old.text != new.text:
        yield Change("layout", new.id, new.title)


def _renamed(pair: _Pair) -> Change | None:
    old, new = pair.old, pair.new
    details = []
    if old.id != new.id:
        details.append(became(same(old.id), same(new.id)))
    if old.first_id != new.first_id:
        ids = worded("authoring.diff.finding-ids", old=old.first_id, new=new.first_id)
        details.append(ids)
    return (
        Change("renamed", new.id, new.title, None, tuple(details)) if details else None
    )


def _substance(pair: _Pair) -> Change | None:
    old, new = pair.old, pair.new
    before, after = canonical_keys(old), canonical_keys(new)
    changed = [key for key in before if key != "id" and before[key] != after[key]]
    if not changed:
        return None
    details = [pair.key(_KEYS.get(key, key)) for key in changed]
    if "effective" in changed:
        details += _moved_days(old.effective, new.effective)
    if new.review.state == "reviewed" and new.review == old.review:
        by, on = new.review.by, new.review.on
        details.append(worded("authoring.diff.sign-again", by=by, on=on))
    days = _days_concerned(old.effective, new.effective, changed == ["effective"])
    return Change("substance", new.id, new.title, days, tuple(details))


def _days_concerned(old: Period, new: Period, only_moved: bool) -> Text:
    """Word the days concerned: those added or lost, or those of both periods."""
    if not only_moved:
        ends = [period.until for period in (old, new)]
        until = None if None in ends else max(end for end in ends if end)
        return period_words(Period(min(old.start, new.start), until))
    moved = [period_words(p) for p in (*_without(new, old), *_without(old, new))]
    return Text("；".join(t.zh for t in moved), "; ".join(t.en for t in moved))


def _moved_days(old: Period, new: Period) -> Iterator[Text]:
    for period in _without(new, old):
        yield worded("authoring.diff.applies-now", days=period_words(period))
    for period in _without(old, new):
        yield worded("authoring.diff.applies-no-longer", days=period_words(period))


def _without(whole: Period, part: Period) -> Iterator[Period]:
    """Yield the days of one period that the other lacks."""
    end, cut = whole.until or _NO_END, part.until or _NO_END
    if whole.start < part.start:
        yield Period(whole.start, min(end, part.start))
    if end > cut:
        yield Period(max(whole.start, cut), whole.until)


def _wording(pair: _Pair) -> Change | None:
    old, new = pair.old, pair.new
    details = []
    if old.title != new.title:
        details.append(labelled(_TITLE, became(old.title, new.title)))
    for key in ("evidence", "remedy", "sanction"):
        if getattr(old, key) != getattr(new, key):
            details.append(pair.key(key))
    return (
        Change("wording", new.id, new.title, None, tuple(details)) if details else None
    )


def _examples(old: Rule, new: Rule) -> Change | None:
    before, after = ([replace(e, line=0) for e in r.examples] for r in (old, new))
    if before == after:
        return None
    details = [
        *_only_in(before, after, Text("删去", "removed")),
        *_only_in(after, before, Text("增加", "added")),
    ]
    order = Text("顺序改变", "in another order")
    return Change("examples", new.id, new.title, None, tuple(details or [order]))


def _only_in(some: list[Example], others: list[Example], what: Text) -> Iterator[Text]:
    for example in some:
        if example not in others:
            yield worded(
                "authoring.diff.example",
                change=what,
                day=example.as_of,
                verdict=VERDICTS[example.expect],
            )


def _sign_off(old: Rule, new: Rule) -> Change | None:
    if old.review == new.review:
        return None
    change = became(_signed(old.review), _signed(new.review))
    return Change("sign-off", new.id, new.title, None, (change,))


def _signed(review: Review) -> Text:
    if review.state == "draft":
        return Text("草案", "draft")
    return worded("authoring.diff.signed", by=review.by, on=review.on)
