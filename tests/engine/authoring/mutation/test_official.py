"""The examples of the shipped rules notice every change; see `make test-mutation`."""

from __future__ import annotations

import pytest
import yaml

from engine.authoring.mutation import render, try_mutants
from engine.evaluation.calendar import load_calendar
from engine.rulebook import load_rulebook
from tests.house import ROOT, RULES


@pytest.mark.mutation
def test_no_change_of_the_shipped_rules_goes_unnoticed() -> None:
    rulebook = load_rulebook(RULES)

    trials = try_mutants(rulebook, rulebook.rules, load_calendar(RULES))

    survivors = [trial for trial in trials if trial.survivors]
    assert survivors == [], render(survivors, "both")
    assert sum(len(trial.caught) for trial in trials) > 1000


def test_a_life_shows_who_owes_each_duty_that_is_not_the_actors() -> None:
    owed = {rule.id for rule in load_rulebook(RULES).rules if rule.owed_by}

    shown = {
        expected["rule"]
        for file in ROOT.glob("fixtures/lives/*/expected.yaml")
        for entry in yaml.safe_load(file.read_text("utf-8"))
        for expected in entry["expect"]
        if "owed_by" in expected
    }

    assert owed - shown == set()
