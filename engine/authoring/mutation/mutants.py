"""Makes the mutants of a rule: the same rule with one thing changed that it states.

Changed is what verdicts depend on (who, the days in force, when, where and the demand)
and who owes the duty, though no verdict shows that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from engine.authoring.mutation.change import Change, WordChanges, filled, lift
from engine.authoring.mutation.conditions import ConditionChanges
from engine.authoring.mutation.demands import demand_changes
from engine.rulebook import Rule, Text, Vocabulary
from engine.rulebook.columns import PARTY_PATHS
from engine.rulebook.lexicon import Lexicon
from engine.rulebook.version import canonical_form
from engine.wording.labels import Labels

_DAY = timedelta(days=1)
_NO_DUTY = Text("结论应为 no_duty", "expecting no_duty")
_FIRST_DAYS = Text(
    "触发日为{}的例子，结论不为 no_duty；触发日为{}的例子，结论应为 no_duty",
    "an example that begins on {} with a duty, and one that begins on {}, expecting no_duty",
)
_TRIGGER = Text(
    "触发记录为“{}”且有义务的例子", "an example with a duty whose trigger is “{}”"
)
_ACTOR = Text(
    "主体仅为“{}”且有义务的例子", "an example with a duty whose actor is only “{}”"
)
_NO_VERDICT = Text(
    "结论不涉及义务主体；由附有应得结果的案例核对 owed_by",
    "no verdict says who owes the duty; a life with its expected owed_by shows it",
)


@dataclass(frozen=True)
class Mutant:
    """A rule with one change, under an id of its own.

    `key`, `description` and `missing_example` are those of the `Change`.
    `undetectable`: why no verdict can show the change; None where one can.
    """

    rule: Rule
    key: str
    description: Text
    missing_example: Text
    undetectable: Text | None = None


def mutants_of(rule: Rule, vocabulary: Vocabulary) -> list[Mutant]:
    """Return every mutant of the rule; of those of one meaning, the first."""
    meant = {canonical_form(rule)}
    mutants: list[Mutant] = []
    for change in _changes(rule, Lexicon(vocabulary, vocabulary.file)):
        meaning = canonical_form(change.piece)
        if meaning not in meant:
            meant.add(meaning)
            named = replace(change.piece, id=f"{rule.id}#{len(mutants) + 1}")
            undetectable = _NO_VERDICT if change.key == "owed_by" else None
            mutants.append(
                Mutant(
                    named,
                    change.key,
                    change.description,
                    change.missing_example,
                    undetectable,
                )
            )
    return mutants


def _changes(rule: Rule, lexicon: Lexicon) -> Iterator[Change[Rule]]:
    yield from lift(_effective(rule), lambda r: r, "effective")
    yield from lift(_who(rule, lexicon), lambda who: replace(rule, who=who), "who")
    yield from lift(
        _owed_by(rule, lexicon), lambda party: replace(rule, owed_by=party), "owed_by"
    )
    yield from lift(_when(rule, lexicon), lambda when: replace(rule, when=when), "when")
    yield from lift(
        ConditionChanges(lexicon, _NO_DUTY, may_be_empty=True).of(rule.where),
        lambda where: replace(rule, where=where),
        "where",
    )
    must = "must_not" if rule.demand.negated else "must"
    yield from lift(
        demand_changes(rule.demand, lexicon),
        lambda demand: replace(rule, demand=demand),
        must,
    )


def _effective(rule: Rule) -> Iterator[Change[Rule]]:
    """Move the first and last day in force by one, both ways; remove the last day."""
    period = rule.effective
    for name, day in (("start", period.start), ("until", period.until)):
        if day is None:
            continue
        first, last = (day, day - _DAY) if name == "start" else (day - _DAY, day)
        missing_example = filled(_FIRST_DAYS, _day(first), _day(last))
        key = "from" if name == "start" else "until"
        for moved in (day - _DAY, day + _DAY):
            description = filled(Text("{}改为{}", "{} made {}"), _day(day), _day(moved))
            changed = replace(rule, effective=replace(period, **{name: moved}))
            yield Change(changed, description, missing_example, key)
        if name == "until":
            description = filled(Text("去掉{}", "{} removed"), _day(day))
            changed = replace(rule, effective=replace(period, until=None))
            yield Change(changed, description, missing_example, key)


def _who(rule: Rule, lexicon: Lexicon) -> Iterator[Change[tuple[str, ...] | None]]:
    roles = WordChanges(lexicon.vocabulary.roles, _ACTOR)
    if rule.who is None:
        only = next(iter(roles.names))
        description = filled(
            Text("任何主体改为“{}”", "anyone made “{}”"), roles.name(only)
        )
        example = Text("主体角色不同的例子", "an example whose actor has another role")
        yield Change((only,), description, example)
        return
    yield from roles.of(rule.who)
    yield Change(
        None,
        Text("改为任何主体", "made anyone"),
        Text(
            "主体仅有其他角色的例子，结论应为 no_duty",
            "an example whose actor has only another role, expecting no_duty",
        ),
    )


def _when(rule: Rule, lexicon: Lexicon) -> Iterator[Change[tuple[str, ...] | None]]:
    events = WordChanges(lexicon.vocabulary.events, _TRIGGER)
    if rule.when is None:
        only = next(iter(events.names))
        description = filled(
            Text("任何事件改为“{}”", "any event made “{}”"), events.name(only)
        )
        yield Change(
            (only,), description, Text("其他事件的例子", "an example of another event")
        )
        return
    yield from events.of(rule.when)
    yield Change(
        None,
        Text("改为任何事件", "made any event"),
        Text(
            "触发记录为其他事件的例子，结论应为 no_duty",
            "an example whose trigger is another event, expecting no_duty",
        ),
    )


def _owed_by(rule: Rule, lexicon: Lexicon) -> Iterator[Change[str | None]]:
    if rule.owed_by is None:
        return
    labels = Labels(lexicon.vocabulary, {})
    names = {path: labels.label(path) for path in PARTY_PATHS}
    parties = WordChanges(names, _NO_VERDICT)
    description = filled(Text("去掉“{}”", "“{}” removed"), parties.name(rule.owed_by))
    yield Change(None, description, _NO_VERDICT)
    yield from lift(parties.of((rule.owed_by,)), lambda paths: paths[0])


def _day(day: date) -> Text:
    return Text(str(day), str(day))
