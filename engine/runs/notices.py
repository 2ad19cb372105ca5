"""Words the result of a run, and the gaps that a reader must know of before reading on.

Both are made of the content of `summary.json` alone, so that the terminal, the page and
the report say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from engine.errors import Message, Text, message
from engine.errors.messages import Value

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
# How many lines the causes of undetermined duties take at most.
MOST_CAUSES = 6


@dataclass(frozen=True)
class Gap:
    """One line of the banner: what is not known, and the file to act on.

    `place` is "" where there is none. `cause` is the `missing_field` of the findings
    that the line counts and `duties` their number, where it counts those of one cause.
    `causes` are the lines that stand below it, the most duties first.
    """

    kind: Kind
    text: Message
    place: str = ""
    cause: str = ""
    duties: int = 0
    causes: tuple[Gap, ...] = ()

    @property
    def line(self) -> Message:
        """The text, with its place behind it where there is one."""
        return _placed(self.text, self.place)

    @property
    def first_causes(self) -> tuple[Gap, ...]:
        """The causes that have a line each; one line is left to count all others."""
        most = MOST_CAUSES
        return self.causes if len(self.causes) <= most else self.causes[: most - 1]

    @property
    def other_causes(self) -> tuple[Gap, ...]:
        """The causes that have no line of their own."""
        return self.causes[len(self.first_causes) :]

    @property
    def others(self) -> Message:
        """The line that counts the other causes."""
        return message(
            "runs.gap.other-causes",
            duties=sum(cause.duties for cause in self.other_causes),
            causes=len(self.other_causes),
        )

    def lines_of_causes(self, whole: Value) -> tuple[Message, ...]:
        """Return the lines below this one; `whole` is the place where every cause stands."""
        first = tuple(cause.line for cause in self.first_causes)
        return (*first, _placed(self.others, whole)) if self.other_causes else first


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
        code = "runs.gap.unread" if len(unread) > 1 else "runs.gap.unread-of-one"
        rows, tables = sum(unread.values()), _rows_of_tables(unread)
        yield Gap("unread", message(code, rows=rows, tables=tables), "rejected.csv")


def _rows_of_tables(rows: Mapping[str, int]) -> list[Message]:
    """Word the rows of each table."""
    return [
        message("runs.rows-of-table", table=table, rows=count)
        for table, count in rows.items()
    ]


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


def absent_from_records(summary: Content) -> Sequence[str]:
    """Return the columns that no file of records has; none of a run that did not say."""
    columns: Mapping[str, Sequence[str]] = summary.get("absent", {}).get("columns", {})
    return columns.get("records", ())


def rejected_rows(summary: Content) -> int:
    """Return how many rows of all tables were rejected."""
    return sum(counts["rejected"] for counts in summary["tables"].values())


def rejected_by_table(summary: Content) -> Message | None:
    """Word how many rows were rejected, by table; None where only `records` has any."""
    unread = summary.get("unread", {})
    if not unread.keys() - {"records"}:
        return None
    rejected, tables = sum(unread.values()), _rows_of_tables(unread)
    return message("runs.all-rejected", rejected=rejected, tables=tables)


def _undetermined(summary: Content) -> Iterator[Gap]:
    """Say what leaves duties undetermined: in one line, or in one below it for each."""
    causes = summary["undetermined_by_cause"]
    if len(causes) == 1:
        yield _cause("runs.gap.undetermined", causes[0])
    elif causes:
        lines = tuple(_cause("runs.gap.cause", each) for each in causes)
        text = message("runs.gap.causes", duties=_sum(causes, "duties"))
        yield Gap("undetermined", text, causes=lines)


def _cause(code: str, cause: Content) -> Gap:
    why: Value = Text(cause["zh"], cause["en"])
    if cause["subjects"]:
        of = message(_SUBJECTS[cause["of"]], count=cause["subjects"])
        why = message("runs.gap.why", why=why, of=of)
    text = message(code, duties=cause["duties"], why=why)
    return Gap("undetermined", text, cause["place"], cause["cause"], cause["duties"])


def _placed(text: Message, place: Value) -> Message:
    return message("runs.gap.line", text=text, place=place) if place else text


def _sum(rules: Sequence[Content], name: str) -> int:
    return sum(rule[name] for rule in rules)
