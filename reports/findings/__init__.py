"""The findings of a run as every report prints them: like ones in one table.

`rules_with_findings` lays out each rule's findings under what the law asks, `within_room`
cuts them to the pages there are, `asked_under` gathers what an officer answers first.
`causes_of` has undetermined duties by what is missing, `pending_of` pending ones by their
last day. The templates of `shared/findings/` print them.
"""

from reports.findings.causes import causes_of
from reports.findings.liability import asked_under
from reports.findings.pending import due_days, pending_of
from reports.findings.room import MOST_PAGES, within_room
from reports.findings.rules import rule_findings, rules_with_findings
from reports.findings.values import (
    Asked,
    Cause,
    Column,
    Group,
    Law,
    Liability,
    Pending,
    RuleFindings,
)

__all__ = [
    "MOST_PAGES",
    "Asked",
    "Cause",
    "Column",
    "Group",
    "Law",
    "Liability",
    "Pending",
    "RuleFindings",
    "asked_under",
    "causes_of",
    "due_days",
    "pending_of",
    "rule_findings",
    "rules_with_findings",
    "within_room",
]
