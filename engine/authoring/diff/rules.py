"""Rules before and after: which came, went or changed, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.authoring.diff.changes import Change, Kind, became, labelled, same
from engine.rulebook import Example, Period, Review, Rule, Rulebook, Text
from engine.rulebook.version import canonical_keys
from engine.wording.rules import LABELS, Reader
from engine.wording.rules.paragraph import period_words
from engine.wording.terms import VERDICTS

_KEYS = {"demand": "must"}  # where the label's name is not the model's
_TITLE = Text("标题", "Title")
_NO_END = date.max


def rule_changes(before: Rulebook, after: Rulebook) -> Iterator[Change]:
    """Every change of a rule, those of one rule side by side."""
    pairs = _pairs(before, after)
    yield from _alone(before, "removed", {old.id for old, _ in pairs})
    yield from _alone(after, "added", {new.id for _, new in pairs})
    for old, new in pairs:
        yield from _changes(_Pair(before, after, old, new))


def _alone(book: Rulebook, kind: Kind, kept: set[str]) -> Iterator[Change]:
    """The rules of one rulebook that the other lacks, read aloud."""
    for rule in book.rules:
        if rule.id not in kept:
            days = period_words(rule.effective)
            yield Change(kind, rule.id, rule.title, days, (_read(book, rule),))


def _pairs(before: Rulebook, after: Rulebook) -> list[tuple[Rule, Rule]]:
    """Each rule with what became of it, by its id or by one it has had."""
    found = []
    for old in before.rules:
        for new in after.rules:
            if {old.id, *old.aliases} & {new.id, *new.aliases}:
                found.append((old, new))
    return found


def _read(book: Rulebook, rule: Rule) -> Text:
    return _reader(book, rule).paragraph(rule, book.instrument_of(rule))


def _reader(book: Rulebook, rule: Rule) -> Reader:
    return Reader(book.vocabularies[book.instrument_of(rule).vocabulary])


class _Pair:
    """One rule before and after, with the words of either rulebook."""

    def __init__(self, before: Rulebook, after: Rulebook, old: Rule, new: Rule) -> None:
        self.old, self.new = old, new
        self.before, self.after = before, after

    def key(self, key: str) -> Text:
        """What stood under a key and what stands there now, in words."""
        old, new = (
            _reader(book, rule).key(rule, book.instrument_of(rule), key)
            for book, rule in ((self.before, self.old), (self.after, self.new))
        )
        if old == new:
            told = Text(f"{new.zh}（写法不同，见文件）",
                        f"{new.en} (written otherwise, see the file)")  # fmt: skip
        else:
            told = became(old if old.zh else same(""), new if new.zh else same(""))
        return labelled(LABELS[key], told)


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
        details.append(Text(
            f"结论编号改变：由 {old.first_id} 起算改为由 {new.first_id} 起算，"
            "此前的结论不再对应",
            f"finding ids change: taken of {old.first_id} before, of {new.first_id} "
            "now, so that earlier findings no longer match",
        ))  # fmt: skip
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
        details.append(Text(
            f"签署（{new.review.by}，{new.review.on}）早于此项改动，须重新签署",
            f"signed by {new.review.by} on {new.review.on}, before this change: to be "
            "signed anew",
        ))  # fmt: skip
    days = _days_concerned(old.effective, new.effective, changed == ["effective"])
    return Change("substance", new.id, new.title, days, tuple(details))


def _days_concerned(old: Period, new: Period, only_moved: bool) -> Text:
    """The days on which the change shows: those that moved, or all of both."""
    if not only_moved:
        ends = [period.until for period in (old, new)]
        until = None if None in ends else max(end for end in ends if end)
        return period_words(Period(min(old.start, new.start), until))
    moved = [period_words(p) for p in (*_without(new, old), *_without(old, new))]
    return Text("；".join(t.zh for t in moved), "; ".join(t.en for t in moved))


def _moved_days(old: Period, new: Period) -> Iterator[Text]:
    for period in _without(new, old):
        words = period_words(period)
        yield Text(f"现也适用于{words.zh}", f"applies now also {words.en}")
    for period in _without(old, new):
        words = period_words(period)
        yield Text(f"不再适用于{words.zh}", f"applies no longer {words.en}")


def _without(whole: Period, part: Period) -> Iterator[Period]:
    """The days of one period that the other lacks."""
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
            verdict = VERDICTS[example.expect]
            yield Text(
                f"{what.zh}：{example.as_of}，{verdict.zh}",
                f"{what.en}: {verdict.en}, as of {example.as_of}",
            )


def _sign_off(old: Rule, new: Rule) -> Change | None:
    if old.review == new.review:
        return None
    told = became(_signed(old.review), _signed(new.review))
    return Change("sign-off", new.id, new.title, None, (told,))


def _signed(review: Review) -> Text:
    if review.state == "draft":
        return Text("草案", "draft")
    return Text(
        f"{review.by}（{review.on}）签署", f"signed by {review.by} on {review.on}"
    )
