"""Days that were not counted are listed by the names of the holidays."""

from __future__ import annotations

from datetime import date

from engine.rulebook import Text
from engine.wording.days import WEEKENDS, CountedDays, counting_words

LABOUR_DAY = Text("劳动节", "Labour Day")


def test_neighbouring_days_are_one_run_across_the_end_of_a_month() -> None:
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 10)]

    words = counting_words(CountedDays([(day, LABOUR_DAY) for day in days], []))

    assert words.zh == "（不计劳动节（2026-04-30至05-01、05-10））"
    assert words.en == (" (not counted: Labour Day, 2026-04-30 to 05-01, 05-10)")


def test_each_holiday_is_named_once_and_weekends_by_themselves() -> None:
    names = {1: LABOUR_DAY, 3: WEEKENDS, 5: LABOUR_DAY}
    left_out = [(date(2026, 5, day), name) for day, name in names.items()]

    words = counting_words(CountedDays(left_out, []))

    assert words.zh == "（不计劳动节（2026-05-01、05-05）、周末（2026-05-03））"


def test_nothing_is_said_where_every_day_counts() -> None:
    assert counting_words(CountedDays([], [])) == Text("", "")


def test_year_is_written_where_it_is_another_one() -> None:
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 7), date(2023, 1, 8)]

    words = counting_words(CountedDays([(day, WEEKENDS) for day in days], []))

    assert words.zh == "（不计周末（2022-12-31至2023-01-01、01-07至08））"
