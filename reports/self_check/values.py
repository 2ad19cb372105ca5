"""The values that the template of the self-check prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts import Chart
from reports.findings import RuleFindings
from reports.frame import Frame
from reports.outline import Entry


@dataclass(frozen=True)
class Step:
    """A part of the list: what to do, how many duties it concerns, in how many lines."""

    name: str
    heading: str
    do: str
    duties: int
    lines: int
    anchor: str


@dataclass(frozen=True)
class Due:
    """What is due on a day; of a rule that is not binding `force` says so, else "".

    `left` words the days to it. Duties without a last day are one line for each force:
    `title` then lists their rules, and `cited` is "".
    """

    day: str
    left: str
    title: str
    cited: str
    force: str
    duties: int
    subjects: str


@dataclass(frozen=True)
class Task:
    """Breaches of a binding rule: what puts them right, and the records to mend.

    `when` says since when the oldest is due or stands. `columns`: the columns of the
    records to look at, with their names in the file.
    """

    rule: RuleFindings
    severity: str
    when: str
    columns: str


@dataclass(frozen=True)
class Lesser:
    """Breaches of a rule that is not binding, in one line; `force` names what it is."""

    title: str
    cited: str
    force: str
    remedy: str
    findings: int


@dataclass(frozen=True)
class Late:
    """Duties of a rule that were done after their last day; `days` words how late."""

    title: str
    force: str
    findings: int
    days: str


@dataclass(frozen=True)
class Cell:
    """An empty cell: whose, in which row of which file, how many duties wait for it."""

    subject: str
    ask: str
    places: str
    duties: int
    rules: int


@dataclass(frozen=True)
class Missing:
    """What is not known, what to fill in, and the cells that are empty.

    `rest`: how many cells are not listed.
    """

    name: str
    column: str
    remedy: str
    subject_label: str
    duties: int
    cells: Sequence[Cell]
    rest: int


@dataclass(frozen=True)
class Contents(Frame):
    """Everything that the self-check prints, in its order.

    `steps`: the parts that have anything, none where nothing is to be done; `headings`
    are theirs by the name of the part. `dues_rest`: the lines that are not printed.
    """

    contents: Sequence[Entry]
    steps: Sequence[Step]
    headings: Mapping[str, str]
    calendar: Chart
    dues: Sequence[Due]
    dues_rest: int
    tasks: Sequence[Task]
    lesser: Sequence[Lesser]
    missing: Sequence[Missing]
    late: Sequence[Late]
