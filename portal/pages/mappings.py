"""Mappings: the page on which one is corrected and applied, and those that are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import DatasetError, Fault, PacklawError, Text
from engine.files.names import one_line
from engine.mapping.model import DatasetMapping
from engine.mapping.reading import read_draft
from engine.mapping.writing import write_mapping
from portal.clock import today
from portal.errors import RefusalError
from portal.mapping.days import complete_of
from portal.mapping.form import FormReader, Twice
from portal.mapping.kept import Nearest, without_heads
from portal.mapping.labels import column_label
from portal.mapping.losses import losses
from portal.mapping.page import PageMaker
from portal.mapping.proposing import (
    LABEL,
    Words,
    draft_of,
    file_name,
    proposal_of,
)
from portal.pages.datasets import read_day
from portal.pages.numbers import page_number
from portal.services import datasets, mappings
from portal.services.mappings import ApplyMapping, Source
from portal.web import visitor
from portal.wording.error_text import error_text

pages = Blueprint("mappings", __name__)

MOST_TEXT = 1_000_000


@dataclass(frozen=True)
class Started:
    """What a page is made from: a draft, and the kept mapping that it began with."""

    draft: DatasetMapping
    nearest: Nearest | None = None


@pages.get("/datasets/<key>/mapping")
def edit(key: str) -> AnyResponse | str:
    """Show the mapping of an upload: the one that it has, one that is near, or a proposal."""
    try:
        source = mappings.source(visitor.work(), key)
    except DatasetError as fault:
        return _unreadable(key, fault)
    started = _start(source)
    return _page(source, started.draft, nearest=started.nearest)


@pages.post("/datasets/<key>/mapping")
def save(key: str) -> AnyResponse | tuple[str, int] | str:
    """Take corrections: show the page again, hand the file out, or apply the mapping."""
    try:
        source = mappings.source(visitor.work(), key)
    except DatasetError as fault:
        return _unreadable(key, fault)
    visitor.authorise("mapping.change", source.dataset)
    posted = _posted(source)
    if posted.does == "download":
        return _file(posted.text, source.dataset.title)
    if posted.does == "keep" and posted.is_sound:
        return _apply(source, posted)
    asked = posted.does == "keep"
    page = _page(source, posted.draft, posted=posted, refused=asked)
    return (page, 400) if asked else page


@pages.get("/mappings")
def index() -> str:
    """List the mappings that are kept."""
    page = mappings.listed(visitor.work(), page_number())
    return render_template("mappings.html", page=page)


@pages.get("/mappings/<key>/file")
def file(key: str) -> Response:
    """Send a kept mapping as a file."""
    kept = mappings.kept_mapping(visitor.work(), key)
    return _file(kept.text, kept.title)


@pages.post("/mappings/<key>/delete")
def delete(key: str) -> AnyResponse:
    """Delete a kept mapping; checks that were made with it keep its text."""
    mappings.delete_mapping(visitor.work(), key)
    return redirect(url_for("mappings.index"))


@dataclass(frozen=True)
class Posted:
    """A form as it was read: its text as a draft, and what is wrong with it."""

    does: str
    text: str
    draft: DatasetMapping
    faults: tuple[Fault, ...]
    twice: tuple[Twice, ...] = ()
    refusal: RefusalError | None = None

    @property
    def is_sound(self) -> bool:
        """Whether it can be applied."""
        return not (self.faults or self.twice or self.refusal)


def _start(source: Source) -> Started:
    """Return the draft that a page begins with."""
    dataset, words = source.dataset, source.words
    proposed = draft_of(proposal_of(source.seen, words))
    if dataset.mapping is not None:
        draft, _ = _read(dataset.mapping["text"], words)
        return Started(draft) if draft else Started(proposed)
    near = mappings.nearest(visitor.work(), source)
    if near is None:
        return Started(_with_days(proposed))
    draft, _ = _read(near.kept.text, words)
    if draft is None:
        return Started(_with_days(proposed))
    draft = without_heads(draft, near.gone)
    return Started(_with_days(replace(draft, title=dataset.title)), near)


def _with_days(draft: DatasetMapping) -> DatasetMapping:
    """Return a draft with the days that the upload's form gave, if they are some."""
    try:
        return replace(draft, complete=complete_of(request.args))
    except RefusalError:
        return draft


