"""`make audit`: asks whether what is locked for use has known vulnerabilities.

    python -m tests.audit PIP_AUDIT requirements.lock

PIP_AUDIT is the command of that name. It ends with 1 where a vulnerability is known, and
with 0 where none is or nobody could be asked, which it says: an index of packages that
knows no vulnerabilities must not pass for one that finds none.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A release whose hole (CVE-2019-10906) every source knows: one that does not tell of it
# is no source.
CONTROL = "jinja2==2.10"
_WAIT_SECONDS = 15
_NOT_ASKED = "No source of known vulnerabilities could be asked: nothing is known of "


@dataclass(frozen=True)
class Audit:
    """What a source says of packages: those looked up, left out, and known holes."""

    looked_up: int
    left_out: int
    holes: tuple[str, ...]


def read(report: dict[str, Any]) -> Audit:
    """Read the JSON of pip-audit."""
    listed = report["dependencies"]
    known = [one for one in listed if "skip_reason" not in one]
    return Audit(len(known), len(listed) - len(known), tuple(_holes(known)))


def _holes(known: list[dict[str, Any]]) -> Iterator[str]:
    for one in known:
        for hole in one["vulns"]:
            names = ", ".join([hole["id"], *hole["aliases"]])
            mended = ", ".join(hole["fix_versions"]) or "no release"
            yield f"{one['name']} {one['version']}: {names}; mended in {mended}"


def verdict(audit: Audit | None, control: Audit | None) -> tuple[list[str], int]:
    """Return what to say, and what to end with; None: the source gave no answer."""
    if audit is None or not (control and control.holes):
        return [f"{_NOT_ASKED}the locked packages."], 0
    said = [
        *audit.holes,
        f"Packages looked up: {audit.looked_up}; known vulnerabilities: {len(audit.holes)}.",
    ]
    if audit.left_out:
        said.append(f"{_NOT_ASKED}{audit.left_out} more.")
    return said, 1 if audit.holes else 0


def ask(pip_audit: str, requirements: Path, *options: str) -> Audit | None:
    """Ask about a file of requirements; None where there is no answer."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [
            pip_audit, "--requirement", requirements, "--disable-pip", "--progress-spinner",
            "off", "--format", "json", "--output", answer, "--timeout", str(_WAIT_SECONDS),
            *options,
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, check=False)
            return read(json.loads(answer.read_text("utf-8")))
        except (OSError, ValueError):
            return None


def main(pip_audit: str, *files: str) -> int:
    """Ask about each file, and print the answers."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "control.txt"
        old.write_text(CONTROL)
        control = ask(pip_audit, old, "--no-deps")
    worst = 0
    for file in files:
        said, status = verdict(
            ask(pip_audit, Path(file), "--require-hashes") if control else None, control
        )
        print(f"{file}:", *said, sep="\n  ")
        worst = max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
