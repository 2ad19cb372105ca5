"""From a dataset to an explanation: what is concerned is judged, then put in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.dataset import Dataset
from engine.errors import EvaluationError, UsageError
from engine.evaluation.calendar import Calendar
from engine.evaluation.dependencies import keep_concerned_records
from engine.evaluation.pipeline import (
    Situation,
    choose_rules,
    evaluate,
    keep_situations,
)
from engine.evaluation.visibility import RecordTables, Situations, define_visible
from engine.explanation import concerned
from engine.explanation.duties import duty_of, earlier_of, looking_back
from engine.explanation.model import Duty, Explanation, Withdrawn
from engine.explanation.timeline import entries_of
from engine.forms import Reach
from engine.rulebook import Rule, Rulebook
from engine.tables.duckdb.store import DuckDBTables
from engine.wording.labels import Labels, party_names


def explain_battery(
    dataset: Dataset, rulebook: Rulebook, calendar: Calendar, as_of: date, code: str
) -> Explanation:
    """Explain every duty of one battery; UsageError where no table has its code.

    A yearly duty is of a company, not of a battery, and is left out.
    """
    _require_battery(dataset, code)
    concerned.keep_battery(dataset.connection, code)
    rules = [
        rule
        for rule in choose_rules(rulebook, dataset.vocabulary)
        if not isinstance(rule.demand.form, Reach)
    ]
    rules_met = concerned.rules_concerned(dataset.connection, rules)
    judge = _Judge(dataset, rulebook, calendar, as_of, rules_met, "battery_code", code)
    return judge.explanation(code)


def explain_finding(
    dataset: Dataset,
    rulebook: Rulebook,
    calendar: Calendar,
    as_of: date,
    finding_id: str,
) -> Explanation:
    """Explain one duty; UsageError where no duty has this id on that day."""
    rules = choose_rules(rulebook, dataset.vocabulary)
    rule = concerned.keep_finding(dataset.connection, rules, finding_id)
    if rule is not None:
        judge = _Judge(
            dataset, rulebook, calendar, as_of, (rule,), "finding_id", finding_id
        )
        explanation = judge.explanation(None)
        if explanation.duties or explanation.withdrawn:
            return explanation
    raise UsageError(
        f"No duty has the id {finding_id} as of {as_of}. The column finding_id of "
        "findings.csv, which `packlaw check` leaves in its --out folder, has the ids."
    )


@dataclass
class _Judge:
    """Judges what is concerned: as it stands, and without each correction."""

    dataset: Dataset
    rulebook: Rulebook
    calendar: Calendar
    as_of: date
    rules: Sequence[Rule]
    key: str
    wanted: str

    def __post_init__(self) -> None:
        self.connection = self.dataset.connection
        self.tables = DuckDBTables(self.connection)
        situation = Situation(
            0, self.as_of, self.dataset.complete,
            "credentials" in self.dataset.present, "outlets" in self.dataset.present,
        )  # fmt: skip
        keep_situations(self.tables, [situation])
        concerned.keep_concerned(self.connection, self.rules)
        self.labels = Labels(self.dataset.words, party_names(self.connection))

    def explanation(self, battery_code: str | None) -> Explanation:
        """Judge, look back before each correction, and put all of it in order."""
        records = keep_concerned_records(self.tables)
        duties = [
            duty_of(row, self.rulebook, self.labels) for row in self._judged(records)
        ]
        if battery_code is None:
            self._keep_chains_of(duties)
        corrections = self._corrections()
        entries = entries_of(self.connection, self.labels)
        withdrawn: list[Withdrawn] = []
        for correction_id in corrections:
            records = keep_concerned_records(self.tables, without=correction_id)
            before = {row["finding_id"]: row for row in self._judged(records)}
            withdrawn += self._withdrawn(duties, before, correction_id)
            duties = [looking_back(duty, before, correction_id) for duty in duties]
        return Explanation(
            title=self.dataset.title,
            as_of=self.as_of,
            fingerprint=self.rulebook.fingerprint,
            battery_code=battery_code,
            entries=tuple(entry.with_duties(duties) for entry in entries),
            duties=tuple(duties),
            withdrawn=tuple(withdrawn),
        )

    def _judged(self, records: RecordTables) -> list[dict[str, Any]]:
        """Return the wanted duties, each with its record, look-ups and words."""
        if not self.rules:
            define_visible(self.tables, records, Situations.of(self.tables))
            return []
        failures, _ = evaluate(
            self.tables,
            self.rulebook,
            self.dataset.vocabulary,
            self.rules,
            self.calendar,
            records=records,
        )
        if failures:
            raise EvaluationError(
                f"The engine could not judge this: {failures[0].reason}."
            )
        return concerned.rows(
            self.connection,
            "SELECT facts.*, rule_words.*, worded.*, duties.* FROM duties "
            "JOIN worded USING (rule_id, record_key) JOIN rule_words USING (rule_id) "
            "JOIN facts USING (record_key) "
            f"WHERE duties.{self.key} = ? "
            "ORDER BY worded.occurred_on, duties.record_id, rule_id",
            [self.wanted],
        )

    def _keep_chains_of(self, duties: Sequence[Duty]) -> None:
        """Narrow the subject of a single finding to its own record and its witness."""
        ids = {duty.record_id for duty in duties} | {d.witness_id for d in duties}
        if duties:
            self.connection.execute(
                "CREATE OR REPLACE TEMP TABLE subject AS "
                "SELECT record_id FROM concerned_records WHERE first_record_id IN "
                "(SELECT first_record_id FROM concerned_records "
                "WHERE list_contains(?, record_id))",
                [sorted(filter(None, ids))],
            )

    def _corrections(self) -> list[str]:
        """Return the seen rows of the subject that replaced another, by day."""
        found = self.connection.execute(
            "SELECT record_id FROM visible SEMI JOIN subject USING (record_id) "
            "WHERE corrects IS NOT NULL ORDER BY recorded_on, record_id"
        ).fetchall()
        return [record_id for (record_id,) in found]

    def _withdrawn(
        self,
        duties: Sequence[Duty],
        before: dict[str, dict[str, Any]],
        correction_id: str,
    ) -> list[Withdrawn]:
        kept = {duty.finding_id for duty in duties}
        return [
            Withdrawn(
                self.rulebook.rule(row["rule_id"]), earlier_of(row, correction_id)
            )
            for finding_id, row in before.items()
            if finding_id not in kept
        ]


def _require_battery(dataset: Dataset, code: str) -> None:
    """Refuse a code that no record and no register has, and name the nearest."""
    codes = (
        "(SELECT battery_code AS code FROM records "
        "UNION SELECT battery_code FROM batteries)"
    )
    (known,) = dataset.connection.execute(
        f"SELECT count(*) FROM {codes} WHERE code = ?", [code]
    ).fetchall()[0]
    if known:
        return
    near = dataset.connection.execute(
        f"SELECT code FROM {codes} WHERE code IS NOT NULL "
        "ORDER BY jaro_winkler_similarity(code, ?) DESC, code LIMIT 3",
        [code],
    ).fetchall()
    hint = f"\n  Nearest: {', '.join(c for (c,) in near)}." if near else ""
    raise UsageError(
        f"No battery {code} in {dataset.title}.{hint}\n"
        "  Give the code as the column battery_code has it; a rejected row does not "
        "count (`packlaw dataset validate` lists those)."
    )
