"""The worker keeps the view of custody beside the run, and the check stands without."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.errors import ReportError, UsageError
from engine.files.progress import Progress
from engine.rulebook import shipped_rules
from portal.database.models import Run
from portal.queue.jobs import MOST_ATTEMPTS
from portal.storage.custody_folder import view_path
from reports import render_custody
from tests.portal.conftest import Portal, open_portal
from tests.portal.queue.test_jobs import claimed, expire, take_life


def blank(folder: Path, out: Path, **named: Any) -> Path:
    """Print without a printer, which takes seconds."""
    out.write_bytes(b"%PDF-")
    return out


@pytest.fixture(autouse=True)
def _paperless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.queue.check_work.render", blank)
    monkeypatch.setattr("portal.queue.check_work.render_custody", blank)


@pytest.fixture
def queued(portal: Portal) -> Run:
    run = portal.queued_run(portal.member())
    take_life(portal, run)
    return run


def work(portal: Portal, run: Run) -> Path:
    """Perform the check; return where its view is, or would be."""
    portal.worker().work_once()
    portal.db.refresh(run)
    assert (run.state, run.error) == ("done", "")
    return view_path(portal.settings.data / str(run.folder))


def page_of(portal: Portal, run: Run, language: str = "en") -> str:
    reader = portal.client(portal.member(role="reader"))
    wanted = {"Accept-Language": language}
    return reader.get(f"/runs/{run.key}/custody", headers=wanted).text


@pytest.mark.slow
def test_view_is_kept_for_the_day_and_printed_in_both_languages(
    portal: Portal, queued: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.queue.check_work.render_custody", render_custody)

    view = work(portal, queued)

    summary = json.loads((view / "custody.json").read_text("utf-8"))
    assert summary["as_of"] == "2026-10-15"
    for language in ("zh", "en"):
        assert (view / f"custody.{language}.pdf").read_bytes().startswith(b"%PDF-")
    assert "no verdict" in page_of(portal, queued)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("of", "marker_file"), [("run", "run.json"), ("view", "custody.json")]
)
def test_each_folder_holds_what_its_marker_file_lists(
    portal: Portal, queued: Run, of: str, marker_file: str
) -> None:
    view = work(portal, queued)

    folder = view if of == "view" else portal.settings.data / str(queued.folder)
    listed = json.loads((folder / marker_file).read_text("utf-8"))["files"]
    assert {file.name for file in folder.iterdir()} == {*listed, marker_file}


def test_phase_is_told_while_the_view_is_made(
    portal: Portal, queued: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    client = portal.client(portal.member(role="reader"))

    def begin(*given: Any, progress: Progress, **named: Any) -> None:
        progress("moves", 1, 8)
        told.append(client.get(f"/runs/{queued.key}/progress").json)
        raise UsageError("portal.settings", faults="That is enough.")

    monkeypatch.setattr("portal.queue.check_work.view_custody", begin)

    work(portal, queued)

    assert told == [{"over": False, "phase": "梳理电池去向", "done": 1, "total": 8}]


@pytest.fixture
def wordless(tmp_path: Path, password_hash: str) -> Iterator[Portal]:
    """A portal whose vocabulary does not say which events move a battery."""
    rules = tmp_path / "rules"
    shutil.copytree(shipped_rules(), rules)
    for file in (rules / "vocabulary").glob("*.yaml"):
        words = yaml.safe_load(file.read_text("utf-8"))
        words.pop("custody", None)
        file.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False))
    yield from open_portal(tmp_path, password_hash, rules=rules)


def test_vocabulary_without_custody_is_told_and_the_check_stands(
    wordless: Portal,
) -> None:
    run = wordless.queued_run(wordless.member())
    take_life(wordless, run)

    view = work(wordless, run)

    assert not view.exists()
    page = page_of(wordless, run)
    assert "The check itself stands." in page
    assert "Add the key custody to vocabulary/order-73.yaml" in page


def test_place_that_cannot_be_written_is_told_and_the_check_stands(
    portal: Portal, queued: Run
) -> None:
    in_the_way = portal.settings.data / "runs" / queued.key / "1-custody"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("mine")

    work(portal, queued)

    assert "Remove it, or name another folder." in page_of(portal, queued)


def test_fault_of_our_own_is_logged_and_the_check_stands(
    portal: Portal,
    queued: Run,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*given: Any, **named: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("portal.queue.check_work.view_custody", fail)

    work(portal, queued)

    page = page_of(portal, queued, "zh")
    assert "引擎发生故障" in page
    assert "secret" not in page
    assert "secret" in caplog.text


def test_report_that_cannot_be_printed_leaves_the_view(
    portal: Portal, queued: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: Any, **named: Any) -> Path:
        raise ReportError("reports.no-glyphs", places="no Pango here")

    monkeypatch.setattr("portal.queue.check_work.render_custody", fail)

    view = work(portal, queued)

    assert (view / "custody.json").is_file()
    page = page_of(portal, queued)
    assert "its PDF could not be printed" in page
    assert "no Pango here" in page
    assert "files/batteries" in page
    assert "files/custody-en" not in page


def test_last_attempt_is_made_without_the_view_that_may_have_killed_the_others(
    portal: Portal, queued: Run
) -> None:
    for _ in range(MOST_ATTEMPTS - 1):
        claimed(portal.queue())
        expire(portal)

    view = work(portal, queued)

    assert queued.attempts == MOST_ATTEMPTS
    assert not view.exists()
    assert "The engine failed on the view" in page_of(portal, queued)


@pytest.mark.parametrize("role", ["officer", "reader"])
def test_run_made_before_says_so_and_how_to_get_a_view(
    portal: Portal, role: Any
) -> None:
    run = portal.finished_run(portal.member())
    shutil.rmtree(view_path(portal.settings.data / str(run.folder)))
    run.custody_error = None
    portal.db.commit()

    page = portal.client(portal.member(role=role)).get(f"/runs/{run.key}/custody").text

    assert "还不梳理电池去向" in page
    may_check = re.search(r'name="as_of" value="2026-10-15"', page) is not None
    assert may_check == (role == "officer")
