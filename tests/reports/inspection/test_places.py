"""The printed report leads findings back to the source that a mapping read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.runs import CheckRequest, check
from reports import Language, render
from reports.inspection.contents import lay_out
from reports.inspection.run_folder import read_run_folder
from reports.render import INSPECTION
from tests.brought_in import AS_OF, LIST, RECEIVED, REPORT, write_brought_in
from tests.engine.dataset.origins import BOOK, MAPPING, sha256

DIGITS = sha256(MAPPING.encode())[:12]
MARKUP = "<b>a</b>&lt;.xlsx"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over a dataset that a mapping wrote; its last source has markup for a name."""
    place = tmp_path_factory.mktemp("brought-in")
    dataset, rules = write_brought_in(place / "dataset"), (REPORT, RECEIVED)
    request = CheckRequest(dataset, place / "run", as_of=AS_OF, rule_ids=rules)
    folder = check(request).folder
    content = json.loads((folder / "run.json").read_text("utf-8"))
    content["dataset"]["origin"]["files"][1]["file"] = MARKUP
    (folder / "run.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("zh", [
            f"映射mapping.yaml（SHA-256{DIGITS}）",
            f"来源{BOOK}，工作表入库，第37行", f"来源{LIST}，第12行",
            "来源文件各行由映射自下列文件导入", f"{MARKUP}（SHA-256{'b' * 12}，14行）",
        ]),
        ("en", [
            f"Mappingmapping.yaml(SHA-256{DIGITS})",
            f"Sourcerow{BOOK},sheet入库,row37", f"Sourcerow{LIST},row12",
            "SourcefilesAmappingbroughttherowsin", f"{MARKUP}(SHA-256{'b' * 12},14rows)",
        ]),
    ],
)  # fmt: skip
def test_report_prints_places_mapping_and_sources(
    language: Language,
    printed: list[str],
    run: Path,
    tmp_path: Path,
    words_of: Callable[[Path], str],
) -> None:
    words = words_of(render(run, tmp_path / "report.pdf", language=language))

    assert [each for each in printed if each not in words] == []


def test_findings_of_a_report_have_the_places_of_their_records(run: Path) -> None:
    contents = lay_out(read_run_folder(run, 20), "en")

    shown = {
        cell.value
        for force in contents.forces
        for rule in force.rules
        for finding in rule.findings
        for cell in finding.shows
        if cell.label == "Source row"
    }
    assert shown == {f"{BOOK}, sheet 入库, row 37", f"{LIST}, row 12"}
    assert contents.dataset.mapping == f"mapping.yaml (SHA-256 {DIGITS})"
    assert contents.dataset.sources == [
        f"{BOOK} (SHA-256 {'a' * 12}, 120 rows)",
        f"{MARKUP} (SHA-256 {'b' * 12}, 14 rows)",
    ]


def test_report_without_an_origin_names_none() -> None:
    contents = lay_out(read_run_folder(INSPECTION / "sample", 20), "en")

    assert (contents.dataset.mapping, contents.dataset.sources) == ("", [])
    findings = [f for force in contents.forces for r in force.rules for f in r.findings]
    labels = {cell.label for finding in findings for cell in finding.shows}
    assert "Record" in labels
    assert "Source row" not in labels
