"""Compares what a party owes with an earlier run, finding by finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors import Text, message
from engine.wording.terms import VERDICTS
from reports.compliance.values import Counted, Moved, Trend
from reports.folder import Content, Row
from reports.run import RunFolder
from reports.run.run_folder import FINDINGS
from reports.words import Said, Words

_COMPARED = """
    WITH now AS (SELECT * FROM read_parquet($file) WHERE owed_by = $entity),
        old AS (SELECT * FROM read_parquet($earlier) WHERE owed_by = $entity)
    SELECT coalesce(now.rule_id, old.rule_id) AS rule_id,
        old.verdict AS old_verdict, now.verdict AS new_verdict,
        old.done_on IS NULL AND now.done_on IS NOT NULL AND now.due_on IS NOT NULL
            AS done_since,
        count(*) AS findings
    FROM old FULL JOIN now USING (finding_id)
    WHERE coalesce(now.verdict, 'compliant') <> 'compliant'
        OR coalesce(old.verdict, 'compliant') <> 'compliant'
    GROUP BY ALL ORDER BY ALL
"""
_VERDICTS = ("breach", "undetermined", "pending", "compliant")
_NAMES = {
    "new": (Text("新增", "New"), Text(
        "上次没有该发现，或当时已合规。",
        "Not a finding then, or complied with then.")),
    "changed": (Text("结论变化", "Another verdict"), Text(
        "同一义务，结论与上次不同。", "The same duty, with another verdict.")),
    "done": (Text("其后已完成（逾期）", "Done since, late"), Text(
        "上次未完成，其后逾期完成，仍为违规。",
        "Not done then, done since after its last day: still a breach.")),
    "open": (Text("未变", "Still open"), Text(
        "同一义务，结论与上次相同。", "The same duty, with the same verdict.")),
    "fixed": (Text("已合规", "Complied with"), Text(
        "上次为发现，本次判定合规。", "A finding then, judged compliant now.")),
    "gone": (Text("义务不复存在", "Duty gone"), Text(
        "本次没有该义务：记录已更正、撤回或拒收，或规则已变。",
        "No such duty now: its record was corrected, withdrawn or rejected, or the rule "
        "changed.")),
    "fixed-or-gone": (Text("不再是发现", "No longer a finding"), Text(
        "本次或已合规，或义务不复存在：该次核查未保存合规的义务，不能分辨是哪一种。",
        "Complied with now, or the duty is gone: this run did not keep compliant duties, "
        "so it is not known which.")),
    "not-judged": (Text("本次未核查", "Not judged now"), Text(
        "本次没有运行该规则。", "Its rule was not run this time.")),
}  # fmt: skip
_MOST_RULES = 8


def trend_of(folder: RunFolder, earlier: RunFolder, words: Words) -> Trend:
    """Return what changed since an earlier run; both are of the same party."""
    is_alike = folder.run.get("finding_ids") == earlier.run.get("finding_ids")
    rows = _rows(folder, earlier) if is_alike else []
    lead = words.say(
        "与评估日 {was} 的核查相比（发现 SHA-256 {hash}）。",
        "Compared with the run as of {was} (findings, SHA-256 {hash}).",
        was=earlier.run["as_of"], hash=earlier.summary["findings"]["hash"][:12],
    )  # fmt: skip
    return Trend(
        lead=lead,
        notes=_notes(folder, earlier, is_alike, words),
        counts=_counts(folder, earlier, words),
        moved=_moved(folder, rows, words),
    )


def _rows(folder: RunFolder, earlier: RunFolder) -> list[Row]:
    return folder.query(_COMPARED, earlier=earlier.folder.path / FINDINGS)


def _notes(
    folder: RunFolder, earlier: RunFolder, is_alike: bool, words: Words
) -> list[str]:
    """Say what a difference may come from besides the records."""
    notes = []
    old, new = earlier.rulebook.fingerprint, folder.rulebook.fingerprint
    if old != new:
        code = "runs.baseline-rulebook-differs"
        notes.append(words(message(code, old=old[:12], new=new[:12])))
    was, now = earlier.run["as_of"], folder.run["as_of"]
    if was != now:
        notes.append(words(message("runs.baseline-day-differs", was=was, now=now)))
    if not is_alike:
        notes.append(words.say(
            "两次核查的发现编号种类不同，不能逐项比较，只列出数目。",
            "The findings of the two runs have ids of different kinds and cannot be "
            "compared one by one; only their numbers are shown.",
        ))  # fmt: skip
    return notes


def _counts(folder: RunFolder, earlier: RunFolder, words: Words) -> list[Counted]:
    """Count binding duties by verdict in both runs."""
    found = []
    for verdict in _VERDICTS:
        then, now = (
            sum(rule[verdict] for rule in one.summary["rules"]
                if rule["force"] == "binding")
            for one in (earlier, folder)
        )  # fmt: skip
        name = words(VERDICTS[verdict])
        change = f"{now - then:+,}" if now != then else "0"
        found.append(Counted(verdict, name, f"{then:,}", f"{now:,}", change))
    return found


def _moved(folder: RunFolder, rows: Sequence[Content], words: Words) -> list[Moved]:
    judged = {rule["rule_id"] for rule in folder.summary["rules"]}
    keeps_all = bool(folder.run["options"].get("all"))
    found: dict[str, dict[str, int]] = {name: {} for name in _NAMES}
    for row in rows:
        state = _state(row, judged, keeps_all)
        of_rules = found[state]
        rule_id = row["rule_id"]
        of_rules[rule_id] = of_rules.get(rule_id, 0) + row["findings"]
    return [
        Moved(state, words(_NAMES[state][0]), words(_NAMES[state][1]),
              sum(of_rules.values()), _rules(folder, of_rules, words))
        for state, of_rules in found.items() if of_rules
    ]  # fmt: skip


def _state(row: Content, judged: set[str], keeps_all: bool) -> str:
    """Return how a finding stands to the earlier run, as `engine.runs.baseline` does."""
    old, new = row["old_verdict"], row["new_verdict"]
    if new is None:
        if row["rule_id"] not in judged:
            return "not-judged"
        return "gone" if keeps_all else "fixed-or-gone"
    if new == "compliant":
        return "fixed"
    if old is None or old == "compliant":
        return "new"
    if old != new:
        return "changed"
    return "done" if row["done_since"] else "open"


def _rules(folder: RunFolder, counts: Mapping[str, int], words: Words) -> list[Said]:
    """Name the rules with the most such findings; the others are counted together."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    listed = [
        Said(_title(folder, rule_id, words), f"{count:,}")
        for rule_id, count in ordered[:_MOST_RULES]
    ]
    if rest := ordered[_MOST_RULES:]:
        others = words.say(
            "其他 {n:,} 条规则", "{n:,} other {n:rule|rules}", n=len(rest)
        )
        listed.append(Said(others, f"{sum(count for _, count in rest):,}"))
    return listed


def _title(folder: RunFolder, rule_id: str, words: Words) -> str:
    """Return the title of a rule; its id where the rulebook of now has it no more."""
    try:
        return words(folder.rulebook.rule(rule_id).title)
    except KeyError:
        return rule_id
