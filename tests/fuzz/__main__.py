"""Fuzz for a while: `python -m tests.fuzz SECONDS [TARGET]`; `make fuzz` calls it.

Without a target, each has its share of the time in a process of its own, so that a
crash of the process is found as well. Prints the counts by target. An input that was
neither read nor refused is kept in `kept/`, and the command ends with 1.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import signal
import subprocess
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from hypothesis import HealthCheck, given, seed, settings

from tests.fuzz.mutation import hostile
from tests.fuzz.targets import TARGETS
from tests.house import ROOT

KEPT = Path(__file__).with_name("kept")
FAILING = ".failing"
PROCESSES = 2
ROUND = 200
PATIENCE_SECONDS = 120  # longer than this counts as a hang


def fuzz(name: str, seconds: float, current: Path) -> Counter[str]:
    """Fuzz one target; `current` always holds the input that it is at."""
    target, found, until = TARGETS[name], Counter[str](), time.monotonic() + seconds
    signal.signal(signal.SIGALRM, _too_long)

    def meets(content: bytes) -> None:
        if time.monotonic() > until:
            return
        current.write_bytes(content)
        signal.alarm(PATIENCE_SECONDS)
        try:
            end = target.ends(content)
            assert end in {"read", "refused"}
        except BaseException:
            current.with_suffix(FAILING).write_bytes(content)
            raise
        found[end] += 1
        signal.alarm(0)

    manner = settings(
        max_examples=ROUND,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    while time.monotonic() < until:
        seed(secrets.randbits(64))(manner(given(hostile(target.seeds))(meets)))()
    return found


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"not done after {PATIENCE_SECONDS} seconds")


def share(name: str, seconds: float, room: Path) -> bool:
    """Fuzz one target in a process of its own; print the counts, keep what fails."""
    current = room / name
    command = [sys.executable, "-m", "tests.fuzz", str(seconds), name, str(current)]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if ended.returncode == 0:
        counts = json.loads(ended.stdout.splitlines()[-1])
        print(f"{name:18}" + "".join(_columns(counts)), flush=True)
        return True
    failing = current.with_suffix(FAILING)
    content = (failing if failing.exists() else current).read_bytes()
    kept = KEPT / f"{name}.{hashlib.sha256(content).hexdigest()[:12]}"
    kept.write_bytes(content)
    print(f"{name:18} FAILED with status {ended.returncode}: {kept.relative_to(ROOT)}")
    print(ended.stderr[-3_000:], flush=True)
    return False


def _columns(counts: dict[str, int]) -> Iterable[str]:
    yield f"{sum(counts.values()):>10,} inputs"
    for end in ("read", "refused"):
        yield f"{counts.get(end, 0):>10,} {end}"


def main(seconds: float, name: str = "", current: str = "") -> int:
    if name:
        warnings.simplefilter("ignore")
        try:
            print(json.dumps(fuzz(name, seconds, Path(current))))
        except Exception:
            traceback.print_exc()
            return 1
        return 0
    KEPT.mkdir(exist_ok=True)
    each = seconds * PROCESSES / len(TARGETS)
    with TemporaryDirectory() as room, ThreadPoolExecutor(PROCESSES) as pool:
        ended = list(pool.map(lambda n: share(n, each, Path(room)), TARGETS))
    print(f"{sum(ended)} of {len(ended)} targets found nothing in {seconds:.0f} s")
    return 0 if all(ended) else 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), *sys.argv[2:4]))
