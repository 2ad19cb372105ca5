"""Lays out a run for a regulator: the values that the template prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.errors import Language, Text
from engine.runs.notices import is_nothing_judged
from engine.wording.labels import party_name
from engine.wording.terms import FORCE_HEADINGS, VERDICTS
from reports.basis import Section as Heading
from reports.basis import denominator_of, scope_of
from reports.charts.texts import headed
from reports.ending import METHOD, SEAL
from reports.frame import frame_of
from reports.inspection.chains import chains_of
from reports.inspection.duties import Duties, read_duties
from reports.inspection.enterprises import enterprises_of
from reports.inspection.figures import figures_of
from reports.inspection.parties import Parties
from reports.inspection.picture import Drawing
from reports.inspection.questions import questions_of
from reports.inspection.values import Contents, Enterprises, Figures
from reports.outline import Entry
from reports.run import Request, RunFolder
from reports.words import Words

TITLE = Text("动力电池合规检查报告", "Battery compliance inspection report")
# The sections after page 1, by the end of their anchors.
SECTIONS = {
    "picture": Text("违规概貌", "Where the breaches are"),
    "ranking": Text("企业违规率", "Enterprises by their rate of breaches"),
    "chains": Text("断开的流向", "Broken chains of custody"),
    "enterprises": Text(
        "各企业，按严重程度", "Enterprises, in the order of gravity"
    ),
    "others": Text("其他企业", "Other enterprises"),
    "rules": Text("附录一　各规则的结论数", "Annex 1  Every rule by verdict"),
    "figures": Text("附录二　图中数据", "Annex 2  Figures of the charts"),
    "unchecked": Text("附录三　未核查的条款", "Annex 3  What was not checked"),
    "scope": Text("附录四　数据的读入", "Annex 4  How the data was read"),
    "method": METHOD,
    "seal": SEAL,
}  # fmt: skip


def lay_out(
    folder: RunFolder, request: Request, language: Language, earlier: RunFolder | None
) -> Contents:
    """Return the contents of the report on a run, in one language."""
    words = Words(language)
    duties, parties = read_duties(folder), Parties(folder, words)
    drawing = Drawing(folder, duties["binding"], parties, words)
    enterprises = enterprises_of(folder, duties, parties, words)
    sections = _sections(enterprises, words)
    return Contents(
        **vars(frame_of(folder, request, words, TITLE, earlier=earlier)),
        contents=list(_entries(sections, enterprises)),
        sections=sections,
        limits=list(_limits(folder, words)),
        nothing_judged=is_nothing_judged(folder.summary["rules"]),
        has_breach=duties["binding"].total().breach > 0,
        is_whole=folder.duties is not None,
        forces=_forces(folder, duties, words),
        picture=drawing.picture(),
        chains=chains_of(folder, duties["advisory"], parties, words),
        enterprises=enterprises,
        verdicts={key: headed(words(name)) for key, name in VERDICTS.items()},
        denominator=denominator_of(folder, {}, words),
        questions=questions_of(folder, words),
        scope=scope_of(folder, words),
    )  # fmt: skip


def _forces(
    folder: RunFolder, duties: Mapping[str, Duties], words: Words
) -> list[Figures]:
    """Return the figures of each force that has duties."""
    return [
        figures_of(words(heading), tally, is_whole=folder.duties is not None)
        for force, heading in FORCE_HEADINGS.items()
        if (tally := duties[force].total()).judged
    ]


def _sections(enterprises: Enterprises, words: Words) -> dict[str, Heading]:
    """Return the headings of the sections that there are, with their anchors."""
    absent = {
        name
        for name, shown in (
            ("enterprises", enterprises.sections),
            ("others", enterprises.others),
        )
        if not shown
    }
    return {
        key: Heading(words(text), f"{words.language}-{key}")
        for key, text in SECTIONS.items()
        if key not in absent
    }


def _entries(
    sections: Mapping[str, Heading], enterprises: Enterprises
) -> Iterator[Entry]:
    for key, section in sections.items():
        yield Entry(section.heading, section.anchor)
        if key == "enterprises":
            for one in enterprises.sections:
                yield Entry(one.name, one.anchor, level=2)


def _limits(folder: RunFolder, words: Words) -> Iterator[str]:
    """Say to which parties and rules the run was limited."""
    options = folder.run["options"]
    known = {row["entity_id"]: row for row in folder.summary.get("entities", ())}
    parties: Sequence[str] = options.get("entities") or ()
    if parties:
        named = [words(party_name(party, known.get(party, {}))) for party in parties]
        yield words.say("仅限主体：{parties}", "Only of: {parties}",
                        parties=words.listed(named))  # fmt: skip
    if rules := options.get("rule_ids"):
        yield words.say("仅限规则：{rules}", "Only rules: {rules}",
                        rules=words.listed(rules))  # fmt: skip
