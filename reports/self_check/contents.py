"""Lays out the self-check of a company: what to do first, by when, and in which row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.errors import Language, Text
from engine.rulebook.titles import chinese_numeral
from reports.charts import calendar
from reports.findings import due_days, pending_of
from reports.frame import BY_NUMBER, frame_of
from reports.outline import Entry
from reports.run import Request, RunFolder
from reports.self_check.dues import dues_of
from reports.self_check.missing import missing_of
from reports.self_check.tasks import late_of, tasks_of
from reports.self_check.values import Contents, Lesser, Missing, Step, Task
from reports.words import Words

TITLE = Text("自查报告", "Self-check")
# The parts of the list, in the order in which they are to be done.
PARTS = {
    "due": Text("期限将至的事项", "What is due"),
    "open": Text("尚未改正的违规", "Breaches to put right"),
    "missing": Text("须补填的内容", "What to fill in"),
    "late": Text("已逾期完成的事项", "Done too late"),
}
_DO = (
    Text("在最后一日前完成，并记入数据", "Do it by its last day, and record it"),
    Text("改正，并补正所列记录", "Put it right, and mend the records listed"),
    Text("补填空缺的内容，再行核查", "Fill in what is empty, and check again"),
    Text("无可补做；备好逾期的说明", "Nothing is left to do; have the reason at hand"),
)
_CALENDAR = Text("最后一日的日历", "Calendar of last days")
_MONTHS = 6


def lay_out(
    folder: RunFolder, request: Request, language: Language, earlier: RunFolder | None
) -> Contents:
    """Return the contents of the self-check, of the party of the folder or of all."""
    words = Words(language)
    frame = frame_of(folder, request, words, TITLE, state=BY_NUMBER)
    pending, (tasks, lesser) = pending_of(folder, words), tasks_of(folder, words)
    dues = dues_of(pending, words)
    missing, late = missing_of(folder, words), late_of(folder, words)
    steps = _steps(words, {
        "due": (pending.total, len(dues) + pending.rest),
        "open": _breaches(tasks, lesser),
        "missing": _cells(missing),
        "late": (sum(one.findings for one in late), len(late)),
    })  # fmt: skip
    return Contents(
        **vars(frame),
        contents=[Entry(step.heading, step.anchor) for step in steps]
        + [Entry(frame.seal.heading, f"{language}-seal")],
        steps=steps,
        headings={step.name: step.heading for step in steps},
        calendar=calendar(words(_CALENDAR), due_days(folder, words), language,
                          as_of=date.fromisoformat(frame.as_of), limit=_MONTHS),
        dues=dues,
        dues_rest=pending.rest,
        tasks=tasks,
        lesser=lesser,
        missing=missing,
        late=late,
    )  # fmt: skip


def _steps(words: Words, counts: Mapping[str, tuple[int, int]]) -> list[Step]:
    """Return the parts that have anything to do, with their duties and lines."""
    parts = [
        (name, do, *counts[name])
        for name, do in zip(PARTS, _DO, strict=True)
        if counts[name][0]
    ]
    return [
        Step(name, _heading(name, number, words), words(do), duties, lines,
             f"{words.language}-{name}")
        for number, (name, do, duties, lines) in enumerate(parts, 1)
    ]  # fmt: skip


def _heading(name: str, number: int, words: Words) -> str:
    before = words.say(f"{chinese_numeral(number)}、", f"{number}  ")
    return before + words(PARTS[name])


def _breaches(tasks: Sequence[Task], lesser: Sequence[Lesser]) -> tuple[int, int]:
    findings = [task.rule.total for task in tasks] + [one.findings for one in lesser]
    return sum(findings), len(findings)


def _cells(missing: Sequence[Missing]) -> tuple[int, int]:
    """Return the duties that are open, and how many cells leave them so."""
    duties = sum(one.duties for one in missing)
    return duties, sum(len(one.cells) + one.rest for one in missing)
