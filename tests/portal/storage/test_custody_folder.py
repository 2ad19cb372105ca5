"""What is asked of a view of custody is what its summary counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.custody import GAPS, STATES, view_custody
from portal.storage.custody_folder import (
    FIGURES,
    CustodyFolder,
    WantedBatteries,
    WantedGaps,
)
from tests.house import ROOT
from tests.portal.conftest import SAMPLE_VIEW

VIEW = CustodyFolder(SAMPLE_VIEW)
SUMMARY = VIEW.summary


@pytest.mark.parametrize("state", STATES)
def test_batteries_of_a_state_are_those_counted(state: str) -> None:
    rows, total = VIEW.batteries(WantedBatteries(state=state), 1)

    assert total == SUMMARY["batteries"][state]
    assert {row["state"] for row in rows} == {state}


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("sure", ["sure", "unsure"])
def test_gaps_of_a_kind_are_those_counted(gap: str, sure: str) -> None:
    rows, total = VIEW.gaps(WantedGaps(gap=gap, sure=sure), 1)

    assert total == SUMMARY["gaps"][gap][sure]
    assert {row["gap"] for row in rows} <= {gap}
    assert {row["is_sure"] for row in rows} <= {sure == "sure"}


def test_batteries_with_a_gap_include_those_not_sure() -> None:
    rows, _ = VIEW.batteries(WantedBatteries(gap="from_nobody"), 1)

    gaps = VIEW.gaps_of([row["battery_code"] for row in rows])
    assert len(rows) == 7
    assert all("from_nobody" in {g["gap"] for g in found} for found in gaps.values())


def test_party_of_a_gap_is_named_and_found_though_it_had_no_battery(
    tmp_path: Path,
) -> None:
    view_custody(ROOT / "fixtures" / "lives" / "one-day-late", tmp_path)
    view = CustodyFolder(tmp_path)

    (gap,), _ = view.gaps(WantedGaps(text="电池回收网点"), 1)

    party = view.parties([gap["from_id"]])[gap["from_id"]]
    assert party["name_en"] == "Invented Battery Outlet"
    assert view.enterprises("received", gap["from_id"], 1) == ([], 0)


@pytest.mark.parametrize("figure", FIGURES)
def test_enterprises_stand_in_the_order_asked_for(figure: str) -> None:
    rows, total = VIEW.enterprises(figure, "", 1)

    known = [row[figure] for row in rows if row[figure] is not None]
    assert known == sorted(known, reverse=True)
    assert [row[figure] for row in rows[: len(known)]] == known
    assert total == SUMMARY["enterprises"]


@pytest.mark.parametrize(
    ("noun", "total"), [("batteries", 409), ("gaps", 107), ("enterprises", 56), ("flows", 332)]
)  # fmt: skip
def test_pages_of_a_list_are_disjoint_and_whole(
    monkeypatch: pytest.MonkeyPatch, noun: str, total: int
) -> None:
    monkeypatch.setattr("portal.storage.parquet.PER_PAGE", 40)
    ask = {
        "batteries": lambda page: VIEW.batteries(WantedBatteries(), page),
        "gaps": lambda page: VIEW.gaps(WantedGaps(), page),
        "enterprises": lambda page: VIEW.enterprises("on_hand", "", page),
        "flows": VIEW.flows,
    }[noun]

    rows = [
        tuple(row.values())
        for page in range(1, -(-total // 40) + 1)
        for row in ask(page)[0]
    ]

    assert len(rows) == len(set(rows)) == total
    assert ask(9999) == ask(-(-total // 40))
