"""Draws the state of a run: breaches by role, article, province and month, and rates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from engine.errors import Text
from engine.wording.citations import article_name
from engine.wording.terms import VERDICTS
from reports.charts import (
    BarRow,
    Chart,
    DayCounts,
    Rate,
    Series,
    bars,
    columns,
    intervals,
    wilson,
)
from reports.charts.figure import WIDTH
from reports.inspection.duties import Duties, Tally
from reports.inspection.parties import Parties
from reports.inspection.values import Months, Picture, Ranking
from reports.run import RunFolder
from reports.words import Words

MOST_BARS = 10
# Two charts beside each other.
_HALF = 228.0
MOST_RANKED = 20
# Columns for so many months up to the day of the check.
MONTHS = 36

_BY_MONTH = """
    SELECT date_trunc('month', occurred_on)::DATE AS month, count(*) AS breaches
    FROM read_parquet($file)
    WHERE verdict = 'breach' AND force = 'binding'
        AND ($entity IS NULL OR owed_by = $entity)
    GROUP BY month ORDER BY month
"""
_NO_BREACH = Text(
    "没有查出约束性义务的违规。", "No breach of a binding duty was found."
)
_NOT_KEPT = Text(
    "该次核查未保存各企业的义务数，因此没有比率；用当前版本重新核查即可得到。",
    "This run did not keep how many duties each enterprise owed, so that there are no "
    "rates; check again with this version to have them.",
)


class Drawing:
    """Draws the binding duties of a run in one language."""

    def __init__(
        self, folder: RunFolder, duties: Duties, parties: Parties, words: Words
    ) -> None:
        self.folder = folder
        self.duties = duties
        self.parties = parties
        self.words = words
        self.breaches = (Series("breach", words(VERDICTS["breach"])),)

    def picture(self) -> Picture:
        """Return all of it."""
        say = self.words.say
        return Picture(
            by_role=self._bars(
                say("违规，按企业登记的角色", "Breaches by registered role"),
                say("角色", "Role"), lambda rule_id, party: self.parties.roles(party), _HALF,
            ),
            by_article=self._bars(
                say("违规，按条款", "Breaches by article"),
                say("条款", "Article"), lambda rule_id, party: self._article(rule_id),
            ),
            by_province=self._bars(
                say("违规，按企业登记的省份", "Breaches by registered province"),
                say("省份", "Province"),
                lambda rule_id, party: self.parties.province(party), _HALF,
            ),
            months=self._months(),
            ranking=self._ranking(),
        )  # fmt: skip

    def _article(self, rule_id: str) -> str:
        # The number stands before the instrument: a bar may have room for the start alone.
        rule = self.folder.rulebook.rule(rule_id)
        instrument = self.folder.rulebook.instrument_of(rule)
        name = self.words(article_name(rule.source.article, instrument))
        title = self.words(instrument.title).strip("《》")
        return self.words.say(
            "{name}，《{title}》", "{name}, {title}", name=name, title=title
        )

    def _bars(
        self,
        title: str,
        category: str,
        name: Callable[[str, str | None], str],
        width: float = WIDTH,
    ) -> Chart:
        tallies = self.duties.by(name)
        rows = [
            BarRow(label, {"breach": tally.breach}, self._cases(tally))
            for label, tally in sorted(tallies.items())
            if tally.breach
        ]
        of = self.words.say("已判断的义务", "Duties judged")
        return bars(
            title, rows, self.breaches, self.words.language, category=category,
            limit=MOST_BARS, of=of if self.duties.is_whole else "",
            empty=self.words(_NO_BREACH), width=width,
        )  # fmt: skip

    def _cases(self, tally: Tally) -> int | None:
        return tally.judged if self.duties.is_whole else None

    def _months(self) -> Months:
        title = self.words.say(
            "违规，按行为发生的月份", "Breaches by the month of the act"
        )
        found = {r["month"]: r["breaches"] for r in self.folder.query(_BY_MONTH)}
        without_day = found.pop(None, 0)
        last = max([date.fromisoformat(self.folder.run["as_of"]), *found])
        first = _months_before(last, MONTHS - 1)
        drawn = {month: count for month, count in found.items() if month >= first}
        # Months without a breach up to the day of the check are drawn too.
        ends = {min(drawn): 0, last: 0} if drawn else {}
        chart = columns(
            title,
            [DayCounts(day, {"breach": n}) for day, n in {**ends, **drawn}.items()],
            self.breaches,
            self.words.language,
            empty=self.words(_NO_BREACH),
        )
        return Months(chart, sum(found.values()) - sum(drawn.values()), without_day)

    def _ranking(self) -> Ranking:
        say = self.words.say
        title = say("违规率，按企业", "Rates of breach by enterprise")
        tallies = self.duties.by(lambda rule_id, party: party)
        owing: Mapping[str, Tally] = {p: t for p, t in tallies.items() if p is not None}
        rates = [
            Rate(self.parties.name(party), tally.breach, tally.judged)
            for party, tally in sorted(owing.items())
            if tally.breach
        ]
        rates.sort(key=lambda rate: -wilson(rate.successes, rate.trials).low)
        total = self.duties.total()
        drawn = rates[:MOST_RANKED] if self.duties.is_whole else []
        chart = intervals(
            title, drawn, self.words.language,
            category=say("企业", "Enterprise"),
            counted=say("违规 / 已判断的义务", "Breaches of duties judged"),
            overall=Rate("", total.breach, total.judged), keep_order=True,
            empty=self.words(_NO_BREACH if self.duties.is_whole else _NOT_KEPT),
        )  # fmt: skip
        return Ranking(chart, max(len(rates) - MOST_RANKED, 0), len(owing) - len(rates))


def _months_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before that of a day."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
