"""What lint reports of examples that do not stand on each side of a boundary."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    "rulebook.lint-none-before-effective": Text(
        "没有案例发生在施行首日（effective.from）{day} 之前。",
        "No example stands before effective.from, {day}.",
    ),
    "rulebook.lint-none-within-effective": Text(
        "没有案例发生在施行期间（effective）之内。",
        "No example stands within effective.",
    ),
    "rulebook.lint-none-after-effective": Text(
        "没有案例发生在不再适用之日（effective.until）{day} 或其后。",
        "No example stands on or after effective.until, {day}.",
    ),
    "rulebook.lint-none-beside-due-day": Text(
        "没有两个案例分处 within: {within} 的两侧：一个在最后一日完成，一个在次日完成。",
        "No two examples stand on both sides of {within}: one done on the last day in "
        "time, one on the day after.",
    ),
    "rulebook.lint-none-on-bound": Text(
        "没有案例恰在界限上：{path} {operator} {bound}。",
        "No example stands on the bound: {path} {operator} {bound}.",
    ),
    "rulebook.lint-none-above-bound": Text(
        "没有案例高于 {bound}：{path} {operator}。",
        "No example stands above {bound}: {path} {operator}.",
    ),
    "rulebook.lint-none-below-bound": Text(
        "没有案例低于 {bound}：{path} {operator}。",
        "No example stands below {bound}: {path} {operator}.",
    ),
    "rulebook.lint-none-on-ratio": Text(
        "没有案例的比值恰为 {bound}。", "No example reaches exactly {bound}."
    ),
    "rulebook.lint-ratio-none-above": Text(
        "没有案例的比值高于 {bound}。", "No example stays above {bound}."
    ),
    "rulebook.lint-ratio-none-below": Text(
        "没有案例的比值低于 {bound}。", "No example stays below {bound}."
    ),
}
