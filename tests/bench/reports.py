"""Figures of reports: seconds of one in a warm process, its memory, and many at once.

    python -m tests.bench.reports RUN OPTIONS

prints the seconds of the second of two reports, OPTIONS being those of `render` as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.processes import spend

MANY = 20
_MOST_FOUND = """
    SELECT owed_by FROM read_parquet($file) GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""
Line = tuple[str, str, str]


def report_figures(home: Path) -> Iterator[Line]:
    """Yield what was measured, the figure and the aim, of runs over `home/sample`."""
    run = home / "out"
    yield from _one("inspection report of the sample", run, "≤ 15 s")
    one = _run_of_an_enterprise(home)
    yield from _one("report of one enterprise", one, "≤ 1.5 s")
    yield _many(one, home / "reports")


def _one(what: str, run: Path, aim: str, **options: object) -> Iterator[Line]:
    spent = spend([sys.executable, "-m", __name__, run, json.dumps(options)])
    yield f"{what}, in a warm process", f"{float(spent.printed):.2f} s", aim
    yield f"{what}, memory", f"{spent.peak_mb:.0f} MB", "≤ 400 MB"


def _run_of_an_enterprise(home: Path) -> Path:
    """Check the sample for the duties of the enterprise with most findings alone."""
    from engine.runs import CheckRequest, check
    from engine.tables.duckdb.session import query_files

    (row, *_) = query_files(_MOST_FOUND, {}, file=home / "out" / "findings.parquet")
    entity, one = str(row["owed_by"]), home / "one"
    check(CheckRequest(home / "sample", one, entities=[entity]))
    return one


def _many(run: Path, out: Path) -> Line:
    from reports.bulk import Job, print_all

    out.mkdir()
    jobs = [Job(run, out / f"{number}.pdf") for number in range(MANY)]
    start = time.perf_counter()
    printed = print_all(jobs, workers=2)
    seconds = (time.perf_counter() - start) / len(printed.fresh)
    return f"{MANY} of them by two children", f"{seconds:.2f} s each", "≤ 0.9 s"


def _seconds_of_the_second(run: Path, options: dict[str, object]) -> float:
    from reports import render

    seconds = 0.0
    for number in range(2):
        start = time.perf_counter()
        render(run, run.parent / f"bench-{number}.pdf", **options)  # type: ignore[arg-type]
        seconds = time.perf_counter() - start
    return seconds


if __name__ == "__main__":
    print(_seconds_of_the_second(Path(sys.argv[1]), json.loads(sys.argv[2])))
