"""A former id of a rule leads to the rule; a wrong alias is a fault."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from engine.explanation.source import explain
from engine.rulebook import Rulebook, load_rulebook, shipped_rules
from engine.runs import CheckRequest, check

INSTRUMENT = "order-1/instrument.yaml"
PLACE = "aliases: {{{}}}\narticles:"
LATE = Path(__file__).parents[3] / "fixtures" / "lives" / "one-day-late"
OLD, NEW = "order-73/24-7-inbound-report", "order-73/24-7-in"


def test_an_old_id_leads_to_the_rule_and_the_oldest_is_its_first(changed) -> None:
    aliases = "order-1/oldest: order-1/report, order-1/older: order-1/report"

    rulebook: Rulebook = changed("articles:", PLACE.format(aliases), INSTRUMENT)

    rule = rulebook.rule("order-1/report")
    assert rulebook.rule("order-1/older") is rule
    assert (rule.first_id, rule.aliases) == (
        "order-1/oldest", ("order-1/oldest", "order-1/older"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        ("order-1/report: order-1/report",
         "aliases: order-1/report is the id of a rule today.  An alias is an id that "
         "no rule has any more; remove the alias or rename the rule."),
        ("order-1/old: order-1/reports",
         "aliases.order-1/old: order-1/reports is not a rule of this instrument.  "
         "Did you mean order-1/report?\n  Rules: order-1/report"),
        ("order-2/old: order-1/report",
         "aliases: order-2/old is not an id of this instrument.  "
         "Write order-1/<name>."),
        ("order-1/older: order-1/old, order-1/old: order-1/report",
         "aliases.order-1/older: order-1/old is not a rule of this instrument.  "
         "Did you mean order-1/report?\n  Rules: order-1/report"),
        ("order-1/old: order-1/report, order-1/old: order-1/report",
         "aliases.order-1/old: this key stands on line 10 already.  "
         "Keep one of the two."),
    ],
)  # fmt: skip
def test_fault_of_an_alias(faults_after, alias: str, message: str) -> None:
    told = faults_after("articles:", PLACE.format(alias), INSTRUMENT)

    assert told == f"rules/{INSTRUMENT}, line 10\n  {message}"


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules with one rule under another id, as an article becomes known."""
    folder: Path = tmp_path_factory.mktemp("renamed") / "rules"
    for name, text in load_rulebook(shipped_rules()).files.items():
        text = text.replace(OLD, NEW)
        if name == "order-73/instrument.yaml":
            text = text.replace(
                "articles:\n", f"aliases: {{{OLD}: {NEW}}}\narticles:\n"
            )
        place = folder / name.replace(OLD, NEW)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return folder


def test_a_finding_keeps_its_id_when_its_rule_is_renamed(
    tmp_path: Path, renamed: Path
) -> None:
    before = check(CheckRequest(LATE, tmp_path / "before", rule_ids=[OLD]))
    after = check(CheckRequest(LATE, tmp_path / "after", rules=renamed, rule_ids=[OLD]))

    (old,), (new,) = (
        pq.read_table(run.folder / "findings.parquet").to_pylist()
        for run in (before, after)
    )
    assert (old["rule_id"], new["rule_id"]) == (OLD, NEW)
    assert old["finding_id"] == new["finding_id"]
    assert old["rule_version"] != new["rule_version"]


def test_a_renamed_rule_is_explained_by_the_id_of_its_finding(
    tmp_path: Path, renamed: Path
) -> None:
    run = check(CheckRequest(LATE, tmp_path / "run", rule_ids=[OLD]))
    (row,) = pq.read_table(run.folder / "findings.parquet").to_pylist()

    explanation = explain(run.folder, finding=row["finding_id"], rules=renamed)

    assert [duty.rule.id for duty in explanation.duties] == [NEW]
