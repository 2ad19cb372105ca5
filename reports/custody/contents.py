"""Turn what a view of custody left into the plain values that the template prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.custody import (
    GAPS,
    PARTIES,
    RECORD_SUMS,
    STATES,
    WITHOUT_DAYS,
    WITHOUT_RECORD,
)
from engine.rulebook import Text
from engine.wording.custody import WORDS, name_of, span_in_words
from engine.wording.terms import Language, pick
from reports.custody.view_folder import ViewFolder
from reports.dataset import told_of_dataset, told_warnings
from reports.folder import Row

Values = dict[str, Any]

# The columns of each kind of gap after battery and day: a kind of cell, and its head.
GAP_COLUMNS: Mapping[str, Mapping[str, str]] = {
    gap: {
        **({} if gap in WITHOUT_RECORD else {"record_id": "record"}),
        **PARTIES[gap],
        **({} if gap in WITHOUT_DAYS else {"days": f"days_{gap}"}),
    }
    for gap in GAPS
}
# The columns of an enterprise, under what they have in common.
CAME = {"received": "received", "without_receipt": "without_receipt"}
WENT = {
    "handed_on": "handed_on", "ended": "ended_there", "found_elsewhere": "found_elsewhere",
    "on_hand": "on_hand",
}  # fmt: skip
BESIDES = {"utilized": "utilized", "not_arrived": "not_arrived"}
STAYED = {
    "dwell_median": "dwell_median", "dwell_p90": "dwell_p90",
    "dwell_longest": "dwell_longest",
}  # fmt: skip
PROVINCES = ("from_province", "to_province")


def lay_out(view: ViewFolder, language: Language) -> Values:
    """Return everything the report says, in the order in which it says it."""
    return _Layout(view, language).values()


class _Layout:
    """One report in one language; every method returns plain values."""

    def __init__(self, view: ViewFolder, language: Language) -> None:
        self.view, self.language = view, language
        self.words = WORDS[language]

    def say(self, zh: str, en: str) -> str:
        return pick(Text(zh, en), self.language)

    def values(self) -> Values:
        summary = self.view.summary
        as_of = summary["as_of"]
        return {
            "language": self.language,
            "say": self.say,
            "words": self.words,
            "title": self.words["report"],
            "state": f"{self.words['as_of']} {as_of}",
            "dataset": told_of_dataset(summary["dataset"], self.language),
            "as_of": as_of,
            "judged_on": summary["judged_on"],
            "packlaw": summary["packlaw"],
            "sums": self._sums(),
            "states": self._states(),
            "gaps": self._gaps(),
            "enterprises": self._enterprises(),
            "flows": self._flows(),
            "warnings": told_warnings(
                summary["warnings"], self.view.marked, self.language
            ),
        }

    def _told(self, value: Any) -> str:
        """Write a figure, a day or a text; what is not there is not known."""
        if value is None:
            return self.words["empty"]
        return f"{value:,}" if isinstance(value, int) else str(value)

    def _rest(self, table: str, shown: int, total: int) -> str:
        """Say how many rows more there are than are shown, and where; '' for none."""
        if shown == total:
            return ""
        file = self.view.files[table]
        return self.words["rest"].format(
            all=total, shown=shown, rest=total - shown, table=file
        )

    def _party(self, party: Row) -> Values:
        """Name a party, and give its id unless that stands for the name."""
        name = name_of(party, self.language)
        party_id = party["entity_id"]
        return {"name": name, "id": party_id if party_id and party_id != name else ""}

    # The sums: records, and where the batteries are.

    def _sums(self) -> list[list[Values]]:
        records = self.view.summary["records"]
        return [
            [
                {"label": self.words[name], "count": self._told(records[name])}
                for name in (whole, *parts)
            ]
            for whole, parts in RECORD_SUMS.items()
        ]

    def _states(self) -> Values:
        counts = self.view.summary["batteries"]
        note = self.words["of_states"].format(
            **counts, table=self.view.files["batteries"]
        )
        return {
            "note": note,
            "rows": [(self.words[s], self._told(counts[s])) for s in STATES],
            "total": self._told(counts["listed"]),
            "is_empty": not counts["listed"],
        }

    # The gaps, one kind after the other.

    def _gaps(self) -> Values:
        kinds = [self._kind(gap) for gap in GAPS]
        counts = self.view.summary["gaps"].values()
        return {
            "title": _as_heading(self.words["gaps"]),
            "note": self.words["of_gaps"].format(cap=self.view.cap),
            "kinds": kinds,
            "totals": [
                self._told(sum(c[sure] for c in counts)) for sure in ("sure", "unsure")
            ],
        }

    def _kind(self, gap: str) -> Values:
        silent_for = span_in_words(self.view.summary["silent_for"], self.language)
        counts, rows = self.view.summary["gaps"][gap], self.view.gaps[gap]
        columns = GAP_COLUMNS[gap]
        total = counts["sure"] + counts["unsure"]
        name = self.words[gap].format(silent_for=silent_for)
        return {
            "name": name,
            "title": _as_heading(name),
            "meaning": self.words[f"of_{gap}"].format(silent_for=silent_for),
            "counts": [self._told(counts[sure]) for sure in ("sure", "unsure")],
            "day": self.words[f"on_{gap}"],
            "columns": [
                {"key": key, "head": self.words[head]} for key, head in columns.items()
            ],
            "groups": [
                {
                    "name": f"{self.words[sure]}{self.say('：', ': ')}{counts[sure]:,}",
                    "rows": [
                        self._gap(row, columns)
                        for row in rows
                        if row["is_sure"] == is_sure
                    ],
                }
                for sure, is_sure in (("sure", True), ("unsure", False))
            ],
            "total": total,
            "rest": self._rest("gaps", len(rows), total),
        }

    def _gap(self, row: Row, columns: Mapping[str, str]) -> Values:
        told: Mapping[str, Callable[[Any], Any]] = {
            "record_id": self._told, "days": self._told,
            "from": self._party, "to": self._party, "holder": self._party,
        }  # fmt: skip
        return {
            "battery": self._told(row["battery_code"]),
            "day": self._told(row["happened_on"]),
            "cells": {key: told[key](row[key]) for key in columns},
        }

    # The enterprises and the flows between provinces.

    def _enterprises(self) -> Values:
        groups = {"came": CAME, "went": WENT, "": BESIDES, "stayed": STAYED}
        figures = {
            name: head for group in groups.values() for name, head in group.items()
        }
        totals, rows = self.view.totals, self.view.enterprises
        return {
            "note": self._note("enterprises"),
            "names": list(figures),
            "groups": [
                {
                    "head": self.words[group] if group else "",
                    "columns": [self.words[head] for head in columns.values()],
                }
                for group, columns in groups.items()
            ],
            "rows": [
                {
                    "party": self._party(row),
                    "figures": [self._told(row[name]) for name in figures],
                }
                for row in rows
            ],
            "totals": [self._told(totals[name]) for name in figures if name in totals],
            "without_total": len(STAYED),
            "total": totals["rows"],
            "rest": self._rest("enterprises", len(rows), totals["rows"]),
        }

    def _note(self, table: str) -> str:
        """Say which rows of a table are listed, and how it is to be read."""
        first = self.words[f"first_{table}"].format(cap=self.view.cap)
        return first + self.words[f"of_{table}"]

    def _flows(self) -> Values:
        rows, total = self.view.flows, self.view.summary["flows"]
        return {
            "note": self._note("flows"),
            "rows": [
                {
                    "provinces": [self._told(row[name]) for name in PROVINCES],
                    "passages": self._told(row["passages"]),
                }
                for row in rows
            ],
            "total": total,
            "rest": self._rest("flows", len(rows), total),
        }


def _as_heading(words: str) -> str:
    """Begin with a capital what was written to stand within a table."""
    return words[:1].upper() + words[1:]
