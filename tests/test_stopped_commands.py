"""The command, interrupted or short of disk, keeps runs complete and says what to do."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.runs.folder import RUN, incomplete_reason
from tests.engine.stopped import hashes_agree
from tests.house import ENGLISH, ROOT

LIBRARY = ROOT / "tests" / "packs" / "library"
PACKLAW = [sys.executable, "-c", "from portal.command import main; main()"]
CHECK = [
    "check",
    LIBRARY / "dataset",
    "--rules",
    LIBRARY / "rules",
    "--fail-on",
    "never",
]
KILLS = 4
PATIENCE_SECONDS = 120


def start(*words: object, scratch: Path, before: Any = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PACKLAW, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **ENGLISH, "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, message = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, message


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def children(process: subprocess.Popen[str]) -> list[int]:
    try:
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    except FileNotFoundError:
        return []
    return [int(child) for child in listed.split()]


def is_gone(pid: int) -> bool:
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        )
    except FileNotFoundError:
        return True


def wait_until(is_so: Any) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.005)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["live", "sweep"])
def test_run_is_the_old_or_the_new_one_whenever_it_is_killed(
    tmp_path: Path, scratch: Path, engine: str
) -> None:
    out = tmp_path / "out"
    words = (*CHECK, "--engine", engine, "--out", out)
    begun = time.monotonic()
    assert end(start(*words, scratch=scratch))[0] == 0
    took = time.monotonic() - begun
    for part in range(1, KILLS + 1):
        before = (out / RUN).read_bytes()

        killed = start(*words, "--all", scratch=scratch)
        time.sleep(took * part / KILLS)
        killed.kill()
        end(killed)

        assert incomplete_reason(out) is None
        assert hashes_agree(out)
        assert (out / RUN).read_bytes() == before or '"all": true' in (
            out / RUN
        ).read_text("utf-8")

    assert end(start(*words, "--no-pdf", scratch=scratch))[0] == 0
    assert not (out / "report.pdf").exists()
    assert {entry.name for entry in tmp_path.iterdir()} == {"out", "scratch"}
    assert list(scratch.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_stopped_in_mid_work_it_says_so_and_leaves_nothing(
    tmp_path: Path, scratch: Path, number: int, status: int
) -> None:
    stopped = start(*CHECK, "--out", tmp_path / "out", scratch=scratch)
    workers: list[int] = []
    wait_until(lambda: workers.extend(children(stopped)) or workers)

    stopped.send_signal(number)

    assert end(stopped) == (status, "packlaw: stopped; nothing is half-written.\n")
    assert all(is_gone(worker) for worker in workers)
    assert list(tmp_path.iterdir()) == [scratch]
    assert list(scratch.iterdir()) == []


def test_child_process_ends_when_its_parent_is_killed(
    tmp_path: Path, scratch: Path
) -> None:
    killed = start(*CHECK, "--out", tmp_path / "out", scratch=scratch)
    workers: list[int] = []
    wait_until(lambda: workers.extend(children(killed)) or workers)

    killed.kill()

    wait_until(lambda: all(is_gone(worker) for worker in workers))
    assert end(killed) == (-signal.SIGKILL, "")


def test_sample_is_whole_or_not_there_when_it_is_stopped(
    tmp_path: Path, scratch: Path
) -> None:
    words = ("dataset", "sample", tmp_path / "fleet", "--batteries", 1_000_000)
    stopped = start(*words, scratch=scratch)
    wait_until(lambda: len(list(tmp_path.iterdir())) > 1)

    stopped.send_signal(signal.SIGTERM)

    assert end(stopped)[0] == 143
    assert list(tmp_path.iterdir()) == [scratch]


@pytest.mark.slow
def test_file_size_limit_is_reported_and_the_old_run_stays(
    tmp_path: Path, scratch: Path
) -> None:
    out = tmp_path / "out"
    assert end(start(*CHECK, "--out", out, "--no-pdf", scratch=scratch))[0] == 0
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    few = (2_000, 2_000)

    status, message = end(
        start(*CHECK, "--out", out, "--all", scratch=scratch,
              before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, few))
    )  # fmt: skip

    assert status == 2
    assert message.startswith("packlaw: A file is larger than the system allows (")
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert {entry.name for entry in tmp_path.iterdir()} == {"out", "scratch"}


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """Mount a disk of 32 kB; yield False where this machine does not permit that."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "none", str(place)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.slow
def test_full_disk_is_reported_and_nothing_is_left_on_it(
    tmp_path: Path, scratch: Path
) -> None:
    with small_disk(tmp_path / "disk") as mounted:
        # Where nothing can be mounted, a device that is always full stands in.
        out = tmp_path / "disk" if mounted else tmp_path / "out"
        words = CHECK if mounted else ["dataset", "validate", LIBRARY / "dataset", "--rules",
                                       LIBRARY / "rules", "--rejected", "/dev/full"]  # fmt: skip
        options = ["--out", out] if mounted else []

        status, message = end(start(*words, *options, scratch=scratch))

        assert status == 2
        assert "No space left on device" in message
        assert "TMPDIR=FOLDER" in message
        assert not out.exists() or list(out.iterdir()) == []


@pytest.mark.parametrize("is_parent", [False, True])
def test_folder_that_may_not_be_written_is_reported(
    tmp_path: Path, scratch: Path, is_parent: bool
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    out = locked / "out" if is_parent else locked
    words = [*PACKLAW, *CHECK, "--out", out]

    ended = subprocess.run(
        [*_without_roots_way_around(), *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, **ENGLISH, "TMPDIR": str(scratch)},
    )  # fmt: skip

    assert (ended.returncode, ended.stderr) == (
        2,
        f"packlaw: {out}: this cannot be written (Permission denied). Give yourself "
        "the right to write there, make room, or name another place.\n",
    )
    assert list(locked.iterdir()) == []


def _without_roots_way_around() -> list[str]:
    """Drop the capability by which root may write everywhere."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
