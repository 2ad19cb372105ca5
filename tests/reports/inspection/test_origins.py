"""The printed report leads findings back to the source that a mapping read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.runs import CheckRequest, check
from reports import Language, render
from reports.inspection.contents import lay_out
from reports.run import Request, read_run_folder
from tests.brought_in import AS_OF, RECEIVED, REPORT, write_brought_in
from tests.engine.dataset.origins import BOOK, MAPPING, sha256
from tests.reports.samples import RUN

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
            f"{BOOK}，工作表入库，第37行", "来源文件",
            f"{MARKUP}（SHA-256{'b' * 12}，14行）",
        ]),
        ("en", [
            f"Mappingmapping.yaml(SHA-256{DIGITS})",
            f"{BOOK},sheet入库,row37", "Sourcefiles",
            f"{MARKUP}(SHA-256{'b' * 12},14rows)",
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
    contents = lay_out(read_run_folder(run, 20), Request(), "en", None)

    # Of the two findings the other is none of a binding rule.
    assert f"{BOOK}, sheet 入库, row 37" in str(contents.enterprises.sections)
    assert contents.dataset.mapping == f"mapping.yaml (SHA-256 {DIGITS})"
    assert contents.dataset.sources == [
        f"{BOOK} (SHA-256 {'a' * 12}, 120 rows)",
        f"{MARKUP} (SHA-256 {'b' * 12}, 14 rows)",
    ]


def test_report_without_an_origin_names_none() -> None:
    contents = lay_out(read_run_folder(RUN, 20), Request(), "en", None)

    assert (contents.dataset.mapping, contents.dataset.sources) == ("", [])
    columns = [
        column.label
        for section in contents.enterprises.sections
        for rule in section.rules
        for group in rule.groups
        for column in group.columns
    ]
    assert "Record" in columns
    assert "Source row" not in columns
