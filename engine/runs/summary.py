"""The content of `summary.json`, as types: what a run read and what each rule found.

Days are `date` objects in the summary that a check returns and ISO 8601 text
("2026-06-30") in the file; everything else is the same in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from engine.dataset.origin import OriginPart
from engine.errors import Message
from engine.runs.rows import PartyNames


class Wording(TypedDict):
    """One text in both languages."""

    zh: str
    en: str


def wording(text: Message) -> Wording:
    """Return a message in both languages, as the JSON files hold it."""
    return {"zh": text.in_language("zh"), "en": text.in_language("en")}


class CodedWording(TypedDict):
    """One text in both languages; `code` is stable and names the situation."""

    code: str
    zh: str
    en: str


# The first and the last day between which the dataset lacks no record; None: not said.
Window = TypedDict("Window", {"from": date | None, "until": date | None})


class DatasetSummary(OriginPart):
    """Which dataset was read: the SHA-256 of its files and what its manifest says.

    `origin` has the mapping that wrote it and the files that this read.
    """

    hash: str
    title: str
    source: str
    vocabulary: str
    complete: Window


class SparkSummary(TypedDict):
    """The Spark cluster of a run: its address and the version of pyspark."""

    on: str
    version: str


class TableCounts(TypedDict):
    """The rows of one table: read = accepted + rejected + repeated."""

    read: int
    accepted: int
    rejected: int
    repeated: int


class RecordCounts(TableCounts):
    """The records: accepted = seen + not_seen + corrected, where seen has no key.

    `not_seen`: dated or recorded after the evaluation day. `corrected`: superseded by
    a correcting record.
    """

    not_seen: int
    corrected: int


class RuleSummary(TypedDict):
    """One rule and its duties by verdict.

    `no_duty`: records with an event of the rule that opened no duty under it.
    """

    rule_id: str
    version: str
    instrument: str
    article: str
    force: str
    severity: str
    compliant: int
    breach: int
    pending: int
    undetermined: int
    no_duty: int


class FindingsSummary(TypedDict):
    """The findings listed: their number, and the SHA-256 of their canonical CSV."""

    rows: int
    hash: str


class AgreementSummary(TypedDict):
    """The comparison of both evaluators: duties compared, and those that differ."""

    duties: int
    differing: int


class IncrementalSummary(TypedDict):
    """How an earlier run was reused (the key `since`).

    `folder`: the earlier run. `changed_records`: records that differ between the two
    datasets. `judged_again`: duties evaluated again. `kept`: findings copied from the
    earlier run. `why_whole`: why every duty was evaluated after all; else None.
    """

    folder: str
    changed_records: int
    judged_again: int
    kept: int
    why_whole: Wording | None


class ComparedRule(TypedDict):
    """The findings of one rule by state against the baseline (see `baseline.STATES`).

    `risen`: the new and changed findings by their verdict now.
    """

    rule_id: str
    new: int
    changed: int
    open: int
    fixed: int
    gone: int
    risen: Mapping[str, int]


class BaselineSummary(TypedDict):
    """The comparison with a baseline: which run it is, what to mind, counts by rule.

    `rulebook` is the fingerprint of the baseline's rulebook, `as_of` its evaluation
    day as ISO 8601 text.
    """

    folder: str
    title: str
    rulebook: str
    as_of: str
    warnings: Sequence[Wording]
    rules: Sequence[ComparedRule]


class AbsentSummary(TypedDict):
    """What no file has: columns by table, and whole tables.

    `needed_columns` and `needed_tables` are those that a rule with duties reads.
    """

    columns: Mapping[str, Sequence[str]]
    tables: Sequence[str]
    needed_columns: Mapping[str, Sequence[str]]
    needed_tables: Sequence[str]


class CauseSummary(TypedDict):
    """The binding duties that one cause leaves undetermined.

    `cause` is the `missing_field` of their findings, `zh` and `en` say what is not
    known; `subjects` counts the distinct `of` ("parties", "batteries", "vehicles" or
    "records") concerned; `place` is the file or table to act on, "" where there is none.
    """

    cause: str
    zh: str
    en: str
    duties: int
    of: str
    subjects: int
    place: str


class ResultPart(TypedDict):
    """The result in one sentence, and whether no duty was judged."""

    result: CodedWording
    nothing_judged: bool


class GapsPart(TypedDict):
    """What a reader must know before the result.

    `unread`: the rejected rows of each table that has any. `absent`: what no file has.
    """

    unread: Mapping[str, int]
    absent: AbsentSummary
    undetermined_by_cause: Sequence[CauseSummary]


class OptionalParts(TypedDict, total=False):
    """The keys of `summary.json` that not every run has.

    `entities`: limited to these parties. `spark`: evaluated on a cluster. `agreement`:
    by both evaluators. `since`: an earlier run was given to reuse. `baseline`: one was
    given to compare with.
    """

    entities: Sequence[PartyNames]
    spark: SparkSummary
    agreement: AgreementSummary
    since: IncrementalSummary
    baseline: BaselineSummary


class Summary(OptionalParts, ResultPart, GapsPart):
    """The content of `summary.json`; `spark` comes after `engine`, the others last.

    `rulebook` is a fingerprint; `engine` is the evaluator used. `versions` are by
    package, `tables` and `files` by table, `encodings` by file, `seconds` by phase.
    `failures` lists, in English, what could not be evaluated. In a run limited to
    parties, duties are those that they owe, and `no_duty` counts of their own records.
    """

    dataset: DatasetSummary
    rulebook: str
    as_of: date
    engine: str
    versions: Mapping[str, str]
    records: RecordCounts
    tables: Mapping[str, Mapping[str, int]]
    files: Mapping[str, str]
    encodings: Mapping[str, str]
    warnings: Sequence[CodedWording]
    rules: Sequence[RuleSummary]
    seconds: Mapping[str, float]
    findings: FindingsSummary
    failures: Sequence[str]
