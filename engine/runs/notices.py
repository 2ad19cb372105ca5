"""Words the result of a run, and the gaps that a reader must know of before reading on.

Both are made of the content of `summary.json` alone, so that the terminal, the page and
the report say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from engine.errors import Message, Text, message

# The content of `summary.json`, or of a part of it.
Content: TypeAlias = Mapping[str, Any]
Kind = Literal["unread", "absent", "until", "undetermined"]
_DUTIES = ("breach", "undetermined", "pending", "compliant")
_SUBJECTS = {
    "parties": "runs.subjects.parties",
    "batteries": "runs.subjects.batteries",
    "vehicles": "runs.subjects.vehicles",
    "records": "runs.subjects.records",
}
HEADING = message("runs.gaps")


@dataclass(frozen=True)
class Gap:
    """One line of the banner: what is not known, and the file or table to act on.

    `place` is "" where there is none; `cause` is the `missing_field` of the findings
    that an `undetermined` line counts, else "".
    """

    kind: Kind
    text: Message
    place: str = ""
    cause: str = ""

    @property
    def line(self) -> Message:
        """The text, with its place behind it where there is one."""
        if not self.place:
            return self.text
        return message("runs.gap.line", text=self.text, place=self.place)


def result_of(summary: Content) -> Message:
    """Word the result in one sentence; of rules that are not binding only where alone."""
    rules, as_of = summary["rules"], summary["as_of"]
    binding = [rule for rule in rules if rule["force"] == "binding"]
    sums = {name: _sum(binding, name) for name in _DUTIES[:3]}
    if is_nothing_judged(rules):
        accepted = summary["records"]["accepted"]
        return message(
            "runs.nothing-judged", as_of=as_of, rules=len(rules), accepted=accepted
        )
    if not (duties := sum(map(duties_of, binding))):
        return message("runs.result-without-binding", as_of=as_of)
    if not sums["breach"]:
        code = "runs.result-without-breach"
        return message(code, as_of=as_of, duties=duties, **sums)
    concerned = sum(1 for rule in binding if rule["breach"])
    return message("runs.result", as_of=as_of, duties=duties, rules=concerned, **sums)


def is_nothing_judged(rules: Sequence[Content]) -> bool:
    """Say whether no duty was judged; `rules` are those of a summary."""
    return not any(duties_of(rule) for rule in rules)


def duties_of(rule: Content) -> int:
    """Return how many duties of a rule were judged."""
    return sum(rule[name] for name in _DUTIES)


def gaps_of(summary: Content) -> tuple[Gap, ...]:
    """Return what was not read, is not there or not known; nothing where all is known.

    First the rejected rows, then absent tables and columns that a rule reads, the day
    on which the records end, and what leaves binding duties undetermined. A run made
    before these figures were kept has none.
    """
    if "unread" not in summary:
        return ()
    gaps = [*_unread(summary), *_absent(summary), *_undetermined(summary)]
    until, is_ended = _until(summary)
    if not gaps and not is_ended:
        return ()
    order: list[Kind] = ["unread", "absent", "until", "undetermined"]
    return tuple(sorted([*gaps, until], key=lambda gap: order.index(gap.kind)))


def _unread(summary: Content) -> Iterator[Gap]:
    if unread := summary["unread"]:
        tables = [
            message("runs.rows-of-table", table=table, rows=rows)
            for table, rows in unread.items()
        ]
        yield Gap("unread", message("runs.gap.unread", tables=tables), "rejected.csv")


def _absent(summary: Content) -> Iterator[Gap]:
    absent, files = summary["absent"], summary["files"]
    if tables := absent["needed_tables"]:
        yield Gap("absent", message("runs.gap.tables", tables=tables))
    for table, columns in absent["needed_columns"].items():
        text = message("runs.gap.columns", table=table, columns=columns)
        yield Gap("absent", text, files.get(table, table))


def _until(summary: Content) -> tuple[Gap, bool]:
    """Say up to when the records go, and whether that is before the day judged for."""
    until, as_of = summary["dataset"]["complete"]["until"], summary["as_of"]
    if until is None:
        return Gap("until", message("runs.gap.until-not-said"), "dataset.yaml"), False
    # Days are text where the summary was read back.
    is_ended = str(until) < str(as_of)
    code = "runs.gap.ended" if is_ended else "runs.gap.until"
    text = message(code, until=until, as_of=as_of)
    return Gap("until", text, "dataset.yaml"), is_ended


def _undetermined(summary: Content) -> Iterator[Gap]:
    for each in summary["undetermined_by_cause"]:
        words = Text(each["zh"], each["en"])
        of = message(_SUBJECTS[each["of"]], count=each["subjects"])
        code = "runs.gap.undetermined" if each["subjects"] else "runs.gap.undecided"
        text = message(code, duties=each["duties"], why=words, of=of)
        yield Gap("undetermined", text, each["place"], each["cause"])


def _sum(rules: Sequence[Content], name: str) -> int:
    return sum(rule[name] for rule in rules)
