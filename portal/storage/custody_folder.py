"""Reads the view of custody beside a run: where the batteries are, and the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.custody import FIRST, SUMMARY
from engine.tables.duckdb.session import query_files
from portal.storage.downloads import CSV, JSON, PDF, Download, available
from portal.storage.parquet import Condition, Filter, Row, condition, read_page
from portal.storage.run_folder import read_json

REPORT = "custody.{}.pdf"
DOWNLOADS = {
    "custody-zh": Download(REPORT.format("zh"), PDF),
    "custody-en": Download(REPORT.format("en"), PDF),
    "batteries": Download("batteries.csv", CSV),
    "gaps": Download("gaps.csv", CSV),
    "enterprises": Download("enterprises.csv", CSV),
    "flows": Download("flows.csv", CSV),
    "custody": Download(SUMMARY, JSON),
}
FIRST_SHOWN = 12

# The figures that enterprises can be sorted by, the highest first.
FIGURES = (
    "on_hand", "received", "without_receipt", "handed_on", "ended", "found_elsewhere",
    "utilized", "not_arrived", "dwell_median", "dwell_p90", "dwell_longest",
)  # fmt: skip

_NAMED = (
    "contains(entity_id, $text) OR contains(name, $text) OR contains(name_en, $text)"
)
# A party of a gap may have had no battery, and then is no enterprise of the view.
_PARTIES = """(
    SELECT entity_id, name, name_en FROM read_parquet($enterprises)
    UNION SELECT from_id, from_name, from_name_en FROM read_parquet($gaps)
    UNION SELECT to_id, to_name, to_name_en FROM read_parquet($gaps))"""
_OF_THAT_NAME = f"(SELECT entity_id FROM {_PARTIES} WHERE {_NAMED})"
_BATTERY_TESTS = {
    "state": "state = $state",
    "gap": """battery_code IN
        (SELECT battery_code FROM read_parquet($gaps) WHERE gap = $gap)""",
    "holder": "last_holder_id = $holder",
    "text": f"""contains(battery_code, $text) OR contains(vin, $text)
        OR contains(last_holder_id, $text) OR last_holder_id IN {_OF_THAT_NAME}""",
}
_GAP_TESTS = {
    "gap": "gap = $gap",
    "sure": "is_sure = ($sure = 'sure')",
    "to": "to_id = $to",
    "text": f"""contains(battery_code, $text) OR contains(record_id, $text)
        OR contains(from_id, $text) OR contains(to_id, $text)
        OR from_id IN {_OF_THAT_NAME} OR to_id IN {_OF_THAT_NAME}""",
}
_GAPS = """read_parquet($gaps) LEFT JOIN
    (SELECT battery_code, last_holder_id AS holder_id FROM read_parquet($batteries))
    USING (battery_code)"""


@dataclass(frozen=True)
class WantedBatteries(Filter):
    """Which batteries to list; "" means any."""

    TESTS = _BATTERY_TESTS

    state: str = ""
    gap: str = ""
    holder: str = ""
    text: str = ""


@dataclass(frozen=True)
class WantedGaps(Filter):
    """Which gaps to list; "" means any. `sure` is "sure" or "unsure"."""

    TESTS = _GAP_TESTS

    gap: str = ""
    sure: str = ""
    to: str = ""
    text: str = ""


def view_path(run: Path) -> Path:
    """Return the folder of a run's view: beside the run's own, which holds the run alone."""
    return run.with_name(f"{run.name}-custody")


def open_view(run: Path) -> CustodyFolder | None:
    """Open the view of a run by the run's folder; None where there is no view."""
    path = view_path(run)
    return CustodyFolder(path) if (path / SUMMARY).is_file() else None


class CustodyFolder:
    """The folder of a view that `view_custody` wrote, read only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def summary(self) -> Row:
        """The content of custody.json."""
        return read_json(self.path / SUMMARY)

    def batteries(self, wanted: WantedBatteries, page: int) -> tuple[list[Row], int]:
        """Return one page of the batteries wanted and how many there are in all."""
        source = "read_parquet($batteries)"
        return self._page(source, wanted.condition(), "battery_code", page)

    def gaps(self, wanted: WantedGaps, page: int) -> tuple[list[Row], int]:
        """Return one page of gaps, each with the last holder of its battery."""
        return self._page(_GAPS, wanted.condition(), f"{FIRST['gaps']}, gap", page)

    def gaps_of(self, batteries: Sequence[str]) -> dict[str, list[Row]]:
        """Count the gaps of batteries: by code, rows of `gap`, `n` and how many are `sure`."""
        sql = """
            SELECT battery_code, gap, count(*) AS n, count(*) FILTER (is_sure) AS sure
            FROM read_parquet($gaps) WHERE list_contains($codes, battery_code)
            GROUP BY battery_code, gap ORDER BY battery_code, gap
        """
        found: dict[str, list[Row]] = {code: [] for code in batteries}
        for row in query_files(
            sql, {"codes": list(batteries)}, gaps=self._file("gaps")
        ):
            found[row["battery_code"]].append(row)
        return found

    def enterprises(self, by: str, text: str, page: int) -> tuple[list[Row], int]:
        """Return one page of the enterprises, those with most of a figure first."""
        order = f"{by} DESC NULLS LAST, {FIRST['enterprises']}"
        wanted = condition({"text": text}, {"text": _NAMED})
        return self._page("read_parquet($enterprises)", wanted, order, page)

    def flows(self, page: int) -> tuple[list[Row], int]:
        """Return one page of the flows, those of most passages first."""
        return self._page("read_parquet($flows)", Condition(), FIRST["flows"], page)

    def parties(self, ids: Iterable[str | None]) -> Mapping[str, Row]:
        """Return a row for each party by id: `entity_id`, `name`, `name_en`, perhaps None."""
        wanted = sorted({one for one in ids if one})
        sql = f"FROM {_PARTIES} WHERE list_contains($ids, entity_id)"
        files = {name: self._file(name) for name in ("enterprises", "gaps")}
        rows = query_files(sql, {"ids": wanted}, **files)
        nameless = {
            one: {"entity_id": one, "name": None, "name_en": None} for one in wanted
        }
        return {**nameless, **{row["entity_id"]: row for row in rows}}

    def downloads(self) -> Sequence[str]:
        """Return the names of the files that can be downloaded from this folder."""
        return available(DOWNLOADS, self.path)

    def _page(
        self, source: str, wanted: Condition, order: str, page: int
    ) -> tuple[list[Row], int]:
        tables = ("batteries", "gaps", "enterprises", "flows")
        text = source + wanted.sql
        files = {name: self._file(name) for name in tables if f"${name})" in text}
        return read_page(source, wanted, order, page, **files)

    def _file(self, table: str) -> Path:
        return self.path / f"{table}.parquet"
