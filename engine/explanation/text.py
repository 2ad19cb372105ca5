"""Writes an explanation as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from engine.explanation.model import Duty, EarlierFinding, Entry, Explanation
from engine.rulebook import Text
from engine.wording.consequences import FOR_THE_OFFICER, question_words
from engine.wording.labels import LabelledValue
from engine.wording.terms import EMPTY, FIVE, FORCES, OWED_BY, VERDICTS, WITNESS

Language = Literal["zh", "en", "both"]


class LineWriter:
    """Writes texts in one language, or in both: zh first, then en."""

    def __init__(self, language: Language) -> None:
        """Choose the language of everything written."""
        self._language = language

    def inline(self, text: Text) -> str:
        """Return a text as part of a line."""
        if self._language == "both" and text.zh != text.en:
            return f"{text.zh} · {text.en}"
        return text.en if self._language == "en" else text.zh

    def labelled(self, label: Text, text: Text) -> Iterator[str]:
        """Yield an indented line with a label and a text, for each language."""
        if self._language != "en":
            yield f"    {label.zh}：{text.zh}"
        if self._language != "zh":
            yield f"    {label.en}: {text.en}"


def render(explanation: Explanation, language: Language = "both") -> str:
    """Return the explanation as text: a head, the records by day, then each duty."""
    writer = LineWriter(language)
    lines = [*_head(explanation, writer), "", *_days(explanation, writer)]
    for number, duty in enumerate(explanation.duties, 1):
        lines += ["", *_duty(number, duty, writer)]
    lines += _removed(explanation, writer)
    return "\n".join(lines) + "\n"


def _head(explanation: Explanation, writer: LineWriter) -> Iterator[str]:
    if explanation.battery_code:
        yield f"{writer.inline(Text('电池', 'Battery'))} {explanation.battery_code}"
    yield explanation.title
    as_of = writer.inline(Text("评估日", "as of"))
    rulebook = writer.inline(Text("规则集", "rulebook"))
    yield f"{as_of} {explanation.as_of}   {rulebook} {explanation.fingerprint[:12]}"
    counts = [
        f"{writer.inline(words)} {count}"
        for verdict, words in VERDICTS.items()
        if (count := sum(duty.verdict == verdict for duty in explanation.duties))
    ]
    if counts:
        yield "   ".join(counts)
    elif explanation.battery_code:
        yield writer.inline(
            Text("没有规则对该电池设定义务。", "No rule sets a duty for this battery.")
        )


def _days(explanation: Explanation, writer: LineWriter) -> Iterator[str]:
    yield f"— {writer.inline(Text('逐日经过', 'day by day'))} —"
    if not explanation.entries and explanation.battery_code:
        yield writer.inline(
            Text(
                "登记表中有该电池，但没有它的记录。",
                "The register has this battery, but no record names it.",
            )
        )
    elif not explanation.entries:
        yield writer.inline(
            Text(
                "年度义务由全年记录合计而来。",
                "A yearly duty sums the records of its year.",
            )
        )
    for entry in explanation.entries:
        yield from _entry(entry, writer)


def _entry(entry: Entry, writer: LineWriter) -> Iterator[str]:
    who = writer.inline(entry.actor)
    if entry.counterparty:
        who += f" ↔ {writer.inline(entry.counterparty)}"
    event = writer.inline(entry.event_words)
    yield f"{entry.occurred_on}  {event} {entry.event} {entry.record_id}"
    yield f"            {who}"
    for note in _notes(entry):
        yield f"            {writer.inline(note)}"
    for duty in entry.duties:
        verdict = writer.inline(VERDICTS[duty.verdict])
        due = ""
        if duty.due_on:
            words = Text(f"最后一日 {duty.due_on}", f"due {duty.due_on}")
            due = f": {writer.inline(words)}"
        yield f"            → {duty.rule.id}{due} [{verdict}]"


def _notes(entry: Entry) -> Iterator[Text]:
    if entry.place:
        yield Text(f"来源：{entry.place.zh}", f"source: {entry.place.en}")
    if entry.reported_on:
        yield Text(f"报送日 {entry.reported_on}", f"reported {entry.reported_on}")
    if entry.corrects:
        on = entry.recorded_on or "—"
        yield Text(
            f"更正记录 {entry.corrects}（填写日 {on}）",
            f"corrects record {entry.corrects} (recorded {on})",
        )
    if entry.state == "replaced":
        by = ", ".join(entry.replaced_by) or "—"
        yield Text(f"已被 {by} 取代，不再计入", f"replaced by {by}, no longer counted")
    if entry.state == "not_seen":
        yield Text("评估日尚不可见，未计入", "not yet seen on that day, not counted")


def _duty(number: int, duty: Duty, writer: LineWriter) -> Iterator[str]:
    """Yield the five things that every finding shows, then the counterfactual."""
    rule, verdict = duty.rule, writer.inline(VERDICTS[duty.verdict])
    force = writer.inline(FORCES[rule.force])
    yield f"[{number}] {verdict} — {writer.inline(rule.title)}"
    yield f"    {rule.id}   {force}   {duty.finding_id}"
    yield from writer.labelled(FIVE["article"], duty.article)
    yield from writer.labelled(Text("依据", "Source"), duty.basis)
    yield from writer.labelled(FIVE["shows"], _listed(duty.record))
    yield from writer.labelled(
        FIVE["verdict"],
        Text(
            f"{VERDICTS[duty.verdict].zh}。{duty.reason.zh}",
            f"{VERDICTS[duty.verdict].en}. {duty.reason.en}",
        ),
    )
    if duty.owed_by and duty.owed_by != duty.actor:
        yield from writer.labelled(OWED_BY, duty.owed_by)
    yield from writer.labelled(
        FIVE["evidence"], _listed(duty.evidence, duty.witness_id)
    )
    yield from writer.labelled(FIVE["remedy"], duty.remedy)
    yield from writer.labelled(
        Text("合规条件", "What compliance takes"), duty.counterfactual
    )
    for asked in duty.questions:
        yield from writer.labelled(FOR_THE_OFFICER, question_words(asked))
    for earlier in duty.earlier:
        yield from writer.labelled(
            Text("更正之前", "Before the correction"), _earlier(earlier)
        )


def _listed(values: tuple[LabelledValue, ...], witness_id: str | None = None) -> Text:
    zh = [f"{s.label.zh} {(s.value or EMPTY).zh}" for s in values]
    en = [f"{s.label.en} {(s.value or EMPTY).en}" for s in values]
    if witness_id:
        zh.append(f"{WITNESS.zh} {witness_id}")
        en.append(f"{WITNESS.en} {witness_id}")
    return Text("；".join(zh), "; ".join(en))


def _earlier(earlier: EarlierFinding) -> Text:
    verdict = VERDICTS[earlier.verdict] if earlier.verdict else VERDICTS["no_duty"]
    reason = earlier.reason or Text("无此义务。", "There was no such duty.")
    of = f"，记录 {earlier.record_id}" if earlier.record_id else ""
    of_en = f", record {earlier.record_id}" if earlier.record_id else ""
    return Text(
        f"（{earlier.correction_id} 写入前{of}）{verdict.zh}。{reason.zh}",
        f"(without {earlier.correction_id}{of_en}) {verdict.en}. {reason.en}",
    )


def _removed(explanation: Explanation, writer: LineWriter) -> Iterator[str]:
    if explanation.removed:
        yield ""
        heading = Text("因更正而不再存在的义务", "duties that a correction took away")
        yield f"— {writer.inline(heading)} —"
    for duty in explanation.removed:
        yield f"{duty.rule.id} — {writer.inline(duty.rule.title)}"
        label = Text("更正之前", "Before the correction")
        yield from writer.labelled(label, _earlier(duty.earlier))
