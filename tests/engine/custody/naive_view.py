"""A naive implementation of the view of custody: battery by battery, in plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tests.referee.world import seen_rows

Row = dict[str, Any]
CUSTODY = {
    "begins": ["made"], "receives": ["got"], "takes": ["found"], "holds": ["kept"],
    "hands_on": ["passed", "posted"], "releases": ["sold"], "ends": ["burnt"],
    "uses": ["sold", "passed", "painted"], "utilizes": ["burnt", "cut"],
}  # fmt: skip
COMING, GOING = ("made", "got", "found", "kept"), ("passed", "posted", "sold")
EVENTS = (*COMING, *GOING, "burnt", "painted", "cut")
HANDED = ("passed", "posted")
ORDER = {event: kind for kind, event in enumerate(COMING)} | {
    "passed": 4, "posted": 4, "sold": 5, "burnt": 6,
}  # fmt: skip


class NaiveView:
    """The view of a dataset on a day, computed naively."""

    def __init__(self, life: Row, silent_days: int) -> None:
        self.seen = seen_rows(life["records"], life["as_of"])
        self.complete = life["complete"]
        until = self.complete.get("until")
        self.judged_on = min(life["as_of"], until or life["as_of"])
        self.silent_days = silent_days
        self.register = {
            row["battery_code"]: row for row in life["registers"].get("batteries", [])
        }
        codes = {row["battery_code"] for row in self.seen} - {None}
        self.codes = sorted(codes | set(self.register))
        self.paths = {code: self.path(code) for code in self.codes}
        self.stays = {code: stays_of(self.paths[code]) for code in self.codes}
        self.gaps = [gap for code in self.codes for gap in self.gaps_of(code)]

    def of(self, code: str) -> list[Row]:
        return [row for row in self.seen if row["battery_code"] == code]

    def path(self, code: str) -> list[Row]:
        moves = [row for row in self.of(code) if row["event"] in ORDER]
        moves.sort(key=lambda m: (m["occurred_on"], ORDER[m["event"]], m["record_id"]))
        path: list[Row] = []
        for day in sorted({move["occurred_on"] for move in moves}):
            rest = [move for move in moves if move["occurred_on"] == day]
            while rest:
                path.append(rest.pop(next_of(rest, path[-1] if path else None)))
        return path

    # Gaps

    def gaps_of(self, code: str) -> list[tuple[Any, ...]]:
        path = self.paths[code]
        found = [self.not_received(m, path) for m in path if m["event"] in HANDED]
        found += [self.from_nobody(m, path) for m in path if m["event"] == "got"]
        found += [self.used_after_end(row) for row in self.of(code)]
        return [gap for gap in (*found, self.silent(code)) if gap]

    def not_received(self, move: Row, path: list[Row]) -> tuple[Any, ...] | None:
        given_on, to = move["occurred_on"], move["counterparty_id"]
        theirs = [other for other in path if to and other["actor_id"] == to]
        at = path.index(move)
        if any(path.index(other) > at for other in theirs):
            return None
        that_day = [m for m in theirs if m["occurred_on"] == given_on and m is not move]
        is_sure = to is not None and not that_day and self.covers(given_on)
        return self.gap("not_received", move, self.days_since(given_on), is_sure)

    def from_nobody(self, move: Row, path: list[Row]) -> tuple[Any, ...] | None:
        on, actor = move["occurred_on"], move["actor_id"]
        given = [m for m in path if m["event"] in GOING and m["occurred_on"] <= on]
        if actor in [m["counterparty_id"] for m in given]:
            return None
        unnamed = [m for m in given if m["counterparty_id"] is None]
        born = self.born(move["battery_code"])
        is_shown = born is not None and self.covers(born) and on <= self.judged_on
        is_sure = is_shown and not any(m["event"] in HANDED for m in unnamed)
        swapped = move | {"actor_id": move["counterparty_id"], "counterparty_id": actor}
        return self.gap("from_nobody", swapped, None, is_sure)

    def used_after_end(self, row: Row) -> tuple[Any, ...] | None:
        end = self.end(row["battery_code"])
        if row["event"] not in CUSTODY["uses"] or end is None:
            return None
        late = (row["occurred_on"] - end).days
        return self.gap("used_after_end", row, late, late > 0) if late >= 0 else None

    def silent(self, code: str) -> tuple[Any, ...] | None:
        days = [row["occurred_on"] for row in self.of(code)]
        if not days or self.end(code) is not None:
            return None
        if max(days) + timedelta(self.silent_days) >= self.judged_on:
            return None
        silence = self.days_since(max(days))
        start = self.complete.get("from")
        is_sure = start is not None and (
            max(max(days), start - timedelta(1)) + timedelta(self.silent_days)
            < self.judged_on
        )
        return code, "silent", None, max(days), None, None, silence, is_sure

    def covers(self, day: date) -> bool:
        """Whether the dataset is complete from this day to the day of judgement."""
        start = self.complete.get("from")
        return start is not None and start <= day <= self.judged_on

    def gap(self, kind: str, row: Row, days: int | None, is_sure: bool) -> Any:
        return (
            row["battery_code"], kind, row["record_id"], row["occurred_on"],
            row["actor_id"], row["counterparty_id"], days, is_sure,
        )  # fmt: skip

    def days_since(self, day: date) -> int | None:
        return (self.judged_on - day).days if day <= self.judged_on else None

    def first(self, code: str, event: str) -> date | None:
        days = [r["occurred_on"] for r in self.of(code) if r["event"] == event]
        return min(days, default=None)

    def end(self, code: str) -> date | None:
        return self.first(code, "burnt")

    def born(self, code: str) -> date | None:
        registered = self.register.get(code, {}).get("produced_on")
        return registered or self.first(code, "made")

    # Tables

    def batteries(self) -> dict[str, tuple[Any, ...]]:
        return {code: self.battery(code) for code in self.codes}

    def battery(self, code: str) -> tuple[Any, ...]:
        rows, gaps = self.of(code), [gap for gap in self.gaps if gap[0] == code]
        sure = Counter(gap[1] for gap in gaps if gap[-1])
        silence = [gap[6] for gap in gaps if gap[1] == "silent"]
        where = self.where(code)
        return (
            *where, len(rows), max((r["occurred_on"] for r in rows), default=None),
            self.end(code), sure["not_received"], sure["from_nobody"],
            sure["used_after_end"], *(silence or [None]),
            sum(not gap[-1] for gap in gaps),
        )  # fmt: skip

    def where(self, code: str) -> tuple[Any, ...]:
        """Return state, last holder, since when, to whom and province."""
        if not self.paths[code]:
            return "unknown", None, None, None, None
        stay = self.stays[code][-1]
        last = stay[-1]
        holder, province = last["actor_id"], province_of(last)
        if ends := [m["occurred_on"] for m in stay if m["event"] == "burnt"]:
            return "ended", holder, min(ends), None, province
        if last["event"] in COMING:
            return "held", holder, stay[0]["occurred_on"], None, province
        state = "on_the_way" if last["event"] in HANDED else "released"
        return state, holder, last["occurred_on"], last["counterparty_id"], province

    def enterprises(self) -> dict[str, tuple[Any, ...]]:
        stays = [
            (stay, stay is self.stays[code][-1])
            for code in self.codes
            for stay in self.stays[code]
        ]
        using = [r for r in self.seen if r["event"] in CUSTODY["utilizes"]]
        utilized = {(r["actor_id"], r["battery_code"]) for r in using}
        utilized = {pair for pair in utilized if pair[1] is not None}
        awaited = Counter(gap[5] for gap in self.gaps if gap[1] == "not_received")
        parties = {stay[0]["actor_id"] for stay, _ in stays} | set(awaited) - {None}
        parties |= {party for party, _ in utilized}
        return {
            party: (
                *self.books([s for s in stays if s[0][0]["actor_id"] == party]),
                sum(user == party for user, _ in utilized),
                awaited[party],
            )
            for party in parties
        }

    def books(self, stays: Sequence[tuple[list[Row], bool]]) -> tuple[Any, ...]:
        outcomes = Counter(outcome(*stay) for stay in stays)
        begun = sum(stay[0]["event"] in COMING for stay, _ in stays)
        dwells = sorted(d for stay, _ in stays if (d := dwell(stay)) is not None)
        waiting = [
            self.days_since(stay[0]["occurred_on"])
            for stay, is_last in stays
            if outcome(stay, is_last) == "on_hand"
        ]
        kinds = ("handed_on", "ended", "found_elsewhere", "on_hand")
        return (
            begun, len(stays) - begun, *(outcomes[kind] for kind in kinds),
            nth(dwells, 50), nth(dwells, 90), nth(dwells, 100),
            max((days for days in waiting if days is not None), default=None),
        )  # fmt: skip

    def flows(self) -> Counter[tuple[str | None, str | None]]:
        found: Counter[tuple[str | None, str | None]] = Counter()
        for path in self.paths.values():
            for before, after in pairwise(path):
                places = province_of(before), province_of(after)
                differ = None not in places and places[0] != places[1]
                if differ or before["actor_id"] != after["actor_id"]:
                    found[places] += 1
        return found


def next_of(rest: list[Row], last: Row | None) -> int:
    """Return the number of the next move of a day: it continues the last, or awaits none."""

    def is_worse(number: int) -> tuple[bool, bool, int]:
        move, others = rest[number], rest[:number] + rest[number + 1 :]
        is_awaited = any(brings(other, move) for other in others)
        return not goes_on(last, move), is_awaited, number

    return min(range(len(rest)), key=is_worse)


def goes_on(last: Row | None, move: Row) -> bool:
    event, party = move["event"], move["actor_id"]
    if last is None or last["event"] == "burnt":
        return bool(event == "made")
    if last["event"] in COMING:
        stays = party == last["actor_id"]
        return stays and event not in ("made", "got", "found")
    to = last["counterparty_id"]
    nobody_keeps_books = last["event"] == "sold" and event == "found"
    unnamed = last["event"] in HANDED and to is None and event == "got"
    return party == to or nobody_keeps_books or unnamed


def brings(other: Row, move: Row) -> bool:
    """Whether the other move leaves the battery where this one finds it."""
    match move["event"]:
        case "made":
            return False
        case "got":
            return (
                other["event"] in GOING and other["counterparty_id"] == move["actor_id"]
            )
        case "found":
            return bool(other["event"] == "sold")
        case "kept":
            came = ("made", "got", "found")
        case _:
            came = COMING
    return other["event"] in came and other["actor_id"] == move["actor_id"]


def stays_of(path: list[Row]) -> list[list[Row]]:
    stays: list[list[Row]] = []
    for move in path:
        last = stays[-1][-1] if stays else None
        if (
            last is None
            or last["actor_id"] != move["actor_id"]
            or (move["event"] in COMING and last["event"] not in COMING)
        ):
            stays.append([])
        stays[-1].append(move)
    return stays


def outcome(stay: list[Row], is_last: bool) -> str:
    if any(move["event"] == "burnt" for move in stay):
        return "ended"
    if any(move["event"] in GOING for move in stay):
        return "handed_on"
    return "on_hand" if is_last else "found_elsewhere"


def dwell(stay: list[Row]) -> int | None:
    """Return the days from arrival to the end or the last departure; None if unknown."""
    if stay[0]["event"] not in COMING:
        return None
    ends = [m["occurred_on"] for m in stay if m["event"] == "burnt"]
    gone = [m["occurred_on"] for m in stay if m["event"] in GOING]
    left_on = min(ends) if ends else max(gone, default=None)
    return None if left_on is None else (left_on - stay[0]["occurred_on"]).days


def nth(days: list[int], percent: int) -> int | None:
    """Return the least of the days that so many percent of them do not exceed."""
    return days[-(-len(days) * percent // 100) - 1] if days else None


def province_of(move: Row) -> str | None:
    region = move["region"]
    return region[:2] if region and len(region) > 1 else None
