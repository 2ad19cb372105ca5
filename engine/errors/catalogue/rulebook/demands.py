"""Faults of demands: what stands under `must` and `must_not`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "rulebook.columns-in-mapping": Text(
        "此处应为列的列表，而不是映射。请写成 [列, …]。",
        "A list of columns is needed here, not a mapping.  Write [column, …].",
    ),
    "rulebook.mapping-empty": Text(
        "映射为空。请至少写一项。", "The mapping is empty.  Name at least one."
    ),
    "rulebook.not-a-span": Text(
        "{text} 不是时间长度。请写成例如 30 days（日）、15 working days（工作日）、"
        "6 months（月）或 2 years（年）。",
        "{text} is not a length of time.  Write, for example, 30 days, 15 working days, "
        "6 months or 2 years.",
    ),
    "rulebook.not-a-bound": Text(
        '{text} 不是界限。请写成例如 0.98 或 "98 %"。',
        '{text} is not a bound.  Write, for example, 0.98 or "98 %".',
    ),
    "rulebook.ratio-without-bound": Text(
        "缺少界限：请写 at_least、at_most 或两者。",
        "A bound is missing: at_least, at_most or both.",
    ),
}
