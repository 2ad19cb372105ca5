"""The pages of the view of custody: what they count, list, find and leave open."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from engine.custody import GAPS, STATES
from engine.wording.custody import WORDS
from portal.database.models import AuditEntry, Run
from portal.storage.custody_folder import CustodyFolder, WantedGaps, view_path
from tests.portal.conftest import SAMPLE_VIEW, Portal

SUMMARY = json.loads((SAMPLE_VIEW / "custody.json").read_text("utf-8"))
VIEW = CustodyFolder(SAMPLE_VIEW)
NOUNS = ("batteries", "gaps", "enterprises", "flows")
HOSTILE = '"><script>alert(1)</script>'

Read = Callable[..., str]


@pytest.fixture
def run(portal: Portal) -> Run:
    return portal.finished_run(portal.member())


@pytest.fixture
def read(portal: Portal, run: Run) -> Read:
    """Read a page of the view as a member."""
    client = portal.client(portal.member(role="officer"))

    def ask(path: str = "", language: str = "zh") -> str:
        wanted = {"Accept-Language": language}
        answer = client.get(f"/runs/{run.key}/custody{path}", headers=wanted)
        assert answer.status_code == 200, path
        return answer.text

    return ask


def rewrite(
    portal: Portal, run: Run, table: str, select: str = "*", where: str = "true"
) -> None:
    """Put other rows into a table of the run's view."""
    view = view_path(portal.settings.data / str(run.folder))
    file, fresh = view / f"{table}.parquet", view / "fresh.parquet"
    wanted = f"SELECT {select} FROM '{file}' WHERE {where}"
    duckdb.execute(f"COPY ({wanted}) TO '{fresh}' (FORMAT parquet)")
    fresh.rename(file)


def rows_of(page: str) -> int:
    return page.split("<tbody>", 1)[1].split("</tbody>")[0].count("<tr>")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_overview_says_that_it_is_no_verdict_and_tells_every_count(
    read: Read, language: str
) -> None:
    page = html.unescape(read(language=language))

    assert WORDS[language]["no_verdict"] in page
    assert 'class="verdict' not in page
    for state in STATES:
        assert f'state={state}">{SUMMARY["batteries"][state]:,}</a>' in page
    for gap in GAPS:
        for sure, count in SUMMARY["gaps"][gap].items():
            assert (f'gap={gap}&sure={sure}">{count:,}</a>' in page) == (count > 0)
    for count in SUMMARY["records"].values():
        assert f"<b>{count:,}</b>" in page
    assert SUMMARY["warnings"][0][language] in page


def test_overview_shows_those_who_hold_most_and_leads_to_all(read: Read) -> None:
    page = read()

    assert page.count('<th scope="row">虚构') == 12
    assert "全部企业（56）" in page
    assert "全部流向（332）" in page


def test_run_page_and_finding_lead_to_the_view(portal: Portal, run: Run) -> None:
    client = portal.client(portal.member(role="officer"))
    rows = duckdb.sql(
        f"FROM '{portal.settings.data / str(run.folder)}/findings.parquet' "
        "SELECT finding_id, battery_code WHERE battery_code IS NOT NULL LIMIT 1"
    ).fetchall()

    finding = client.get(f"/runs/{run.key}/findings/{rows[0][0]}").text

    assert f'href="/runs/{run.key}/custody"' in client.get(f"/runs/{run.key}").text
    assert f"/custody/batteries?text={rows[0][1]}" in finding


@pytest.mark.parametrize(
    ("asked", "count"),
    [("", 409), ("text=F00PA33001A47PD490000219", 1), ("text=LE28XB574R0000101", 1),
     ("text=912201024488004604", 3), ("text=虚构电池回收网点002号", 3), ("text=%25", 0),
     ("state=nonsense", 409), ("holder=912201024488004604&state=held", 2),
     ("holder=91220102448800460", 0)],
)  # fmt: skip
def test_batteries_are_found(read: Read, asked: str, count: int) -> None:
    assert f"共 {count} 块电池" in read(f"/batteries?{asked}")


@pytest.mark.parametrize(
    ("asked", "count"),
    [("", 107), ("text=F00PB1700068C9A2W0000031", 2), ("text=R000000219340", 1),
     ("gap=nonsense&sure=perhaps", 107), ("gap=not_received&to=916501020340005516", 4),
     ("text=nobody", 0)],
)  # fmt: skip
def test_gaps_are_found(read: Read, asked: str, count: int) -> None:
    assert f"共 {count} 处缺口" in read(f"/gaps?{asked}")


def test_battery_leads_to_its_gaps_and_findings(
    portal: Portal, run: Run, read: Read
) -> None:
    code = "F00PB1700068C9A2W0000031"
    folder = portal.settings.data / str(run.folder)
    findings, fresh = folder / "findings.parquet", folder / "fresh.parquet"
    duckdb.execute(
        f"COPY (SELECT * REPLACE ('{code}' AS battery_code) FROM '{findings}' LIMIT 3) "
        f"TO '{fresh}' (FORMAT parquet)"
    )
    fresh.rename(findings)

    page = html.unescape(read(f"/batteries?text={code}"))

    assert f"/custody/gaps?gap=silent&text={code}" in page
    assert f"/custody/gaps?gap=not_received&text={code}" in page
    assert f'/runs/{run.key}/findings?text={code}">3</a>' in page


