"""Chains of custody are those of the rules on flows, the newest breaches first."""

from __future__ import annotations

import pytest

from reports.inspection.chains import MOST_BREAKS, chains_of, is_of_custody
from reports.inspection.duties import read_duties
from reports.inspection.parties import Parties
from reports.run import read_run_folder
from reports.words import Words

FLOW = "order-73/flow-received-what-was-handed-over"
WORDS = Words("en")


def chains(folder):
    duties = read_duties(folder)["advisory"]
    return chains_of(folder, duties, Parties(folder, WORDS), WORDS)


@pytest.mark.parametrize(
    ("rule_id", "is_one"),
    [(FLOW, True), ("order-73/coding", False), ("flow-2018/15-received", False)],
)
def test_rules_on_flows_are_known_by_their_names(rule_id, is_one):
    assert is_of_custody(rule_id) is is_one


def test_figures_are_those_of_the_rules_on_flows(sample):
    found = chains(sample)

    counts = {rule["rule_id"]: rule for rule in sample.summary["rules"]}[FLOW]
    [figures] = found.rules
    assert figures.name == sample.rulebook.rule(FLOW).title.en
    assert figures.pending == str(counts["pending"])
    assert (figures.breach, found.breaches, found.newest) == ("0", 0, [])


def test_newest_breaches_are_listed_up_to_a_limit(copy):
    copy.change_table("duty_counts", f"""UPDATE duty_counts
        SET breach = pending, pending = 0 WHERE rule_id = '{FLOW}'""")  # fmt: skip
    copy.change_table(
        "findings", f"UPDATE findings SET verdict = 'breach', rule_id = '{FLOW}'"
    )

    newest = chains(read_run_folder(copy.folder, 1)).newest

    days = [one.day for one in newest]
    assert len(newest) == MOST_BREAKS
    assert days == sorted(days, reverse=True)
    assert {one.title for one in newest} == {
        "What is handed over is received by the party it was handed to"
    }
