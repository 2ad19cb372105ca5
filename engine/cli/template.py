"""`packlaw dataset template`: a workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.cli.rulebooks import load, rules_option
from engine.errors import Language, Message, Text, UsageError, message

if TYPE_CHECKING:
    from engine.rulebook import Rulebook, Vocabulary

_A_VOCABULARY = Text("用词表", "a vocabulary")
_VOCABULARIES = Text("用词表", "Vocabularies")


@click.command("template")
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path))
@click.option(
    "--role",
    help="Code of a role: only the events and fields that its rules ask for, and the "
    "registers that they read; default: all.",
)
@click.option(
    "--vocabulary",
    "name",
    help="Vocabulary of the dataset; needed where the rules have more than one.",
)
@language_option()
@rules_option
def template_command(
    out: Path,
    role: str | None,
    name: str | None,
    language: Language,
    folder: Path | None,
) -> None:
    """Write a workbook to fill in with records.

    Filled in, it is the tables of a dataset: a sheet for each, with its columns,
    drop-down lists of events and codes, and a note on every head that says what it
    means and which rules ask for it. A page of help explains the rest. The
    dataset.yaml to put beside it is shown at the end.

    A role that is not known is refused with the list of them all. A file that is
    there is never replaced: it may have been filled in.

    \b
      mkdir return
      packlaw dataset template return/records.xlsx --role repairer --language en
    """
    from engine.authoring.template import manifest_of, plan, write
    from engine.files.publishing import whole_file

    _refuse_place(out)
    rulebook = load(folder)
    words = _vocabulary(rulebook, name)
    if role is not None:
        _refuse_unknown_role(words, role)
    template = plan(rulebook, words, language, role)
    with whole_file(out) as fresh:
        write(template, fresh)
    written = message(
        "authoring.template.written",
        out=out,
        sheets=[sheet.title for sheet in template.sheets],
        manifest=manifest_of(words),
        folder=out.parent,
    )
    click.echo(written.in_language(language))


def _refuse_place(out: Path) -> None:
    """Raise UsageError where `out` is no name of a workbook, or is there already."""
    if out.suffix.lower() != ".xlsx":
        raise UsageError("authoring.template.not-xlsx", out=out)
    if out.exists():
        raise UsageError("authoring.template.exists", out=out)


def _vocabulary(rulebook: Rulebook, name: str | None) -> Vocabulary:
    """Return the vocabulary of this name, or the only one; UsageError where none is."""
    from engine.rulebook.allowed_values import AllowedValues

    known = rulebook.vocabularies
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name is None:
        raise UsageError("authoring.template.vocabularies", names=sorted(known))
    if name not in known:
        names = {word: words.title for word, words in sorted(known.items())}
        raise _refused(AllowedValues(_A_VOCABULARY, _VOCABULARIES, names).refusal(name))
    return known[name]


def _refuse_unknown_role(words: Vocabulary, role: str) -> None:
    from engine.rulebook.lexicon import Lexicon

    roles = Lexicon(words, words.file).roles
    if role not in roles:
        raise _refused(roles.refusal(role))


def _refused(refusal: Message) -> UsageError:
    return UsageError(refusal.code, **dict(refusal.values))
