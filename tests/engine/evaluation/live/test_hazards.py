"""What durable-rules 2.0.28 gets wrong, and what the fence does about each.

The first half shows the library's own behaviour in a process that may die; a change
of version is measured by it. The second half shows that ours keeps away from it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from engine.errors import EvaluationError
from engine.evaluation.live import judging as live
from engine.evaluation.live.rulesets import BRANCHES_PER_FACT, compile_rulesets
from engine.evaluation.live.worker import Worker
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook import load_rulebook, shipped_rules
from engine.rulebook.columns import REGISTER_OF, REGISTERS
from tests.engine.agreement.pieces import agreed, life, record, rule, with_facts

Tree = dict[str, Any]
REPORTED = {"be_reported": {"within": "30 days"}}
FOLLOWED = {"be_followed_by": {"event": "crate.moved", "within": "30 days"}}
CATCH_ALL = {"any": {"all": [{"m": {"fact": 1}}]}}
SHOW = """
import json, sys
from engine.evaluation.live.durable_rules_adapter import DurableRuleset
definition, facts = json.load(sys.stdin)
ruleset = DurableRuleset("shown", json.dumps(definition))
print(json.dumps(sorted(name for name, _ in ruleset.assert_facts(json.dumps(facts)))))
"""


def matched(definition: Tree, *facts: Tree) -> list[str] | str:
    """Name the rules that match in a process of their own, or the error it ends in."""
    named = [
        {"sid": "0", "id": str(n), "fact": 1} | fact for n, fact in enumerate(facts)
    ]
    ended = subprocess.run(
        [sys.executable, "-c", SHOW],
        input=json.dumps([definition | CATCH_ALL, named]),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if ended.returncode:
        return ended.stderr.strip().splitlines()[-1]
    found: list[str] = json.loads(ended.stdout)
    return found


def conjunction(*patterns: Tree, distinct: int = 0) -> Tree:
    written = [{name: {"$and": t} for name, t in p.items()} for p in patterns]
    return {"dist": distinct, "all": written}


JOINED: Tree = {"fact": {"t": "fact"}}
ABSENT = {"no1$not": [{"event": 2}, JOINED]}


# -- the library as it is


def test_library_concludes_absence_at_once_when_no_marker_is_awaited() -> None:
    rules = {"absent": conjunction({"t": [{"event": 1}]}, ABSENT)}

    assert matched(rules, {"event": 1}, {"event": 2}) == ["absent"]


def test_library_sees_what_is_there_when_the_marker_comes_last() -> None:
    rules = {
        "absent": conjunction({"end": [{"end": 1}]}, {"t": [{"event": 1}]}, ABSENT)
    }

    assert matched(rules, {"event": 1}, {"event": 2}, {"end": 1}) == []
    assert matched(rules, {"event": 1}, {"event": 3}, {"end": 1}) == ["absent"]
    assert matched(rules, {"end": 1}, {"event": 1}, {"event": 2}) == ["absent"]


@pytest.mark.parametrize(("distinct", "expected"), [(0, ["both"]), (1, [])])
def test_library_lets_one_fact_stand_twice_only_without_dist(
    distinct: int, expected: list[str]
) -> None:
    twice = conjunction(
        {"t": [{"event": 1}]}, {"w": [{"event": 1}, JOINED]}, distinct=distinct
    )

    assert matched({"both": twice}, {"event": 1}) == expected


def test_library_overlooks_the_witness_in_an_absence_when_facts_are_distinct() -> None:
    patterns = (
        {"end": [{"end": 1}]},
        {"t": [{"event": 1}]},
        {"w": [{"event": 2}, JOINED]},
    )
    facts = {"event": 1}, {"event": 2}, {"end": 1}

    assert matched({"a": conjunction(*patterns, ABSENT)}, *facts) == []
    assert matched({"a": conjunction(*patterns, ABSENT, distinct=1)}, *facts) == ["a"]


def test_library_refuses_a_fact_that_too_many_branches_match() -> None:
    def branches(count: int) -> Tree:
        return {str(n): conjunction({"t": [{"$gte": {"v": n}}]}) for n in range(count)}

    assert len(matched(branches(BRANCHES_PER_FACT), {"v": 99})) == BRANCHES_PER_FACT
    assert "303" in matched(branches(65), {"v": 99})


def test_library_says_yes_when_a_compared_attribute_is_missing() -> None:
    rules = {"late": conjunction({"t": [{"$gt": {"r": {"$m": "due"}}}]})}

    assert matched(rules, {"r": 1, "due": 2}) == []
    assert matched(rules, {"r": 1}) == ["late"]


def test_library_takes_numbers_beyond_64_bits_and_other_types_for_equal() -> None:
    same = conjunction(
        {"t": [{"event": 1}]}, {"w": [{"event": 2}, {"v": {"t": "v"}}, JOINED]}
    )

    for one, other in ((10**20, 10**20 + 1), (27, "27")):
        assert matched(
            {"same": same}, {"event": 1, "v": one}, {"event": 2, "v": other}
        ) == ["same"]


def test_fact_is_an_error_when_its_id_was_seen_or_no_rule_takes_it() -> None:
    assert "already seen" in matched({}, {"id": "x"}, {"id": "x"})
    assert "matched by no rule" in matched({}, {"fact": 2})


# -- what is built on it


def branches_of_the_shipped_rules() -> list[Tree]:
    compiled, _ = compile_rulesets(PredicateIndex(load_rulebook(shipped_rules()).rules))
    definitions = [json.loads(ruleset.definition) for ruleset in compiled]
    return [b for d in definitions for name, b in d.items() if name != "any"]


def test_every_join_ends_in_a_test_that_cannot_fail() -> None:
    # The matcher steps over the end of a conjunction whose last test fails.
    for branch in branches_of_the_shipped_rules():
        first, *joined = branch["all"]
        (first_alias,) = first
        for pattern in joined:
            (parts,) = pattern.values()
            assert parts["$and"][-1] == {"fact": {first_alias: "fact"}}


def test_every_absence_has_an_alias_of_its_own_and_waits_for_a_marker() -> None:
    for branch in branches_of_the_shipped_rules():
        aliases = [alias for pattern in branch["all"] for alias in pattern]
        assert branch["dist"] == 0
        assert len(set(aliases)) == len(aliases)
        if any("$not" in alias for alias in aliases):
            assert aliases[0] == "end"


def test_no_marker_is_awaited_by_more_branches_than_one_fact_may_match() -> None:
    must_not = {"be_followed_by": {"event": "crate.moved"}}
    rules = [rule(n, must_not=must_not, where={"kg": n}) for n in range(40)]
    _, predicates = with_facts(rules, life(record("r1")))

    compiled, _ = compile_rulesets(predicates)

    for ruleset in compiled:
        awaited = list(ruleset.markers.values())
        assert max(awaited.count(m) for m in awaited) <= BRANCHES_PER_FACT


def test_rules_are_split_into_sets_that_no_fact_matches_too_often() -> None:
    rules = [rule(n, must=REPORTED, where={"kg": n}) for n in range(40)]
    tables, predicates = with_facts(rules, life(record("r1", kg="3")))

    assert len(compile_rulesets(predicates)[0]) > 1
    assert live.judge(tables, tables.table("facts"), predicates)[1] == []
    ((number,),) = tables.connection.execute("SELECT rule FROM ruled").fetchall()
    assert predicates.rules[number].id == "plain/r3"


def test_rule_with_too_many_tests_is_refused_by_its_file() -> None:
    where = {"any_of": [{"grade": "a"}], "kg": {"at_least": 0}}
    where |= {f"{head}.{column}": {"known": True} for head, column in MANY_PATHS}
    _, predicates = with_facts([rule(must=REPORTED, where=where)], life(record("r1")))

    with pytest.raises(EvaluationError, match=r"plain/r0\.yaml"):
        compile_rulesets(predicates)


MANY_PATHS = [
    (h, c) for h, register in REGISTER_OF.items() for c in REGISTERS[register]
]


@pytest.mark.slow
@pytest.mark.parametrize("code", ["it's", '"}', "27", "电池", "x" * 70_000, "1e400"])
def test_texts_are_compared_whole_when_they_are_odd(code: str) -> None:
    trigger = record("r1", battery_code=code)
    witness = record("r2", battery_code=code, event="crate.moved")
    stranger = record("r3", battery_code=code + " ", event="crate.moved")
    one = rule(must=FOLLOWED)

    assert agreed(one, life(trigger, witness))["r1"][0] == "compliant"
    assert agreed(one, life(trigger, stranger))["r1"][0] == "breach"


def test_run_goes_on_when_the_worker_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    tables, predicates = with_facts([rule(must=FOLLOWED)], *many_lives())
    monkeypatch.setattr(live, "Worker", DiesOnce)

    _, failures = live.judge(tables, tables.table("facts"), predicates)

    assert failures == []
    assert judged(tables.connection) == 30


def test_fatal_group_is_named_and_all_others_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables, predicates = with_facts([rule(must=FOLLOWED)], *many_lives())
    monkeypatch.setattr(live, "Worker", DiesOfSeven)

    _, (failure,) = live.judge(tables, tables.table("facts"), predicates)

    assert failure.record_keys == (7,)
    assert "signal 9" in str(failure.reason)
    assert judged(tables.connection) == 29


def test_oversized_group_is_named_and_all_others_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowd = life(*[record(f"r{n}") for n in range(4)])
    tables, predicates = with_facts([rule(must=FOLLOWED)], crowd, *many_lives())
    monkeypatch.setattr(live, "FACTS_PER_GROUP", 3)

    _, (failure,) = live.judge(tables, tables.table("facts"), predicates)

    assert failure.record_keys == (1, 2, 3, 4)
    assert "more than 3 records under one code" in str(failure.reason)
    assert judged(tables.connection) == 30


def test_two_outcomes_for_one_duty_are_an_error_of_the_group(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables, predicates = with_facts([rule(must=REPORTED)], life(record("r1")))
    compiled, attributes = compile_rulesets(predicates)
    for branch in compiled[0].branches:
        object.__setattr__(branch, "patterns", compiled[0].branches[0].patterns)
    tables.connection.execute("UPDATE facts SET reported_on = occurred_on")
    monkeypatch.setattr(live, "compile_rulesets", lambda _: (compiled, attributes))

    _, (failure,) = live.judge(tables, tables.table("facts"), predicates)

    assert str(failure.reason) == (
        "durable-rules: two outcomes for one duty of the rule plain/r0 and the record "
        "r1: in_time, late"
    )


class DiesOnce(Worker):
    """A worker whose child is killed right after it gets its first batch."""

    is_fresh = True

    def send(self, groups: Any) -> None:
        super().send(groups)
        if self.is_fresh:
            self.is_fresh = False
            self.process.kill()


class DiesOfSeven(Worker):
    """A worker whose child does not survive the record of number seven."""

    def send(self, groups: Any) -> None:
        if any('"record_key":7,' in facts for _, facts in groups):
            self.process.kill()
            self.process.wait()
        super().send(groups)


def many_lives() -> list[Tree]:
    day = date(2024, 1, 31)
    return [life(record("r1", occurred_on=day)) for _ in range(30)]


def judged(connection: Any) -> int:
    return int(connection.execute("SELECT count(*) FROM ruled").fetchall()[0][0])
