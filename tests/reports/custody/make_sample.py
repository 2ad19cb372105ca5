"""Make the sample of the view of custody anew: of an invented fleet with lost records.

    python -m tests.reports.custody.make_sample

Some records are taken out, so that every kind of gap is there, and it is looked at
from a day later than those that the records cover, so that some cannot be told.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from engine.custody import view_custody
from fixtures.fleet import write_fleet
from reports.render import CUSTODY

SAMPLE = CUSTODY / "sample"
KEPT = ("custody.json", "batteries.parquet", "enterprises.parquet", "flows.parquet",
        "gaps.parquet")  # fmt: skip
BATTERIES, SEED = 400, 1
ONE_LOST_IN = 41
AS_OF = date(2026, 10, 15)


def make_sample(place: Path = SAMPLE) -> None:
    """Write the files of `KEPT` into the folder."""
    with tempfile.TemporaryDirectory() as scratch:
        dataset, view = (Path(scratch) / name for name in ("fleet", "view"))
        write_fleet(dataset, BATTERIES, seed=SEED)
        _lose_records(dataset / "records.csv")
        view_custody(dataset, view, as_of=AS_OF, formats=("parquet",))
        place.mkdir(exist_ok=True)
        for name in KEPT:
            shutil.copy(view / name, place / name)


def _lose_records(file: Path) -> None:
    head, *rows = file.read_text("utf-8-sig").splitlines(keepends=True)
    kept = (row for number, row in enumerate(rows, 1) if number % ONE_LOST_IN)
    file.write_text(head + "".join(kept), "utf-8")


if __name__ == "__main__":
    make_sample()
