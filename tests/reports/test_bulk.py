"""Many reports come out of child processes, whatever becomes of single ones."""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import termios
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from engine.files.memory import resident_bytes
from reports import bulk
from reports.bulk import Job, Limits, print_all
from reports.bulk_child import READY
from reports.manifest import MANIFEST
from tests.house import ROOT
from tests.reports.bulk_jobs import HERE
from tests.reports.kinds import KINDS

# Every child takes a second or more to start.
pytestmark = pytest.mark.slow

SHORT = Limits(megabytes=300, seconds=5)
REASONS = {
    "eats": "The report took more than the 300 MB of memory allowed to it.",
    "hangs": "The report took more than the 5 s allowed to it.",
    "crashes": "The process that printed the report ended by itself (status 7).",
    "refuses": "x, line 1",
    "fails": "A defect kept the report from being printed: ZeroDivisionError: by nothing",
}


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., Job]:
    """Return what makes the job of an entity, of a run that has a description."""
    run, out = tmp_path / "run", tmp_path / "out"
    run.mkdir()
    out.mkdir()
    (run / "run.json").write_text("{}")
    return lambda entity, **asked: Job(
        run, out / f"{entity}.pdf", entity=entity, **asked
    )


def test_reports_come_out_whatever_becomes_of_others(job):
    names = ["first", "eats", "second", "crashes", "hangs", "third", "refuses", "fails",
             "fourth"]  # fmt: skip
    jobs = [job(name) for name in names]

    printed = print_all(jobs, workers=2, limits=SHORT, render=HERE)

    assert {job.entity for job in printed.fresh} == {
        "first",
        "second",
        "third",
        "fourth",
    }
    assert all(job.out.is_file() for job in printed.fresh)
    reasons = {f.job.entity: f.reason.in_language("en") for f in printed.failures}
    assert {name: said.splitlines()[0] for name, said in reasons.items()} == REASONS
    assert list(reasons) == [name for name in names if name in REASONS]


def test_a_child_prints_one_report_after_the_other(job):
    jobs = [job(name) for name in "abc"]

    printed = print_all(jobs, workers=1, render=HERE)

    processes = {job.out.read_text().split()[-1] for job in printed.fresh}
    assert len(processes) == 1


def test_answers_that_arrive_together_are_both_read(job, monkeypatch):
    both = len(READY) + len(b"null\n")
    wait = select.select

    def select_late(pipes: list[IO[bytes]], *rest: object) -> object:
        while (waiting := unread(pipes[0])) < both:
            assert waiting in (0, len(READY))
            time.sleep(0.01)
        monkeypatch.setattr(bulk.select, "select", wait)
        return wait(pipes, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk.select, "select", select_late)
    printed = print_all([job("a")], 1, limits=SHORT, render=HERE)

    assert (printed.fresh, printed.failures) == ([job("a")], [])


def unread(pipe: IO[bytes]) -> int:
    """Return how many bytes a pipe holds."""
    count = array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


def test_progress_counts_what_is_done(job):
    told: list[tuple[str, int, int]] = []

    print_all([job("a"), job("fails")], 1, lambda *step: told.append(step), render=HERE)

    assert told == [("printing", done, 2) for done in range(3)]


def test_a_report_that_is_there_is_not_printed_again(job):
    jobs = [job("a"), job("b", cap=3)]
    print_all(jobs, render=HERE)
    before = [one.out.read_text() for one in jobs]

    printed = print_all(jobs, render=HERE)

    assert (printed.fresh, printed.kept) == ([], jobs)
    assert [one.out.read_text() for one in jobs] == before


def cut(job: Job) -> None:
    job.out.write_bytes(job.out.read_bytes()[:-1])


def remove(job: Job) -> None:
    job.out.unlink()


def check_anew(job: Job) -> None:
    (job.run / "run.json").write_text('{"as_of": "2026-01-01"}')


def forget(job: Job) -> None:
    (job.out.parent / MANIFEST).write_text('{"a.pdf": ')


@pytest.mark.parametrize("spoil", [cut, remove, check_anew, forget])
def test_a_report_that_is_not_whole_or_of_another_run_is_printed_again(job, spoil):
    print_all([job("a")], render=HERE)
    spoil(job("a"))

    printed = print_all([job("a")], render=HERE)

    assert printed.fresh == [job("a")]


def test_a_report_with_other_options_is_printed_again(job):
    print_all([job("a", cap=1)], render=HERE)

    printed = print_all([job("a", cap=2)], render=HERE)

    assert printed.fresh == [job("a", cap=2)]


def test_ctrl_c_leaves_what_is_finished_and_no_child(job):
    jobs = [job(name) for name in ("a", "b", "hangs", "c")]
    code = (
        "import sys, json; from pathlib import Path; from reports.bulk import *;"
        "print_all([Job(Path(j['run']), Path(j['out']), entity=j['entity'])"
        f" for j in json.loads(sys.argv[1])], 1, render={HERE!r})"
    )
    words = json.dumps([one.words() for one in jobs])
    parent = subprocess.Popen([sys.executable, "-c", code, words], cwd=ROOT,
                              stderr=subprocess.PIPE)  # fmt: skip
    # It begins with the third once it has put down that the second is whole.
    until(lambda: has_begun(jobs[2]))
    children = (
        Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    )
    os.kill(parent.pid, signal.SIGINT)
    _, said = parent.communicate(timeout=60)

    assert said.endswith(b"KeyboardInterrupt\n")
    assert children
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    again = print_all([*jobs[:2], jobs[3]], render=HERE)
    assert (again.kept, again.fresh) == (jobs[:2], [jobs[3]])
    left = {file.name for file in jobs[0].out.parent.iterdir()}
    assert left == {"a.pdf", "b.pdf", "c.pdf", MANIFEST}


def test_child_ends_in_mid_report_when_its_parent_is_killed(job):
    hanging = job("hangs")
    code = (
        "import sys; from pathlib import Path; from reports.bulk import *;"
        f"print_all([Job(Path({str(hanging.run)!r}), Path({str(hanging.out)!r}),"
        f" entity='hangs')], 1, render={HERE!r})"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    until(lambda: has_begun(hanging))
    child = int((hanging.run / "began").read_text())
    assert resident_bytes(child)

    parent.kill()
    parent.wait()

    until(lambda: not resident_bytes(child))


def has_begun(job: Job) -> bool:
    """Return whether a child is at the job that hangs: it then wrote its process id."""
    began = job.run / "began"
    return began.exists() and began.read_text() != ""


def until(is_so: Callable[[], bool]) -> None:
    """Look again and again until it is so."""
    limit = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_trace_of_a_defect_is_logged(job, caplog):
    print_all([job("fails")], 1, render=HERE)

    assert 'raise ZeroDivisionError("by nothing")' in caplog.text


def test_children_print_the_same_bytes_as_this_process(tmp_path):
    (kind,) = (kind for kind in KINDS if kind.name == "inspection")
    here = kind.door(kind.sample, tmp_path / "here.pdf", cap=1, language="en")
    jobs = [Job(kind.sample, tmp_path / f"{n}.pdf", cap=1, language="en") for n in "ab"]

    printed = print_all(jobs, workers=1)

    assert printed.failures == []
    assert {job.out.read_bytes() for job in jobs} == {here.read_bytes()}
