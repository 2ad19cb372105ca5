"""The values that the template of the inspection report prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.basis import Denominator, Scope
from reports.basis import Section as Heading
from reports.charts import Chart
from reports.findings import Group
from reports.frame import Frame
from reports.outline import Entry
from reports.words import Said


@dataclass(frozen=True)
class Figures:
    """Duties by verdict as they are printed, with what they are those of.

    `judged` and `rate` (breaches of duties judged) are "" where the run did not keep the
    duties that were met.
    """

    name: str
    judged: str
    breach: str
    rate: str
    undetermined: str
    pending: str


@dataclass(frozen=True)
class Months:
    """Breaches by month: the chart, and how many have an earlier day or none."""

    chart: Chart
    earlier: int
    without_day: int


@dataclass(frozen=True)
class Ranking:
    """Rates of the enterprises with a breach; `rest` of them are not drawn.

    `clean`: how many enterprises with duties have no breach.
    """

    chart: Chart
    rest: int
    clean: int


@dataclass(frozen=True)
class Picture:
    """Binding duties: where the breaches are."""

    by_role: Chart
    by_article: Chart
    by_province: Chart
    months: Months
    ranking: Ranking

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All charts, for their figures in the annex."""
        return (
            self.by_role, self.by_article, self.by_province, self.months.chart,
            self.ranking.chart,
        )  # fmt: skip


@dataclass(frozen=True)
class Break:
    """A chain of custody that is broken: the day, the battery, who, and which rule."""

    day: str
    battery: str
    party: str
    title: str


@dataclass(frozen=True)
class Chains:
    """What the rules on custody found: by rule, and the newest breaches of `breaches`."""

    rules: Sequence[Figures]
    newest: Sequence[Break]
    breaches: int


@dataclass(frozen=True)
class BreachedRule:
    """The breaches of one rule by one enterprise, the newest of them as tables.

    `running` stands in the head of its pages. `found` words how many of its duties are
    breaches, `printed` how many of these are in the tables.
    """

    running: str
    title: str
    cited: str
    severity: str
    found: str
    breaches: int
    printed: int
    groups: Sequence[Group]


@dataclass(frozen=True)
class Section:
    """One enterprise: its figures by force, its gravest breaches, what is not known.

    `id` is "" where the records do not name it. `others`: further rules that it breaches,
    each with its figures. `causes`: what leaves its binding duties undetermined.
    """

    anchor: str
    name: str
    id: str
    facts: Sequence[str]
    figures: Sequence[Figures]
    rules: Sequence[BreachedRule]
    others: Sequence[str]
    causes: Sequence[str]


@dataclass(frozen=True)
class OtherEnterprise:
    """An enterprise without a section; `advisory` and `voluntary` are breaches."""

    name: str
    province: str
    binding: Figures
    advisory: str
    voluntary: str


@dataclass(frozen=True)
class Enterprises:
    """Sections in the order of gravity, then lines; `rest` have neither.

    `rest` of them have a breach or an undetermined duty, `clean` have none.
    """

    sections: Sequence[Section]
    others: Sequence[OtherEnterprise]
    rest: int
    clean: int


@dataclass(frozen=True)
class SiteQuestions:
    """What an inspector asks on the spot about articles of one instrument."""

    instrument: str
    articles: Sequence[Said]


@dataclass(frozen=True)
class Contents(Frame):
    """Everything that the report prints, in its order.

    `say` picks one of two texts and fills in its values. `sections` has those that there
    are. `has_breach`: of a binding rule. `limits`: the parties and rules that the run was
    limited to, in words. Where `is_whole` is false, the run did not keep the duties that
    were met. `forces`: figures of all duties, by force. `verdicts`: their names.
    """

    contents: Sequence[Entry]
    sections: Mapping[str, Heading]
    limits: Sequence[str]
    nothing_judged: bool
    has_breach: bool
    is_whole: bool
    forces: Sequence[Figures]
    picture: Picture
    chains: Chains
    enterprises: Enterprises
    verdicts: Mapping[str, str]
    denominator: Denominator
    questions: Sequence[SiteQuestions]
    scope: Scope
