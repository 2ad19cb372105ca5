"""Lists page by page: no row is left out, and no page is empty beyond the last."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.database.models import Organisation, Run
from portal.database.paging import PER_PAGE, paged
from tests.portal.conftest import Portal


@pytest.mark.parametrize(
    ("number", "shown", "names"),
    [
        (1, 1, ["a", "b"]),
        (3, 3, ["e"]),
        (9999, 3, ["e"]),
        (0, 1, ["a", "b"]),
        (-5, 1, ["a", "b"]),
    ],
)
def test_a_page_of_a_list(
    portal: Portal, number: int, shown: int, names: list[str]
) -> None:
    portal.db.add_all(Organisation(name=name, kind="company") for name in "badce")
    portal.db.commit()

    rows = select(Organisation).order_by(Organisation.name)
    page = paged(portal.db, rows, number, per_page=2)

    assert (page.number, page.total, page.last) == (shown, 5, 3)
    assert [row.name for row in page.rows] == names


def test_an_empty_list_has_one_page(portal: Portal) -> None:
    page = paged(portal.db, select(Organisation), 7)

    assert (page.number, page.last, page.rows) == (1, 1, [])


LISTS = ("/datasets", "/runs", "/mappings", "/people")


def test_no_list_leaves_rows_out_and_none_is_empty_beyond_its_last_page(
    portal: Portal,
) -> None:
    member = portal.member()
    for number in range(PER_PAGE + 1):
        dataset = portal.dataset(member, f"{number:064}")
        portal.db.add(
            Run(
                organisation_id=member.organisation_id, dataset=dataset,
                started_by_id=member.user_id,
            )
        )  # fmt: skip
        portal.kept_mapping(member)
        portal.member(role="reader", email=f"{number}@a.example")
    portal.db.commit()
    client = portal.client(member)

    for path in LISTS:
        rows = [client.get(f"{path}?page={n}").text.count("<tr>") - 1 for n in (1, 2)]
        assert rows == [PER_PAGE, 2 if path == "/people" else 1], path
        last, beyond = (client.get(f"{path}?page={n}").text for n in (2, 9999))
        assert beyond.count("<tr>") == last.count("<tr>"), path
        assert "第 2 页，共 2 页" in beyond


def test_reports_and_findings_of_a_check_beyond_the_last_page(portal: Portal) -> None:
    member = portal.member()
    run = portal.finished_run(member)
    for number in range(PER_PAGE + 1):
        portal.issued_report(run, member, entity=str(number))
    client = portal.client(member)

    first, beyond = (
        client.get(f"/runs/{run.key}/reports/list?page={n}").text for n in (1, 9999)
    )
    findings = client.get(f"/runs/{run.key}/findings?page=9999").text

    assert first.count('id="report-') == PER_PAGE
    assert beyond.count('id="report-') == 1
    assert f'href="/runs/{run.key}?page=1#reports"' in beyond
    assert "第 2 页，共 2 页" in findings
    assert "没有" not in findings.partition("<main")[2].partition("<nav")[0]


def test_checks_of_a_dataset_are_all_shown_page_by_page(portal: Portal) -> None:
    member = portal.member()
    dataset = portal.queued_run(member).dataset
    portal.db.add_all(
        Run(
            organisation_id=member.organisation_id, dataset=dataset,
            started_by_id=member.user_id, as_of=date(2026, 1, 1 + number),
        )
        for number in range(PER_PAGE)
    )  # fmt: skip
    portal.db.commit()
    client = portal.client(member)

    first, second = (
        client.get(f"/datasets/{dataset.key}?page={n}").text for n in (1, 2)
    )

    assert first.count('href="/runs/') == PER_PAGE
    assert second.count('href="/runs/') == 1
    assert f'href="/datasets/{dataset.key}?page=2"' in first
