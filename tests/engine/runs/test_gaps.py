"""What a run could not read and what its duties lack, as figures of the summary."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.runs import CheckRequest, Engine, check
from tests.engine.agreement.pieces import rule
from tests.engine.runs.incremental.datasets import lay_rules
from tests.house import ROOT

REPORTED = rule(0, must={"be_reported": {"within": "30 days"}}, who="packer")
LABEL = "title: Crates\nsource: invented\ncomplete: {until: 2026-12-31}\nvocabulary: crates\n"


def summary(folder: Path, engine: Engine = "sweep", **tables: str) -> Any:
    """Check tables given as CSV; return the summary."""
    (folder / "in").mkdir()
    (folder / "in" / "dataset.yaml").write_text(LABEL, "utf-8")
    for table, text in tables.items():
        (folder / "in" / f"{table}.csv").write_text(text, "utf-8")
    rules = lay_rules(folder / "rules", [REPORTED])
    request = CheckRequest(
        folder / "in",
        folder / "out",
        rules=rules,
        engine=engine,
        as_of=date(2024, 6, 30),
    )
    return check(request).summary


@pytest.mark.parametrize("engine", ["live", "sweep"])
def test_causes_are_counted_with_the_parties_and_the_table(
    engine: Engine, tmp_path: Path
) -> None:
    records = (
        "record_id,event,occurred_on,battery_code,actor_id,reported_on\n"
        "r1,crate.sealed,2024-01-31,B1,X,\nr2,crate.sealed,2024-01-31,B2,X,\n"
        "r3,crate.sealed,2024-01-31,B3,Y,\n"
    )

    told = summary(
        tmp_path, engine, records=records, entities="entity_id,roles\nX,\nY,\n"
    )

    assert told["undetermined_by_cause"] == [
        {
            "cause": "actor.roles", "zh": "“主体的角色”未给出",
            "en": '"roles of the actor" is not given', "duties": 3, "of": "parties",
            "subjects": 2, "place": "entities.csv",
        }
    ]  # fmt: skip


def test_rejected_rows_and_absent_parts_are_told_of_every_table(tmp_path: Path) -> None:
    told = summary(
        tmp_path,
        records="record_id,event,occurred_on,actor_id\nr1,crate.sealed,2024-01-31,X\n"
        "r2,crate.eaten,2024-01-31,X\n",
        credentials="entity_id,kind,valid_from\nX,,no day\n,,\n",
    )

    assert told["unread"]["records"] == 1
    assert told["unread"]["credentials"] >= 1
    absent = told["absent"]
    assert absent["needed_columns"] == {"records": ["reported_on"]}
    assert absent["needed_tables"] == ["entities"]
    assert "region" in absent["columns"]["records"]
    assert absent["tables"] == ["batteries", "entities", "outlets", "vehicles"]
    (cause,) = told["undetermined_by_cause"]
    assert cause["en"] == (
        '"roles of the actor" is not known, since there is no table entities'
    )
    assert cause["place"] == ""


@pytest.mark.parametrize(
    ("complete", "why"),
    [
        ("{from: 2026-05-08, until: 2026-06-30}",
         "what came before the records begin is not known"),
        ("{until: 2026-06-30}",
         "it is not said from which day the records are complete"),
    ],
)  # fmt: skip
def test_cause_before_the_first_record_says_whether_its_day_is_given(
    complete: str, why: str, tmp_path: Path
) -> None:
    life = ROOT / "fixtures" / "lives" / "sold-before-the-label"
    dataset = Path(shutil.copytree(life, tmp_path / "in"))
    records = (dataset / "records.csv").read_text("utf-8").splitlines(keepends=True)
    records = [line for line in records if "battery.supplied" in line or "_id" in line]
    (dataset / "records.csv").write_text("".join(records), "utf-8")
    label = (dataset / "dataset.yaml").read_text("utf-8")
    label = re.sub("complete: .*", f"complete: {complete}", label)
    (dataset / "dataset.yaml").write_text(label, "utf-8")

    run = check(
        CheckRequest(
            dataset,
            tmp_path / "out",
            as_of=date(2026, 6, 30),
            rule_ids=["order-73/coded-before-sale"],
        )
    )

    (cause,) = run.summary["undetermined_by_cause"]
    assert (cause["cause"], cause["en"]) == ("complete.from", why)
    assert cause["place"] == "dataset.yaml"


def test_register_of_outlets_that_is_not_there_says_so(tmp_path: Path) -> None:
    life = ROOT / "fixtures" / "lives" / "no-outlet-in-that-prefecture"
    dataset = Path(shutil.copytree(life, tmp_path / "in"))
    (dataset / "outlets.csv").unlink()

    run = check(CheckRequest(dataset, tmp_path / "out", as_of=date(2026, 6, 30)))

    (cause,) = run.summary["undetermined_by_cause"]
    assert (cause["cause"], cause["place"]) == ("outlets", "")
    assert cause["en"] == (
        '"the register of outlets" is not known, since there is no table outlets'
    )
