"""Builds the table `gaps`: where the records of a battery do not fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import ibis

from engine.custody.move_kinds import is_kind, is_leaving
from engine.evaluation.pipeline import Situation
from engine.rulebook import Custody, Span
from engine.tables.store import Column, Table, TableStore

# Handed over, and no later move of the recipient; received, and nobody recorded a
# hand-over or release to the recipient; used after the end of its life; no record for
# longer than a span, and no end of its life.
GAPS = ("not_received", "from_nobody", "used_after_end", "silent")
COLUMNS = (
    "battery_code", "gap", "record_id", "happened_on", "from_id", "to_id", "days",
    "is_sure",
)  # fmt: skip
# The parties that each kind of gap names, with their label (a key of
# `engine.wording.custody.WORDS`): `from` and `to` are the gap's `from_id` and `to_id`,
# `holder` is the last holder of the battery.
PARTIES: Mapping[str, Mapping[str, str]] = {
    "not_received": {"from": "from", "to": "to"},
    "from_nobody": {"from": "from", "to": "to"},
    "used_after_end": {"from": "user", "to": "other_party"},
    "silent": {"holder": "last_holder"},
}
# The kinds of gaps without a `record_id`, and those without `days`.
WITHOUT_RECORD = ("silent",)
WITHOUT_DAYS = ("from_nobody",)
_BATTERY = "battery_code"


@dataclass(frozen=True)
class Histories:
    """What gaps are found in: the visible records, and the tables `moves` and `lives`."""

    visible: Table
    moves: Table
    lives: Table


def create_gaps(
    tables: TableStore,
    histories: Histories,
    custody: Custody,
    situation: Situation,
    silent_for: Span,
) -> Table:
    """Create `gaps`, one row for each gap.

    Columns: `battery_code`; `gap` (see GAPS); `record_id`, the record with the gap;
    `happened_on`, its day, or the day of the last record before a silence; `from_id` and
    `to_id`, who gave the battery and who was to have it; `days` since, up to the day of
    judgement, or after the end of its life; `is_sure`, false where the records cannot
    tell: a party is not named, the order within a day matters, or the dataset need not
    be complete for the days concerned. `silent_for` is the span of a silence, in days,
    months or years.
    """
    parts = (
        _not_received(tables, histories.moves, situation),
        _from_nobody(tables, histories.moves, histories.lives, situation),
        _used_after_end(histories.visible, histories.lives, custody),
        _silent(histories.lives, situation, silent_for),
    )
    return tables.keep("gaps", ibis.union(*(part.select(*COLUMNS) for part in parts)))


def _not_received(tables: TableStore, moves: Table, situation: Situation) -> Table:
    """Return the hand-overs without a later move of the recipient.

    Unsure where the recipient has another move on the same day, ordered before it.
    """
    open_ones = tables.keep(
        "open_hand_overs",
        moves.filter(
            is_kind(moves.kind, "hands_on"),
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
    possible = open_ones.semi_join(
        others,
        [*by_recipient, open_ones.occurred_on == others.occurred_on,
         open_ones.record_id != others.record_id],
    ).select("record_id", may_have_come=ibis.literal(True))  # fmt: skip
    missing = open_ones.anti_join(arrived, "record_id").left_join(possible, "record_id")
    missing = missing.drop("record_id_right")
    return missing.mutate(
        gap=ibis.literal("not_received"),
        happened_on=missing.occurred_on,
        from_id=missing.actor_id,
        to_id=missing.counterparty_id,
        days=_days_since(missing.occurred_on, situation),
        is_sure=missing.counterparty_id.notnull()
        & missing.may_have_come.isnull()
        & _is_covered(missing.occurred_on, situation),
    )


def _from_nobody(
    tables: TableStore, moves: Table, lives: Table, situation: Situation
) -> Table:
    """Return the receipts without a hand-over or release to the recipient until that day.

    Unsure where a hand-over names no recipient.
    """
    was_given = (
        is_leaving(moves.kind_before) & (moves.counterparty_id_before == moves.actor_id)
    ).fill_null(False)
    open_ones = tables.keep(
        "open_receipts", moves.filter(is_kind(moves.kind, "receives"), ~was_given)
    )
    given = moves.filter(is_leaving(moves.kind))
    earlier = [
        open_ones.battery_code == given.battery_code,
        open_ones.occurred_on >= given.occurred_on,
    ]
    named = open_ones.semi_join(
        given, [*earlier, open_ones.actor_id == given.counterparty_id]
    )
    unnamed = given.filter(
        is_kind(given.kind, "hands_on"), given.counterparty_id.isnull()
    )
    possible = open_ones.semi_join(
        unnamed, [open_ones.battery_code == unnamed.battery_code,
                  open_ones.occurred_on >= unnamed.occurred_on],
    ).select("record_id", may_be_given=ibis.literal(True))  # fmt: skip
    missing = open_ones.anti_join(named, "record_id").left_join(possible, "record_id")
    births = lives.select(_BATTERY, "born_on")
    missing = missing.drop("record_id_right").left_join(births, _BATTERY)
    return missing.mutate(
        gap=ibis.literal("from_nobody"),
        happened_on=missing.occurred_on,
        from_id=missing.counterparty_id,
        to_id=missing.actor_id,
        days=ibis.null("int64"),
        is_sure=_could_be_shown(missing, situation) & missing.may_be_given.isnull(),
    )


def _could_be_shown(missing: Column, situation: Situation) -> Column:
    """Whether the dataset is complete from the beginning of its life to the receipt."""
    is_before = missing.occurred_on <= situation.judged_on
    return is_before & _is_covered(missing.born_on, situation).fill_null(False)


def _is_covered(day: Column, situation: Situation) -> Column:
    """Whether the dataset is complete from this day to the day of judgement."""
    if situation.complete.start is None:
        return ibis.literal(value=False)
    return day.between(situation.complete.start, situation.judged_on)


def _used_after_end(visible: Table, lives: Table, custody: Custody) -> Table:
    """Return the uses after the end of life; unsure on the same day."""
    ended = lives.filter(lives.ended_on.notnull()).select(_BATTERY, "ended_on")
    uses = visible.filter(visible.event.isin(custody.uses)).select(
        _BATTERY, "record_id", "occurred_on", "actor_id", "counterparty_id"
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


def _silent(lives: Table, situation: Situation, silent_for: Span) -> Table:
    """Return the batteries without a record for longer than the span, and without an end.

    Sure where the dataset is complete for more than the span within that time.
    """
    span, start = _interval(silent_for), situation.complete.start
    until = (lives.last_on + span).cast("date")
    quiet = lives.filter(lives.ended_on.isnull(), until < situation.judged_on)
    is_sure = ibis.literal(value=False)
    if start is not None:
        known_from = ibis.greatest(quiet.last_on, ibis.literal(start - timedelta(1)))
        is_sure = (known_from + span).cast("date") < situation.judged_on
    no_text = ibis.null("string")
    return quiet.mutate(
        gap=ibis.literal("silent"),
        record_id=no_text,
        happened_on=quiet.last_on,
        from_id=no_text,
        to_id=no_text,
        days=_days_since(quiet.last_on, situation),
        is_sure=is_sure,
    )


def _days_since(day: Column, situation: Situation) -> Column:
    """Return the days up to the day of judgement; null where that is earlier."""
    judged_on = ibis.literal(situation.judged_on)
    return ibis.cases((day <= judged_on, judged_on.delta(day, unit="day")))


def _interval(span: Span) -> Column:
    if span.unit == "days":
        return ibis.interval(days=span.count)
    return ibis.interval(months=span.count * (12 if span.unit == "years" else 1))
