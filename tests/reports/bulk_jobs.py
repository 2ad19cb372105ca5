"""What children of `reports.bulk` print in its tests: some of it goes wrong."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from engine.errors import ReportError
from engine.files.publishing import whole_file

HERE = "tests.reports.bulk_jobs:print_or_fail"


def print_or_fail(run: Path, out: Path, *, entity: str = "", **asked: object) -> Path:
    """Write what was asked for to `out`, unless the entity names a way to fail."""
    print("a library writes this to the standard output", flush=True)
    match entity:
        case "eats":
            hoard = []
            while True:
                hoard.append(bytearray(20_000_000))
                time.sleep(0.01)
        case "hangs":
            (run / "began").write_text(str(os.getpid()))
            signal.pause()
        case "crashes":
            os._exit(7)
        case "refuses":
            raise ReportError("reports.place", name="x", line=1)
        case "fails":
            raise ZeroDivisionError("by nothing")
    with whole_file(out) as fresh:
        fresh.write_text(f"{entity} {asked} {os.getpid()}")
    return out
