"""Makes a fleet whose records do not lie by battery, as a program of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from fixtures.fleet import write_fleet

_EVERY = 1_000_000


def _tell(done: int, lives: int) -> None:
    if done and done % _EVERY == 0:
        print(f"… {done:,} of {lives:,} lives made", file=sys.stderr, flush=True)


if __name__ == "__main__":
    fleet = write_fleet(
        Path(sys.argv[1]),
        int(sys.argv[2]),
        seed=1,
        format="parquet",
        shuffle=True,
        progress=_tell,
    )
    print(fleet.records)
