"""A report held against its run and its dataset: what differs is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from engine.errors import UsageError
from fixtures.fleet import write_fleet
from reports.sealing import Expected, seal, source_results, verify
from tests.house import ROOT
from tests.reports.sealing.conftest import RUN, KeyOf, People, printed
from tests.reports.sealing.outcomes import english, said

pytestmark = pytest.mark.slow

DATASET = ROOT / "fixtures" / "lives" / "one-day-late"
AGAINST_RUN = Expected(run=RUN)


@pytest.fixture(autouse=True)
def printing(monkeypatch: pytest.MonkeyPatch, report_bytes: bytes) -> list[object]:
    """Print the report of these tests for the sample run; return the options used."""
    used: list[object] = []

    def render(run: Path, out: Path, **options: object) -> Path:
        used.append((run, options))
        out.write_bytes(report_bytes)
        return out

    monkeypatch.setattr(source_results, "render", render)
    return used


def test_report_comes_out_of_its_run_byte_for_byte(
    report: Path, printing: list[object]
) -> None:
    verification = verify(report, AGAINST_RUN)

    assert english(verification) == []
    assert said(verification, "passed")[-1] == (
        "由 sample 重新生成的报告与签名前的文件逐字节相同",
        "Printed again from sample, the report is the same byte for byte, before seals",
    )
    assert printing == [
        (RUN, {"kind": "inspection", "entity": None, "against": None, "language": "zh",
               "cap": 20})
    ]  # fmt: skip


def test_sealed_report_is_compared_as_it_was_before(
    report: Path, people: People, key_of: KeyOf
) -> None:
    seal(report, key_of(people.sealer))

    assert english(verify(report, AGAINST_RUN)) == []


def change_page(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[1]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" q Q")


def remove_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def change_attachment(pdf: pikepdf.Pdf) -> None:
    for spec in list(pdf.Root.Names.EmbeddedFiles.Names)[1::2]:
        if str(spec.UF) == "findings.csv":
            spec.EF.F.write(b"verdict\n")


def change_size(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.MediaBox = [0, 0, 100, 100]


def change_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another"


def add_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS="app.alert(1)"
    )


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (change_page, "第 2 页不同", "page 2 differs"),
        (change_size, "第 1、2、3 页不同", "pages 1, 2, 3 differ"),
        (
            remove_page,
            "应有 3 页，实有 2 页、缺少或被改的原第 2 页、标签、书签或动作不同",
            "it has 2 pages instead of 3, page 2 is missing or changed, tags, bookmarks or "
            "actions differ",
        ),
        (
            change_attachment,
            "附件 findings.csv 不同",
            "attachment findings.csv differs",
        ),
        (change_title, "文件的元数据不同", "the metadata of the file differ"),
        (add_action, "标签、书签或动作不同", "tags, bookmarks or actions differ"),
    ],
)
def test_what_differs_from_the_run_is_named(
    change: Callable[[pikepdf.Pdf], None], zh: str, en: str, report: Path
) -> None:
    with pikepdf.open(report, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(report, fix_metadata_version=False)

    assert said(verify(report, AGAINST_RUN))[-1] == (
        f"由 sample 重新生成的报告与文件不同：{zh}",
        f"Printed again from sample, the report differs from the file: {en}",
    )


def test_file_that_another_program_wrote_anew_is_told(report: Path) -> None:
    whole = pikepdf.StreamDecodeLevel.all
    with pikepdf.open(report, allow_overwriting_input=True) as pdf:
        pdf.save(report, stream_decode_level=whole, fix_metadata_version=False)

    assert said(verify(report, AGAINST_RUN)) == [
        (
            "由 sample 重新生成的报告内容与文件相同，但字节不同",
            "Printed again from sample, the report holds the same as the file, in other "
            "bytes",
        )
    ]


@pytest.mark.parametrize(
    ("changed", "zh", "en"),
    [
        (
            {"as_of": "2026-01-01", "rulebook": "0" * 64},
            "报告不是由 sample 生成的，不同之处：评估日、规则",
            "The report was not made from sample: day, rulebook differ",
        ),
        (
            {"findings": {"hash": "0" * 64, "rows": 1}},
            "报告不是由 sample 生成的，不同之处：发现",
            "The report was not made from sample: findings differs",
        ),
        (
            {"against": {"hash": "0" * 64, "rows": 1}},
            "报告与较早的核查作了对比：请用 --against 给出该次核查的文件夹",
            "The report compares with an earlier run: give its folder with --against",
        ),
        (
            {"kind": "poem"},
            "本版 packlaw 不能生成这种报告（类型 poem，语言 zh）",
            "This packlaw does not print reports of kind poem in language zh",
        ),
    ],
)
def test_report_that_cannot_be_of_the_run_is_told(
    changed: dict[str, object], zh: str, en: str, tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(printed(**changed))

    assert said(verify(report, AGAINST_RUN)) == [(zh, en)]


def test_other_earlier_run_is_told(tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(printed(against={"hash": "0" * 64, "rows": 1}))

    assert said(verify(report, Expected(run=RUN, against=RUN))) == [
        (
            "报告所对比的较早核查不是 sample",
            "The earlier run that the report compares with is not sample",
        )
    ]


def test_earlier_run_alone_is_refused(report: Path) -> None:
    with pytest.raises(UsageError) as caught:
        verify(report, Expected(against=RUN))

    assert [caught.value.in_language("zh"), str(caught.value)] == [
        "--against 只能与 --run 一起使用：请同时给出报告所依据的核查结果文件夹。",
        "--against goes with --run: give the folder of the run that the report was made "
        "from, too.",
    ]


def test_report_of_another_version_is_noted(tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(printed(packlaw="9.9.9"))

    assert (
        "报告由 packlaw 9.9.9 生成，现为 0.1.0：版本不同，字节可能不同",
        "It was printed by packlaw 9.9.9, and this is 0.1.0: bytes may differ for that "
        "alone",
    ) in said(verify(report, AGAINST_RUN), "noted")


def test_run_that_was_edited_is_told(report: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(RUN, run)
    listed = '"files": {"summary.json": {"bytes": %d, "sha256": "0"}}, '
    size = (run / "summary.json").stat().st_size
    text = (run / "run.json").read_text("utf-8")
    (run / "run.json").write_text(text.replace("{", "{" + listed % size, 1), "utf-8")

    assert said(verify(report, Expected(run=run))) == [
        ("run 中的文件在核查之后被改动", "Files in run were changed after the check")
    ]


def test_folder_that_is_no_run_is_refused(report: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        verify(report, Expected(run=tmp_path / "none"))

    assert [
        caught.value.in_language(one, short_paths=True) for one in ("zh", "en")
    ] == [
        "none：不是完整的核查结果文件夹（缺少 run.json）。\n"
        "  请指定 packlaw check --out 写出的文件夹。",
        "none: this is no complete folder of a run (run.json is missing).\n"
        "  Name a folder that packlaw check --out has written.",
    ]


def test_report_without_facts_cannot_be_held_against_anything(
    report: Path,
) -> None:
    with pikepdf.open(report, allow_overwriting_input=True) as pdf:
        del pdf.attachments["report.json"]
        pdf.save(report)

    assert said(verify(report, Expected(run=RUN, dataset=DATASET))) == [
        (
            "文件没有附带 report.json：不是由 packlaw report 生成的报告，或该附件已被取走",
            "It carries no report.json: packlaw report did not print it, or that was taken out",
        ),
        (
            "文件没有说明报告是怎样生成的，无法由 sample 重新生成",
            "The file does not say how it was printed, so that it cannot be printed again "
            "from sample",
        ),
        (
            "文件没有注明由哪份数据生成，无法与 one-day-late 对照",
            "The file does not name its dataset, so that one-day-late cannot be compared",
        ),
    ]


@pytest.mark.slow
def test_dataset_of_the_report_is_recognized(tmp_path: Path) -> None:
    from engine.dataset import open_dataset
    from engine.rulebook import load_rulebook, shipped_rules

    dataset, report = tmp_path / "fleet", tmp_path / "report.pdf"
    write_fleet(dataset, 5, 1)
    with open_dataset(dataset, load_rulebook(shipped_rules()).vocabularies) as opened:
        named = opened.hash
    report.write_bytes(printed(dataset={"hash": named, "title": "Fleet"}))

    verification = verify(report, Expected(dataset=dataset))

    assert english(verification) == []
    assert english(verification, "passed")[-1] == (
        "The dataset that the report names is fleet"
    )
    assert "The file is not sealed" in english(verification, "noted")


@pytest.mark.slow
def test_other_dataset_is_told_with_both_hashes(report: Path, tmp_path: Path) -> None:
    dataset = tmp_path / "fleet"
    write_fleet(dataset, 5, 1)

    zh, en = said(verify(report, Expected(dataset=dataset)))[-1]

    assert zh.startswith("报告注明的数据不是 fleet：报告为 0d338fab")
    assert en.startswith(
        "The dataset that the report names is not fleet: the report has 0d338fab"
    )
