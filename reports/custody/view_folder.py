"""Reads the files of one view of custody, and checks that their counts agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.custody import FIRST, GAPS, OUTCOMES, RECORD_SUMS, STATES, SUMMARY
from engine.errors import message
from engine.runs.folder import incomplete_reason
from reports.folder import Content, Folder, Row
from reports.fonts import Marker

REQUIREMENTS = message("reports.view-requirements")
KEYS = frozenset(
    {"packlaw", "dataset", "as_of", "judged_on", "silent_for", "records", "batteries",
     "stays", "gaps", "enterprises", "flows", "warnings"}
)  # fmt: skip
DATASET_KEYS = frozenset({"hash", "title", "source", "complete"})
STAYS = ("received", "without_receipt", *OUTCOMES)
SURE: Mapping[str, str] = {"sure": "is_sure", "unsure": "NOT is_sure"}

# The sums that the report shows, each with its parts.
SUMS: Mapping[tuple[str, str], tuple[str, ...]] = {
    **{("records", whole): parts for whole, parts in RECORD_SUMS.items()},
    ("batteries", "listed"): STATES,
}
# Every number of the summary that is shown or compared.
COUNTED = (
    *SUMS,
    *((group, part) for (group, _), parts in SUMS.items() for part in parts),
    ("batteries", "only_registered"),
    *(("stays", name) for name in STAYS),
    *(("gaps", gap, sure) for gap in GAPS for sure in SURE),
    ("enterprises",),
    ("flows",),
)
# What is counted in each table, and how.
COUNTS: Mapping[str, Mapping[str, str]] = {
    "batteries": {
        "rows": "count(*)",
        "records": "coalesce(sum(records), 0)",
        "only_registered": "count(*) FILTER (records = 0)",
        **{state: f"count(*) FILTER (state = '{state}')" for state in STATES},
    },
    "enterprises": {
        "rows": "count(*)",
        **{name: f"coalesce(sum({name}), 0)"
           for name in (*STAYS, "utilized", "not_arrived")},
    },
    "flows": {"rows": "count(*)"},
    "gaps": {
        "rows": "count(*)",
        **{f"{gap} {sure}": f"count(*) FILTER (gap = '{gap}' AND {is_sure})"
           for gap in GAPS for sure, is_sure in SURE.items()},
    },
}  # fmt: skip

_FIRST = "FROM read_parquet($file) ORDER BY {} LIMIT $cap"
_FIRST_GAPS = f"""
    SELECT battery_code, gap, gaps.record_id, happened_on, days, is_sure,
        {{entity_id: from_id, name: from_name, name_en: from_name_en}} AS "from",
        {{entity_id: gaps.to_id, name: to_name, name_en: to_name_en}} AS "to",
        {{entity_id: last_holder_id, name: name, name_en: name_en}} AS holder
    FROM (
        SELECT *, row_number() OVER (PARTITION BY gap ORDER BY {FIRST["gaps"]}) AS place
        FROM read_parquet($file)) AS gaps
    LEFT JOIN read_parquet($batteries) USING (battery_code)
    LEFT JOIN read_parquet($enterprises) ON entity_id = last_holder_id
    WHERE place <= $cap
    ORDER BY gap, place
