"""Explains a battery or a finding: evaluates the records it depends on, and words them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.dataset import Dataset
from engine.dataset.origin import PLACE
from engine.dataset.parties import party_names
from engine.errors import EvaluationError, UsageError, message
from engine.evaluation.calendar import Calendar
from engine.evaluation.dependencies import keep_concerned_records
from engine.evaluation.pipeline import (
    choose_rules,
    evaluate,
    keep_situations,
    situation_of,
)
from engine.evaluation.visibility import RecordTables, Situations, define_visible
from engine.explanation import selection
from engine.explanation.duties import duty_of, earlier_of, with_earlier
from engine.explanation.model import Duty, Explanation, RemovedDuty, Row
from engine.explanation.timeline import entries_of, with_duties
from engine.rulebook import Rule, Rulebook
from engine.tables.duckdb.store import DuckDBTables
from engine.wording.labels import Labels


def explain_battery(
    dataset: Dataset, rulebook: Rulebook, calendar: Calendar, as_of: date, code: str
) -> Explanation:
    """Explain every duty of one battery; UsageError where no table has its code.

    Yearly duties are left out: they are owed by a company for all its batteries.
    """
    _require_battery(dataset, code)
    selection.keep_battery_records(dataset.connection, code)
    rules = [
        rule
        for rule in choose_rules(rulebook, dataset.vocabulary)
        if not rule.demand.form.is_of_a_year
    ]
    rules_met = selection.triggered_rules(dataset.connection, rules)
    explainer = _Explainer(
        dataset, rulebook, calendar, as_of, rules_met, "battery_code", code
    )
    return explainer.explanation(code)


def explain_finding(
    dataset: Dataset,
    rulebook: Rulebook,
    calendar: Calendar,
    as_of: date,
    finding_id: str,
) -> Explanation:
    """Explain one duty; UsageError where no duty has this id on that day."""
    rules = choose_rules(rulebook, dataset.vocabulary)
    rule = selection.keep_finding_records(dataset.connection, rules, finding_id)
    if rule is not None:
        explainer = _Explainer(
            dataset, rulebook, calendar, as_of, (rule,), "finding_id", finding_id
        )
        explanation = explainer.explanation(None)
        if explanation.duties or explanation.removed:
            return explanation
    raise UsageError("explanation.unknown-finding", finding=finding_id, as_of=as_of)


@dataclass
class _Explainer:
    """Evaluates the selected records, as they are and without each correction.

    `key` and `sought`: the column of the duties to explain, and its value.
    """

    dataset: Dataset
    rulebook: Rulebook
    calendar: Calendar
    as_of: date
    rules: Sequence[Rule]
    key: str
    sought: str

    def __post_init__(self) -> None:
        self.connection = self.dataset.connection
        self.tables = DuckDBTables(self.connection)
        keep_situations(self.tables, [situation_of(self.dataset, self.as_of)])
        selection.keep_dependencies(self.connection, self.rules)
        self.labels = Labels(
            self.dataset.words,
            party_names(self.connection),
            self.dataset.absent_columns.get("records", ()),
        )

    def explanation(self, battery_code: str | None) -> Explanation:
        """Explain the duties, with what each correction of their records changed."""
        rows = self._judged_rows(keep_concerned_records(self.tables))
        duties = [duty_of(row, self.rulebook, self.labels) for row in rows]
        if battery_code is None:
            self._keep_chains_of(duties)
        corrections = self._corrections()
        entries = entries_of(self.dataset, self.labels)
        removed: list[RemovedDuty] = []
        for correction_id in corrections:
            records = keep_concerned_records(self.tables, without=correction_id)
            before = {row["finding_id"]: row for row in self._judged_rows(records)}
            removed += self._removed(duties, before, correction_id)
            duties = [with_earlier(duty, before, correction_id) for duty in duties]
        return Explanation(
            title=self.dataset.title,
            as_of=self.as_of,
            fingerprint=self.rulebook.fingerprint,
            battery_code=battery_code,
            entries=tuple(with_duties(entry, duties) for entry in entries),
            duties=tuple(duties),
            removed=tuple(removed),
        )

    def _judged_rows(self, records: RecordTables) -> list[Row]:
        """Judge the records; return the duties sought, by day, record_id and rule.

        Each row joins `duties`, its fact, the words of its rule, and the place of its
        record in the source.
        """
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
            reason = failures[0].reason
            raise EvaluationError("explanation.not-judged", reason=reason)
        return selection.rows(
            self.connection,
            f"SELECT facts.*, rule_words.*, worded.*, {', '.join(PLACE)}, duties.* "
            "FROM duties "
            "JOIN worded USING (rule_id, record_key) JOIN rule_words USING (rule_id) "
            "JOIN facts USING (record_key) "
            f"LEFT JOIN ({self.dataset.places_of('records')}) AS places "
            "ON places.row = facts.record_key AND facts.group_rule IS NULL "
            f"WHERE duties.{self.key} = ? "
            "ORDER BY worded.occurred_on, duties.record_id, rule_id",
            [self.sought],
        )

    def _keep_chains_of(self, duties: Sequence[Duty]) -> None:
        """Limit `subject` to the records of the finding and its witness, all versions."""
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
        """Return the record_ids of corrections in `subject` that count, by day recorded."""
        found = self.connection.execute(
            "SELECT record_id FROM visible SEMI JOIN subject USING (record_id) "
            "WHERE corrects IS NOT NULL ORDER BY recorded_on, record_id"
        ).fetchall()
        return [record_id for (record_id,) in found]

    def _removed(
        self,
        duties: Sequence[Duty],
        before: dict[str, Row],
        correction_id: str,
    ) -> list[RemovedDuty]:
        kept = {duty.finding_id for duty in duties}
        return [
            RemovedDuty(
                self.rulebook.rule(row["rule_id"]), earlier_of(row, correction_id)
            )
            for finding_id, row in before.items()
            if finding_id not in kept
        ]


def _require_battery(dataset: Dataset, code: str) -> None:
    """Raise UsageError for a code that no record and no register has; name the nearest."""
    known_codes = (
        "(SELECT battery_code AS code FROM records "
        "UNION SELECT battery_code FROM batteries)"
    )
    (known,) = dataset.connection.execute(
        f"SELECT count(*) FROM {known_codes} WHERE code = ?", [code]
    ).fetchall()[0]
    if known:
        return
    near = dataset.connection.execute(
        f"SELECT code FROM {known_codes} WHERE code IS NOT NULL "
        "ORDER BY jaro_winkler_similarity(code, ?) DESC, code LIMIT 3",
        [code],
    ).fetchall()
    codes = [nearest for (nearest,) in near]
    raise UsageError(
        "explanation.unknown-battery",
        battery=code,
        dataset=dataset.title,
        nearest=message("explanation.nearest-batteries", codes=codes) if codes else "",
    )