def _read(text: str, words: Words) -> tuple[DatasetMapping | None, list[Fault]]:
    return read_draft(text, LABEL, words.rulebook.vocabularies)


def _posted(source: Source) -> Posted:
    """Read the form: as corrections of the draft that it holds, or as a text."""
    form, seen, words = request.form, source.seen, source.words
    does = form.get("do", "look")
    text = form.get("text", "").replace("\r\n", "\n")
    refusal = None
    twice: list[Twice] = []
    if len(text.encode()) > MOST_TEXT:
        raise RefusalError("mapping.too_large", limit=MOST_TEXT // 1_000_000)
    base, faults = _read(text, words)
    if base is None:
        refusal, base = (
            RefusalError("mapping.no_mapping"),
            draft_of(proposal_of(seen, words)),
        )
        return Posted(does, text, base, tuple(faults), refusal=refusal)
    if form.get("by") != "text":
        reader = FormReader(base, form, seen, words)
        try:
            read_day(form.get("as_of", ""))
            draft = reader.draft()
        except RefusalError as fault:
            refusal, draft = fault, base
        twice = reader.twice
        text = write_mapping(draft)
        base, faults = _read(text, words)
        assert base is not None
    every = [*faults, *seen.faults(LABEL, base.tables), *seen.absences(base)]
    return Posted(does, text, base, tuple(dict.fromkeys(every)), tuple(twice), refusal)


def _apply(source: Source, posted: Posted) -> AnyResponse:
    """Keep the mapping for the organisation, and lead to the check."""
    asked = ApplyMapping(
        posted.draft,
        one_line(request.form.get("name", ""))[:300] or posted.draft.title,
        read_day(request.form.get("as_of", "")),
    )
    started = mappings.apply_mapping(visitor.work(), source, asked)
    return redirect(url_for("runs.show", key=started.key))


def _page(
    source: Source,
    draft: DatasetMapping,
    *,
    nearest: Nearest | None = None,
    posted: Posted | None = None,
    refused: bool = False,
) -> str:
    """Render the page of a draft; `refused`: it was to be applied and has faults."""
    text = posted.text if posted else write_mapping(draft)
    dataset, seen, words = source.dataset, source.seen, source.words
    read, found = _read(text, words)
    draft, faults = read or draft, posted.faults if posted else found
    new = nearest.new if nearest else ()
    maker = PageMaker(draft, faults, seen, words, proposal_of(seen, words), new)
    asked = request.form.get("name") or (nearest.kept.title if nearest else draft.title)
    return render_template(
        "mapping.html",
        dataset=dataset,
        draft=draft,
        page=maker.page(),
        text=text,
        losses=losses(draft, words),
        roles=words.vocabulary.roles,
        tables=list(words.schemas),
        nearest=nearest,
        twice=_twice(posted, words) if posted else [],
        refusal=posted.refusal if posted else None,
        refused=refused,
        may_change=visitor.allows("mapping.change", dataset)
        and not source.is_submitted,
        is_submitted=source.is_submitted,
        name=asked,
        as_of=request.values.get("as_of") or today(),
        sees_faults=posted is not None,
    )


def _twice(posted: Posted, words: Words) -> list[tuple[Twice, Text]]:
    """Return the columns for which two heads were chosen, with their names."""
    tables = posted.draft.tables
    return [
        (each, column_label(tables[each.source].table, each.column, words.vocabulary))
        for each in posted.twice
        if each.source < len(tables)
    ]


def _unreadable(key: str, fault: PacklawError) -> str:
    dataset = datasets.dataset(visitor.work(), key)
    text = error_text(fault, visitor.settings().data)
    return render_template("mapping-unreadable.html", dataset=dataset, reason=text)


def _file(text: str, title: str) -> Response:
    name = quote(file_name(title))
    disposition = f"attachment; filename=mapping.yaml; filename*=UTF-8''{name}"
    return Response(
        text,
        mimetype="application/yaml",
        headers={"Content-Disposition": disposition},
    )
