"""Cases: the working list, one case with its moves, and many moved at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from urllib.parse import parse_qs, urlencode

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import Text
from engine.wording.provinces import PROVINCES
from portal.cases.listing import SORTS, Wanted
from portal.cases.moves import MOVES, REASONS, moves_of
from portal.database.cases import Case
from portal.errors import MissingError, NotAllowedError, RefusalError
from portal.mapping.days import day_of
from portal.pages.case_eyes import eyes
from portal.pages.findings import five_of
from portal.pages.numbers import page_number
from portal.pages.runs import result_of
from portal.services import cases
from portal.services.cases import CaseInput
from portal.storage.attachments import keep_attachment
from portal.storage.rulebooks import current_rulebook
from portal.web import visitor

pages = Blueprint("cases", __name__, url_prefix="/cases")

REGION_UNKNOWN = Text("地区不详", "region not known")
VERDICTS = ("breach", "undetermined", "pending", "compliant")
FIELDS = (
    "state", "verdict", "force", "rule", "enterprise", "battery", "owner", "run", "act",
    "text", "until", "sort",
)  # fmt: skip


@pages.get("")
def index() -> str:
    """List the cases of the organisation, filtered and sorted."""
    wanted = _wanted(request.args)
    found = cases.listed(visitor.work(), wanted, page_number())
    return render_template(
        "cases.html",
        page=found.page,
        wanted=wanted,
        facets=found.facets,
        filtered=_query(wanted),
        list_address=partial(_narrowed, wanted),
        rule_title=_rule_titles(),
        province=_province,
        eyes=eyes(),
        people=cases.people(visitor.work()),
        moves=_moves_for_many(),
        sorts=tuple(SORTS),
        moved=request.args.get("moved", 0, type=int),
    )


@pages.get("/<key>")
def show(key: str) -> str:
    """Show a case: the five parts of its finding, what was said and done, its moves."""
    return _page(key)


@pages.post("/<key>/entries")
def act(key: str) -> AnyResponse | tuple[str, int]:
    """Comment on a case, give it an owner, or a day of one's own."""
    work, form = visitor.work(), request.form
    try:
        if form.get("act") == "assign":
            cases.assign(work, key, form.get("person", "")[:20])
        elif form.get("act") == "day":
            cases.set_day(work, key, day_of(form.get("day", "")))
        else:
            cases.comment(work, key, _given(form))
    except (MissingError, NotAllowedError):
        raise
    except RefusalError as refusal:
        return _refused(key, refusal)
    return redirect(_address(key))


@pages.post("/<key>/moves/<name>")
def move(key: str, name: str) -> AnyResponse | tuple[str, int]:
    """Make a move with a case."""
    try:
        cases.move(visitor.work(), key, name, _given(request.form))
    except (MissingError, NotAllowedError):
        raise
    except RefusalError as refusal:
        return _refused(key, refusal)
    return redirect(_address(key))


@pages.post("/preview")
def preview() -> str | tuple[str, int]:
    """Show which of the selected cases a move can be made with, and ask for its words."""
    return _preview(request.form.getlist("case"), request.form.get("move", ""))


@pages.post("/moves")
def move_many() -> AnyResponse | tuple[str, int]:
    """Make a move with many cases, all or none."""
    keys, name = request.form.getlist("case"), request.form.get("move", "")
    try:
        count = cases.move_many(visitor.work(), keys, name, _given(request.form))
    except (MissingError, NotAllowedError):
        raise
    except RefusalError as refusal:
        return _preview(keys, name, refusal), refusal.status
    return redirect(url_for("cases.index", moved=count) + "&" + _list_query())


@pages.get("/<key>/files/<file_key>")
def file(key: str, file_key: str) -> Response:
    """Send a file of a case, never to be shown in the browser itself."""
    found = cases.take_file(visitor.work(), key, file_key)
    visitor.sees_people(found)
    return send_file(
        visitor.work().store.attachment(found.content_hash),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found.name,
    )


