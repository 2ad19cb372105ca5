"""From a dataset to an explanation: the concerned records are judged, then put in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engine.dataset import Dataset
from engine.deadlines import Calendar
from engine.errors import EvaluationError, UsageError
from engine.evaluation import Situation, choose_rules, evaluate, keep_situations
from engine.explain import concerned
from engine.explain.counterfactuals import counterfactual
from engine.explain.demands import asked, limit
from engine.explain.explanation import (
    Duty,
    Earlier,
    Explanation,
    Shown,
    Withdrawn,
)
from engine.explain.timeline import entries_of
from engine.explain.wording import NOT_SHOWN, Wording, article_words, basis_words
from engine.outcomes import OUTCOMES
from engine.rulebook import Reach, Rule, Rulebook, Text
from engine.rulebook.columns import RECORD_COLUMNS
from engine.seen import keep_seen
from engine.workbench import Workbench


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
    dataset: Dataset, rulebook: Rulebook, calendar: Calendar, as_of: date, finding_id: str
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
    """Judges the concerned records, once as they are and once without each correction."""

    dataset: Dataset
    rulebook: Rulebook
    calendar: Calendar
    as_of: date
    rules: Sequence[Rule]
    key: str
    wanted: str

    def __post_init__(self) -> None:
        self.connection = self.dataset.connection
        self.bench = Workbench(self.connection)
        situation = Situation(
            0, self.as_of, self.dataset.complete,
            "credentials" in self.dataset.present, "outlets" in self.dataset.present,
        )  # fmt: skip
        keep_situations(self.bench, [situation])
        concerned.keep_concerned(self.connection, self.rules)
        self.wording = Wording(self.dataset.words, self._names())

    def explanation(self, battery_code: str | None) -> Explanation:
        """Judge, look back before each correction, and put all of it in order."""
        with concerned.narrowed(self.connection):
            duties = [self._duty(row) for row in self._judged()]
            if battery_code is None:
                self._keep_chains_of(duties)
            corrections = self._corrections()
            entries = entries_of(self.connection, self.wording)
        withdrawn: list[Withdrawn] = []
        for correction_id in corrections:
            with concerned.narrowed(self.connection, without=correction_id):
                before = {row["finding_id"]: row for row in self._judged()}
                chain = self._chain(correction_id)
            withdrawn += self._withdrawn(duties, before, correction_id)
            duties = [_looking_back(duty, before, correction_id, chain) for duty in duties]
        return Explanation(
            title=self.dataset.title,
            as_of=self.as_of,
            fingerprint=self.rulebook.fingerprint,
            battery_code=battery_code,
            entries=tuple(entry.with_duties(duties) for entry in entries),
            duties=tuple(duties),
            withdrawn=tuple(withdrawn),
        )

    def _judged(self) -> list[dict[str, Any]]:
        """Return the wanted duties, each with its record, the look-ups and the words."""
        if not self.rules:
            keep_seen(self.bench)
            return []
        failures, _ = evaluate(
            self.bench, self.rulebook, self.dataset.vocabulary, self.rules, self.calendar
        )
        if failures:
            raise EvaluationError(f"The engine could not judge this: {failures[0].reason}.")
        return concerned.rows(
            self.connection,
            "SELECT worded.*, duties.* FROM worded JOIN duties USING (rule_id, x) "
            f"WHERE duties.{self.key} = ? "
            "ORDER BY worded.occurred_on, duties.record_id, rule_id",
            [self.wanted],
        )

    def _duty(self, row: dict[str, Any]) -> Duty:
        rule = self.rulebook.rule(row["rule_id"])
        wording = self.wording
        shows = [wording.shown(c, row[c]) for c in self._columns(row) if row[c] is not None]
        if isinstance(rule.demand.form, Reach):
            shows = _sums(row)
        return Duty(
            finding_id=row["finding_id"],
            rule=rule,
            instrument=self.rulebook.instrument_of(rule),
            article=article_words(rule),
            basis=basis_words(rule),
            shows=tuple(shows),
            verdict=row["verdict"],
            reason=Text(row["reason_zh"], row["reason_en"]),
            evidence=tuple(wording.shown(c, row.get(c)) for c in rule.evidence),
            counterfactual=counterfactual(
                OUTCOMES[row["outcome"]], {**row, **self._rule_words(rule, row)}
            ),
            actor=wording.party(row["actor_id"]),
            owed_by=wording.party(row["owed_by"]),
            **{
                name: row[name]
                for name in (
                    "record_id", "battery_code", "occurred_on", "due_on", "done_on",
                    "days", "missing_field", "witness_id",
                )
            },
        )  # fmt: skip

    def _columns(self, row: dict[str, Any]) -> list[str]:
        names = (*RECORD_COLUMNS, *self.dataset.words.types)
        first = ["event", "occurred_on"] if row.get("event") else []
        return [*first, *(name for name in names if name not in NOT_SHOWN)]

    def _rule_words(self, rule: Rule, row: dict[str, Any]) -> dict[str, str]:
        wanted, within = asked(rule, self.wording), limit(rule)
        missing = self.wording.label(row["missing_field"] or "")
        return {
            "asked_zh": wanted.zh, "asked_en": wanted.en,
            "limit_zh": within.zh, "limit_en": within.en,
            "missing_zh": missing.zh, "missing_en": missing.en,
        }  # fmt: skip

    def _keep_chains_of(self, duties: Sequence[Duty]) -> None:
        """Narrow the subject of a single finding to its own record and its witness."""
        ids = {duty.record_id for duty in duties} | {d.witness_id for d in duties}
        if duties:
            self.connection.execute(
                "CREATE OR REPLACE TEMP TABLE subject AS SELECT record_id FROM records "
                "WHERE first_record_id IN (SELECT first_record_id FROM records "
                "WHERE list_contains(?, record_id))",
                [sorted(filter(None, ids))],
            )

    def _corrections(self) -> list[str]:
        """Return the seen rows of the subject that replaced another, in order of day."""
        found = self.connection.execute(
            "SELECT record_id FROM seen SEMI JOIN subject USING (record_id) "
            "WHERE corrects IS NOT NULL ORDER BY recorded_on, record_id"
        ).fetchall()
        return [record_id for (record_id,) in found]

    def _chain(self, correction_id: str) -> set[str]:
        found = self.connection.execute(
            "SELECT record_id FROM records SEMI JOIN subject USING (record_id)"
            "WHERE first_record_id = (SELECT max(first_record_id) FROM "
            f"{self._whole()} WHERE record_id = ?)",
            [correction_id],
        ).fetchall()
        return {correction_id, *(record_id for (record_id,) in found)}

    def _whole(self) -> str:
        (database,) = self.connection.execute("SELECT current_database()").fetchall()[0]
        return f'"{database}".main.records'

    def _withdrawn(
        self, duties: Sequence[Duty], before: dict[str, dict[str, Any]], correction_id: str
    ) -> list[Withdrawn]:
        kept = {duty.finding_id for duty in duties}
        return [
            Withdrawn(self.rulebook.rule(row["rule_id"]), _earlier(row, correction_id))
            for finding_id, row in before.items()
            if finding_id not in kept
        ]

    def _names(self) -> dict[str, Text]:
        found = self.connection.execute(
            """SELECT entity_id, any_value(name), any_value(name_en) FROM entities
            WHERE entity_id IN (
                SELECT unnest([actor_id, counterparty_id]) FROM records
                SEMI JOIN subject USING (record_id)
                UNION SELECT maker_id FROM batteries SEMI JOIN (
                    SELECT battery_code FROM records SEMI JOIN subject USING (record_id)
                ) USING (battery_code)
                UNION SELECT maker_id FROM vehicles SEMI JOIN (
                    SELECT vin FROM records SEMI JOIN subject USING (record_id)
                ) USING (vin))
            GROUP BY entity_id"""
        ).fetchall()
        return {i: Text(zh or en, en or zh) for i, zh, en in found if zh or en}


def _looking_back(
    duty: Duty, before: dict[str, dict[str, Any]], correction_id: str, chain: set[str]
) -> Duty:
    """Add what the duty was before a correction, if it concerns it or changed it."""
    row = before.get(duty.finding_id)
    concerns = duty.record_id in chain or duty.witness_id in chain
    changed = row is None or row["reason_en"] != duty.reason.en
    if not concerns and not changed:
        return duty
    earlier = _earlier(row, correction_id) if row else Earlier(correction_id)
    return replace(duty, earlier=(*duty.earlier, earlier))


def _earlier(row: dict[str, Any], correction_id: str) -> Earlier:
    reason = Text(row["reason_zh"], row["reason_en"])
    return Earlier(correction_id, row["record_id"], row["verdict"], reason)


def _sums(row: dict[str, Any]) -> list[Shown]:
    """Show the two sums that a yearly duty compares."""
    return [
        Shown("numerator", Text("分子合计", "sum measured"), _same(row["numerator"])),
        Shown("denominator", Text("分母合计", "sum divided by"), _same(row["denominator"])),
    ]


def _same(value: str | None) -> Text | None:
    return None if value is None else Text(value, value)


def _require_battery(dataset: Dataset, code: str) -> None:
    """Refuse a code that neither the records nor the register have, with the nearest ones."""
    codes = (
        "(SELECT battery_code AS code FROM records UNION SELECT battery_code FROM batteries)"
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
