"""The form `be_recorded`, registered, and a library whose rules have one of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.rulebook import Rulebook, forms, load_rulebook
from tests.house import ROOT
from tests.referee.forms import FORMS
from tests.referee.questions import Question
from tests.referee.rulings import UNDETERMINED, Ruling

LIBRARY = ROOT / "tests/packs/library"
RULE = Path(__file__).with_name("rule.yaml")


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Register the form with the engine and the referee, for the time of a test."""
    monkeypatch.setitem(FORMS, "be_recorded", _judged_by_the_referee)
    forms.register("be_recorded", "tests.forms.be_recorded")
    yield
    forms.unregister("be_recorded")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The rules of a library with one of the form, which an article lists."""
    folder = tmp_path / "rules"
    shutil.copytree(LIBRARY / "rules", folder)
    shutil.copy(RULE, folder / "loans/written-down-by-july.yaml")
    instrument = folder / "loans/instrument.yaml"
    listed = "[loans/returned-in-time, "
    text = instrument.read_text("utf-8")
    assert listed in text
    text = text.replace(listed, f"{listed}loans/written-down-by-july, ")
    instrument.write_text(text, "utf-8")
    return folder


@pytest.fixture
def book(form: None, rules: Path) -> Rulebook:
    return load_rulebook(rules)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """The loans of a spring: a1 written down by July, a3 later, a4 on no known day."""
    folder = tmp_path / "dataset"
    shutil.copytree(LIBRARY / "dataset", folder)
    file = folder / "records.csv"
    text = file.read_text("utf-8")
    for record, day in (("a1", "2025-06-30"), ("a3", "2025-07-01")):
        old = next(line for line in text.splitlines() if line.startswith(record))
        cells = old.split(",")
        cells[10] = day
        text = text.replace(old, ",".join(cells))
    file.write_text(text, "utf-8")
    return folder


def _judged_by_the_referee(question: Question) -> Ruling:
    recorded_on = question.trigger["recorded_on"]
    if recorded_on is None:
        return UNDETERMINED
    is_late = recorded_on > question.demand["by"]
    return Ruling("breach" if is_late else "compliant", done_on=recorded_on)
