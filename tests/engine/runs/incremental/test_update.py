"""An incremental run gives what a full run gives, in every file."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.runs import CheckRequest, Run, check
from tests.engine.agreement.lives import life
from tests.engine.agreement.rules import rulebooks
from tests.engine.runs.incremental.datasets import (
    edited,
    lay_dataset,
    lay_rules,
    together,
)

Tree = dict[str, Any]
SEEDS = st.integers(0, 2**40)


def contents_of(run: Run) -> dict[str, Any]:
    """Return what a run says of its duties, without the evaluator and the seconds."""
    rows = {
        file: sorted(duckdb.sql(f"FROM '{run.folder / file}'").fetchall(), key=repr)
        for file in ("findings.parquet", "evidence.parquet", "parties.parquet")
    }
    same = ("findings", "rules", "records", "tables", "warnings", "failures", "as_of")
    return rows | {key: run.summary[key] for key in same}


def leaves_doubt(run: Run) -> bool:
    """Say whether a rejected row may be what a verdict needs to be absent."""
    tables = run.summary["tables"]
    return any(tables[t]["rejected"] for t in ("records", "credentials", "outlets"))


@pytest.mark.slow
@settings(
    max_examples=2,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(rulebooks(), st.lists(SEEDS.map(life), min_size=12, max_size=12), SEEDS)
def test_incremental_run_equals_a_full_run(
    rules: list[Tree], lives: list[Tree], seed: int
) -> None:
    random, older = Random(seed), together(lives)
    newer = edited(older, random, edits=random.randint(1, 4))
    asked: Tree = {"every_duty": random.random() < 0.5}
    if random.random() < 0.3:
        asked["entities"] = ["P", "O1"]
    with TemporaryDirectory() as folder:
        place = Path(folder)
        asked["rules"] = lay_rules(place / "rules", rules)
        run = check(
            CheckRequest(lay_dataset(place / "old", older), place / "run", **asked)
        )
        new = lay_dataset(place / "new", newer)

        full = contents_of(
            check(CheckRequest(new, place / "full", engine="sweep", **asked))
        )

        for engine in ("live", "sweep"):
            updated = check(
                CheckRequest(
                    new, place / "since", since=run.folder, engine=engine, **asked
                )
            )
            is_whole = updated.summary["since"]["why_whole"] is not None
            assert is_whole == (leaves_doubt(run) or leaves_doubt(updated))
            assert contents_of(updated) == full, (engine, seed)
