"""Lays out the enterprises of a run: a section for each of the gravest, lines for others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.errors import Text
from engine.rulebook import Rule
from engine.wording.citations import citation
from engine.wording.terms import FORCE_HEADINGS, SEVERITIES
from reports.findings.groups import groups_of
from reports.findings.table import shortened
from reports.fonts import Marker
from reports.inspection.duties import Duties, Tally
from reports.inspection.figures import figures_of
from reports.inspection.parties import Parties
from reports.inspection.values import (
    BreachedRule,
    Enterprises,
    OtherEnterprise,
    Section,
)
from reports.run import RunFolder
from reports.words import Words

# With so many sections, rules of each and findings of these, findings take no more than
# 60 pages in any run.
MOST_SECTIONS, MOST_RULES, MOST_FINDINGS = 15, 2, 3
MOST_LINES, MOST_CAUSES = 30, 3
_LONGEST = 60
_NO_CAUSE = Text("未记原因", "cause not recorded")
_NOTHING = Tally(0, 0, 0, 0)

_NEWEST = """
    SELECT * EXCLUDE (place) FROM (
        SELECT f.*, row_number() OVER (PARTITION BY rule_id, owed_by ORDER BY
            coalesce(occurred_on, due_on) DESC NULLS LAST, record_id, finding_id) AS place
        FROM read_parquet($file) f JOIN (
            SELECT unnest($rules::VARCHAR[]) AS rule, unnest($parties::VARCHAR[]) AS party
        ) ON rule = rule_id AND party IS NOT DISTINCT FROM owed_by
        WHERE verdict = 'breach')
    WHERE place <= $most
    ORDER BY rule_id, owed_by, place
"""
_CAUSES = """
    SELECT owed_by, coalesce(missing_field, '') AS cause, count(*) AS duties
    FROM read_parquet($file) JOIN (
        SELECT unnest($parties::VARCHAR[]) AS party) ON party IS NOT DISTINCT FROM owed_by
    WHERE verdict = 'undetermined' AND force = 'binding'
    GROUP BY owed_by, cause ORDER BY duties DESC, cause
