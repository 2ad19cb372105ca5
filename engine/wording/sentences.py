"""The sentences of verdicts: one in each language for each way a duty can end.

The {names} of a sentence are columns of the findings (`engine/evaluation/findings.py`).
The same sentence serves every row of a run, in columns, and a single finding on a page.
Sentences of outcomes that several forms share stand here; a form words its own
(`wording.SENTENCES`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from engine.rulebook import Span, Text
from engine.rulebook.forms import form_keys
from engine.wording.forms import merged
from engine.wording.rules.phrases import both

START = Text(
    "{event_zh}发生于{occurred_on}；第一日为{day_one}，期限{within_zh}，"
    "最后一日为{due_on}{counting_zh}",
    "{event_en} on {occurred_on}; day one is {day_one}; "
    "{within_en}, the last day is {due_on}{counting_en}",
)
WITNESS = Text(
    "{witness_event_zh}于{done_on}（记录{witness_id}）",
    "{witness_event_en} on {done_on} (record {witness_id})",
)
RECORD = Text("{event_zh}发生于{occurred_on}", "{event_en} on {occurred_on}")
# Follows any sentence where the record has a report that does not count yet.
LATER_REPORT = Text(
    "记录另载报送日{later_report_on}，晚于评估日，本次不计。",
    " The record also has a report on {later_report_on}, which is after the day judged "
    "for and does not count.",
)
# Takes the place of every sentence where a condition rests on rows of a register.
REJECTED_ROW = both(
    RECORD,
    Text(
        "；{missing_zh}可能正是所要查找的，无法判定。",
        "; {missing_en} may be what is looked for, so it cannot be said.",
    ),
)
REJECTED_ROW_OF_A_YEAR = Text(
    "{year}年度：{missing_zh}可能正是所要查找的，无法判定。",
    "In {year}, {missing_en} may be what is looked for, so it cannot be said.",
)
# Follows the day on which the records end, where the last day in time is known.
BEFORE_LAST_DAY = Text(
    "，不晚于最后一日{last_day}", ", not after the last day in time, {last_day},"
)
ADDITIONS = (LATER_REPORT, REJECTED_ROW, REJECTED_ROW_OF_A_YEAR, BEFORE_LAST_DAY)

SHARED_SENTENCES: dict[str, Text] = {
    "doubtful": both(
        RECORD,
        Text(
            "；“{missing_zh}”未知，无法判定是否负有该义务。",
            '; "{missing_en}" is unknown, so whether the duty exists cannot be said.',
        ),
    ),
    "in_time": both(
        START, Text("；于{done_on}完成，按期。", "; done on {done_on}, in time.")
    ),
    "done": both(RECORD, Text("；于{done_on}完成。", "; done on {done_on}.")),
    "late": both(
        START,
        Text(
            "；于{done_on}完成，逾期{days}日（自然日）。",
            "; done on {done_on}: {days_en} late.",
        ),
    ),
    "missing": both(
        START,
        Text(
            "；截至{judged_on}未见完成，已逾期{days}日（自然日）。",
            "; not done by {judged_on}: {days_en} overdue so far.",
        ),
    ),
    "pending": both(
        START,
        Text(
            "；截至{judged_on}未见完成，期限未满。",
            "; not done by {judged_on}; the last day has not passed.",
        ),
    ),
    "open": both(
        RECORD,
        Text(
            "；截至{judged_on}未见完成；已知来源未定期限。",
            "; not done by {judged_on}; no deadline is known.",
        ),
    ),
    "beyond_calendar": both(
        RECORD,
        Text(
            "；{within_zh}的最后一日超出已公布的工作日历，无法判定。",
            "; the last day of {within_en} lies beyond the published calendar of "
            "working days.",
        ),
    ),
    "unmatched": both(
        RECORD,
        Text(
            "；“{missing_zh}”为空，无法与其他记录对应。",
            '; "{missing_en}" is empty, so no other record can be matched with it.',
        ),
    ),
    "unsure": both(
        RECORD,
        Text(
            "；有一条可能相符的记录，但其“{missing_zh}”未知，无法判定。",
            '; another record may answer it, but its "{missing_en}" is unknown.',
        ),
    ),
    "records_end": both(
        RECORD,
        Text(
            "；记录止于{complete_until}{before_zh}，不足以判定此后的情况。",
            "; the records end on {complete_until}{before_en} and cannot show what came "
            "after.",
        ),
    ),
    "rejected": both(
        RECORD,
        Text(
            "；记录表（records）中未能读取的行，可能正是对本记录的更正或所要查找的记录，"
            "无法判定。",
            "; a row of records that could not be read may be a correction of this record "
            "or the one that is looked for, so it cannot be said.",
        ),
    ),
}

# The names in braces, each the only group of its match.
PLACEHOLDER = re.compile(r"\{(\w+)\}")

_UNITS = {
    "days": ("{}日", "day"),
    "working days": ("{}个工作日", "working day"),
    "months": ("{}个月", "month"),
    "years": ("{}年", "year"),
}


def sentences() -> dict[str, Text]:
    """Return the sentence of every outcome, those of all registered forms included."""
    return dict(_sentences(form_keys()))


def placeholders() -> frozenset[str]:
    """Return the columns that some sentence names."""
    return frozenset(
        name
        for text in (*ADDITIONS, *_sentences(form_keys()).values())
        for template in (text.zh, text.en)
        for name in PLACEHOLDER.findall(template)
    )


@lru_cache(maxsize=4)
def _sentences(keys: tuple[str, ...]) -> dict[str, Text]:
    return merged(SHARED_SENTENCES, "SENTENCES", keys)


def span_words(span: Span | None) -> Text:
    """Word a length of time: 30 days is 30日 and "30 days"; None is empty."""
    if span is None:
        return Text("", "")
    zh, en = _UNITS[span.unit]
    plural = "" if span.count == 1 else "s"
    return Text(zh.format(span.count), f"{span.count} {en}{plural}")
