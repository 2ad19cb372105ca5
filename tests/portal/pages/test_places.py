"""Pages lead findings and rejected rows back to the source that a mapping read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.runs import CheckRequest, check
from portal.storage.run_folder import RunFolder, Wanted
from tests.brought_in import AS_OF, LIST, RECEIVED, REPORT, WORD, write_brought_in
from tests.engine.dataset.origins import BOOK, MAPPING, fault, sha256, write_origin
from tests.portal.conftest import SAMPLE_RUN, Portal

DIGITS = sha256(MAPPING.encode())[:12]
HOSTILE = "<script>alert(1)</script>.xlsx"
CHINESE, ENGLISH = {"Accept-Language": "zh"}, {"Accept-Language": "en"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over a dataset that a mapping wrote, with r3 as the witness of r2."""
    place = tmp_path_factory.mktemp("brought-in")
    dataset = write_brought_in(place / "dataset", event="battery.received")
    lines = [
        fault("records", None, 39, None, WORD),
        ("records", None, HOSTILE, None, 7, None, "?", "理由", "a reason"),
    ]
    write_origin(dataset, rejected=lines)
    rules = (REPORT, RECEIVED)
    request = CheckRequest(
        dataset, place / "run", as_of=AS_OF, rule_ids=rules, every_duty=True
    )
    return check(request).folder


def plain(page: str) -> str:
    """The words of a page, without its tags and white space."""
    return "".join(re.sub(r"<[^>]*>", "", page).split())


@pytest.mark.parametrize(
    ("headers", "own", "witness"),
    [
        (CHINESE, f"来源{LIST}，第12行", f"来源{BOOK}，工作表入库，第38行"),
        (ENGLISH, f"Sourcerow{LIST},row12", f"Sourcerow{BOOK},sheet入库,row38"),
    ],
)
def test_finding_shows_the_places_of_its_records(
    headers: dict[str, str], own: str, witness: str, folder: Path, portal: Portal
) -> None:
    run = portal.finished_run(member := portal.member(), folder)
    found, _ = RunFolder(folder).findings(Wanted(rule_id=RECEIVED), 1)
    address = f"/runs/{run.key}/findings/{found[0]['finding_id']}"

    page = plain(portal.client(member).get(address, headers=headers).text)

    assert page.index(own) < page.index(witness)


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        (CHINESE, [
            f"映射mapping.yaml（SHA-256{DIGITS}）",
            f"来源文件{BOOK}（SHA-256{'a' * 12}，120行）",
            f"{LIST}（SHA-256{'b' * 12}，14行）",
            f"全生命周期记录来源：{BOOK}，工作表入库，第39行",
        ]),
        (ENGLISH, [
            f"Mappingmapping.yaml(SHA-256{DIGITS})",
            f"Sourcefiles{BOOK}(SHA-256{'a' * 12},120rows)",
            f"{LIST}(SHA-256{'b' * 12},14rows)",
            f"LifecyclerecordsSourcerow:{BOOK},sheet入库,row39",
        ]),
    ],
)  # fmt: skip
def test_run_names_mapping_and_sources_and_places_of_rejected_rows(
    headers: dict[str, str], named: list[str], folder: Path, portal: Portal
) -> None:
    run = portal.finished_run(member := portal.member(), folder)

    answer = portal.client(member).get(f"/runs/{run.key}", headers=headers)

    for words in named:
        assert words in plain(answer.text)
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;.xlsx" in answer.text


def test_run_of_a_dataset_that_no_mapping_wrote_names_none(portal: Portal) -> None:
    run = portal.finished_run(member := portal.member())
    client = portal.client(member)
    found, _ = RunFolder(SAMPLE_RUN).findings(Wanted(), 1)

    page = plain(client.get(f"/runs/{run.key}").text)
    finding = client.get(f"/runs/{run.key}/findings/{found[0]['finding_id']}").text

    assert "映射" not in page
    assert "来源文件" not in page
    assert "<dt>来源</dt>" not in finding
