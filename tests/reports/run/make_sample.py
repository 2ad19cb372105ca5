"""Make the reports' sample anew: real runs of a few rules over an invented fleet.

    python -m tests.reports.run.make_sample

Only the rules named here are kept, and of the instruments the articles as they
are, so that the sample's report stays short enough to look at while designing.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from engine.rulebook import shipped_rules
from engine.runs import CheckRequest, check
from fixtures.fleet import write_fleet
from tests.reports.samples import EARLIER, RUN

KEPT = ("run.json", "summary.json", "findings.parquet", "evidence.parquet",
        "parties.parquet", "duty_counts.parquet")  # fmt: skip
BATTERIES, SEED = 2_000, 1
EARLIER_DAY = date(2026, 6, 30)
RULES = (
    "conditions-2024/recovery-cobalt", "order-73/18-permits",
    "order-73/19-handover-to-utilizer", "order-73/22-no-prohibited-use",
    "order-73/24-7-inbound-report", "order-73/24-7-outbound-report",
    "order-73/code-once", "order-73/coding",
    "order-73/flow-received-what-was-handed-over", "order-73/takeback-uploaded",
    "traceability-2018/15-received",
)  # fmt: skip
# Instruments without a rule in the sample, which the others refer to.
ASKING = ("administrative-penalty-law", "ecological-environment-code")


def make_samples() -> None:
    """Write the files of `KEPT` of a run, and of one for an earlier day."""
    with tempfile.TemporaryDirectory() as scratch:
        dataset, rules = (Path(scratch) / name for name in ("fleet", "rules"))
        write_fleet(dataset, BATTERIES, seed=SEED)
        _keep_rules(rules)
        for place, day in ((RUN, None), (EARLIER, EARLIER_DAY)):
            run = Path(scratch) / place.name
            check(
                CheckRequest(dataset, run, rules=rules, as_of=day, formats=("parquet",))
            )
            _forget_place(run / "run.json")
            place.mkdir(exist_ok=True, parents=True)
            for name in KEPT:
                shutil.copy(run / name, place / name)


def _keep_rules(place: Path) -> None:
    shipped = shipped_rules()
    files = [f"{rule}.yaml" for rule in RULES]
    folders = {Path(file).parent for file in files} | {Path(name) for name in ASKING}
    files += [str(folder / "instrument.yaml") for folder in folders]
    files += ["vocabulary/order-73.yaml", "calendar/cn-holidays.yaml"]
    for file in files:
        text = (shipped / file).read_text("utf-8")
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).write_text(_without_others(text), "utf-8")


def _without_others(text: str) -> str:
    """Take the rules that are not kept out of an instrument's articles."""

    def kept(listed: re.Match[str]) -> str:
        names = [n for n in re.findall(r"[\w-]+/[\w-]+", listed[0]) if n in RULES]
        return f"    rules: [{', '.join(names)}]\n"

    return re.sub(r"^    rules:( \[.*\]\n|\n(      - .*\n)+)", kept, text, flags=re.M)


def _forget_place(file: Path) -> None:
    run = json.loads(file.read_text("utf-8"))
    run["dataset"]["path"] = "fleet"
    # Only some files of the run are kept, and tests change them.
    del run["files"]
    file.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    make_samples()