def test_enterprise_leads_to_the_batteries_it_holds_and_those_that_never_came(
    read: Read,
) -> None:
    page = html.unescape(read("/enterprises"))

    links = re.findall(r"batteries\?holder=(\w+)&state=held\">(\d+)<", page)
    assert sum(int(count) for _, count in links) == SUMMARY["batteries"]["held"]
    for party, count in links:
        assert f"共 {count} 块电池" in read(f"/batteries?holder={party}&state=held")
    for party, count in re.findall(r"gaps\?gap=not_received&to=(\w+)\">(\d+)<", page):
        found = VIEW.gaps(WantedGaps(gap="not_received", sure="sure", to=party), 1)[1]
        unsure = VIEW.gaps(WantedGaps(gap="not_received", sure="unsure", to=party), 1)[
            1
        ]
        assert found + unsure == int(count)


def test_order_is_told_to_those_who_do_not_see_it(read: Read) -> None:
    page = read("/enterprises?by=received")

    assert page.count("aria-sort") == 1
    assert 'aria-sort="descending">收到<' in page
    assert 'aria-sort="descending">账面在库<' in read("/enterprises?by=;DROP")


def test_pager_keeps_the_filter(read: Read) -> None:
    page = html.unescape(read("/batteries?state=released"))

    assert "/custody/batteries?state=released&page=2" in page
    assert rows_of(page) == 50


@pytest.mark.parametrize(("language", "unknown"), [("zh", "不明"), ("en", "not known")])
def test_unknown_is_said_and_never_blank(
    read: Read, language: str, unknown: str
) -> None:
    pages = [read(f"/{noun}", language) for noun in NOUNS]

    cells = [re.sub(r"<[^>]+>", "", cell).strip() for page in pages
             for cell in re.findall(r"<t[dh][^>]*>.*?</t[dh]>", page, re.DOTALL)]  # fmt: skip
    assert {"", "None"} & set(cells) == set()
    assert unknown in pages[0]
    assert f"{unknown}</span></td>" in pages[2]
    unsure = read("/gaps?sure=unsure&gap=not_received", language)
    assert f'<span class="quiet">{unknown}</span>' in unsure


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_empty_table_says_so(
    portal: Portal, run: Run, read: Read, noun: str, language: str
) -> None:
    rewrite(portal, run, noun, where="false")

    assert '<div class="empty">' in read(f"/{noun}", language)
    assert '<div class="empty">' in read(f"/{noun}?page=3", language)


@pytest.mark.parametrize("noun", ["batteries", "gaps", "enterprises"])
def test_filter_that_nothing_fits_says_so(read: Read, noun: str) -> None:
    page = read(f"/{noun}?text=nobody")

    assert "没有符合条件的内容" in page
    assert f'/custody/{noun}">显示全部' in page


def test_names_from_the_data_stay_text(portal: Portal, run: Run, read: Read) -> None:
    columns = {
        "enterprises": ("name", "name_en"),
        "batteries": ("battery_code", "vin"),
        "gaps": ("battery_code", "record_id"),
        "flows": ("from_province", "to_province"),
    }
    for table, named in columns.items():
        replaced = ", ".join(f"'{HOSTILE}' || {name} AS {name}" for name in named)
        rewrite(portal, run, table, f"* REPLACE ({replaced})")

    pages = [read(path) for path in ("", *(f"/{noun}" for noun in NOUNS))]
    pages += [read(f"/{noun}?text={HOSTILE}&holder={HOSTILE}&to={HOSTILE}")
              for noun in NOUNS]  # fmt: skip

    for page in pages:
        assert "alert(1)" in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["batteries", "gaps", "enterprises", "flows",
                                  "custody", "custody-zh", "custody-en"])  # fmt: skip
def test_files_of_the_view_are_handed_out_and_in_the_trail(
    portal: Portal, run: Run, name: str
) -> None:
    client = portal.client(portal.member(role="officer"))

    with client.get(f"/runs/{run.key}/custody/files/{name}") as answer:
        disposition = answer.headers["Content-Disposition"]

    entry = portal.db.query(AuditEntry).one()
    assert entry.action == "downloaded"
    assert entry.subject.startswith(f"{run.key} {name.split('-')[0]}.")
    assert disposition.startswith("attachment;")


@pytest.mark.parametrize("name", ["nothing", "findings", "batteries.parquet", ".."])
def test_nothing_else_is_handed_out(portal: Portal, run: Run, name: str) -> None:
    client = portal.client(portal.member(role="officer"))

    assert client.get(f"/runs/{run.key}/custody/files/{name}").status_code == 404


@pytest.mark.parametrize("path", ["", *(f"/{noun}" for noun in NOUNS)])
def test_there_is_no_view_of_a_run_underway(portal: Portal, path: str) -> None:
    run = portal.queued_run(member := portal.member())

    assert (
        portal.client(member).get(f"/runs/{run.key}/custody{path}").status_code == 404
    )


@pytest.mark.parametrize("path", ["", *(f"/{noun}" for noun in NOUNS)])
def test_tabs_name_the_page_that_is_open(read: Read, path: str) -> None:
    page = read(path)

    tabs = page.split('<nav class="tabs"', 1)[1].split("</nav>")[0]
    assert re.findall(r'custody(/\w+)?" aria-current="page"', tabs) == [path]
    assert Path(path).name in ("", *NOUNS)
