"""Builds the tables that people read: batteries, enterprises and flows."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from engine.custody.gaps import GAPS
from engine.custody.move_kinds import is_kind
from engine.custody.stays import OUTCOMES
from engine.rulebook import Custody
from engine.tables.store import Column, Table, TableStore

# Where a battery is: with its last holder; handed over, and not yet received; given to
# somebody who keeps no records; at the end of its life; no move on record.
STATES = ("held", "on_the_way", "released", "ended", "unknown")
_BATTERY = "battery_code"
_FINISHED = ("handed_on", "ended")


@dataclass(frozen=True)
class Found:
    """What was found of the batteries: the tables `stays` and `gaps`."""

    stays: Table
    gaps: Table


@ibis.udf.agg.builtin(name="quantile_disc")  # type: ignore[untyped-decorator]
def _quantile(days: int, share: float) -> int:
    """Return the least of the days that this share of them do not exceed."""
    raise NotImplementedError  # DuckDB computes it; Ibis reads the signature.


def create_batteries(
    tables: TableStore, lives: Table, moves: Table, found: Found
) -> Table:
    """Create `whereabouts`, one row for each of the `lives`.

    Columns: `battery_code`; `state` (see STATES); `last_holder_id`; `since`, the day on
    which the last stay began where it is held, else the day on which it left or ended;
    `to_id`, to whom it went; of its last move `province`, `vin`, `event`, `record_id`;
    `records`, the number of its visible records, and `last_record_on`, the day of the
    last; `ended_on`; the number of sure gaps by kind, `silent_days`, and `unsure`, the
    number of all other gaps.
    """
    life = _lives_with_last_stay(lives, moves, found)
    state = _state(life)
    since = ibis.cases(
        (state == "held", life.began_on),
        (state == "ended", life.stay_ended_on),
        else_=life.occurred_on,
    )
    has_left = state.isin(("on_the_way", "released"))
    return tables.keep(
        "whereabouts",
        life.select(
            _BATTERY,
            "province",
            "vin",
            "event",
            "record_id",
            "records",
            "ended_on",
            "silent_days",
            state=state,
            last_holder_id=life.actor_id,
            since=since,
            to_id=ibis.cases((has_left, life.counterparty_id)),
            last_record_on=life.last_on,
            **{gap: life[gap].fill_null(0) for gap in (*GAPS, "unsure")},
        ),
    )


def _lives_with_last_stay(lives: Table, moves: Table, found: Found) -> Table:
    """Join each life with its last move, its last stay and its gaps by kind."""
    stays, gaps = found.stays, found.gaps
    last = moves.filter(moves.is_last).drop("number", "starts", "is_last")
    stay = stays.filter(stays.is_last).select(
        _BATTERY, "began_on", "outcome", stay_ended_on="ended_on"
    )
    counts = gaps.group_by(_BATTERY).agg(
        **{gap: gaps.count(where=gaps.is_sure & (gaps.gap == gap)) for gap in GAPS},
        silent_days=gaps.days.max(where=gaps.gap == "silent"),
        unsure=gaps.count(where=~gaps.is_sure),
    )
    joined = lives
    for other in (last, stay, counts):
        joined = joined.left_join(other, _BATTERY).drop("battery_code_right")
    return joined


def _state(joined: Table) -> Column:
    return ibis.cases(
        (joined.outcome == "ended", "ended"),
        (joined.outcome == "on_hand", "held"),
        (is_kind(joined.kind, "hands_on"), "on_the_way"),
        (joined.outcome == "handed_on", "released"),
        else_="unknown",
    )


def create_enterprises(
    tables: TableStore, visible: Table, register: Table, found: Found, custody: Custody
) -> Table:
    """Create `enterprises`: each party that had or used a battery, or was sent one.

    `register` is that of the entities. Columns: `entity_id`, `name`,
    `name_en`; its stays, where `received` + `without_receipt` = `handed_on` + `ended` +
    `found_elsewhere` + `on_hand`; `utilized`, batteries; `not_arrived`, hand-overs to it
    without a receipt; the days of finished stays: `dwell_median`, `dwell_p90` (90 %),
    `dwell_longest`; `longest_on_hand`, the days of the longest stay so far.
    """
    gaps, counted = found.gaps, _stays_by_party(found.stays)
    using = visible.filter(
        visible.event.isin(custody.utilizes), visible.battery_code.notnull()
    )
    utilized = using.group_by(party="actor_id").agg(
        utilized=using.battery_code.nunique()
    )
    sent = gaps.filter(gaps.gap == "not_received", gaps.to_id.notnull())
    sent_to = sent.group_by(party="to_id").agg(not_arrived=sent.count())
    parties = ibis.union(
        *(t.select("party") for t in (counted, utilized, sent_to)), distinct=True
    )
    names = register.select("name", "name_en", party="entity_id")
    joined = parties
    for other in (names, counted, utilized, sent_to):
        joined = joined.left_join(other, "party").drop("party_right")
    figures = ("received", "without_receipt", *OUTCOMES, "utilized", "not_arrived")
    return tables.keep(
        "enterprises",
        joined.select(
            "name",
            "name_en",
            "dwell_median",
            "dwell_p90",
            "dwell_longest",
            "longest_on_hand",
            entity_id=joined.party,
            **{name: joined[name].fill_null(0) for name in figures},
        ),
    )


def _stays_by_party(stays: Table) -> Table:
    """Count the stays of each party, and their days."""
    finished = stays.outcome.isin(_FINISHED)
    return stays.group_by(party="actor_id").agg(
        received=stays.count(where=stays.began_on.notnull()),
        without_receipt=stays.count(where=stays.began_on.isnull()),
        **{name: stays.count(where=stays.outcome == name) for name in OUTCOMES},
        dwell_median=_quantile(stays.days, 0.5, where=finished),
        dwell_p90=_quantile(stays.days, 0.9, where=finished),
        dwell_longest=stays.days.max(where=finished),
        longest_on_hand=stays.days.max(where=stays.outcome == "on_hand"),
    )


def create_flows(tables: TableStore, moves: Table) -> Table:
    """Create `flows`: how often batteries went from one province to another.

    Columns: `from_province`, `to_province` (two digits, null where the record does not
    say) and `passages`: pairs of consecutive moves by different parties or in different
    provinces.
    """
    passages = moves.filter(
        moves.actor_id_before.notnull(),
        (moves.actor_id != moves.actor_id_before)
        | (moves.province != moves.province_before),
    )
    return tables.keep(
        "flows",
        passages.group_by(
            from_province=passages.province_before, to_province=passages.province
        ).agg(passages=passages.count()),
    )
