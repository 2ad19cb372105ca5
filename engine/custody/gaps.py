"""Moves to gaps: where the books of a battery do not fit, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import ibis

from engine.custody.kinds import is_among, is_going
from engine.evaluation.pipeline import Situation
from engine.rulebook import Custody, Span
from engine.tables.store import Column, TableStore

GAPS = ("not_received", "from_nobody", "used_after_end", "silent")
COLUMNS = (
    "battery_code", "gap", "record_id", "happened_on", "from_id", "to_id", "days",
    "is_sure",
)  # fmt: skip
# Who is named by each kind of gap, and what is said of them there (see `words`); of a
# silence that is the last holder of the battery, who stands in its row.
PARTIES: Mapping[str, Mapping[str, str]] = {
    "not_received": {"from": "from", "to": "to"},
    "from_nobody": {"from": "from", "to": "to"},
    "used_after_end": {"from": "user", "to": "other_party"},
    "silent": {"holder": "last_holder"},
}
# Kinds of gap that rest on no record, or are of no span of days.
WITHOUT_RECORD = ("silent",)
WITHOUT_DAYS = ("from_nobody",)
_LIFE = "battery_code"


def keep_gaps(
    tables: TableStore, custody: Custody, situation: Situation, silent_for: Span
) -> Column:
    """Keep `gaps`, one row each; needs `moves`, `lives` and `visible`.

    `is_sure` is false where the records cannot tell: what is not said, or lies
    beyond the days that they cover.
    """
    parts = (
        _not_received(tables, situation),
        _from_nobody(tables, situation),
        _used_after_end(tables, custody),
        _silent(tables, situation, silent_for),
    )
    return tables.keep("gaps", ibis.union(*(part.select(*COLUMNS) for part in parts)))


def _not_received(tables: TableStore, situation: Situation) -> Column:
    """Handed over, and no move of the recipient after it.

    One of the same day that stands before it may in truth have come after it.
    """
    moves = tables.table("moves")
    open_ones = tables.keep(
        "open_hand_overs",
        moves.filter(
            is_among(moves.kind, "hands_on"),
            moves.counterparty_id.isnull()
            | moves.actor_id_after.isnull()
            | (moves.actor_id_after != moves.counterparty_id),
        ),
    )
    others = moves.view()
    by_recipient = [
        open_ones.battery_code == others.battery_code,
        open_ones.counterparty_id == others.actor_id,
    ]
    arrived = open_ones.semi_join(
        others, [*by_recipient, open_ones.number < others.number]
    )
    perhaps = open_ones.semi_join(
        others,
        [*by_recipient, open_ones.occurred_on == others.occurred_on,
         open_ones.record_id != others.record_id],
    ).select("record_id", may_have_come=ibis.literal(True))  # fmt: skip
    lost = open_ones.anti_join(arrived, "record_id").left_join(perhaps, "record_id")
    lost = lost.drop("record_id_right")
    return lost.mutate(
        gap=ibis.literal("not_received"),
        happened_on=lost.occurred_on,
        from_id=lost.actor_id,
        to_id=lost.counterparty_id,
        days=_days_since(lost.occurred_on, situation),
        is_sure=lost.counterparty_id.notnull()
        & lost.may_have_come.isnull()
        & _is_covered(lost.occurred_on, situation),
    )


def _from_nobody(tables: TableStore, situation: Situation) -> Column:
    """Received, and handed over to the recipient by nobody on that day or earlier."""
    moves = tables.table("moves")
    was_given = (
        is_going(moves.kind_before) & (moves.counterparty_id_before == moves.actor_id)
    ).fill_null(False)
    open_ones = tables.keep(
        "open_receipts", moves.filter(is_among(moves.kind, "receives"), ~was_given)
    )
    given = moves.filter(is_going(moves.kind))
    earlier = [
        open_ones.battery_code == given.battery_code,
        open_ones.occurred_on >= given.occurred_on,
    ]
    named = open_ones.semi_join(
        given, [*earlier, open_ones.actor_id == given.counterparty_id]
    )
    unnamed = given.filter(
        is_among(given.kind, "hands_on"), given.counterparty_id.isnull()
    )
    perhaps = open_ones.semi_join(
        unnamed, [open_ones.battery_code == unnamed.battery_code,
                  open_ones.occurred_on >= unnamed.occurred_on],
    ).select("record_id", may_be_given=ibis.literal(True))  # fmt: skip
    lost = open_ones.anti_join(named, "record_id").left_join(perhaps, "record_id")
    births = tables.table("lives").select(_LIFE, "born_on")
    lost = lost.drop("record_id_right").left_join(births, _LIFE)
    return lost.mutate(
        gap=ibis.literal("from_nobody"),
        happened_on=lost.occurred_on,
        from_id=lost.counterparty_id,
        to_id=lost.actor_id,
        days=ibis.null("int64"),
        is_sure=_could_be_shown(lost, situation) & lost.may_be_given.isnull(),
    )


def _could_be_shown(lost: Column, situation: Situation) -> Column:
    """Whether the records cover the whole life of the battery up to the receipt."""
    is_before = lost.occurred_on <= situation.judged_on
    return is_before & _is_covered(lost.born_on, situation).fill_null(False)


def _is_covered(day: Column, situation: Situation) -> Column:
    """Whether the records cover all days from this one to the day of judgement."""
    if situation.complete.start is None:
        return ibis.literal(value=False)
    return day.between(situation.complete.start, situation.judged_on)


def _used_after_end(tables: TableStore, custody: Custody) -> Column:
    """Used after the day of its end; on that very day the order is unknown."""
    seen, lives = tables.table("visible"), tables.table("lives")
    ended = lives.filter(lives.ended_on.notnull()).select(_LIFE, "ended_on")
    uses = seen.filter(seen.event.isin(custody.uses)).select(
        _LIFE, "record_id", "occurred_on", "actor_id", "counterparty_id"
    )
    late = uses.inner_join(
        ended,
        [uses.battery_code == ended.battery_code, uses.occurred_on >= ended.ended_on],
    )
    return late.mutate(
        gap=ibis.literal("used_after_end"),
        happened_on=late.occurred_on,
        from_id=late.actor_id,
        to_id=late.counterparty_id,
        days=late.occurred_on.delta(late.ended_on, unit="day"),
        is_sure=late.occurred_on > late.ended_on,
    )


def _silent(tables: TableStore, situation: Situation, silent_for: Span) -> Column:
    """Nothing recorded for longer than the span, though no end is recorded.

    That there was nothing is sure of the days that the records cover.
    """
    lives = tables.table("lives")
    span, start = _interval(silent_for), situation.complete.start
    until = (lives.last_on + span).cast("date")
    quiet = lives.filter(lives.ended_on.isnull(), until < situation.judged_on)
    is_sure = ibis.literal(value=False)
    if start is not None:
        known_from = ibis.greatest(quiet.last_on, ibis.literal(start - timedelta(1)))
        is_sure = (known_from + span).cast("date") < situation.judged_on
    nobody = ibis.null("string")
    return quiet.mutate(
        gap=ibis.literal("silent"),
        record_id=nobody,
        happened_on=quiet.last_on,
        from_id=nobody,
        to_id=nobody,
        days=_days_since(quiet.last_on, situation),
        is_sure=is_sure,
    )


def _days_since(day: Column, situation: Situation) -> Column:
    """Days up to the day of judgement; unknown where that is earlier."""
    judged_on = ibis.literal(situation.judged_on)
    return ibis.cases((day <= judged_on, judged_on.delta(day, unit="day")))


def _interval(span: Span) -> Column:
    if span.unit == "days":
        return ibis.interval(days=span.count)
    return ibis.interval(months=span.count * (12 if span.unit == "years" else 1))
