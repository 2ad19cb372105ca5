"""Writes `slow_tests.txt`, the list of tests that are left out of `make test`.

    python -m pytest -n 2 --dist loadfile -m "not (browser or …)" --junitxml=REPORT
    python -m tests.slow_list REPORT [SECONDS]

A test, with all its cases, is on the list where it took SECONDS (1.2) or more. The
quickest test of each file stays off it, so that none goes wholly untried.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from defusedxml.ElementTree import parse

LIST = Path(__file__).with_name("slow_tests.txt")
SECONDS = 1.2


def slow_tests(report: Path, seconds: float = SECONDS) -> list[str]:
    """Return the tests of a JUnit report that took so long, as `tests/…/file.py::name`."""
    taken: Counter[tuple[str, str]] = Counter()
    for case in parse(report).iter("testcase"):
        file = case.get("classname").replace(".", "/") + ".py"
        taken[file, case.get("name").partition("[")[0]] += float(case.get("time"))
    of_file = defaultdict(list)
    for (file, name), spent in taken.items():
        of_file[file].append((spent, name))
    quickest = {(file, min(tests)[1]) for file, tests in of_file.items()}
    slow = {test for test, spent in taken.items() if spent >= seconds} - quickest
    return sorted("::".join(test) for test in slow)


def listed() -> set[str]:
    """Return the tests of the list."""
    return set(LIST.read_text("utf-8").split())


if __name__ == "__main__":
    limit = float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS
    found = slow_tests(Path(sys.argv[1]), limit)
    LIST.write_text("".join(f"{test}\n" for test in found), "utf-8")
    print(f"{len(found)} tests took {limit} s or more: {LIST.name}")
