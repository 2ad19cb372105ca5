"""Lays out the chains of custody that are broken, as far as a run knows them."""

from __future__ import annotations

from engine.errors import Text
from reports.findings.table import shortened
from reports.fonts import Marker
from reports.inspection.duties import Duties
from reports.inspection.figures import figures_of
from reports.inspection.parties import Parties
from reports.inspection.values import Break, Chains
from reports.run import RunFolder
from reports.words import Words

MOST_BREAKS = 8
# The rules that hold the records of a battery against each other bear this in their name.
_OF_CUSTODY = "flow-"
_LONGEST_CODE = 30
_NO_DAY = Text("未载明", "not recorded")

_NEWEST = """
    SELECT rule_id, occurred_on, battery_code, record_id, owed_by
    FROM read_parquet($file)
    WHERE verdict = 'breach' AND list_contains($rules::VARCHAR[], rule_id)
        AND ($entity IS NULL OR owed_by = $entity)
    ORDER BY occurred_on DESC NULLS LAST, rule_id, record_id LIMIT $most
"""


def is_of_custody(rule_id: str) -> bool:
    """Say whether a rule is about what the records of a battery say of each other."""
    return rule_id.rpartition("/")[2].startswith(_OF_CUSTODY)


def chains_of(
    folder: RunFolder, duties: Duties, parties: Parties, words: Words
) -> Chains:
    """Return what the rules on custody of one force found; `duties` are those of it."""
    title = {rule.id: words(rule.title) for rule in folder.rulebook.rules}
    ran = [r["rule_id"] for r in folder.summary["rules"] if is_of_custody(r["rule_id"])]
    of_custody = duties.of_rules(ran)
    tallies = of_custody.by(lambda rule_id, party: rule_id)
    rows = Marker()(folder.query(_NEWEST, rules=sorted(tallies), most=MOST_BREAKS))
    return Chains(
        rules=[
            figures_of(title[rule_id], tally, is_whole=duties.is_whole)
            for rule_id, tally in sorted(tallies.items(), key=lambda one: -one[1].breach)
        ],
        newest=[
            Break(
                day=str(row["occurred_on"] or words(_NO_DAY)),
                battery=shortened(row["battery_code"] or row["record_id"], _LONGEST_CODE),
                party=parties.name(row["owed_by"]),
                title=title[row["rule_id"]],
            )
            for row in rows
        ],
        breaches=of_custody.total().breach,
    )  # fmt: skip
