"""Says what is lost where a column of ours is not there: the rules that read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from engine.evaluation.columns_read import columns_read
from engine.rulebook.model import Form, Rulebook


@dataclass(frozen=True)
class Costs:
    """The rules of a vocabulary with the columns that they read.

    `demands` has the columns that the demand itself is about, such as the day of a
    report, `triggers` the events that open duties of each rule, None for any event.
    """

    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    demands: Mapping[str, frozenset[str]] = field(default_factory=dict)
    triggers: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, rulebook: Rulebook, vocabulary: str) -> Costs:
        """Read what the rules of a vocabulary read."""
        rules = rulebook.of_vocabulary(vocabulary)
        return cls(
            {rule.id: _named(columns_read(rule)) for rule in rules},
            {rule.id: _demanded(rule.demand.form) for rule in rules},
            {rule.id: rule.when for rule in rules},
        )

    @property
    def record_columns(self) -> list[str]:
        """The columns of records that some rule reads."""
        return sorted(self._names("records"))

    def of_table(self, table: str, events: Collection[str] | None) -> list[str]:
        """Return the rules that read some column of a register, in order of id."""
        names = (f"{table}.{name}" for name in self._names(table))
        return sorted({rule for name in names for rule in self.rules(name, events)})

    def _names(self, table: str) -> set[str]:
        every = frozenset().union(*self.columns.values())
        return {n.partition(".")[2] for n in every if n.startswith(f"{table}.")}

    def rules(self, column: str, events: Collection[str] | None = None) -> list[str]:
        """Return the rules that read a column, `<table>.<column>`, in order of id.

        Only those that some of the events open duties of; None: all of them.
        """
        return sorted(
            rule
            for rule, columns in self.columns.items()
            if column in columns and self._is_opened(rule, events)
        )

    def is_demanded(self, column: str, events: Collection[str]) -> bool:
        """Say whether some rule for these events demands what a column says."""
        return any(
            column in columns and self._is_opened(rule, events)
            for rule, columns in self.demands.items()
        )

    def _is_opened(self, rule: str, events: Collection[str] | None) -> bool:
        when = self.triggers[rule]
        return events is None or when is None or bool(set(when) & set(events))


def _named(columns: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(f"{table}.{column}" for table, column in columns)


def _demanded(form: Form) -> frozenset[str]:
    own = (("records", column) for column in form.demanded_columns)
    return _named((*own, *form.register_columns))
