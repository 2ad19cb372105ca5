"""Lays out a view of custody: the values that the template of its report prints."""

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
from engine.errors import Language, Text, fill
from engine.wording.custody import WORDS, name_of, span_in_words
from reports.custody.values import (
    Column,
    ColumnGroup,
    Contents,
    EnterpriseRow,
    Enterprises,
    FlowRow,
    Flows,
    GapGroup,
    GapKind,
    GapRow,
    Gaps,
    Party,
    States,
    Term,
)
from reports.custody.view_folder import ViewFolder
from reports.dataset import dataset_texts, warning_texts
from reports.folder import Row

# The columns of each kind of gap after battery and day: the key of a cell, and its head.
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


def lay_out(view: ViewFolder, language: Language) -> Contents:
    """Return the contents of the report on a view, in one language."""
    return _Layout(view, language).contents()


class _Layout:
    """Lays out one report in one language."""

    def __init__(self, view: ViewFolder, language: Language) -> None:
        self.view, self.language = view, language
        self.words = WORDS[language]

    def say(self, zh: str, en: str) -> str:
        return Text(zh, en).in_language(self.language)

    def contents(self) -> Contents:
        summary = self.view.summary
        as_of = summary["as_of"]
        return Contents(
            language=self.language,
            say=self.say,
            words=self.words,
            title=self.words["report"],
            state=f"{self.words['as_of']} {as_of}",
            dataset=dataset_texts(summary["dataset"], self.language),
            as_of=as_of,
            judged_on=summary["judged_on"],
            packlaw=summary["packlaw"],
            sums=self._sums(),
            states=self._states(),
            gaps=self._gaps(),
            enterprises=self._enterprises(),
            flows=self._flows(),
            warnings=warning_texts(
                summary["warnings"], self.view.marked, self.language
            ),
        )

    def _shown(self, value: Any) -> str:
        """Write a number, a day or a text; None is worded as not known."""
        if value is None:
            return self.words["empty"]
        return f"{value:,}" if isinstance(value, int) else str(value)

    def _rest(self, table: str, shown: int, total: int) -> str:
        """Say how many rows are not listed, and which file has them; "" for none."""
        if shown == total:
            return ""
        file = self.view.files[table]
        return fill(
            self.words["rest"],
            {"all": total, "shown": shown, "rest": total - shown, "table": file},
        )

    def _party(self, party: Row) -> Party:
        name = name_of(party, self.language)
        party_id = party["entity_id"]
        return Party(name, party_id if party_id and party_id != name else "")

    # The sums: records, and where the batteries are.

    def _sums(self) -> list[list[Term]]:
        records = self.view.summary["records"]
        return [
            [
                Term(self.words[name], self._shown(records[name]))
                for name in (whole, *parts)
            ]
            for whole, parts in RECORD_SUMS.items()
        ]

    def _states(self) -> States:
        counts = self.view.summary["batteries"]
        return States(
            note=fill(
                self.words["of_states"],
                {**counts, "table": self.view.files["batteries"]},
            ),
            rows=[(self.words[s], self._shown(counts[s])) for s in STATES],
            total=self._shown(counts["listed"]),
            is_empty=not counts["listed"],
        )

    # The gaps, one kind after the other.

    def _gaps(self) -> Gaps:
        counts = self.view.summary["gaps"].values()
        return Gaps(
            title=_as_heading(self.words["gaps"]),
            note=self.words["of_gaps"].format(cap=self.view.cap),
            kinds=[self._kind(gap) for gap in GAPS],
            totals=[
                self._shown(sum(c[sure] for c in counts)) for sure in ("sure", "unsure")
            ],
        )

    def _kind(self, gap: str) -> GapKind:
        silent_for = span_in_words(self.view.summary["silent_for"], self.language)
        counts, rows = self.view.summary["gaps"][gap], self.view.gaps[gap]
        columns = GAP_COLUMNS[gap]
        total = counts["sure"] + counts["unsure"]
        name = self.words[gap].format(silent_for=silent_for)
        return GapKind(
            name=name,
            title=_as_heading(name),
            meaning=self.words[f"of_{gap}"].format(silent_for=silent_for),
            counts=[self._shown(counts[sure]) for sure in ("sure", "unsure")],
            day=self.words[f"on_{gap}"],
            columns=[Column(key, self.words[head]) for key, head in columns.items()],
            groups=[
                GapGroup(
                    f"{self.words[sure]}{self.say('：', ': ')}{counts[sure]:,}",
                    [self._gap(r, columns) for r in rows if r["is_sure"] == is_sure],
                )
                for sure, is_sure in (("sure", True), ("unsure", False))
            ],
            total=total,
            rest=self._rest("gaps", len(rows), total),
        )

    def _gap(self, row: Row, columns: Mapping[str, str]) -> GapRow:
        shown: Mapping[str, Callable[[Any], str | Party]] = {
            "record_id": self._shown, "days": self._shown,
            "from": self._party, "to": self._party, "holder": self._party,
        }  # fmt: skip
        return GapRow(
            self._shown(row["battery_code"]),
            self._shown(row["happened_on"]),
            {key: shown[key](row[key]) for key in columns},
        )

    # The enterprises and the flows between provinces.

    def _enterprises(self) -> Enterprises:
        groups = {"came": CAME, "went": WENT, "": BESIDES, "stayed": STAYED}
        figures = [name for group in groups.values() for name in group]
        totals, rows = self.view.totals, self.view.enterprises
        return Enterprises(
            note=self._note("enterprises"),
            names=figures,
            groups=[
                ColumnGroup(
                    self.words[group] if group else "",
                    [self.words[head] for head in columns.values()],
                )
                for group, columns in groups.items()
            ],
            rows=[
                EnterpriseRow(
                    self._party(row), [self._shown(row[name]) for name in figures]
                )
                for row in rows
            ],
            totals=[self._shown(totals[name]) for name in figures if name in totals],
            without_total=len(STAYED),
            total=totals["rows"],
            rest=self._rest("enterprises", len(rows), totals["rows"]),
        )

    def _note(self, table: str) -> str:
        """Say which rows of a table are listed, and how to read it."""
        first = self.words[f"first_{table}"].format(cap=self.view.cap)
        return first + self.words[f"of_{table}"]

    def _flows(self) -> Flows:
        rows, total = self.view.flows, self.view.summary["flows"]
        return Flows(
            note=self._note("flows"),
            rows=[
                FlowRow(
                    [self._shown(row[name]) for name in PROVINCES],
                    self._shown(row["passages"]),
                )
                for row in rows
            ],
            total=total,
            rest=self._rest("flows", len(rows), total),
        )


def _as_heading(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
