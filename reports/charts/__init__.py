"""Charts: plain figures become placed shapes, which `shared/charts/` prints as SVG."""

from reports.charts.bars import BarRow, bars
from reports.charts.calendar import DueDay, calendar
from reports.charts.canvas import Series
from reports.charts.columns import DayCounts, columns
from reports.charts.days import Duty, Event, Life
from reports.charts.figure import Chart
from reports.charts.intervals import Rate, intervals
from reports.charts.lifeline import lifeline
from reports.charts.lifelines import lifelines
from reports.charts.lines import DayValues, lines
from reports.charts.rates import Interval, wilson
from reports.charts.words import verdict_series

__all__ = [
    "BarRow",
    "Chart",
    "DayCounts",
    "DayValues",
    "DueDay",
    "Duty",
    "Event",
    "Interval",
    "Life",
    "Rate",
    "Series",
    "bars",
    "calendar",
    "columns",
    "intervals",
    "lifeline",
    "lifelines",
    "lines",
    "verdict_series",
    "wilson",
]
