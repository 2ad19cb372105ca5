"""Which kinds of report there are, and in which languages: light to load, for commands."""

from __future__ import annotations

from typing import Literal

from engine.errors import Language, Text

ReportKind = Literal["compliance", "inspection", "notice", "self-check"]
ReportLanguage = Literal["zh", "en", "both"]

KIND_NAMES: dict[ReportKind, Text] = {
    "compliance": Text("合规报告", "compliance report"),
    "inspection": Text("检查报告", "inspection report"),
    "notice": Text("责令改正通知书", "order to correct"),
    "self-check": Text("自查报告", "self-check"),
}
# The languages of a report, in the order of its parts.
LANGUAGES: dict[ReportLanguage, tuple[Language, ...]] = {
    "zh": ("zh",), "en": ("en",), "both": ("zh", "en"),
}  # fmt: skip
