"""Lives, moves, stays and gaps to the tables people read: batteries, parties, flows."""

from __future__ import annotations

import ibis

from engine.custody.gaps import GAPS
from engine.custody.kinds import is_among
from engine.custody.stays import OUTCOMES
from engine.rulebook import Custody
from engine.tables.store import Column, TableStore

# What can be said of where a battery is.
STATES = ("held", "on_the_way", "released", "ended", "unknown")
_LIFE = "battery_code"
_FINISHED = ("handed_on", "ended")


@ibis.udf.agg.builtin(name="quantile_disc")  # type: ignore[untyped-decorator]
def _quantile(days: int, share: float) -> int:
    """The least of the days that this share of them do not exceed."""
    raise NotImplementedError  # DuckDB computes it; Ibis reads the signature.


def keep_batteries(tables: TableStore) -> Column:
    """Keep `whereabouts`, one row for each of the `lives`."""
    life = _lives_told(tables)
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
            _LIFE,
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


def _lives_told(tables: TableStore) -> Column:
    """Put to each life its last move, its last stay and the number of its gaps."""
    moves, stays, gaps = (tables.table(name) for name in ("moves", "stays", "gaps"))
    last = moves.filter(moves.is_last).drop("number", "starts", "is_last")
    stay = stays.filter(stays.is_last).select(
        _LIFE, "began_on", "outcome", stay_ended_on="ended_on"
    )
    found = gaps.group_by(_LIFE).agg(
        **{gap: gaps.count(where=gaps.is_sure & (gaps.gap == gap)) for gap in GAPS},
        silent_days=gaps.days.max(where=gaps.gap == "silent"),
        unsure=gaps.count(where=~gaps.is_sure),
    )
    joined = tables.table("lives")
    for more in (last, stay, found):
        joined = joined.left_join(more, _LIFE).drop("battery_code_right")
    return joined


def _state(joined: Column) -> Column:
    return ibis.cases(
        (joined.outcome == "ended", "ended"),
        (joined.outcome == "on_hand", "held"),
        (is_among(joined.kind, "hands_on"), "on_the_way"),
        (joined.outcome == "handed_on", "released"),
        else_="unknown",
    )


def keep_enterprises(tables: TableStore, custody: Custody) -> Column:
    """Keep `enterprises`: each party that had a battery, or that one was sent to."""
    stays, gaps, seen = (tables.table(name) for name in ("stays", "gaps", "visible"))
    finished = stays.outcome.isin(_FINISHED)
    counted = stays.group_by(party="actor_id").agg(
        received=stays.count(where=stays.began_on.notnull()),
        without_receipt=stays.count(where=stays.began_on.isnull()),
        **{name: stays.count(where=stays.outcome == name) for name in OUTCOMES},
        dwell_median=_quantile(stays.days, 0.5, where=finished),
        dwell_p90=_quantile(stays.days, 0.9, where=finished),
        dwell_longest=stays.days.max(where=finished),
        longest_on_hand=stays.days.max(where=stays.outcome == "on_hand"),
    )
    using = seen.filter(seen.event.isin(custody.utilizes), seen.battery_code.notnull())
    utilized = using.group_by(party="actor_id").agg(
        utilized=using.battery_code.nunique()
    )
    sent = gaps.filter(gaps.gap == "not_received", gaps.to_id.notnull())
    awaited = sent.group_by(party="to_id").agg(not_arrived=sent.count())
    parties = ibis.union(
        *(t.select("party") for t in (counted, utilized, awaited)), distinct=True
    )
    names = tables.table("entities").select("name", "name_en", party="entity_id")
    joined = parties
    for more in (names, counted, utilized, awaited):
        joined = joined.left_join(more, "party").drop("party_right")
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


def keep_flows(tables: TableStore) -> Column:
    """Keep `flows`: how often batteries went from a province to one, by the moves.

    A passage is two moves, one after the other, by different parties or in different
    provinces. A province that a record does not tell is empty.
    """
    moves = tables.table("moves")
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
