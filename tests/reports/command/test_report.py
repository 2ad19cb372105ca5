"""`packlaw report RUN` prints, and the names of its commands are not taken for runs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portal.command import packlaw, print_report
from reports import render
from tests.house import ENGLISH
from tests.reports.samples import EARLIER, OF_UNKNOWN_ROLES, PARTY, RUN


def run(*words: str | Path) -> Result:
    told = ["report", *map(str, words)]
    return CliRunner(env={**ENGLISH, "COLUMNS": "100"}).invoke(packlaw(), told)


def test_help_shows_both_ways() -> None:
    shown = run("--help").stdout

    assert "packlaw report RUN [OPTIONS] | COMMAND [ARGS]..." in shown
    assert "packlaw report RUN --kind inspection --out report.pdf" in shown
    assert "packlaw report seal report.pdf --key key.p12" in shown
    assert "  print  Print a report" in shown
    assert "  seal   Seal the report" in shown


@pytest.mark.parametrize(
    "words",
    [
        ["none", "--out", "a.pdf"],
        ["print", "none", "--out", "a.pdf"],
        ["--out", "a.pdf", "none"],
        ["--language", "en", "--out", "a.pdf", "none"],
    ],
)
def test_run_may_stand_where_a_command_does(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(*words)

    assert result.exit_code == 2
    assert result.stderr.startswith("packlaw: none/run.json\n")


def test_nothing_said_shows_the_help() -> None:
    result = run()

    assert "packlaw report RUN [OPTIONS] | COMMAND [ARGS]..." in result.output


def test_missing_option_is_told_of_the_command_that_prints() -> None:
    result = run("somewhere")

    assert result.exit_code == 2
    assert "Usage: packlaw report print [OPTIONS] RUN" in result.stderr
    assert "Missing option '--out'" in result.stderr


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Keep with what options reports are printed, and print none."""
    kept: list[dict[str, object]] = []

    def print_nothing(run: Path, out: Path, **options: object) -> Path:
        kept.append(options)
        return out

    monkeypatch.setattr(import_module("reports.render"), "render", print_nothing)
    return kept


@pytest.mark.parametrize(
    ("words", "kind", "entity"),
    [
        ([], "inspection", None),
        (["--entity", PARTY], "compliance", PARTY),
        (["--kind", "inspection", "--entity", PARTY], "inspection", PARTY),
        (["--kind", "notice", "--entity", PARTY], "notice", PARTY),
        (["--kind", "self-check"], "self-check", None),
    ],
)
def test_kind_follows_from_the_party_unless_it_is_named(
    asked: list[dict[str, object]],
    tmp_path: Path,
    words: list[str],
    kind: str,
    entity: str | None,
) -> None:
    run(RUN, *words, "--out", tmp_path / "x.pdf")

    ((options),) = asked
    assert (options["kind"], options["entity"]) == (kind, entity)


def test_every_option_reaches_the_report(
    asked: list[dict[str, object]], tmp_path: Path
) -> None:
    run(RUN, "--entity", PARTY, "--against", EARLIER, "--cap", "3", "--language", "both",
        "--out", tmp_path / "x.pdf")  # fmt: skip

    assert asked == [
        {
            "kind": "compliance",
            "entity": PARTY,
            "against": EARLIER,
            "language": "both",
            "cap": 3,
        }
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--kind", "notice", "--out", "x.pdf"],
         "A report of the kind notice is about one party: name it by --entity, or make "
         "one for each by --all-entities."),
        (["--entity", PARTY[:-1], "--out", "x.pdf"],
         f"{RUN}: it has no party {PARTY[:-1]}: no duty is owed by it and no record names "
         f"it. Nearest: {PARTY}, "),
        (["--kind", "notice", "--entity", OF_UNKNOWN_ROLES, "--out", "x.pdf"],
         "Invented Battery Outlet No. 011 (913401024035006082): this run found no breach "
         "of a binding rule by it; there is nothing to order."),
        (["--out", "."], ".: this is a folder. Name a file."),
    ],
)  # fmt: skip
def test_request_that_cannot_be_served_is_told(
    words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(RUN, *words)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"packlaw: {message}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("entities", "kind", "entity"),
    [
        ([], "inspection", None),
        ([PARTY, OF_UNKNOWN_ROLES], "inspection", None),
        ([PARTY], "compliance", PARTY),
    ],
)
def test_check_leaves_the_report_of_the_party_that_it_was_limited_to(
    copy_of: Any,
    monkeypatch: pytest.MonkeyPatch,
    entities: list[str],
    kind: str,
    entity: str | None,
) -> None:
    copied, kept = copy_of(RUN), []
    copied.change("run.json", lambda run: run["options"].update(entities=entities))
    monkeypatch.setattr("reports.render", lambda *_, **named: kept.append(named))

    print_report(copied.folder, copied.folder / "report.pdf", "en")

    assert kept == [{"kind": kind, "entity": entity, "language": "en"}]


@pytest.mark.slow
def test_report_is_printed(tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"

    result = run(RUN, "--kind", "notice", "--entity", PARTY, "--language", "en", "--cap",
                 "1", "--out", out)  # fmt: skip

    assert (result.exit_code, result.stdout) == (0, f"{out}\n")
    again = render(RUN, tmp_path / "again.pdf", kind="notice", entity=PARTY,
                   language="en", cap=1)  # fmt: skip
    assert out.read_bytes() == again.read_bytes()
