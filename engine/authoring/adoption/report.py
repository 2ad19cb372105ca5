"""An adoption as text: what was stored, then the checklist, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.authoring.adoption.edits import Edit
from engine.authoring.adoption.items import Adoption, Section
from engine.authoring.adoption.storing import Written
from engine.rulebook import Text, official_file

_NONE = Text("没有。", "None.")
_NOT_WRITTEN = Text(
    "条文此前已取得，未写入任何文件。",
    "The text stood there already; nothing was written.",
)
_PREVIEW = Text("仅为预览，未写入任何文件。", "A preview: nothing was written.")
_LEFT = Text(
    "规则未作任何改动。[ ] 各项由法律人员对照条文决定；所列改法逐行给出原文（-）和改后（+），"
    "改后运行 packlaw rules lint 和 packlaw rules test，并在 CHANGELOG.md 记一行。",
    "No rule was changed. Each [ ] is for a lawyer to settle by the text; the edits give "
    "the line as it is (-) and as it would be (+). Then run packlaw rules lint and "
    "packlaw rules test, and add a line to CHANGELOG.md.",
)


def tell_adoption(
    adoption: Adoption,
    sections: Sequence[Section],
    written: Sequence[Written],
    language: str,
    *,
    preview: bool = False,
) -> str:
    """Write the whole checklist in one language."""
    lines = [*_head(adoption, written, language, preview=preview)]
    for count, section in enumerate(sections, 1):
        lines += ["", f"{count}. {getattr(section.title, language)}"]
        lines += _items(section, language)
    return "\n".join(lines)


def _head(
    adoption: Adoption, written: Sequence[Written], language: str, *, preview: bool
) -> Iterator[str]:
    instrument, text = adoption.instrument, adoption.text
    assert instrument.text is not None
    chapters = len({p.chapter for p in text.passages if p.chapter})
    items = sum(len(p.items) for p in text.passages)
    yield f"{getattr(instrument.title, language)} ({instrument.number})"
    counts = Text(
        f"条文 {len(text.passages)} 条，{items} 项，{chapters} 个章节",
        f"{len(text.passages)} articles, {items} items, {chapters} chapters and sections",
    )
    yield getattr(counts, language)
    yield f"{official_file(instrument)}  SHA-256 {instrument.text.sha256}"
    if preview:
        yield getattr(_PREVIEW, language)
    elif not written:
        yield getattr(_NOT_WRITTEN, language)
    else:
        names = [file.name for file in written]
        told = Text(f"已写入：{'、'.join(names)}", f"Written: {', '.join(names)}")
        yield getattr(told, language)
    yield getattr(_LEFT, language)


def _items(section: Section, language: str) -> Iterator[str]:
    if not section.items:
        yield f"   {getattr(_NONE, language)}"
    for item in section.items:
        mark = "[ ]" if item.is_open else "   "
        yield f"   {mark} {getattr(item.text, language)}"
        for edit in item.edits:
            yield from _edit(edit, language)


def _edit(edit: Edit, language: str) -> Iterator[str]:
    where = Text(f"{edit.file}，第 {edit.line} 行", f"{edit.file}, line {edit.line}")
    below = Text(f"{where.zh}之后加入", f"after {where.en}")
    yield f"         {getattr(where if edit.before else below, language)}"
    if edit.before:
        yield f"         - {edit.before}"
    for line in edit.after:
        yield f"         + {line}"
