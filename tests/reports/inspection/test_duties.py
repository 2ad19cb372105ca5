"""Duties are added up by what is asked, and are those that the run kept."""

from __future__ import annotations

from engine.evaluation.duty_counts import DutyCounts
from reports.inspection.duties import Duties, Tally, read_duties
from reports.run import read_run_folder
from tests.reports.samples import RUN

COUNTS = DutyCounts(
    {
        ("a/1", "L1", "breach"): 2, ("a/1", "L1", "compliant"): 5,
        ("a/1", "L2", "pending"): 1, ("a/2", None, "undetermined"): 3,
        ("a/2", "L3", "breach"): 0,
    }
)  # fmt: skip


def test_duties_are_added_up_by_a_key():
    duties = Duties(COUNTS, is_whole=True)

    assert duties.by(lambda rule_id, party: party) == {
        "L1": Tally(2, 0, 0, 5), "L2": Tally(0, 0, 1, 0), None: Tally(0, 3, 0, 0),
    }  # fmt: skip
    assert duties.total() == Tally(2, 3, 1, 5)
    assert duties.total().judged == 11


def test_duties_of_no_rule_are_none():
    assert Duties(COUNTS, is_whole=True).of_rules([]).total() == Tally(0, 0, 0, 0)


def test_duties_of_each_force_are_those_of_the_summary(sample):
    for force, duties in read_duties(sample).items():
        rules = [rule for rule in sample.summary["rules"] if rule["force"] == force]
        assert duties.is_whole
        assert duties.total() == Tally(
            *(
                sum(rule[verdict] for rule in rules)
                for verdict in ("breach", "undetermined", "pending", "compliant")
            )
        )


def test_run_that_kept_no_duties_counts_its_findings(copy):
    kept = read_duties(read_run_folder(RUN, 1))["binding"].total()
    (copy.folder / "duty_counts.parquet").unlink()

    duties = read_duties(read_run_folder(copy.folder, 1))["binding"]

    assert not duties.is_whole
    assert duties.total() == Tally(kept.breach, kept.undetermined, kept.pending, 0)
