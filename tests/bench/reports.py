"""Figures of reports: seconds and memory of one, many at once, a seal.

    python -m tests.bench.reports RUN OPTIONS [ROUNDS]

prints the seconds of the last of ROUNDS (2) reports in one process, OPTIONS being those
of `render` as JSON: of the second one the process has loaded what it needs.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.processes import spend

BATTERIES = 50_000
MANY = 20
SEALS = 3
_MOST_FOUND = """
    SELECT owed_by FROM read_parquet($file) WHERE owed_by IS NOT NULL
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $many
"""
Line = tuple[str, str, str]


def report_figures(home: Path) -> Iterator[Line]:
    """Yield what was measured, the figure and the aim.

    Reports of one enterprise are of `home/out`, a run over the sample.
    """
    large = _large_run(home)
    yield from _one(f"inspection report, {BATTERIES:,} batteries", large, "≤ 15 s",
                    kind="inspection")  # fmt: skip
    enterprises = most_found(home / "out", MANY)
    yield from _one("report of one enterprise", home / "out", "≤ 1.5 s",
                    kind="compliance", entity=enterprises[0])  # fmt: skip
    yield _many(home / "out", enterprises, home / "reports")
    yield from _sealing(home, next((home / "reports").glob("*.pdf")))


def most_found(run: Path, many: int) -> list[str]:
    """Return the enterprises with the most findings in a run, at most so many."""
    from engine.tables.duckdb.session import query_files

    file = run / "findings.parquet"
    return [
        str(r["owed_by"]) for r in query_files(_MOST_FOUND, {"many": many}, file=file)
    ]


def _large_run(home: Path) -> Path:
    from engine.runs import CheckRequest, check
    from fixtures.fleet import write_fleet

    write_fleet(home / "large", BATTERIES, 1, format="parquet")
    check(CheckRequest(home / "large", home / "large-out"))
    return home / "large-out"


def _one(what: str, run: Path, aim: str, **options: object) -> Iterator[Line]:
    command = [sys.executable, "-m", __name__, run, json.dumps(options)]
    warm, fresh = spend([*command, "2"]), spend([*command, "1"])
    yield f"{what}, warm", f"{float(warm.printed):.2f} s", aim
    yield f"{what}, fresh process", f"{fresh.seconds:.2f} s", "-"
    yield f"{what}, memory of one", f"{fresh.peak_mb:.0f} MB", "≤ 400 MB"
    yield f"{what}, memory of two in turn", f"{warm.peak_mb:.0f} MB", "≤ 400 MB"


def _many(run: Path, enterprises: list[str], out: Path) -> Line:
    from reports.bulk import Job, print_all

    out.mkdir()
    jobs = [Job(run, out / f"{e}.pdf", "compliance", e) for e in enterprises]
    start = time.perf_counter()
    printed = print_all(jobs, workers=2)
    seconds = (time.perf_counter() - start) / len(printed.fresh)
    return (
        f"{len(printed.fresh)} of them by two children",
        f"{seconds:.2f} s each",
        "≤ 0.9 s",
    )


def _sealing(home: Path, report: Path) -> Iterator[Line]:
    """Seal a report with a key on a curve, without a time stamp, and verify it."""
    # Imported late: a process whose memory is measured signs nothing.
    from reports.sealing import Expected, SealingKey, seal, verify
    from tests.reports.sealing.authorities import PASSWORD, certify, new_ecdsa, stored

    holder, sealed = certify(new_ecdsa(), "Inspector"), home / "sealed.pdf"
    key = SealingKey(
        stored(home, "key.p12", holder.pkcs12()), password=lambda: PASSWORD
    )
    expected = Expected(
        trusted=[stored(home, "trusted.pem", holder.pem())], is_sealed=True
    )
    for what, aim, work in (
        ("seal", "≤ 0.3 s", lambda: seal(report, key, out=sealed)),
        ("verify the seal", "-", lambda: verify(sealed, expected)),
    ):
        took = statistics.median(_timed(work) for _ in range(SEALS))
        yield f"{what}, warm", f"{took:.2f} s", aim


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _seconds_of_the_last(run: Path, options: dict[str, object], rounds: int) -> float:
    from reports import render

    seconds = 0.0
    for number in range(rounds):
        start = time.perf_counter()
        render(run, run.parent / f"bench-{number}.pdf", **options)  # type: ignore[arg-type]
        seconds = time.perf_counter() - start
    return seconds


if __name__ == "__main__":
    run, options, *rounds = sys.argv[1:]
    print(_seconds_of_the_last(Path(run), json.loads(options), int(*rounds or ["2"])))
