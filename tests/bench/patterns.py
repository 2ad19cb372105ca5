"""The patterns that pm4py and a rule can both express, and the rules that say them.

They are shipped rules without what pm4py cannot ask (who, where, whose counterparty) and
without their first day, so that both judge the same batteries on every day. They are
rules for measuring and no reading of any law; so is the bound of 30 days.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from engine.rulebook import shipped_rules

# One version, so that figures of two days can be compared.
_PEER = ("pm4py==2.7.23.11", "pyarrow>=26")
_DAYS_ALLOWED = 30
_FIRST_DAY = date(2016, 1, 1)  # of the fleet, too


@dataclass(frozen=True)
class Pattern:
    """Each `first` of a battery is followed by `then`, or preceded, or never followed."""

    id: str
    first: tuple[str, ...]
    then: tuple[str, ...]
    backwards: bool = False
    forbidden: bool = False
    within_days: int | None = None

    def rule(self) -> dict[str, Any]:
        """Say it as the content of a rule file."""
        form = "be_preceded_by" if self.backwards else "be_followed_by"
        asked: dict[str, Any] = {"event": list(self.then)}
        if self.within_days is not None:
            asked["within"] = f"{self.within_days} days"
        title = self.id.replace("-", " ")
        return {
            "id": f"patterns/{self.id}",
            "title": {"zh": f"测速用：{title}", "en": f"For measuring: {title}"},
            "source": {"instrument": "patterns", "article": "1", "confidence": "D"},
            "effective": {"from": _FIRST_DAY},
            "review": {"state": "draft"},
            "force": "advisory",
            "severity": "minor",
            "who": "anyone",
            "when": list(self.first),
            "must_not" if self.forbidden else "must": {form: asked},
            "evidence": ["battery_code"],
            "remedy": {"zh": "无", "en": "None."},
            "sanction": [],
            "examples": [self._before_its_first_day()],
        }

    def _before_its_first_day(self) -> dict[str, Any]:
        day_before = _FIRST_DAY - timedelta(days=1)
        return {
            "expect": "no_duty",
            "as_of": date(2026, 6, 30),
            "records": [{"event": self.first[0], "occurred_on": day_before}],
        }


SHARED = (
    Pattern("received-after-handover", ("battery.handed_over",), ("battery.received",)),
    Pattern(
        f"received-within-{_DAYS_ALLOWED}-days",
        ("battery.handed_over",),
        ("battery.received",),
        within_days=_DAYS_ALLOWED,
    ),
    Pattern(
        "labelled-before-supply",
        ("battery.supplied",),
        ("battery.labelled",),
        backwards=True,
    ),
    Pattern(
        "handed-over-after-removal", ("battery.removed",), ("battery.handed_over",)
    ),
    Pattern(
        "nothing-after-recycling",
        ("battery.recycled",),
        ("battery.installed", "battery.sold", "battery.handed_over"),
        forbidden=True,
    ),
)


def write_rules(folder: Path) -> Path:
    """Write the shared patterns as a rulebook with the shipped words and calendar."""
    folder.mkdir()
    for kept in ("vocabulary", "calendar"):
        shutil.copytree(shipped_rules() / kept, folder / kept)
    rules = folder / "patterns"
    rules.mkdir()
    _write(rules / "instrument.yaml", _INSTRUMENT)
    for pattern in SHARED:
        _write(rules / f"{pattern.id}.yaml", pattern.rule())
    return folder


def ready_environment(environment: Path) -> None:
    """Install pm4py into an environment of its own, unless this version is there.

    It stands under the AGPL: it is started as a program, and nothing of it is imported
    here or shipped.
    """
    ready = environment / ".ready"
    if ready.exists() and ready.read_text("utf-8") == " ".join(_PEER):
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
    pip = [_python_of(environment), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", *_PEER], check=True)
    ready.write_text(" ".join(_PEER), "utf-8")


def peer_command(environment: Path, fleet: Path) -> list[str | Path]:
    """Return the command that lets pm4py judge the fleet by the shared patterns."""
    script = Path(__file__).with_name("peer.py")
    patterns = json.dumps([asdict(pattern) for pattern in SHARED])
    return [_python_of(environment), script, fleet, patterns]


def log_command(environment: Path, logs: Sequence[Path]) -> list[str | Path]:
    """Return the command that lets pm4py count what is in event logs."""
    script = Path(__file__).with_name("peer_log.py")
    return [_python_of(environment), script, *logs]


def _python_of(environment: Path) -> Path:
    return environment / "bin" / "python"


class _Plain(yaml.SafeDumper):
    """Writes every value out: rule files are read without aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _write(file: Path, content: dict[str, Any]) -> None:
    text = yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")


_INSTRUMENT = {
    "title": {"zh": "测速用的模式，并非法规", "en": "Patterns for measuring; no law"},
    "number": "-",
    "issuers": [{"zh": "无", "en": "Nobody"}],
    "published": _FIRST_DAY,
    "in_force": _FIRST_DAY,
    "repealed": None,
    "addresses": [],
    "vocabulary": "order-73",
    "counting": {"roll_over": False},
    "sanctions": [],
    "articles": [
        {
            "article": "1",
            "heading": {"zh": "模式", "en": "Patterns"},
            "coverage": "automated",
            "rules": [f"patterns/{pattern.id}" for pattern in SHARED],
        }
    ],
}
