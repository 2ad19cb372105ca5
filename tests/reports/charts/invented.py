"""Invented figures for every kind of chart, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

from engine.errors import Language, Text
from reports import charts
from reports.charts import (
    BarRow,
    Chart,
    DayCounts,
    DayValues,
    DueDay,
    Duty,
    Event,
    Life,
    Rate,
    bars,
    intervals,
    lifeline,
    lifelines,
    verdict_series,
)

ROLES = (
    (Text("电池生产企业", "Battery producer"), 4, 2, 11, 310),
    (Text("综合利用企业", "Comprehensive utilization enterprise"), 31, 6, 12, 204),
    (Text("汽车销售维修企业", "Vehicle sales and repair"), 12, 0, 3, 41),
    (Text("报废机动车回收拆解企业", "End-of-life vehicle dismantler"), 12, 9, 0, 27),
    (Text("换电服务企业", "Battery swap operator"), 0, 0, 1, 18),
    (Text("梯次利用企业", "Second-life enterprise"), 0, 1, 0, 0),
)
COMPANIES = (
    ("长江以南动力电池回收与梯次利用综合服务（集团）股份有限公司第一分公司", 3, 57),
    ("示例新能源有限公司", 30, 60),
    ("示例电池有限公司", 1, 1),
    ("Example Recycling Ltd.", 0, 412),
    ("示例物流有限公司", 0, 0),
)


def bars_of(language: Language) -> list[Chart]:
    """Return bars stacked by verdict, and bars of one series."""
    verdicts = ("breach", "undetermined", "pending", "compliant")
    rows = [
        BarRow(name.in_language(language), dict(zip(verdicts, counts, strict=True)))
        for name, *counts in ROLES
    ]
    title = Text("各类主体的义务，按结论", "Duties by role and verdict")
    role = Text("主体", "Role").in_language(language)
    stacked = bars(
        title.in_language(language),
        rows,
        verdict_series(language),
        language,
        category=role,
    )
    title = Text("各类主体的违规", "Breaches by role")
    single = bars(
        title.in_language(language),
        rows,
        verdict_series(language, ["breach"]),
        language,
        category=role,
        limit=4,
    )
    return [stacked, single]


def intervals_of(language: Language) -> list[Chart]:
    """Return the rates of breaches of some enterprises."""
    title = Text("各企业的违规率", "Rates of breaches by enterprise")
    return [
        intervals(
            title.in_language(language),
            [Rate(*company) for company in COMPANIES],
            language,
            category=Text("企业", "Enterprise").in_language(language),
            counted=Text("所核查义务中违规", "Breaches of duties judged").in_language(
                language
            ),
            overall=Rate("", 34, 530),
        )
    ]


AS_OF = date(2026, 10, 15)
EVENTS = (
    (date(2019, 3, 4), Text("电池包出厂", "Pack leaves the factory")),
    (date(2019, 4, 20), Text("装车", "Built into a vehicle")),
    (date(2026, 2, 11), Text("车辆报废，电池拆下", "Vehicle scrapped, pack removed")),
    (
        date(2026, 3, 2),
        Text("移交综合利用企业", "Handed over to a utilization enterprise"),
    ),
    (date(2026, 5, 1), Text("电池接收入库", "Received into store")),
    (date(2026, 5, 1), Text("检测分级", "Tested and graded")),
)
DUTIES = (
    (Text("报送入库信息", "Report inbound waste batteries"), "breach",
     date(2026, 5, 1), date(2026, 5, 31), date(2026, 7, 9)),
    (Text("报送溯源信息", "Report traceability"), "compliant",
     date(2026, 2, 11), date(2026, 3, 25), date(2026, 3, 9)),
    (Text("移交前检测并记录检测结果", "Test before handing over and keep the results"),
     "undetermined", date(2026, 2, 11), None, None),
    (Text("上传出库信息", "Upload outbound information"), "pending",
     date(2026, 5, 1), date(2026, 11, 30), None),
    (Text("贮存不超过期限", "Do not store beyond the limit"), "breach",
     date(2026, 5, 1), date(2026, 8, 1), None),
)  # fmt: skip


def life_of(language: Language, code: str, later: int = 0) -> Life:
    """Return the life of a battery, by some days later."""

    def moved(day: date | None) -> date | None:
        return day and day + timedelta(later)

    return Life(
        code,
        [Event(moved(day), label.in_language(language)) for day, label in EVENTS],
        [
            Duty(label.in_language(language), verdict, *map(moved, days))
            for label, verdict, *days in DUTIES[later % 4 :]
        ],
    )


def lifelines_of(language: Language) -> list[Chart]:
    """Return the life of one battery, and those of some."""
    title = Text("电池 0A1PEAAB0000001 的经历", "The life of battery 0A1PEAAB0000001")
    lives = [
        life_of(language, f"0A1PEAAB{number:07}", 13 * number) for number in range(9)
    ]
    one = lifeline(title.in_language(language), lives[0], language, as_of=AS_OF)
    title = Text("违规最多的电池", "Batteries with the most breaches")
    many = lifelines(title.in_language(language), lives, language, as_of=AS_OF, limit=8)
    return [one, many]


def months_of(language: Language) -> list[Chart]:
    """Return columns by month and by year, and lines from run to run."""
    series = verdict_series(language)
    breaches = verdict_series(language, ["breach"])

    def counts(number: int) -> dict[str, int]:
        shares = (
            number * 7 % 12,
            number * 5 % 4,
            number * 3 % 5,
            20 + number * 11 % 30,
        )
        return {one.look: n for one, n in zip(series, shares, strict=True)}

    title = Text("每月的义务，按结论", "Duties by month and verdict")
    months = [
        DayCounts(date(2025 + n // 12, n % 12 + 1, 5), counts(n)) for n in range(18)
    ]
    by_month = charts.columns(title.in_language(language), months, series, language)
    title = Text("违规，按年", "Breaches by year")
    years = [DayCounts(date(1999 + n, 7, 1), {"breach": n * n % 37}) for n in range(28)]
    by_year = charts.columns(title.in_language(language), years, breaches, language)
    title = Text("历次核查的结论", "Verdicts from run to run")
    runs = [
        DayValues(date(2026, 1, 15), {"breach": 41, "undetermined": 12}),
        DayValues(date(2026, 4, 15), {"breach": 33, "undetermined": 14, "pending": 9}),
        DayValues(date(2026, 7, 1), {"breach": 35, "pending": 11}),
        DayValues(
            date(2026, 10, 15), {"breach": 12, "undetermined": 12, "pending": 12}
        ),
    ]
    trend = charts.lines(title.in_language(language), runs, series, language)
    title = Text("历次核查的违规率", "Rate of breaches from run to run")
    rates = [DayValues(run.day, {"breach": run.values["breach"] / 530}) for run in runs]
    rate = charts.lines(
        title.in_language(language), rates, breaches, language, unit="rate"
    )
    return [by_month, by_year, trend, rate]


def calendar_of(language: Language) -> list[Chart]:
    """Return a calendar of due days."""
    title = Text("到期日历", "Calendar of due days")
    days = [date(2026, 10, 9), *(AS_OF + timedelta(9 * n) for n in range(8))]
    verdicts = ("breach", "pending", "pending", "undetermined", "pending", "compliant")
    duties = [label.in_language(language) for label, *_ in DUTIES]
    due = [
        DueDay(day, duties[place % 5], verdicts[place % 6])
        for place, day in enumerate(days)
    ]
    return [charts.calendar(title.in_language(language), due, language, as_of=AS_OF)]


def empty_of(language: Language) -> list[Chart]:
    """Return the sentence in place of a chart."""
    title = Text("各省的违规", "Breaches by province").in_language(language)
    return [bars(title, [], verdict_series(language), language, category="")]


def all_of(language: Language) -> list[Chart]:
    """Return a chart of every kind."""
    kinds = (bars_of, intervals_of, lifelines_of, months_of, calendar_of, empty_of)
    return [chart for kind in kinds for chart in kind(language)]
