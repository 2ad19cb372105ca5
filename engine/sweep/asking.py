"""One pass over the records: each is asked all that concerns it, and answers in numbers.

The kept table has one row per seen record: `x`, `occurred_on`, `situation` where
there are several, the keys by which it is matched (see `keys`), and in slots (see
`slots`) how the rules of single records end, and on which sides of pairings the
record stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import ibis

from engine.conditions import Column, truth
from engine.facts import RecordRow, in_effect, with_days
from engine.lookups import Concerned, with_lookups
from engine.questions import Needs
from engine.rulebook.columns import column_of
from engine.rulings import Rulings
from engine.sweep import rows as of_one_record
from engine.sweep.keys import Keys, key_of, keyed_by
from engine.sweep.rows import Numbered
from engine.sweep.scan import Scan, narrowed
from engine.sweep.sides import Side
from engine.sweep.slots import in_slots
from engine.sweep.topics import Events, Topics

_OF_EVERY_ROW = (
    "situation", "x", "occurred_on", "reported_on", "actor_id", "counterparty_id",
    "battery_code", "vin", "judged_on", "has_credentials", "has_outlets",
)  # fmt: skip


class Asking:
    """A pass that asks rules of single records, and who stands on which side."""

    def __init__(
        self,
        scan: Scan,
        name: str,
        rules: Sequence[Numbered],
        sides: Sequence[Side],
        keys: Keys,
    ) -> None:
        self._scan, self._name, self._keys = scan, name, keys
        self.sides = list(sides)
        self._keyed = keyed_by(sides)
        self._asked = [
            *((rule.when, of_one_record.needs(rule)) for _, rule in rules),
            *((side.events, Needs.of(side.condition)) for side in sides),
        ]
        self._needs = Needs.all_of(needs for _, needs in self._asked)
        rule_slots = in_slots((rule, rule[1].when) for rule in rules)
        side_slots = in_slots((side, side.events) for side in sides)
        self._rule_slots = {f"rule{n}": slot for n, slot in enumerate(rule_slots)}
        self._side_slots = {f"side{n}": slot for n, slot in enumerate(side_slots)}
        self._topics = Topics(dict(self._all_topics()))

    @property
    def asks(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self._asked)

    def keep(self, rulings: Rulings) -> None:
        """Ask every record, and hand over how the rules of single records ended."""
        bench = self._scan.bench
        rows = self._topics.add(bench.table("seen"), bench)
        row = RecordRow(self._looked_up(rows))
        questions, topics = self._scan.questions, self._topics
        answers = {
            name: of_one_record.ends(questions, row, topics, name, slot)
            for name, slot in self._rule_slots.items()
        }
        answers |= {name: self._stands(row, name) for name in self._side_slots}
        keys = map(key_of, self._keyed)
        own = ("x", "occurred_on", *self._scan.apart, *keys)
        kept = bench.keep_looked_up(self._name, row.rows.select(*own, **answers))
        of_one_record.take(kept, list(self._rule_slots), rulings)

    def of(self, side: Side) -> Column:
        """Return the answers of the records on a side; `sure`: the condition is true."""
        answers = self._scan.bench.table(self._name)
        (name,) = (name for name, slot in self._side_slots.items() if side in slot)
        unsure = 2 * self.sides.index(side)
        code = answers[name]
        rows = answers.filter((code == unsure) | (code == unsure + 1))
        return rows.mutate(sure=rows[name] == unsure + 1)

    def _stands(self, row: RecordRow, slot: str) -> Column:
        """Return in one number on which side of a slot a record stands, and how surely."""
        concerns = partial(self._topics.concerns, row.rows, slot)
        branches = []
        for place, side in enumerate(self._side_slots[slot]):
            stands = truth(side.condition, row)
            holds = stands.fill_null(True)
            if side.period is not None:
                holds = holds & in_effect(side.period, row.rows.occurred_on)
            sure = stands.fill_null(False).cast("int16")
            branches.append(
                (concerns(place) & holds, sure + 2 * self.sides.index(side))
            )
        nowhere = (~concerns(), ibis.null("int16"))
        return ibis.cases(nowhere, *branches).cast("int16")

    def _all_topics(self) -> Iterator[tuple[str, list[Events]]]:
        """Yield the topics: the slots, the kinds of look-up, and the keys."""
        for name, rules in self._rule_slots.items():
            yield name, [rule.when for _, rule in rules]
        for name, sides in self._side_slots.items():
            yield name, [side.events for side in sides]
        for kind in self._needs.registers:
            yield kind, [e for e, needs in self._asked if kind in needs.registers]
        for column, events in self._keyed.items():
            yield key_of(column), events

    def _looked_up(self, rows: Column) -> Column:
        """Look up what any question asks, of the records that it concerns."""
        bench, needs = self._scan.bench, self._needs
        if needs.leaves_of_parties:
            # What the parties hold is asked of these rows, and then joined to them.
            keyed = map(column_of, self._keyed)
            always = {*_OF_EVERY_ROW, *self._topics.columns, *keyed}
            rows = bench.keep("gathered", narrowed(rows, always, needs))
        elif not self._scan.apart:
            # A single situation need not be asked for in every look-up.
            rows = rows.drop("situation")
        rows = self._keys.add(rows, self._topics, self._keyed)
        concerned: Concerned = {
            kind: partial(self._topics.concerns, topic=kind) for kind in needs.registers
        }
        rows = with_lookups(rows, bench, needs, concerned)
        return with_days(rows, bench) if needs.days else rows