"""
Party = str | None


def enterprises_of(
    folder: RunFolder,
    duties: Mapping[str, Duties],
    parties: Parties,
    words: Words,
) -> Enterprises:
    """Return the enterprises that owe duties, in the order of gravity."""
    return _Layout(folder, duties, parties, words).enterprises()


class _Layout:
    """Lays out the enterprises of one run in one language."""

    def __init__(
        self,
        folder: RunFolder,
        duties: Mapping[str, Duties],
        parties: Parties,
        words: Words,
    ) -> None:
        self.folder = folder
        self.duties = duties
        self.parties = parties
        self.words = words
        self.tallies = {
            force: of.by(lambda rule_id, party: party) for force, of in duties.items()
        }
        self.breached: dict[Party, list[tuple[Rule, Tally]]] = {}
        by_rule = duties["binding"].by(lambda rule_id, party: (party, rule_id))
        for (party, rule_id), tally in by_rule.items():
            if tally.breach:
                rule = folder.rulebook.rule(rule_id)
                self.breached.setdefault(party, []).append((rule, tally))
        for rules in self.breached.values():
            rules.sort(key=lambda one: (_gravity(one[0]), -one[1].breach, one[0].id))

    def enterprises(self) -> Enterprises:
        grave = sorted(self.breached, key=self._gravest_first)
        shown, others = grave[:MOST_SECTIONS], grave[MOST_SECTIONS:]
        rest = set().union(*self.tallies.values()) - self.breached.keys()
        unclean = sorted(filter(self._is_open, rest), key=self._most_open_first)
        others += unclean
        return Enterprises(
            sections=self._sections(shown),
            others=[self._line(party) for party in others[:MOST_LINES]],
            rest=max(len(others) - MOST_LINES, 0),
            clean=len(rest) - len(unclean),
        )

    def _gravest_first(self, party: Party) -> tuple[object, ...]:
        worst = _gravity(self.breached[party][0][0])
        return (worst, -self._tally("binding", party).breach, party or "")

    def _is_open(self, party: Party) -> bool:
        tallies = [self._tally(force, party) for force in self.duties]
        return any(tally.breach or tally.undetermined for tally in tallies)

    def _most_open_first(self, party: Party) -> tuple[object, ...]:
        counts = [-self._tally(force, party).breach for force in self.duties]
        return (-self._tally("binding", party).undetermined, *counts, party or "")

    def _tally(self, force: str, party: Party) -> Tally:
        return self.tallies[force].get(party, _NOTHING)

    # A section for each of the gravest.

    def _sections(self, shown: list[Party]) -> list[Section]:
        printed = [
            (rule.id, party)
            for party in shown
            for rule, _ in self.breached[party][:MOST_RULES]
        ]
        rules, parties = ([one[place] for one in printed] for place in (0, 1))
        most = min(MOST_FINDINGS, self.folder.cap)
        rows = self.folder.query(_NEWEST, rules=rules, parties=parties, most=most)
        listed = self.folder.listing(rows)
        causes = self._causes(shown)
        return [
            self._section(number, party, listed, causes.get(party, []))
            for number, party in enumerate(shown, 1)
        ]

    def _causes(self, shown: list[Party]) -> dict[Party, list[str]]:
        found: dict[Party, list[str]] = {}
        for row in self.folder.query(_CAUSES, parties=shown):
            text = self.words.say(
                "{duties:,} 项：{cause}", "{duties:,} {duties:duty|duties}: {cause}",
                duties=row["duties"], cause=self._cause(row["cause"]),
            )  # fmt: skip
            found.setdefault(row["owed_by"], []).append(text)
        return found

    def _cause(self, cause: str) -> str:
        for known in self.folder.summary.get("undetermined_by_cause", ()):
            if known["cause"] == cause:
                return self.words(Text(known["zh"], known["en"]))
        return self.words(self.folder.labels.label(cause) if cause else _NO_CAUSE)

    def _section(
        self, number: int, party: Party, listed: RunFolder, causes: list[str]
    ) -> Section:
        breached, known = self.breached[party], self.parties.of(party)
        of_party = replace(listed, entity=known)
        return Section(
            anchor=f"{self.words.language}-enterprise-{number}",
            name=shortened(self.parties.name(party), _LONGEST),
            id=known.id if known else "",
            facts=[
                *([known.id] if known else []),
                self.parties.province(party),
                self.parties.roles(party),
            ],
            figures=[
                figures_of(self.words(heading), tally, is_whole=self._is_whole)
                for force, heading in FORCE_HEADINGS.items()
                if (tally := self._tally(force, party)).judged
            ],
            rules=[
                self._breached(of_party, party, *one) for one in breached[:MOST_RULES]
            ],
            others=[self._other(*one) for one in breached[MOST_RULES:]],
            causes=causes[:MOST_CAUSES],
        )

    @property
    def _is_whole(self) -> bool:
        return self.duties["binding"].is_whole

    def _breached(
        self, listed: RunFolder, party: Party, rule: Rule, tally: Tally
    ) -> BreachedRule:
        instrument = listed.rulebook.instrument_of(rule)
        cited, title = (
            self.words(citation(rule.source.article, instrument)),
            self.words(rule.title),
        )
        owner = None if party is None else Marker()(party)
        rows = [
            row for row in listed.findings.get(rule.id, ()) if row["owed_by"] == owner
        ]
        name = shortened(self.parties.name(party), _LONGEST // 2)
        return BreachedRule(
            running=f"{name} · {shortened(cited, _LONGEST)}",
            title=title,
            cited=cited,
            severity=self.words(SEVERITIES[rule.severity]),
            found=self._found(tally),
            breaches=tally.breach,
            printed=len(rows),
            groups=groups_of(listed, rule, rows, self.words),
        )

    def _found(self, tally: Tally) -> str:
        if not self._is_whole:
            return self.words.say(
                "违规 {breach:,} 项",
                "{breach:,} {breach:breach|breaches}",
                breach=tally.breach,
            )
        return self.words.say(
            "{judged:,} 项义务中违规 {breach:,} 项",
            "{breach:,} {breach:breach|breaches} of {judged:,} {judged:duty|duties}",
            breach=tally.breach, judged=tally.judged,
        )  # fmt: skip

    def _other(self, rule: Rule, tally: Tally) -> str:
        return self.words.say(
            "{title}（{found}）", "{title} ({found})",
            title=self.words(rule.title), found=self._found(tally),
        )  # fmt: skip

    # A line for each of the others.

    def _line(self, party: Party) -> OtherEnterprise:
        binding = self._tally("binding", party)
        advisory, voluntary = (
            f"{self._tally(force, party).breach:,}"
            for force in ("advisory", "voluntary")
        )
        return OtherEnterprise(
            name=shortened(self.parties.name(party), _LONGEST),
            province=self.parties.province(party),
            binding=figures_of("", binding, is_whole=self._is_whole),
            advisory=advisory,
            voluntary=voluntary,
        )


def _gravity(rule: Rule) -> int:
    """Return the place of a rule's severity, 0 for the gravest."""
    return list(SEVERITIES).index(rule.severity)
