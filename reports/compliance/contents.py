"""Lays out a run for one party: the values that the compliance report prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.errors import Language, Text
from engine.runs.notices import duties_of
from engine.wording.consequences import FOR_THE_OFFICER
from engine.wording.terms import FORCE_HEADINGS
from reports.basis import Section, denominator_of, scope_of
from reports.charts import Chart, calendar
from reports.compliance.lives import lives_of
from reports.compliance.trend import trend_of
from reports.compliance.values import Breaches, Contents, ForceFindings
from reports.findings import (
    RuleFindings,
    asked_under,
    causes_of,
    due_days,
    pending_of,
    rules_with_findings,
    within_room,
)
from reports.frame import frame_of
from reports.outline import Entry
from reports.run import Request, RunFolder
from reports.words import Words

TITLE = Text("动力电池合规报告", "Battery compliance report")
MOST_CAUSES = 12
_SECTIONS = {
    "scope": Text("范围与数据", "Scope and data"),
    "denominator": Text("核查了什么", "What was checked"),
    "findings": Text("违规", "Breaches"),
    "causes": Text("无法判定的义务", "Duties that could not be judged"),
    "pending": Text("期限内的义务", "Duties not due yet"),
    "lives": Text("电池一览", "The batteries in one picture"),
    "trend": Text("与上次核查比较", "Compared with an earlier run"),
    "unchecked": Text("未核查的条款", "Articles that were not checked"),
}


def lay_out(
    folder: RunFolder, request: Request, language: Language, earlier: RunFolder | None
) -> Contents:
    """Return the contents of the report on one party, in one language."""
    return _Layout(folder, request, Words(language), earlier).contents()


class _Layout:
    """Lays out one report in one language."""

    def __init__(
        self,
        folder: RunFolder,
        request: Request,
        words: Words,
        earlier: RunFolder | None,
    ) -> None:
        self.folder = folder
        self.words = words
        self.earlier = earlier
        self.frame = frame_of(folder, request, words, TITLE, earlier=earlier)
        self.lives, self.lives_note = lives_of(folder, words)
        absent = {"lives": not self.lives, "trend": not earlier}
        self.sections = {
            key: Section(words(heading), f"{words.language}-{key}")
            for key, heading in _SECTIONS.items()
            if not absent.get(key)
        }

    def contents(self) -> Contents:
        folder, words = self.folder, self.words
        breaches, causes = self._breaches(), causes_of(folder, words)
        return Contents(
            **vars(self.frame),
            contents=self._entries(breaches),
            sections=self.sections,
            scope=scope_of(folder, words),
            denominator=denominator_of(folder, _anchors(breaches), words),
            breaches=breaches,
            causes=causes[:MOST_CAUSES],
            causes_left_out=len(causes[MOST_CAUSES:]),
            pending=pending_of(folder, words),
            calendar=self._calendar(),
            trend=trend_of(folder, self.earlier, words) if self.earlier else None,
            lives=self.lives,
            lives_note=self.lives_note,
        )

    def _breaches(self) -> Breaches:
        words = self.words
        found = rules_with_findings(self.folder, words, ("breach",))
        kept, left_out = within_room(found)
        forces = [
            ForceFindings(force, words(name), [r for r in kept if r.force == force])
            for force, name in FORCE_HEADINGS.items()
        ]
        return Breaches(
            lead=self._lead(found),
            forces=[force for force in forces if force.rules],
            left_out=left_out,
            asked=asked_under(found),
            asked_heading=words(FOR_THE_OFFICER),
        )

    def _lead(self, found: Sequence[RuleFindings]) -> str:
        duties = sum(map(duties_of, self.folder.summary["rules"]))
        total = sum(rule.total for rule in found)
        if not found:
            return self.words.say(
                "在已判断的 {duties:,} 项义务中未发现违规。",
                "No breach among the {duties:,} {duties:duty|duties} judged.",
                duties=duties,
            )
        return self.words.say(
            "在已判断的 {duties:,} 项义务中有 {total:,} 项违规，涉及 {rules:,} 条规则。"
            "情节重的在先；同一规则的违规列于一表，新的在先。",
            "{total:,} {total:breach|breaches} among the {duties:,} {duties:duty|duties} "
            "judged, under {rules:,} {rules:rule|rules}. The gravest come first; those of "
            "a rule are one table, the newest first.",
            duties=duties, total=total, rules=len(found),
        )  # fmt: skip

    def _calendar(self) -> Chart | None:
        due = due_days(self.folder, self.words)
        if not due:
            return None
        return calendar(
            self.words.say("最后一日", "Last days"),
            due,
            self.words.language,
            as_of=date.fromisoformat(self.folder.run["as_of"]),
        )

    def _entries(self, breaches: Breaches) -> list[Entry]:
        """Return the contents; of the breaches, each rule that is printed."""
        entries = []
        for key, section in self.sections.items():
            if key == "unchecked":
                continue
            entries.append(Entry(section.heading, section.anchor))
            if key == "findings":
                entries += [
                    Entry(rule.title, rule.anchor, 2)
                    for force in breaches.forces
                    for rule in force.rules
                ]
        language = self.words.language
        last = self.sections["unchecked"]
        return [
            *entries,
            Entry(last.heading, last.anchor),
            Entry(self.frame.method.heading, f"{language}-method"),
            Entry(self.frame.seal.heading, f"{language}-seal"),
        ]


def _anchors(breaches: Breaches) -> Mapping[str, str]:
    return {rule.id: rule.anchor for force in breaches.forces for rule in force.rules}
