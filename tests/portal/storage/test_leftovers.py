"""What killed processes left is removed, and nothing that a row names or a process holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.files.scratch import scratch_folder
from portal.storage.custody_folder import view_path
from portal.storage.intake import store_upload
from portal.storage.leftovers import remove_leftovers
from portal.storage.store import Store
from tests.portal.conftest import Portal
from tests.portal.storage.test_intake import folder


def make(path: Path, *, is_old: bool = False) -> Path:
    path.mkdir(parents=True)
    (path / "file").write_text("x")
    if is_old:
        os.utime(path, (0, 0))
    return path


def remove(portal: Portal) -> None:
    data = portal.settings.data
    remove_leftovers(Store(data), portal.app.extensions["packlaw_sessions"])


@pytest.mark.parametrize("place", ["incoming", "scratch"])
def test_what_no_process_holds_goes_and_what_one_holds_stays(
    portal: Portal, place: str
) -> None:
    data = portal.settings.data
    left = make(data / place / "packlaw-scratch-0123")

    with scratch_folder(data / place / ".") as held:
        left_too = make(data / place / "packlaw-scratch-4567")
        remove(portal)

        assert held.is_dir()
    assert not left.exists()
    assert not left_too.exists()


def test_upload_of_an_earlier_version_goes_when_it_is_old(portal: Portal) -> None:
    old = make(portal.settings.data / "incoming" / "0a", is_old=True)
    young = make(portal.settings.data / "incoming" / "0b")

    remove(portal)

    assert (old.exists(), young.exists()) == (False, True)


def test_attempts_that_are_not_shown_go_once_the_check_is_over(portal: Portal) -> None:
    member = portal.member()
    run, runs = portal.finished_run(member), portal.settings.data / "runs"
    shown = portal.settings.data / str(run.folder)
    late = make(runs / run.key / "7")
    waiting = portal.queued_run(portal.member("乙公司公司"))
    being_made = make(runs / waiting.key / "1")

    remove(portal)

    assert [shown.is_dir(), view_path(shown).is_dir()] == [True, True]
    assert (late.exists(), being_made.exists()) == (False, True)


def test_reports_that_are_not_shown_go(portal: Portal) -> None:
    member = portal.member()
    report = portal.issued_report(portal.finished_run(member), member)
    shown = portal.settings.data / str(report.file)
    late = shown.with_name("9.pdf")
    late.write_bytes(b"%PDF-")

    remove(portal)

    assert (shown.exists(), late.exists()) == (True, False)


def test_upload_that_was_never_entered_goes_when_it_is_old(portal: Portal) -> None:
    datasets = portal.settings.data / "datasets"
    entered = make(datasets / ("d" * 64), is_old=True)
    portal.dataset(portal.member())
    never = make(datasets / ("e" * 64), is_old=True)
    young = make(datasets / ("f" * 64))

    remove(portal)

    assert [path.exists() for path in (entered, never, young)] == [True, False, True]


def test_uploads_of_which_the_database_knows_none_stay(portal: Portal) -> None:
    foreign = make(portal.settings.data / "datasets" / ("e" * 64), is_old=True)
    portal.dataset(portal.member())

    remove(portal)

    assert foreign.is_dir()


def test_upload_of_what_is_there_makes_it_young(tmp_path: Path) -> None:
    first = store_upload(Store(tmp_path), folder("records.csv"))
    path = tmp_path / "datasets" / first.content_hash
    os.utime(path, (0, 0))

    again = store_upload(Store(tmp_path), folder("records.csv"))

    assert again.content_hash == first.content_hash
    assert path.stat().st_mtime > 0
    assert [*(tmp_path / "incoming").iterdir()] == []
