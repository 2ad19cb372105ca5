"""Writes an adoption as text: what was stored, then the checklist by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.authoring.adoption.edits import Edit
from engine.authoring.adoption.items import Adoption, Section
from engine.authoring.adoption.storage import FileToWrite
from engine.errors import Language, Message, message
from engine.rulebook import official_file


def adoption_report(
    adoption: Adoption,
    sections: Sequence[Section],
    written: Sequence[FileToWrite],
    language: Language,
    *,
    preview: bool = False,
) -> str:
    """Return the whole checklist in one language."""
    lines = [
        f"{adoption.instrument.title.in_language(language)} "
        f"({adoption.instrument.number})",
        *(m.in_language(language) for m in _head(adoption, written, preview=preview)),
    ]
    for count, section in enumerate(sections, 1):
        lines += ["", f"{count}. {section.title.in_language(language)}"]
        lines += _items(section, language)
    return "\n".join(lines)


def _head(
    adoption: Adoption, written: Sequence[FileToWrite], *, preview: bool
) -> Iterator[Message]:
    """Yield what the text holds, where it is stored, and what was written."""
    instrument, text = adoption.instrument, adoption.text
    assert instrument.text is not None
    yield message(
        "authoring.adoption.counts",
        articles=len(text.passages),
        items=sum(len(p.items) for p in text.passages),
        chapters=len({p.chapter for p in text.passages if p.chapter}),
    )
    yield message(
        "authoring.adoption.stored",
        file=official_file(instrument),
        sha256=instrument.text.sha256,
    )
    if preview:
        yield message("authoring.adoption.preview")
    elif not written:
        yield message("authoring.adoption.nothing-written")
    else:
        files = tuple(file.name for file in written)
        yield message("authoring.adoption.written", files=files)
    yield message("authoring.adoption.left-to-a-lawyer")


def _items(section: Section, language: Language) -> Iterator[str]:
    if not section.items:
        yield f"   {message('authoring.adoption.none').in_language(language)}"
    for item in section.items:
        mark = "[ ]" if item.is_open else "   "
        indent = "  " if item.is_note else ""
        yield f"   {mark} {indent}{item.message.in_language(language)}"
        for edit in item.edits:
            yield from _edit(edit, language)


def _edit(edit: Edit, language: Language) -> Iterator[str]:
    code = "authoring.adoption.at-line"
    if not edit.before:
        code = "authoring.adoption.after-line"
    place = message(code, file=edit.file, line=edit.line)
    yield f"         {place.in_language(language)}"
    if edit.before:
        yield f"         - {edit.before}"
    for line in edit.after:
        yield f"         + {line}"
