"""From rulings to findings: what was decided, with its rule, days, witness and words.

Any evaluator leaves the same table `rulings` (rule, x, outcome, witness);
everything a reader sees beyond that is added here, in columns.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import ibis
import pyarrow as pa

from engine.conditions import UNKNOWN, Column
from engine.explain.sentences import SENTENCES, sentence, span_words
from engine.outcomes import CODES, VERDICTS
from engine.questions import Questions, leaves_of, opening
from engine.rulebook import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    BeReported,
    Condition,
    Hold,
    Reach,
    Rule,
    Test,
    Text,
    Vocabulary,
)
from engine.workbench import Workbench

COLUMNS = (
    "finding_id", "rule_id", "rule_version", "instrument", "article", "confidence",
    "force", "severity", "verdict", "record_id", "battery_code", "vin", "actor_id",
    "owed_by", "region", "occurred_on", "due_on", "done_on", "days", "missing_field",
    "witness_id", "reason_zh", "reason_en",
)  # fmt: skip
_FINDING_ID_DIGITS = 16
_ONE_DAY = ibis.interval(days=1)


def keep_findings(bench: Workbench, questions: Questions, words: Vocabulary) -> Column:
    """Keep the table `duties`: the columns of a finding, for every duty, and `situation`.

    Also `outcome` (see `outcomes`) and `x`, by which a duty is found again.
    """
    rows = _joined(bench, questions, words)
    rows = rows.mutate(**_judged(rows, questions))
    rows = rows.mutate(
        missing_field=_by_rule(rows, questions, _missing_field, "string"),
        shows_zh=_by_rule(rows, questions, _shows(words, "zh"), "string"),
        shows_en=_by_rule(rows, questions, _shows(words, "en"), "string"),
        days_en=rows.days.cast("string")
        + ibis.cases((rows.days == 1, " day"), else_=" days"),
        day_one=(rows.occurred_on + _ONE_DAY).cast("date"),
        year=rows.occurred_on.year(),
    )
    rows = bench.keep("worded", rows)
    columns = {name: rows[name] for name in rows.columns}
    reasons = {
        f"reason_{language}": ibis.cases(
            *(
                (rows.outcome == CODES[outcome], sentence(getattr(text, language), columns))
                for outcome, text in SENTENCES.items()
            )
        )
        for language in ("zh", "en")
    }
    rows = rows.mutate(
        finding_id=(rows.rule_id + "\n" + rows.duty_key)
        .hexdigest("sha256")
        .substr(0, _FINDING_ID_DIGITS),
        # A group's duty is of a year, not of the day its sums were closed.
        occurred_on=ibis.cases((rows.event.notnull(), rows.occurred_on)),
        **reasons,
    )
    return bench.keep("duties", rows.select(*COLUMNS, "situation", "outcome", "x"))


def _joined(bench: Workbench, questions: Questions, words: Vocabulary) -> Column:
    """Put rulings, their records, their witnesses and the words of the rule side by side."""
    facts = bench.table("facts")
    rules = bench.keep_rows(
        "rule_words", _RULE_SCHEMA,
        [_rule_row(n, rule, words) for n, rule in enumerate(questions.rules)],
    )  # fmt: skip
    events = bench.keep_rows(
        "event_words", dict.fromkeys(("event", "zh", "en"), pa.string()),
        [(event, text.zh, text.en) for event, text in words.events.items()],
    )  # fmt: skip
    named = facts.left_join(events, "event").drop("event_right")
    named = named.rename(event_zh="zh", event_en="en")
    witness = named.select(
        witness="x", witness_id="record_id", witness_on="occurred_on",
        witness_event_zh="event_zh", witness_event_en="event_en",
    )  # fmt: skip
    rulings = bench.table("rulings")
    rows = rulings.join(named, "x").join(rules, "rule")
    return rows.left_join(witness, "witness").drop("witness_right")


def _judged(rows: Column, questions: Questions) -> dict[str, Column]:
    """Settle verdict, days and owner of each duty."""
    verdict = ibis.cases(
        *((rows.outcome == CODES[word], verdict) for word, verdict in VERDICTS.items())
    )
    decided = verdict != "undetermined"
    due_on = ibis.cases((decided, _by_rule(rows, questions, _due_on, "date")))
    done_on = _by_rule(rows, questions, _done_on, "date")
    late = (rows.outcome == CODES["late"]) | (rows.outcome == CODES["missing"])
    until = done_on.fill_null(rows.judged_on)
    return {
        "verdict": verdict,
        "due_on": due_on,
        "done_on": done_on,
        "days": ibis.cases((late, until.delta(due_on, unit="day"))).cast("int32"),
        "owed_by": _by_rule(rows, questions, _owed_by, "string"),
        "duty_key": _by_rule(rows, questions, _duty_key, "string"),
    }


def _by_rule(
    rows: Column,
    questions: Questions,
    value: Callable[[Column, Rule, Questions], Column | None],
    kind: str,
) -> Column:
    """Choose a column's value by the rule of the row; null where the rule has none."""
    branches = [
        (rows.rule == number, found)
        for number, rule in enumerate(questions.rules)
        if (found := value(rows, rule, questions)) is not None
    ]
    return ibis.cases(*branches) if branches else ibis.null(kind)


