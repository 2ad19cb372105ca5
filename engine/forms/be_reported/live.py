"""How the live evaluator judges `be_reported`: by the record's day of report alone."""

from __future__ import annotations

from engine.evaluation.live.branch_builder import BranchBuilder
from engine.evaluation.live.patterns import Branch, equals, within_row
from engine.forms.defaults.live import grouping, needed


def branches(builder: BranchBuilder) -> list[Branch]:
    """Return a branch for each way a duty can end."""
    if builder.predicates.absent.has("records", "reported_on"):
        return [builder.row("reports_unknown", builder.opened), *builder.doubtful]
    done = (*builder.opened, equals("is_reported", 1))
    not_done = (*builder.opened, equals("is_reported", 0))
    if builder.window is None:
        return [
            builder.row("done", done),
            builder.row("open", not_done),
            *builder.doubtful,
        ]
    due = f"due{builder.window}"
    known = equals(f"has_{due}", 1)
    return [
        builder.row("in_time", (*done, known, within_row("lte", "reported_on", due))),
        builder.row("late", (*done, known, within_row("gt", "reported_on", due))),
        builder.row("missing", (*not_done, known, within_row("gt", "judged_on", due))),
        builder.row("pending", (*not_done, known, within_row("lte", "as_of", due))),
        builder.row(
            "records_end",
            (
                *not_done,
                known,
                within_row("lte", "judged_on", due),
                within_row("gt", "as_of", due),
            ),
        ),
        builder.row("beyond_calendar", (*builder.opened, equals(f"has_{due}", 0))),
        *builder.doubtful,
    ]


__all__ = ["branches", "grouping", "needed"]
