"""One pass over the records: the outcomes and roles of each, encoded as numbers.

The kept table has one row per visible record: `record_key`, `occurred_on`, `situation`
where there are several, the keys by which it is matched (see `join_keys`), and in slots
(see `slots`) the outcomes of the rules of single records, and the roles that the record
has in matches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import ibis

from engine.evaluation.conditions import truth
from engine.evaluation.facts import RecordRow, in_effect, with_days
from engine.evaluation.forms import NumberedRule
from engine.evaluation.predicates import ColumnRequirements, requirements_of
from engine.evaluation.register_joins import Concerned, with_lookups
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep import rows as of_one_record
from engine.evaluation.sweep.event_dispatch import EventDispatch, Events
from engine.evaluation.sweep.join_keys import JoinKeyEncoder, key_of, keyed_by
from engine.evaluation.sweep.match_roles import MatchRole
from engine.evaluation.sweep.scan import Scan, narrowed
from engine.evaluation.sweep.slots import in_slots
from engine.rulebook.columns import column_of
from engine.tables.store import Column, Table

_OF_EVERY_ROW = (
    "situation", "record_key", "occurred_on", "reported_on", "actor_id", "counterparty_id",
    "battery_code", "vin", "as_of", "judged_on", "has_credentials", "has_outlets",
)  # fmt: skip


class RecordPass:
    """A pass that evaluates rules of single records, and the roles of records."""

    def __init__(
        self,
        scan: Scan,
        name: str,
        rules: Sequence[NumberedRule],
        roles: Sequence[MatchRole],
        keys: JoinKeyEncoder,
    ) -> None:
        self._scan, self._name, self._keys = scan, name, keys
        self._kept: Table = None
        self.roles = list(roles)
        self._keyed = keyed_by(roles)
        self._evaluated = [
            *((rule.when, requirements_of(rule)) for _, rule in rules),
            *((role.events, ColumnRequirements.of(role.condition)) for role in roles),
        ]
        self._requirements = ColumnRequirements.all_of(
            requirements for _, requirements in self._evaluated
        )
        rule_slots = in_slots((rule, rule[1].when) for rule in rules)
        role_slots = in_slots((role, role.events) for role in roles)
        self._rule_slots = {f"rule{n}": slot for n, slot in enumerate(rule_slots)}
        self._role_slots = {f"role{n}": slot for n, slot in enumerate(role_slots)}
        self._dispatch = EventDispatch(dict(self._all_topics()))

    @property
    def has_work(self) -> bool:
        """Whether there is a rule or a role to evaluate."""
        return bool(self._evaluated)

    def keep(self, rulings: Rulings) -> None:
        """Evaluate every visible record; `rulings` takes the rules of single records."""
        tables = self._scan.tables
        rows = self._dispatch.add(self._scan.visible, tables)
        predicates, dispatch = self._scan.predicates, self._dispatch
        row = RecordRow(self._looked_up(rows), predicates.absent)
        results = {
            name: of_one_record.ends(predicates, row, dispatch, name, slot)
            for name, slot in self._rule_slots.items()
        }
        results |= {name: self._role_of(row, name) for name in self._role_slots}
        keys = map(key_of, self._keyed)
        own = ("record_key", "occurred_on", *self._scan.separate_by, *keys)
        kept = tables.keep_looked_up(self._name, row.rows.select(*own, **results))
        self._kept = kept
        of_one_record.take(kept, list(self._rule_slots), rulings)

    def of(self, role: MatchRole) -> Column:
        """Return the encoded records of a role; `sure`: its condition is true."""
        results = self._kept
        (name,) = (name for name, slot in self._role_slots.items() if role in slot)
        unsure = 2 * self.roles.index(role)
        code = results[name]
        rows = results.filter((code == unsure) | (code == unsure + 1))
        return rows.mutate(sure=rows[name] == unsure + 1)

    def _role_of(self, row: RecordRow, slot: str) -> Column:
        """Return in one number which role of a slot a record has, and how surely."""
        concerns = partial(self._dispatch.concerns, row.rows, slot)
        branches = []
        for place, role in enumerate(self._role_slots[slot]):
            condition = truth(role.condition, row)
            holds = condition.fill_null(True)
            if role.period is not None:
                holds = holds & in_effect(role.period, row.rows.occurred_on)
            sure = condition.fill_null(False).cast("int16")
            branches.append(
                (concerns(place) & holds, sure + 2 * self.roles.index(role))
            )
        none = (~concerns(), ibis.null("int16"))
        return ibis.cases(none, *branches).cast("int16")

    def _all_topics(self) -> Iterator[tuple[str, list[Events]]]:
        """Yield the topics: the slots, the kinds of look-up, and the keys."""
        for name, rules in self._rule_slots.items():
            yield name, [rule.when for _, rule in rules]
        for name, roles in self._role_slots.items():
            yield name, [role.events for role in roles]
        for kind in self._requirements.registers:
            yield (
                kind,
                [
                    e
                    for e, requirements in self._evaluated
                    if kind in requirements.registers
                ],
            )
        for column, events in self._keyed.items():
            yield key_of(column), events

    def _looked_up(self, rows: Column) -> Column:
        """Add the look-ups of rules and roles to the records that they concern."""
        tables, requirements = self._scan.tables, self._requirements
        if requirements.leaves_of_parties:
            # What the parties hold is looked up for these rows, then joined to them.
            keyed = map(column_of, self._keyed)
            always = {*_OF_EVERY_ROW, *self._dispatch.columns, *keyed}
            rows = tables.keep("gathered", narrowed(rows, always, requirements))
        elif not self._scan.separate_by:
            # A single situation need not be a key of every look-up.
            rows = rows.drop("situation")
        rows = self._keys.add(rows, self._dispatch, self._keyed)
        concerned: Concerned = {
            kind: partial(self._dispatch.concerns, topic=kind)
            for kind in requirements.registers
        }
        rows = with_lookups(
            rows, tables, self._scan.inputs.registers, requirements, concerned
        )
        return (
            with_days(rows, self._scan.inputs.due_days) if requirements.days else rows
        )
