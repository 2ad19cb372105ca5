"""`packlaw dataset map`: makes a dataset of a company's own tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.cli.progress import ProgressLine
from engine.errors import Language, UsageError, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.errors import Fault
    from engine.mapping import Account, MappedDataset, Untranslated

_SHOWN = 20
# The line for the rows of each outcome.
_BECAME = {
    "mapped": "cli.mapped-mapped",
    "same": "cli.mapped-same",
    "left out": "cli.mapped-left-out",
    "empty": "cli.mapped-empty",
    "rejected": "cli.mapped-rejected",
    "not read": "cli.mapped-not-read",
}


@click.command("map")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path), required=False)
@click.option(
    "--suggest",
    is_flag=True,
    help="Print a proposal of a mapping for SOURCE, to be read and corrected.",
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The mapping to apply, or the name of a shipped one (ocel-2, epcis-2); the "
    "dataset goes to OUT.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "xlsx"]),
    default="parquet",
    show_default=True,
    help="Format of the tables in OUT.",
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="Folder of rules with the vocabulary; default: the shipped ones.",
)
@click.option(
    "--scratch",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder for what exceeds memory; default: the system's temporary one.",
)
@language_option()
def map_command(
    source: Path,
    out: Path | None,
    suggest: bool,
    mapping: Path | None,
    form: str,
    rules: Path | None,
    scratch: Path | None,
    language: Language,
) -> None:
    """Make a dataset of SOURCE: a file, folder or zip of a company's own tables.

    A mapping says which columns and words of SOURCE stand for ours. Let one be
    proposed, read it, correct it, apply it:

    \b
      packlaw dataset map ledger.xlsx --suggest > mapping.yaml
      packlaw dataset map ledger.xlsx OUT --mapping mapping.yaml
      packlaw check OUT

    OUT/mapped.csv tells of every row of SOURCE what became of it. The last two
    steps in one: packlaw check ledger.xlsx --mapping mapping.yaml

    Ends with 0 if no row was rejected, 1 if some were, 2 if SOURCE or the mapping
    cannot be read.
    """  # fmt: skip
    if suggest == (mapping is not None):
        raise UsageError("cli.map-one-of")
    if mapping is None:
        click.echo(_suggested(source, rules, scratch, language), nl=False)
        return
    if out is None:
        raise UsageError("cli.map-no-out")
    mapped = _map(source, mapping, out, form, rules, scratch)
    show_mapped(mapped, language)
    click.echo(f"{out}/")
    sys.exit(1 if mapped.untranslated else 0)


def _suggested(
    source: Path, rules: Path | None, scratch: Path | None, language: Language
) -> str:
    from engine.mapping.suggest import suggest_mapping
    from engine.rulebook import load_rulebook, shipped_rules

    rulebook = load_rulebook(rules or shipped_rules())
    return suggest_mapping(source, rulebook, language, rules=rules, scratch=scratch)


def _map(
    source: Path,
    mapping: Path,
    out: Path,
    form: str,
    rules: Path | None,
    scratch: Path | None,
) -> MappedDataset:
    from engine.files.limits import command_limits
    from engine.mapping import load_mapping, map_dataset
    from engine.rulebook import load_rulebook, shipped_rules

    vocabularies = load_rulebook(rules or shipped_rules()).vocabularies
    with ProgressLine() as progress:
        return map_dataset(
            source, load_mapping(mapping, vocabularies), vocabularies, out,
            format=form, limits=command_limits(scratch=scratch),
            progress=lambda phase: progress(phase, 0, 1),
        )  # fmt: skip


def show_mapped(mapped: MappedDataset, language: Language) -> None:
    """Print what became of the rows of a source, and what of it was not used."""
    for place, accounts in _by_part(mapped.accounts):
        click.echo(place)
        for account in accounts:
            line = message(
                _BECAME[account.outcome],
                rows=account.rows,
                table=account.table or "",
            )
            click.echo(f"  {line.in_language(language)}")
    for (file, sheet), heads in mapped.unused_heads.items():
        unused = message("cli.map-unused", part=_place(file, sheet), heads=list(heads))
        click.echo(unused.in_language(language))
    show_doubts(mapped.doubts, language)
    _show_untranslated(mapped.untranslated, language)
    for table, rows in mapped.tables.items():
        written = message("cli.map-written", table=table, rows=rows)
        click.echo(written.in_language(language))


def show_doubts(doubts: Sequence[Fault], language: Language) -> None:
    """Print what of a mapping seems mistyped."""
    for doubt in doubts:
        click.echo(f"! {doubt.in_language(language)}")


def _by_part(
    accounts: Sequence[Account],
) -> list[tuple[str, list[Account]]]:
    """Return the accounts under the place of their part, in order."""
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(_place(account.file, account.sheet), []).append(account)
    return list(found.items())


def _place(file: str, sheet: str | None) -> str:
    return file if sheet is None else f"{file} · {sheet}"


def _show_untranslated(found: Sequence[Untranslated], language: Language) -> None:
    for value in found[:_SHOWN]:
        line = message(
            "cli.map-rejected",
            table=value.table, column=value.column or "—", value=value.value,
            rows=value.rows,
            reason=value.reason_zh if language == "zh" else value.reason_en,
        )  # fmt: skip
        click.echo(f"! {line.in_language(language)}")
    if len(found) > _SHOWN:
        more = message("cli.map-more-rejected", shown=_SHOWN)
        click.echo(more.in_language(language))