def _due_on(rows: Column, rule: Rule, questions: Questions) -> Column | None:
    asks_for_days = isinstance(rule.demand.form, BeReported | BeFollowedBy)
    window = questions.window(rule)
    if not asks_for_days or rule.demand.negated or window is None:
        return None
    return rows[f"due{window}"]


def _done_on(rows: Column, rule: Rule, questions: Questions) -> Column:
    if isinstance(rule.demand.form, BeReported):
        reported = [CODES[word] for word in ("in_time", "late", "done")]
        return ibis.cases((rows.outcome.isin(reported), rows.reported_on))
    return rows.witness_on


def _owed_by(rows: Column, rule: Rule, questions: Questions) -> Column:
    return rows[rule.owed_by or "actor_id"]


def _duty_key(rows: Column, rule: Rule, questions: Questions) -> Column:
    """Name the duty across runs: its first record, or the group it was counted in."""
    form = rule.demand.form
    if isinstance(form, Reach):
        return rows.record_id
    if not isinstance(form, BeCoveredBy):
        return rows.first_record_id
    group = (
        rows[form.operator] + "/" + rows.region.substr(0, form.digits) + "/"
        + rows.occurred_on.year().cast("string")
    )  # fmt: skip
    alone = rows.outcome.isin([CODES["nowhere"], CODES["doubtful"]])
    return ibis.cases((alone, rows.first_record_id), else_=group)


# -- what is unknown


def _missing_field(rows: Column, rule: Rule, questions: Questions) -> Column:
    """Name the column that leaves an undetermined duty open."""
    form = rule.demand.form
    same = getattr(form, "same", ())
    # `be_alone` names columns, the other forms pairs of which the first is the trigger's.
    mine = same if isinstance(form, BeAlone) else [pair[0] for pair in same]
    empty = [(rows[name].isnull(), name) for name in mine]
    asked = form.condition if isinstance(form, Hold) else Condition()
    where = getattr(form, "where", Condition())
    answers: dict[str, Column] = {
        "doubtful": _first_unknown(rows, opening(rule), questions),
        "unclear": _first_unknown(rows, asked, questions),
        "unmatched": ibis.cases(*empty) if empty else None,
        "beyond_calendar": ibis.literal("calendar"),
        "unsure": ibis.literal(_first_path(where)),
        "offended_unsure": ibis.literal(_first_path(where)),
        "offended_same_day": ibis.literal("occurred_on"),
        "perhaps_alone": ibis.cases(
            (rows.battery_code.isnull(), "battery_code"), else_="occurred_on"
        ),
        "perhaps_covered": ibis.literal("outlets"),
    }
    if isinstance(form, BePrecededBy):
        answers["not_shown"] = ibis.cases(
            (rows.complete_from.isnull(), "complete.from"),
            (rows["battery.produced_on"].isnull(), "battery.produced_on"),
            else_="complete.from",
        )
    if isinstance(form, BeCoveredBy):
        answers["nowhere"] = ibis.cases(
            (rows[form.operator].isnull(), form.operator), else_="region"
        )
    if isinstance(form, Reach):
        answers["unmeasured"] = rows.reach_missing
    return ibis.cases(
        *((rows.outcome == CODES[o], name) for o, name in answers.items() if name is not None)
    )


def _first_unknown(rows: Column, condition: Condition, questions: Questions) -> Column | None:
    branches = []
    for part in condition.parts:
        unknown = rows[f"t{questions.tests[part]}"] == UNKNOWN
        leaves = list(leaves_of(part))
        named = [
            (unknown & rows[leaf.path].isnull(), leaf.path)
            for leaf in leaves
            if leaf.path in rows.columns and leaf.operator != "known"
        ]
        branches += [*named, (unknown, _path_of(leaves[0]))]
    return ibis.cases(*branches) if branches else None


