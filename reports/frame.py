"""What every report on a run prints around its own contents: heads of pages, page 1, the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import Language, Text
from reports.dataset import DatasetTexts, dataset_texts
from reports.ending import Method, Seal, method_of, seal_of
from reports.front import Front, front_of
from reports.run import Request, RunFolder, facts_of
from reports.words import Words

# What stands at the head of every page, of the values of `report.json`.
BY_RULEBOOK = Text(
    "评估日 {as_of}　规则集 {rulebook:.12}", "As of {as_of} · Rulebook {rulebook:.12}"
)
BY_NUMBER = Text("评估日 {as_of}　编号 {number}", "As of {as_of} · No. {number}")


@dataclass(frozen=True)
class Frame:
    """The values that the shared templates print; those of a kind go on with their own.

    `say` picks one of two texts and fills in its values. `state` stands at the head of
    every page.
    """

    language: Language
    say: Callable[..., str]
    title: str
    state: str
    dataset: DatasetTexts
    as_of: str
    packlaw: str
    front: Front
    method: Method
    seal: Seal


def frame_of(
    folder: RunFolder,
    request: Request,
    words: Words,
    title: Text,
    *,
    earlier: RunFolder | None = None,
    state: Text = BY_RULEBOOK,
    draft: str = "",
) -> Frame:
    """Return the frame of a report in one language; `draft` stands across every page."""
    facts, run, language = (
        facts_of(folder, request, earlier),
        folder.run,
        words.language,
    )
    return Frame(
        language=language,
        say=words.say,
        title=words(title),
        state=words.fill(
            state,
            as_of=run["as_of"],
            rulebook=facts["rulebook"],
            number=facts["number"],
        ),
        dataset=dataset_texts(run["dataset"], language),
        as_of=run["as_of"],
        packlaw=run["packlaw"],
        front=front_of(folder, language, title, facts["number"], draft),
        method=method_of(language),
        seal=seal_of(facts, run["engine"], language),
    )