def _page(key: str, refusal: RefusalError | None = None) -> str:
    work = visitor.work()
    case = cases.case_of(work, key)
    visitor.sees_people(case)
    before, after = cases.neighbours(work, _wanted(_list_args()), case)
    entries = cases.entries_of(work, case, page_number())
    return render_template(
        "case.html",
        case=case,
        title=_rule_titles()(case.rule_id),
        five=_five(case),
        entries=entries,
        owners=cases.owners_in(work, entries.rows),
        moves=moves_of(work.viewer, case),
        reasons=REASONS,
        people=cases.people(work),
        province=_province,
        eyes=eyes(),
        before=before,
        after=after,
        list_query=_list_query(),
        refusal=refusal,
    )


def _refused(key: str, refusal: RefusalError) -> tuple[str, int]:
    return _page(key, refusal), refusal.status


def _preview(keys: list[str], name: str, refusal: RefusalError | None = None) -> str:
    work = visitor.work()
    keys = keys[: cases.MOST_AT_ONCE]
    wanted = MOVES.get(name)
    chosen = cases.cases_of(work, keys)
    if wanted is None or not chosen:
        raise RefusalError("cases.none_chosen")
    can = [case for case in chosen if wanted in moves_of(work.viewer, case)]
    return render_template(
        "cases-preview.html",
        move=wanted,
        cases=can,
        left_out=len(chosen) - len(can),
        rule_title=_rule_titles(),
        eyes=eyes(),
        reasons=REASONS,
        list_query=_list_query(),
        refusal=refusal,
    )


def _five(case: Case) -> dict[str, object] | None:
    """Return the five parts of the finding in the last check that listed it; None for none."""
    try:
        return five_of(result_of(case.last_run.key), case.finding_id)
    except MissingError:
        return None


def _moves_for_many() -> list[str]:
    return [name for name, move in MOVES.items() if visitor.allows(move.action)]


def _given(form: MultiDict[str, str]) -> CaseInput:
    """Read what was given with a move; a file is kept first, under its hash."""
    sent = request.files.get("file")
    kept = None
    if sent is not None and sent.filename:
        kept = keep_attachment(visitor.work().store, sent.filename, sent.stream)
    return CaseInput(
        text=form.get("text", ""),
        reason=form.get("reason", ""),
        corrector=form.get("corrector", ""),
        day=day_of(form.get("day", "")),
        file=kept,
    )


def _wanted(query: Mapping[str, str]) -> Wanted:
    """Read the filter of a list; a value that is not known narrows to nothing else."""
    # The list that one came from is coded twice: only here its text is seen.
    texts = {name: query.get(name, "").replace("\0", "") for name in FIELDS}
    given = {name: text[:200].strip() for name, text in texts.items()}
    until = given.pop("until")
    if given["sort"] not in SORTS:
        given["sort"] = "severity"
    if given["owner"] == "me":
        given["owner"] = str(visitor.viewer().user_id)
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError:
        day = None
    return Wanted(**given, until=day)


def _query(wanted: Wanted) -> str:
    """Return the filter as the query of an address."""
    given = {name: getattr(wanted, name) for name in FIELDS}
    return urlencode({name: str(value) for name, value in given.items() if value})


def _narrowed(wanted: Wanted, name: str, value: str) -> str:
    """Return the address of a list with one part of its filter changed."""
    query = _query(replace(wanted, **{name: value}))  # type: ignore[arg-type]
    return f"{url_for('cases.index')}?{query}"


def _list_query() -> str:
    """Return the filter of the list that one came from."""
    return _query(_wanted(_list_args()))


def _list_args() -> dict[str, str]:
    given = request.values.get("list", "")[:2000]
    return {name: values[0] for name, values in parse_qs(given).items()}


def _address(key: str) -> str:
    return url_for("cases.show", key=key, list=_list_query() or None)


def _rule_titles() -> Callable[[str], Text]:
    """Return what names a rule, by its id where today's rules have it no more.

    The rules are looked for once: that looks at every file of them.
    """
    rulebook = current_rulebook(visitor.settings())

    def title(rule_id: str) -> Text:
        try:
            return rulebook.rule(rule_id).title
        except KeyError:
            return Text(rule_id, rule_id)

    return title


def _province(region: str | None) -> Text:
    """Name the province of a region."""
    return PROVINCES.get((region or "")[:2]) or REGION_UNKNOWN
