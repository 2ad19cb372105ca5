"""A run limited to a party counts what that party owes, and refuses one it does not know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.errors import UsageError
from engine.runs import CheckRequest, check
from tests.engine.runs.outputs.conftest import LIBRARY, write_library

RECORDS = (
    "a1,book.lent,2025-03-01,book-1,L1,N1,,,310000,,,open,\n"
    "a2,book.lent,2025-03-01,book-2,L1,N2,,,310000,,,open,\n"
    "a3,book.lent,2025-03-01,book-3,L1,N2,,,310000,,,open,\n"
    "a4,book.returned,2025-03-02,book-3,N2,L1,,,310000,,,open,\n"
)


RETURNED = "loans/returned-in-time"


def checked(folder: Path, *entities: str, **options: Any) -> Any:
    dataset = write_library(folder / "in", RECORDS)
    request = CheckRequest(
        dataset, folder / "out", rules=LIBRARY / "rules", entities=entities, **options
    )
    return check(request)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["live", "sweep", "both"])
def test_counts_are_of_what_the_party_owes(engine: Any, tmp_path: Path) -> None:
    run = checked(tmp_path, "N2", engine=engine, rule_ids=[RETURNED])

    (returned,) = run.summary["rules"]
    assert (returned["breach"], returned["compliant"]) == (1, 1)
    assert run.summary["findings"]["rows"] == 1
    assert run.failures == ()


def test_named_party_is_in_the_summary(tmp_path: Path) -> None:
    run = checked(tmp_path, "N1")

    (party,) = json.loads((run.folder / "summary.json").read_text("utf-8"))["entities"]
    assert party == {"entity_id": "N1", "name": "丙", "name_en": "Reader One"}


def test_party_that_owes_nothing_has_nothing_judged(tmp_path: Path) -> None:
    run = checked(tmp_path, "L1", rule_ids=[RETURNED])

    assert run.summary["nothing_judged"] is True
    assert run.summary["result"]["code"] == "runs.nothing-judged"


def test_party_that_no_table_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        checked(tmp_path, "N1", "N11")

    assert str(refused.value) == (
        "--entity N11: no table has this party. Looked at: entities.entity_id, "
        "records.actor_id, records.counterparty_id, credentials.entity_id, "
        "batteries.maker_id, vehicles.maker_id, outlets.operator_id, outlets.run_by, "
        "outlets.outlet_id. Nearest: N1."
    )
    assert not (tmp_path / "out").exists()