def _first_path(condition: Condition) -> str:
    for part in condition.parts:
        for leaf in leaves_of(part):
            return _path_of(leaf)
    return "calendar"


def _path_of(test: Test) -> str:
    if test.operator in ("holds", "holds_any", "runs_outlet_for"):
        return f"{test.path}.{test.operator}"
    return test.path


# -- what a record shows, for demands on the record itself


def _shows(words: Vocabulary, language: str) -> Callable[..., Column | None]:
    def shows(rows: Column, rule: Rule, questions: Questions) -> Column | None:
        form = rule.demand.form
        if not isinstance(form, Hold):
            return None
        leaves = [leaf for part in form.condition.parts for leaf in leaves_of(part)]
        pieces: dict[str, Column] = {}
        for leaf in leaves:
            pieces |= _values(rows, leaf, words, language)
        texts = [ibis.literal(f"{name}: ") + value for name, value in pieces.items()]
        between = "；" if language == "zh" else "; "
        return ibis.literal(between).join(texts)

    return shows


def _values(
    rows: Column, test: Test, words: Vocabulary, language: str
) -> dict[str, Column]:
    """Return the words and value of each thing a test looked at."""
    said = {"zh": ("是", "否", "未知"), "en": ("yes", "no", "unknown")}[language]
    if test.operator in ("holds", "holds_any"):
        return {
            f"{test.path} · {getattr(words.credentials[str(kind)], language)}": _said(
                rows[f"holds.{test.path}.{kind}"], said
            )
            for kind in test.values
        }
    if test.operator == "runs_outlet_for":
        names = "/".join(getattr(words.roles[str(r)], language) for r in test.values)
        column = "runs." + "+".join(str(role) for role in test.values)
        return {f"{test.path} · {names}": _said(rows[column], said)}
    column = rows[test.path]
    label = words.fields.get(test.path)
    name = getattr(label, language) if label else test.path
    if column.type().is_boolean():
        return {name: _said(column, said)}
    if column.type().is_array():
        column = column.join(", ")
    return {name: column.cast("string").fill_null(said[2])}


def _said(truth: Column, words: tuple[str, str, str]) -> Column:
    yes, no, unknown = words
    return ibis.cases((truth, yes), (~truth, no), else_=unknown)


# -- the words of a rule, one row each

_RULE_SCHEMA = {
    "rule": pa.int32(),
    **dict.fromkeys(
        (
            "rule_id", "rule_version", "instrument", "article", "confidence", "force",
            "severity", "within_zh", "within_en", "wanted_zh", "wanted_en",
            "bound_zh", "bound_en",
        ),
        pa.string(),
    ),
}  # fmt: skip


def _rule_row(number: int, rule: Rule, words: Vocabulary) -> tuple[object, ...]:
    within = span_words(getattr(rule.demand.form, "within", None))
    wanted, bound = _wanted(rule, words), _bound(rule)
    source = rule.source
    return (
        number, rule.id, rule.version, source.instrument, source.article,
        source.confidence, rule.force, rule.severity, within.zh, within.en,
        wanted.zh, wanted.en, bound.zh, bound.en,
    )  # fmt: skip


def _wanted(rule: Rule, words: Vocabulary) -> Text:
    form = rule.demand.form
    if not isinstance(form, BeFollowedBy | BePrecededBy):
        return Text("", "")
    names = [words.events[event] for event in form.event]
    return Text("或".join(n.zh for n in names), " or ".join(n.en for n in names))


def _bound(rule: Rule) -> Text:
    form = rule.demand.form
    if not isinstance(form, Reach):
        return Text("", "")
    zh, en = [], []
    if form.at_least is not None:
        zh.append(f"不低于{_plain(form.at_least)}")
        en.append(f"at least {_plain(form.at_least)}")
    if form.at_most is not None:
        zh.append(f"不高于{_plain(form.at_most)}")
        en.append(f"at most {_plain(form.at_most)}")
    return Text("、".join(zh), " and ".join(en))




def _plain(bound: Decimal) -> str:
    """Write a bound as rules are read: shares as per cent, amounts as they are."""
    return f"{(bound * 100).normalize():f} %" if bound <= 1 else f"{bound:f}"
