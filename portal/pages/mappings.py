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
from portal.database.models import Dataset
from portal.errors import RefusalError
from portal.mapping import kept as kept_mappings
from portal.mapping.days import complete_of
from portal.mapping.form import FormReader, Twice
from portal.mapping.kept import Nearest
from portal.mapping.labels import column_label
from portal.mapping.losses import losses
from portal.mapping.page import PageMaker
from portal.mapping.proposing import (
    LABEL,
    Words,
    draft_of,
    file_name,
    proposal_of,
    words_of,
)
from portal.mapping.seen import Seen, seen_of
from portal.pages.datasets import read_day
from portal.pages.numbers import page_number
from portal.services import datasets
from portal.services.checks import queue_check
from portal.services.mappings import delete_mapping
from portal.services.submissions import is_submitted
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
    dataset = _source(key)
    words = words_of(visitor.settings())
    try:
        seen = seen_of(visitor.settings(), dataset.content_hash)
    except DatasetError as fault:
        return _unreadable(dataset, fault)
    started = _start(dataset, seen, words)
    return _page(dataset, seen, words, started.draft, nearest=started.nearest)


@pages.post("/datasets/<key>/mapping")
def save(key: str) -> AnyResponse | tuple[str, int] | str:
    """Take corrections: show the page again, hand the file out, or apply the mapping."""
    dataset, settings = _source(key), visitor.settings()
    visitor.authorise("mapping.change", dataset)
    words = words_of(settings)
    try:
        seen = seen_of(settings, dataset.content_hash)
    except DatasetError as fault:
        return _unreadable(dataset, fault)
    posted = _posted(dataset, seen, words)
    if posted.does == "download":
        return _file(posted.text, dataset.title)
    if posted.does == "keep" and posted.is_sound:
        return _apply(dataset, seen, words, posted)
    asked = posted.does == "keep"
    page = _page(
        dataset, seen, words, posted.draft, posted=posted, refused=asked
    )  # fmt: skip
    return (page, 400) if asked else page


@pages.get("/mappings")
def index() -> str:
    """List the mappings that are kept."""
    return render_template(
        "mappings.html",
        page=kept_mappings.all_kept(visitor.database(), page_number()),
    )


@pages.get("/mappings/<key>/file")
def file(key: str) -> Response:
    """Send a kept mapping as a file."""
    kept = kept_mappings.kept_mapping(visitor.database(), key)
    return _file(kept.text, kept.title)


@pages.post("/mappings/<key>/delete")
def delete(key: str) -> AnyResponse:
    """Delete a kept mapping; checks that were made with it keep its text."""
    delete_mapping(visitor.work(), key)
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


def _source(key: str) -> Dataset:
    """Return an upload that needs a mapping; a dataset has none, as if it were not there."""
    found = datasets.dataset(visitor.work(), key)
    if not found.is_source:
        raise RefusalError("mapping.not_needed")
    return found


def _start(dataset: Dataset, seen: Seen, words: Words) -> Started:
    """Return the draft that a page begins with."""
    proposal = proposal_of(seen, words)
    proposed = draft_of(proposal)
    if dataset.mapping is not None:
        draft, _ = _read(dataset.mapping["text"], words)
        return Started(draft) if draft else Started(proposed)
    near = kept_mappings.nearest(visitor.database(), visitor.viewer(), seen, words)
    if near is None:
        return Started(_with_days(proposed))
    draft, _ = _read(near.kept.text, words)
    if draft is None:
        return Started(_with_days(proposed))
    draft = kept_mappings.without_heads(draft, near.gone)
    return Started(_with_days(replace(draft, title=dataset.title)), near)


def _with_days(draft: DatasetMapping) -> DatasetMapping:
    """Return a draft with the days that the upload's form gave, if they are some."""
    try:
        return replace(draft, complete=complete_of(request.args))
    except RefusalError:
        return draft


def _read(text: str, words: Words) -> tuple[DatasetMapping | None, list[Fault]]:
    return read_draft(text, LABEL, words.rulebook.vocabularies)


def _posted(dataset: Dataset, seen: Seen, words: Words) -> Posted:
    """Read the form: as corrections of the draft that it holds, or as a text."""
    form = request.form
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


def _apply(dataset: Dataset, seen: Seen, words: Words, posted: Posted) -> AnyResponse:
    """Keep the mapping for the organisation, and queue the check."""
    db, viewer = visitor.database(), visitor.viewer()
    if is_submitted(visitor.work(), dataset):
        raise RefusalError("mapping.submitted")
    as_of = read_day(request.form.get("as_of", ""))
    title = one_line(request.form.get("name", ""))[:300] or posted.draft.title
    kept = kept_mappings.keep(db, viewer, posted.draft, seen, title)
    text = kept_mappings.for_upload(
        posted.draft, posted.draft.title, posted.draft.complete, seen.named
    )
    kept_mappings.use(dataset, kept, text, by_itself=False)
    started = queue_check(visitor.work(), dataset, as_of)
    visitor.note("mapping-kept", f"{kept.key} {kept.title}")
    db.commit()
    return redirect(url_for("runs.show", key=started.key))


def _page(
    dataset: Dataset,
    seen: Seen,
    words: Words,
    draft: DatasetMapping,
    *,
    nearest: Nearest | None = None,
    posted: Posted | None = None,
    refused: bool = False,
) -> str:
    """Render the page of a draft; `refused`: it was to be applied and has faults."""
    text = posted.text if posted else write_mapping(draft)
    submitted = is_submitted(visitor.work(), dataset)
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
        may_change=visitor.allows("mapping.change", dataset) and not submitted,
        is_submitted=submitted,
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


def _unreadable(dataset: Dataset, fault: PacklawError) -> str:
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
