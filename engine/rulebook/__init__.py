"""Loads a folder of rule files as one typed rulebook.

`load_rulebook` reads and checks every file. A rulebook that loads is complete: every
word is in its vocabulary and every rule has its article. Where any file has a fault
it raises RuleFileError with the faults of all files.
"""

from engine.errors import Text
from engine.rulebook.consequences import (
    OfficerQuestion,
    questions_of,
    sanctions_of,
)
from engine.rulebook.coverage import InstrumentCoverage, coverage_of
from engine.rulebook.lint import line_of, lint_rulebook
from engine.rulebook.loader import load_rulebook, load_rulebook_from, shipped_rules
from engine.rulebook.model import (
    ALWAYS,
    Adopted,
    AnyOf,
    Article,
    Completeness,
    Condition,
    Confidence,
    Coverage,
    Custody,
    Demand,
    Example,
    Expectation,
    FieldType,
    Force,
    Form,
    Instrument,
    NoneOf,
    Operator,
    Path,
    Period,
    Review,
    Rule,
    Rulebook,
    Sanction,
    Severity,
    Source,
    Span,
    Test,
    Unit,
    Value,
    Verdict,
    Vocabulary,
)
from engine.rulebook.official import (
    OFFICIAL_FOLDER,
    OfficialText,
    Passage,
    official_file,
    official_text,
    sha256_of,
    split_text,
)
from engine.rulebook.scaffold import rule_skeleton
from engine.rulebook.schema import rule_schema
from engine.rulebook.verdicts import reachable_verdicts

__all__ = [
    "ALWAYS",
    "OFFICIAL_FOLDER",
    "Adopted",
    "AnyOf",
    "Article",
    "Completeness",
    "Condition",
    "Confidence",
    "Coverage",
    "Custody",
    "Demand",
    "Example",
    "Expectation",
    "FieldType",
    "Force",
    "Form",
    "Instrument",
    "InstrumentCoverage",
    "NoneOf",
    "OfficerQuestion",
    "OfficialText",
    "Operator",
    "Passage",
    "Path",
    "Period",
    "Review",
    "Rule",
    "Rulebook",
    "Sanction",
    "Severity",
    "Source",
    "Span",
    "Test",
    "Text",
    "Unit",
    "Value",
    "Verdict",
    "Vocabulary",
    "coverage_of",
    "line_of",
    "lint_rulebook",
    "load_rulebook",
    "load_rulebook_from",
    "official_file",
    "official_text",
    "questions_of",
    "reachable_verdicts",
    "rule_schema",
    "rule_skeleton",
    "sanctions_of",
    "sha256_of",
    "shipped_rules",
    "split_text",
]
