"""The banner of a run's page, and the findings that it leads to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.portal.conftest import Portal


def page_of_changed_run(portal: Portal, change: Callable[[Any], None]) -> str:
    """Return the page of a run whose summary is changed."""
    run = portal.finished_run(member := portal.member())
    file = portal.settings.data / str(run.folder) / "summary.json"
    summary = json.loads(file.read_text("utf-8"))
    change(summary)
    file.write_text(json.dumps(summary), "utf-8")
    return str(portal.client(member).get(f"/runs/{run.key}").text)


def test_run_page_counts_the_rejected_rows_of_all_tables(portal: Portal) -> None:
    def reject(summary: Any) -> None:
        summary["unread"]["outlets"] = summary["tables"]["outlets"]["rejected"] = 1002

    page = page_of_changed_run(portal, reject)

    assert "<b>1,011</b> 拒收（全部表）" in page
    assert "1,011 行被拒收，没有参与判断：records 9 行、outlets 1,002 行。" in page


@pytest.mark.parametrize(("count", "folded"), [(6, 0), (8, 3)])
def test_run_page_leads_to_the_findings_of_every_cause(
    portal: Portal, count: int, folded: int
) -> None:
    def multiply(summary: Any) -> None:
        (cause,) = summary["undetermined_by_cause"]
        summary["undetermined_by_cause"] = [
            cause | {"cause": f"c{n}"} for n in range(count)
        ]

    page = page_of_changed_run(portal, multiply)

    banner = page[page.index('id="gaps"') : page.index('id="files"')]
    shown, _, below = banner.partition("<details>")
    assert [f"missing=c{n}&" in banner.replace('"', "&") for n in range(count)] == (
        [True] * count
    )
    assert below.count("missing=") == folded
    assert (f"另外 {folded} 种原因" in below) == (folded > 0)
    assert f"{7 * count} 项约束性义务无法判定，按原因：" in shown


def test_list_of_one_cause_names_it_and_has_no_empty_columns(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())
    client = portal.client(member)

    page = client.get(f"/runs/{run.key}/findings?missing=actor.roles").text

    assert "仅列因此无法判定的：“主体的角色”未给出。" in page
    assert "最后一日" not in page
    assert "最后一日" in client.get(f"/runs/{run.key}/findings?verdict=breach").text
