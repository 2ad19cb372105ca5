"""Lays out what leaves duties undetermined: by cause, and whom or what it is about.

One cell that is empty can leave many duties open; it is one line here.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import Text
from engine.runs.evidence import FILE as EVIDENCE
from engine.runs.gaps import subject_column
from engine.wording.citations import citation
from engine.wording.remedies import remedy_words
from reports.findings.table import shortened
from reports.findings.values import Cause, Subject
from reports.folder import Content, Row
from reports.fonts import Marker
from reports.run import RunFolder
from reports.words import Words

# How many subjects of a cause, and records of a subject, are listed.
MOST_SUBJECTS, MOST_RECORDS = 40, 3
# How what a cause is about is called, by the cause's first word.
_SUBJECTS = {
    "actor": Text("企业", "Party"),
    "counterparty": Text("相对方", "Counterparty"),
    "battery": Text("电池", "Battery"),
    "vehicle": Text("车辆", "Vehicle"),
}
_RECORD = Text("记录", "Record")
_PARTIES = ("actor", "counterparty")
_NO_CAUSE = Text("未记原因", "cause not recorded")
_FOUND = """
    SELECT coalesce(missing_field, '') AS cause, {subject} AS subject,
        count(*) AS duties, count(DISTINCT f.record_id) AS records,
        list_sort(list(DISTINCT rule_id)) AS rules,
        min(f.occurred_on) AS first, max(f.occurred_on) AS last,
        list_slice(list(DISTINCT f.record_id ORDER BY f.record_id), 1, {most}) AS listed
    FROM read_parquet($file) f {evidence}
    WHERE verdict = 'undetermined' AND ($entity IS NULL OR owed_by = $entity)
    GROUP BY 1, 2
    ORDER BY duties DESC, subject
"""
_EVIDENCE = """LEFT JOIN (
    SELECT record_id, counterparty_id FROM read_parquet($evidence) WHERE rule_id IS NULL
) e ON e.record_id = f.record_id"""


def causes_of(
    folder: RunFolder, words: Words, most: int = MOST_SUBJECTS
) -> list[Cause]:
    """Return what leaves duties undetermined, the cause with the most duties first.

    Of a cause at most `most` subjects are listed; the counts are of all.
    """
    found: dict[str, list[Content]] = {}
    for row in Marker()(_rows(folder)):
        found.setdefault(row["cause"], []).append(row)
    causes = [_cause(folder, name, rows, most, words) for name, rows in found.items()]
    return sorted(causes, key=lambda cause: -cause.duties)


def _rows(folder: RunFolder) -> list[Row]:
    """Count the duties by cause and subject, a party where there is evidence of it."""
    has_evidence = (folder.folder.path / EVIDENCE).is_file()
    sql = _FOUND.format(
        subject=subject_column(has_evidence=has_evidence),
        most=MOST_RECORDS,
        evidence=_EVIDENCE if has_evidence else "",
    )
    values = {"evidence": folder.folder.path / EVIDENCE} if has_evidence else {}
    return folder.query(sql, **values)


def _cause(
    folder: RunFolder,
    name: str,
    rows: Sequence[Content],
    most: int,
    words: Words,
) -> Cause:
    rules = sorted({rule_id for row in rows for rule_id in row["rules"]})
    first = folder.rulebook.rule(rules[0])
    open_duty = {"verdict": "undetermined", "missing_field": name}
    label = folder.labels.label(name) if name else _NO_CAUSE
    subject_label = _SUBJECTS.get(name.partition(".")[0], _RECORD)
    return Cause(
        field=name,
        name=words(label)[:1].upper() + words(label)[1:],
        remedy=words(remedy_words(open_duty, first, folder.labels)) if name else "",
        subject_label=words(subject_label),
        duties=sum(row["duties"] for row in rows),
        subjects_total=len(rows),
        rules=[_cited(folder, rule_id, words) for rule_id in rules],
        subjects=[_subject(folder, name, row, words) for row in rows[:most]],
    )


def _cited(folder: RunFolder, rule_id: str, words: Words) -> str:
    rule = folder.rulebook.rule(rule_id)
    cited = citation(rule.source.article, folder.rulebook.instrument_of(rule))
    return f"{words(cited)}{words.say('：', ': ')}{words(rule.title)}"


def _subject(folder: RunFolder, cause: str, row: Content, words: Words) -> Subject:
    return Subject(
        name=_name(folder, cause, row["subject"], words),
        duties=row["duties"],
        rules=len(row["rules"]),
        days=span_of(row["first"], row["last"]),
        records=listed_records(row["listed"], row["records"], words),
    )


def _name(folder: RunFolder, cause: str, subject: str | None, words: Words) -> str:
    if subject is None:
        return words.say("未载明", "not recorded")
    if cause.partition(".")[0] in _PARTIES:
        return shortened(words(folder.party(subject).called), 60)
    return shortened(subject, 40)


def span_of(first: object, last: object) -> str:
    """Word the first and the last of some days; "" without any."""
    if first is None:
        return ""
    return f"{first}" if first == last else f"{first} – {last}"  # noqa: RUF001  the dash of a span


def listed_records(records: Sequence[str], total: int, words: Words) -> str:
    """List the first records, each shortened, and count the others."""
    listed = words.listed(shortened(record, 24) for record in records)
    if (more := total - len(records)) <= 0:
        return listed
    return words.say("{listed}等 {total:,} 条", "{listed} and {more:,} more",
                     listed=listed, total=total, more=more)  # fmt: skip
