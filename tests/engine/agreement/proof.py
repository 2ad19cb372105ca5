"""Judge a million drawn cases by every judge: `make proof`.

A case is one rule over one life; many lives have rejected rows or lack columns.
Batches are drawn from their number, so a proof that was stopped goes on where it was,
as long as no source has changed. Each disagreement shrinks to a file beside the tests,
which replay it from then on. At last, a fleet in every format, and rough files.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from engine.rulebook.outcomes import outcomes
from tests.engine.agreement.batches import judge
from tests.engine.agreement.cases import keep
from tests.engine.agreement.rough import differing_of
from tests.engine.agreement.rules import ROUND
from tests.engine.agreement.shrinking import shrunk
from tests.engine.agreement.tally import EVALUATORS, FORMS, Tally, tally_of
from tests.engine.metamorphic.formats import FORMATS, hashes, write_in_every_format

ROOT = Path(__file__).parents[3]
SOURCES = ("engine", "tests/referee", "tests/engine/agreement")
ROUNDS, LIVES = 2, 2000
CASES_PER_BATCH = ROUNDS * len(ROUND) * LIVES
# Fewer batches than these draw too few rules to ask for every path.
ENOUGH = 1_000_000
FLEET = 300
ROUGH, ROUGH_LIVES = 20, 40
_SHRUNK_PER_BATCH = 2
_VERDICTS = ("compliant", "breach", "pending", "undetermined")


def prove_one(number: int) -> dict[str, Any]:
    """Judge a batch; return its counts, and what became of each disagreement."""
    judged = judge(number, LIVES, ROUNDS)
    told = dict.fromkeys(judged.differing, "")
    for reason, case in list(judged.differing.items())[:_SHRUNK_PER_BATCH]:
        told[reason] = keep(shrunk(case)).relative_to(ROOT).as_posix()
    return {"batch": number, "differing": told, **judged.tally.as_tree()}


def prove(numbers: list[int], processes: int, file: Path) -> Iterator[dict[str, Any]]:
    """Yield the batches that the file knows, then those still to be judged."""
    known = {}
    if file.exists():
        lines = file.read_text("utf-8").splitlines(keepends=True)
        whole = [json.loads(line) for line in lines if line.endswith("\n")]
        known = {batch["batch"]: batch for batch in whole}
    yield from (known[number] for number in numbers if number in known)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        todo = [pool.submit(prove_one, n) for n in numbers if n not in known]
        with file.open("a", encoding="utf-8") as journal:
            for done in as_completed(todo):
                journal.write(json.dumps(done.result()) + "\n")
                journal.flush()
                yield done.result()


def prove_formats(out: Path) -> bool:
    """Check one fleet in every format by both evaluators; tell whether hashes agree."""
    with TemporaryDirectory(dir=out) as room:
        folders = write_in_every_format(Path(room) / "in", FLEET, 1)
        found = Counter(found for _, _, found in hashes(folders, Path(room) / "out"))
    print(
        f"\na fleet of {FLEET} batteries, {', '.join(FORMATS)}, each by live and sweep:"
    )
    print(
        *(f"  {count} runs with the findings {name}" for name, count in found.items())
    )
    return len(found) == 1


def prove_rough(out: Path) -> int:
    """Read and judge rough files by every judge; return on how many datasets they differ."""
    count = 0
    for seed in range(ROUGH):
        with TemporaryDirectory(dir=out) as room:
            found = differing_of(Path(room), seed, ROUGH_LIVES)
        print(*(f"rough files {seed}: {line}" for line in found[:3]), sep="\n", end="")
        count += bool(found)
    print(f"\n{ROUGH} datasets of rough files, each by every judge: {count} differ")
    return count


def fingerprint() -> str:
    """Name the state of the sources: another state is another proof."""
    files = [file for room in SOURCES for file in sorted((ROOT / room).rglob("*.py"))]
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]


def table(tally: Tally) -> Iterator[str]:
    """Yield the counts as lines: forms by verdict, then outcomes, for each evaluator."""
    for evaluator in EVALUATORS:
        counts = tally.verdicts(evaluator)
        yield f"\n{evaluator:<26}" + "".join(f"{word:>14}" for word in _VERDICTS)
        for form in FORMS:
            cells = (counts[form, word] for word in _VERDICTS)
            yield f"  {form:<24}" + "".join(f"{cell:>14,}" for cell in cells)
        yield f"  {'duties':<24}" + f"{counts.total():>14,}"
    yield f"\n{'outcome':<26}" + "".join(f"{name:>14}" for name in EVALUATORS)
    for outcome in outcomes():
        sums = (
            sum(
                n
                for (e, _, o), n in tally.outcomes.items()
                if (e, o) == (name, outcome)
            )
            for name in EVALUATORS
        )
        yield f"  {outcome:<24}" + "".join(f"{count:>14,}" for count in sums)


def asked(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make proof", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    cases = int(os.environ.get("PROOF_CASES") or 1_000_000)
    parser.add_argument("--cases", type=int, default=cases, help="default: PROOF_CASES")
    parser.add_argument(
        "--first", type=int, default=0, help="number of the first batch"
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "proof")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Run the proof; 1 where judges differ, or something never came up."""
    wanted = asked(argv)
    count = -(-wanted.cases // CASES_PER_BATCH)
    numbers = list(range(wanted.first, wanted.first + count))
    wanted.out.mkdir(parents=True, exist_ok=True)
    tally, differing, began = Tally(), 0, monotonic()
    sources = fingerprint()
    file = wanted.out / f"{sources}.jsonl"
    for done, batch in enumerate(prove(numbers, wanted.processes, file), 1):
        tally.merge(tally_of(batch))
        differing += len(batch["differing"])
        for reason, kept in batch["differing"].items():
            print(f"batch {batch['batch']}: {reason}\n  {kept or 'not kept'}")
        print(
            f"{done}/{count} batches, {tally.cases:,} cases, {differing} disagreements, "
            f"{monotonic() - began:,.0f} s", file=sys.stderr, flush=True,
        )  # fmt: skip
    print(*table(tally), sep="\n")
    alike = prove_formats(wanted.out)
    rough = prove_rough(wanted.out)
    never = [*tally.never(), *tally.unasked()] if tally.cases >= ENOUGH else []
    print(f"\n{tally.cases:,} cases, {differing} disagreements, sources {sources}")
    print(f"never came up: {', '.join(never) or 'nothing'}")
    return 1 if differing or never or rough or not alike else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
