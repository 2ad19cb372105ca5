"""Kills processes of portals by the hundred; `make kills` calls this.

KILLS is how many (500), DATABASE `sqlite` or `postgresql`, SEED the seed of the first round.
A round that held is written down and not played again, so that what was stopped goes on;
one that did not is told with its seed, and its folder stays.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.house import ROOT
from tests.portal.kills.rounds import Round, play
from tests.portal.postgres import running_cluster

OF_A_ROUND = 25


def main() -> int:
    """Play the rounds that are left; return how many did not hold."""
    kills, first = int(os.environ.get("KILLS", "500")), int(os.environ.get("SEED", "1"))
    database = os.environ.get("DATABASE", "sqlite")
    place = Path(os.environ.get("OUT", ROOT / "build" / "kills")) / database
    place.mkdir(parents=True, exist_ok=True)
    struck: Counter[str] = Counter()
    faults, seeds = 0, range(first, first + -(-kills // OF_A_ROUND))
    # What stops this ends what it started, too.
    signal.signal(signal.SIGTERM, lambda *given: sys.exit(143))
    with ExitStack() as stack:
        is_other = database != "sqlite"
        cluster = stack.enter_context(running_cluster()) if is_other else None
        for seed in seeds:
            if (place / f"{seed}.held").exists():
                continue
            begin = time.monotonic()
            url = cluster.fresh() if cluster else ""
            played = play(place / str(seed), seed, min(OF_A_ROUND, kills), url)
            tell(played, time.monotonic() - begin)
            struck += played.struck
            faults += bool(played.faults)
            if not played.faults:
                (place / f"{seed}.held").touch()
    print(f"{len(seeds)} rounds, {faults} that did not hold; {dict(struck)}")
    return faults


def tell(played: Round, seconds: float) -> None:
    """Print what became of a round."""
    seed = played.seed
    print(f"seed {seed}: {played.kills} kills in {seconds:.0f} s; "
          f"{dict(played.struck)}; {dict(played.done)}", flush=True)  # fmt: skip
    for fault in played.faults:
        print(f"  seed {seed}: {fault}", flush=True)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
