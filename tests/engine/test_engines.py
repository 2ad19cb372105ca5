"""Which evaluator judges, and that it makes no difference to what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import EvaluationError
from engine.evaluation import sweep
from engine.evaluation.inputs import EvaluationInputs
from engine.rulebook.outcomes import code_of
from engine.runs import CheckRequest, check, execution, raise_failures
from fixtures.fleet import write_fleet

PACKS = Path(__file__).parents[1] / "packs"
LIBRARY = PACKS / "library"


@pytest.mark.parametrize(("records", "judge"), [(4, "live"), (3, "sweep")])
def test_size_decides_which_evaluator_judges(
    records: int, judge: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "LIVE_UP_TO", records)

    run = check(
        CheckRequest(LIBRARY / "dataset", tmp_path / "out", rules=LIBRARY / "rules")
    )

    assert run.summary["records"]["accepted"] == 4
    assert run.summary["engine"] == judge


def test_asked_for_evaluator_judges_whatever_the_size(tmp_path: Path) -> None:
    run = check(
        CheckRequest(
            LIBRARY / "dataset",
            tmp_path / "out",
            rules=LIBRARY / "rules",
            engine="sweep",
        )
    )

    assert run.summary["engine"] == "sweep"


@pytest.mark.slow
@pytest.mark.parametrize("all_duties", [True, False])
def test_foreign_pack_gives_the_same_by_either(
    all_duties: bool, tmp_path: Path
) -> None:
    found = [
        check(CheckRequest(
            LIBRARY / "dataset", tmp_path / name, rules=LIBRARY / "rules",
            engine=name, every_duty=all_duties,
        )).summary
        for name in ("live", "sweep")
    ]  # fmt: skip

    for part in ("findings", "rules", "records"):
        assert found[0][part] == found[1][part]


@pytest.mark.slow
def test_sample_fleet_gives_the_same_hash_by_either(tmp_path: Path) -> None:
    write_fleet(tmp_path / "fleet", 2_000, 7)

    live, sweep = (
        check(CheckRequest(tmp_path / "fleet", tmp_path / name, engine=name)).summary
        for name in ("live", "sweep")
    )

    assert live["findings"]["rows"] > 0
    assert live["findings"] == sweep["findings"]
    assert live["rules"] == sweep["rules"]


def test_evaluators_that_differ_end_in_an_error_that_names_the_duty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = sweep.judge

    def judge_otherwise(inputs: EvaluationInputs, *others: object) -> object:
        swept = judge(inputs, *others)
        inputs.tables.connection.execute(
            "UPDATE rulings SET outcome = ? WHERE outcome = ?",
            [code_of("missing"), code_of("pending")],
        )
        return swept

    monkeypatch.setattr(sweep, "judge", judge_otherwise)
    out = tmp_path / "out"

    run = check(
        CheckRequest(LIBRARY / "dataset", out, rules=LIBRARY / "rules", engine="both")
    )

    assert run.summary["agreement"] == {"duties": 8, "differing": 1}
    assert (out / "findings.parquet").exists()
    with pytest.raises(EvaluationError) as raised:
        raise_failures(run)
    assert str(raised.value) == (
        "The engine failed on a part of the dataset; the rest is written.\n"
        "loans/returned-in-time: live says pending, the sweep says breach; records a4"
    )
