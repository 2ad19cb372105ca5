"""A published folder is complete, old or new, and foreign files stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import UsageError
from engine.files.publishing import whole_file, whole_folder
from engine.files.scratch import scratch_folder
from tests.engine.stopped import publish, what_stands
from tests.house import ROOT


def stop_at_each_line(situation: str, signal: str, folder: Path) -> tuple[set, set]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.engine.stopped", situation, signal, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    stops = json.loads(ended.stdout)
    assert len(stops) > 50
    return {left for left, _ in stops}, {tuple(after) for _, after in stops}


@pytest.mark.slow
@pytest.mark.parametrize("signal", ["SIGKILL", "SIGINT"])
def test_old_or_new_and_nothing_else_wherever_it_is_stopped(
    tmp_path: Path, signal: str
) -> None:
    left, after = stop_at_each_line("an earlier run", signal, tmp_path / "at")

    assert left == {"old", "new"}
    assert after == {("next", "out")}


def test_nothing_or_new_where_no_run_was(tmp_path: Path) -> None:
    left, after = stop_at_each_line("nothing there", "SIGKILL", tmp_path / "at")

    assert left == {"nothing", "new"}
    assert after == {("next", "out")}


@pytest.mark.slow
def test_torn_is_seen_and_mended_where_files_of_others_forbid_the_swap(
    tmp_path: Path,
) -> None:
    left, after = stop_at_each_line("a file of mine", "SIGKILL", tmp_path / "at")

    assert left == {"old", "torn", "new"}
    assert after == {("next", "mine.txt", "out")}


@pytest.mark.slow
def test_interrupt_in_mid_move_is_heeded_once_all_is_moved(tmp_path: Path) -> None:
    left, after = stop_at_each_line("a file of mine", "SIGINT", tmp_path / "at")

    assert left == {"old", "new"}
    assert after == {("next", "mine.txt", "out")}


def test_working_directory_is_filled_and_stays_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "old")
    monkeypatch.chdir(tmp_path)

    publish(Path(), "new")

    assert what_stands(Path()) == "new"
    assert tmp_path.samefile(".")


def test_run_json_of_somebody_else_takes_no_file_with_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "treasure").write_text("t")
    (out / "run.json").write_text('{"files": {"../treasure": {}, "..": {}, "": {}}}')

    publish(out, "new")

    assert what_stands(out) == "new"
    assert (tmp_path / "treasure").exists()


def lies_in(folder: Path) -> set[tuple[str, int, int]]:
    """Say what makes each file the one it is: its name, its place, its last change."""
    found = ((file.name, file.lstat()) for file in folder.iterdir())
    return {(name, stat.st_ino, stat.st_mtime_ns) for name, stat in found}


def spoil_nothing(out: Path) -> None:
    """Leave an earlier folder as it is."""


def lose_marker_file(out: Path) -> None:
    (out / "run.json").unlink()


@pytest.mark.parametrize(
    ("spoil", "covered"),
    [
        (spoil_nothing, "findings.jsonl"),
        (lose_marker_file, "findings.csv, findings.jsonl, summary.json"),
    ],
)
@pytest.mark.parametrize("is_here", [True, False])
def test_file_of_somebody_else_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_here: bool, spoil, covered: str
) -> None:
    out = tmp_path / "out"
    publish(out, "old")
    (out / "findings.jsonl").symlink_to("mine, and leads nowhere yet")
    spoil(out)
    before = lies_in(out)
    if is_here:
        monkeypatch.chdir(out)

    with pytest.raises(UsageError) as raised:
        publish(Path() if is_here else out, "new")

    assert str(raised.value) == (
        f"{out}: this would write over files that no run.json there lists as its own: "
        f"{covered}. Move them away, or name another folder."
    )
    assert lies_in(out) == before
    assert list(tmp_path.iterdir()) == [out]


def test_file_that_comes_while_the_new_ones_are_made_is_not_written_over(
    tmp_path: Path,
) -> None:
    def meanwhile() -> None:
        with whole_folder(tmp_path / "out", "key") as fresh:
            (fresh / "table").write_text("new")
            (tmp_path / "out").mkdir()
            (tmp_path / "out" / "table").write_text("mine")

    with pytest.raises(UsageError, match="lists as its own: table"):
        meanwhile()

    assert (tmp_path / "out" / "table").read_text() == "mine"


def test_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")

    publish(tmp_path / "out", "new")

    assert (tmp_path / "out").is_symlink()
    assert what_stands(tmp_path / "real") == "new"


def test_rights_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out").chmod(0o2750)

    publish(tmp_path / "out", "new")

    assert (tmp_path / "out").stat().st_mode & 0o7777 == 0o2750


def test_nothing_is_left_when_writing_fails_midway(tmp_path: Path) -> None:
    def half() -> None:
        with whole_folder(tmp_path / "deep" / "down", "key") as fresh:
            (fresh / "half").write_text("x")
            raise ValueError("midway")

    with pytest.raises(ValueError, match="midway"):
        half()
    assert list(tmp_path.iterdir()) == []


def test_living_process_keeps_its_scratch_and_a_dead_ones_goes(tmp_path: Path) -> None:
    (tmp_path / "s-dead").mkdir()

    with scratch_folder(tmp_path, "s-") as first, scratch_folder(tmp_path, "s-"):
        assert first.is_dir()
        assert not (tmp_path / "s-dead").exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda out: out.write_text(""), "{out}: {out} is a file. Remove it, or name"),
        (
            lambda out: out.symlink_to("gone"),
            "{out}: this is a link to gone, which is not there. Make that folder",
        ),
        (
            lambda out: (out / "findings.csv").mkdir(parents=True),
            "{out}/findings.csv: a folder stands where a file is to be written.",
        ),
    ],
)
def test_impossible_place_is_refused(tmp_path: Path, spoil, message: str) -> None:
    out = tmp_path / "out"
    spoil(out)

    with pytest.raises(UsageError) as raised:
        publish(out, "new")

    assert str(raised.value).startswith(message.format(out=out))


def test_file_is_old_or_new_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    def half() -> None:
        with whole_file(tmp_path / "file") as fresh:
            fresh.write_text("half")
            raise ValueError("midway")

    (tmp_path / "file").write_text("old")
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(ValueError, match="midway"):
        half()
    with whole_file(tmp_path / "pipe") as pipe:
        assert pipe == tmp_path / "pipe"

    assert (tmp_path / "file").read_text() == "old"
    assert sorted(e.name for e in tmp_path.iterdir()) == ["file", "pipe"]
