"""The verdicts on a fleet under the official rules stay where a change cannot matter."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.dataset import Dataset, open_dataset
from engine.evaluation.calendar import load_calendar
from engine.rulebook import Rulebook, load_rulebook
from engine.rulebook.columns import REGISTERS
from fixtures.fleet import write_fleet
from tests.engine.agreement.judges import both_by
from tests.engine.metamorphic import changes
from tests.engine.metamorphic.both import Judged, judge_told, of_records, unmarked
from tests.engine.metamorphic.untouched import (
    Tree,
    is_late_for_good,
    names_nothing,
    shares_a_text,
    stays_with_its_actor,
)
from tests.referee import read_rules

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
BOOK = load_rulebook(ROOT / "rules")
FIELDS = BOOK.vocabularies["order-73"].types
RULES = [
    rule
    for rule in read_rules(ROOT / "rules")[0]
    if rule["id"] in {one.id for one in BOOK.of_vocabulary("order-73")}
]
AS_OF = date(2026, 6, 30)


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    folder = tmp_path_factory.mktemp("fleet")
    write_fleet(folder, 100, 7, fault_share=0.2)
    with open_dataset(folder, BOOK.vocabularies) as opened:
        return told_by(opened)


def told_by(opened: Dataset) -> Tree:
    """Read a dataset's accepted rows as a life."""
    complete = {"from": opened.complete.start, "until": opened.complete.until}
    return {
        "records": rows_of(opened, "records"),
        "complete": complete,
        "as_of": AS_OF,
        "registers": {name: rows_of(opened, name) for name in REGISTERS},
    }


def rows_of(opened: Dataset, table: str) -> list[Tree]:
    found: Any = opened.connection.execute(f'FROM "{table}"')
    columns = [column[0].removeprefix("field.") for column in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def judged(fleet: Tree) -> Judged:
    plain = changes.uncorrected(fleet)
    tellings = {
        "as told": [fleet],
        "shuffled": [changes.shuffled(fleet)],
        "renamed": [changes.renamed(fleet)],
        "among strangers": [changes.among_strangers(fleet, FIELDS)],
        "corrected later": [changes.corrected_later(fleet)],
        "uncorrected": [plain],
        "judged later": [changes.judged_later(plain)],
        "by actor": changes.by_actor(plain),
    }
    return judge_told([tellings], judge_by(BOOK))


def judge_by(book: Rulebook) -> Any:
    calendar = load_calendar()
    return lambda lives: both_by(book, "order-73", calendar, lives)


def ids(suits: Any) -> list[str]:
    found = [rule["id"] for rule in RULES if suits(rule)]
    assert len(found) > 10
    return found


def test_verdicts_stay_in_any_order_of_rows(judged: Judged) -> None:
    for told, shuffled in judged.pairs("as told", "shuffled", ids(lambda _: True)):
        assert shuffled == told
        assert {said[0] for said in told.values()} == {
            "compliant", "breach", "pending", "undetermined",
        }  # fmt: skip


def test_verdicts_stay_under_other_names(judged: Judged, fleet: Tree) -> None:
    names = changes.names_of(fleet)
    rules = ids(lambda rule: names_nothing(rule, names))

    for told, renamed in judged.pairs("as told", "renamed", rules):
        assert unmarked(renamed) == told


def test_verdicts_stay_among_strangers(judged: Judged) -> None:
    rules = ids(lambda rule: shares_a_text(rule, FIELDS))

    for told, together in judged.pairs("as told", "among strangers", rules):
        assert of_records(together) == told


def test_verdicts_stay_when_corrections_are_written_after_as_of(judged: Judged) -> None:
    rules = ids(lambda _: True)

    for told, corrected in judged.pairs("as told", "corrected later", rules):
        assert corrected == told


def test_lateness_stays_a_breach_on_every_later_day(judged: Judged) -> None:
    rules = ids(is_late_for_good)
    for before, after in judged.pairs("uncorrected", "judged later", rules):
        late = {k for k, said in before.items() if said[0] == "breach" and said[3]}

        assert len(late) > 5
        assert {after[key][0] for key in late} == {"breach"}


def test_verdicts_stay_when_each_actor_is_judged_alone(judged: Judged) -> None:
    rules = ids(stays_with_its_actor)

    for together, apart in judged.pairs("uncorrected", "by actor", rules):
        assert apart == together
