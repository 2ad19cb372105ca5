"""What a dataset's files lack or could not tell accuses nobody, in check and explanation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from engine.dataset import open_dataset
from engine.evaluation.calendar import load_calendar
from engine.explanation.judging import explain_battery
from engine.rulebook import load_rulebook, shipped_rules
from engine.runs import CheckRequest, check

AS_OF = date(2026, 6, 30)
REPORT, QUALIFIED = "order-73/24-7-inbound-report", "elv-rules/715-5-qualified"
BATTERY = "F01PB0800006UXB5C0000001"
DATASET = {
    "dataset.yaml": "title: t\nsource: s\ncomplete: {from: 2018-08-01}\n"
    "vocabulary: order-73\n",
    "records.csv": "record_id,event,occurred_on,actor_id,battery_code,battery_condition\n"
    f"r1,battery.received,2026-05-02,U,{BATTERY},waste\n"
    f"r2,vehicle.scrap_received,2026-05-02,D,{BATTERY},\n",
    "entities.csv": "entity_id,roles\nU,utilization_enterprise\nD,elv_dismantler\n",
    "credentials.csv": "entity_id,kind,valid_from,valid_until\n"
    "D,elv_qualification,2020-13-01,2030-01-01\n",
}
OPEN = [
    (REPORT, "undetermined", "reported_on"),
    (QUALIFIED, "undetermined", "rejected"),
]


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    folder = tmp_path / "dataset"
    folder.mkdir()
    for name, text in DATASET.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_evaluators_agree_on_what_leaves_the_duties_open(
    dataset: Path, tmp_path: Path
) -> None:
    request = CheckRequest(
        dataset, tmp_path / "run", as_of=AS_OF, rule_ids=(REPORT, QUALIFIED),
        engine="both",
    )  # fmt: skip

    run = check(request)

    findings = duckdb.sql(
        "SELECT rule_id, verdict, missing_field "
        f"FROM '{run.folder / 'findings.parquet'}' ORDER BY record_id"
    ).fetchall()
    assert findings == OPEN


def test_explanation_says_what_the_check_says(dataset: Path) -> None:
    rulebook = load_rulebook(shipped_rules())

    with open_dataset(dataset, rulebook.vocabularies) as opened:
        explanation = explain_battery(opened, rulebook, load_calendar(), AS_OF, BATTERY)

    verdicts = {duty.rule.id: duty.verdict for duty in explanation.duties}
    reasons = {duty.rule.id: duty.reason.en for duty in explanation.duties}
    assert [verdicts[rule] for rule, _, _ in OPEN] == ["undetermined"] * 2
    assert "no file has this column" in reasons[REPORT]