"""


@dataclass(frozen=True)
class ViewFolder:
    """The content of the folder of one view.

    `gaps` holds at most `cap` rows a kind, their parties (`from`, `to`, and the last
    `holder` of the battery) with id and names; `enterprises` and `flows` hold at most
    `cap` rows, `totals` the sums over all enterprises. `files` names for each table
    the file that a person opens; `marked` says how often each character without a
    glyph was replaced in texts of the data.
    """

    summary: Row
    gaps: dict[str, list[Row]]
    enterprises: list[Row]
    totals: Row
    flows: list[Row]
    files: dict[str, str]
    cap: int
    marked: dict[str, int]


def read_view_folder(path: Path, cap: int) -> ViewFolder:
    """Read the folder of a view; ReportError names the file that is not as written."""
    folder = Folder(path, REQUIREMENTS)
    if reason := incomplete_reason(path, SUMMARY):
        raise folder.error(message("reports.view-incomplete", reason=reason))
    summary = folder.json(SUMMARY, KEYS)
    _refuse_miscounted(folder, summary)
    counts = {table: folder.rows(_file(table), _counting(table))[0] for table in COUNTS}
    _refuse_others(folder, counts, summary)
    marker = Marker()
    marked_summary, gaps = marker(summary), _gaps(folder, cap, marker)
    enterprises, flows = (
        marker(folder.rows(_file(table), _FIRST.format(FIRST[table]), cap=cap))
        for table in ("enterprises", "flows")
    )
    files = {table: _for_people(path, table) for table in COUNTS}
    marked = dict(sorted(marker.marked.items()))
    totals = counts["enterprises"]
    return ViewFolder(
        marked_summary, gaps, enterprises, totals, flows, files, cap, marked
    )


def _file(table: str) -> str:
    return f"{table}.parquet"


def _for_people(path: Path, table: str) -> str:
    return next(
        (
            name
            for form in ("csv", "xlsx")
            if (path / (name := f"{table}.{form}")).exists()
        ),
        _file(table),
    )


def _gaps(folder: Folder, cap: int, marker: Marker) -> dict[str, list[Row]]:
    others = {t: folder.path / _file(t) for t in ("batteries", "enterprises")}
    rows = folder.rows(_file("gaps"), _FIRST_GAPS, cap=cap, **others)
    gaps: dict[str, list[Row]] = {gap: [] for gap in GAPS}
    for row in rows:
        gaps[row["gap"]].append(marker(row))
    return gaps


def _counting(table: str) -> str:
    counts = (f'{how}::BIGINT AS "{what}"' for what, how in COUNTS[table].items())
    return f"SELECT {', '.join(counts)} FROM read_parquet($file)"


def _refuse_miscounted(folder: Folder, summary: Row) -> None:
    """Refuse a summary that lacks a count, or whose sums do not add up."""
    dataset = summary["dataset"] if isinstance(summary["dataset"], dict) else {}
    if missing := sorted(DATASET_KEYS - dataset.keys()):
        problem = message("reports.dataset-keys-missing", keys=missing)
        raise folder.error(problem, SUMMARY)
    for keys in COUNTED:
        count: Any = summary
        for key in keys:
            count = count.get(key) if isinstance(count, dict) else None
        if not isinstance(count, int):
            problem = message("reports.no-number", key=".".join(keys))
            raise folder.error(problem, SUMMARY)
    for (group, whole), parts in SUMS.items():
        counts = summary[group]
        if counts[whole] != (added := sum(counts[part] for part in parts)):
            problem = message(
                "reports.sum-differs",
                key=f"{group}.{whole}", whole=counts[whole], sum=added,
            )  # fmt: skip
            raise folder.error(problem, SUMMARY)


def _refuse_others(folder: Folder, counts: Mapping[str, Row], summary: Content) -> None:
    """Refuse tables that do not hold what the summary counted."""
    for table, promised in _promised(summary).items():
        for what, promise in promised.items():
            if (found := counts[table][what]) != promise:
                problem = message(
                    "reports.count-differs",
                    found=found, what=what, summary=SUMMARY, promised=promise,
                )  # fmt: skip
                raise folder.error(problem, _file(table))


def _promised(summary: Content) -> dict[str, dict[str, int]]:
    batteries, stays, gaps = (summary[key] for key in ("batteries", "stays", "gaps"))
    by_kind = {f"{gap} {sure}": gaps[gap][sure] for gap in GAPS for sure in SURE}
    return {
        "batteries": {
            "rows": batteries["listed"],
            "records": summary["records"]["of_batteries"],
            **{name: batteries[name] for name in ("only_registered", *STATES)},
        },
        "enterprises": {
            "rows": summary["enterprises"], **{name: stays[name] for name in STAYS}
        },
        "flows": {"rows": summary["flows"]},
        "gaps": {"rows": sum(by_kind.values()), **by_kind},
    }  # fmt: skip
