"""Messages of `tables`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "tables.limit-refused": Text(
        "{setting} {value}：DuckDB 不接受这个值（{reason}）。\n"
        "  内存上限写成数字加单位，例如 8GB；线程数为不小于 1 的整数。",
        "{setting} {value}: not taken ({reason}).\n"
        "  A memory limit is a number with its unit, such as 8GB; "
        "threads are a whole number from 1.",
    ),
}
