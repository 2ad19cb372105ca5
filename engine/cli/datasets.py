"""`packlaw dataset`: shows what a dataset holds and which of its rows are rejected."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.cli.places import brought_in_by
from engine.cli.template import template_command
from engine.errors import Language, Message, message

if TYPE_CHECKING:
    from engine.dataset import Dataset

_SHOWN = 20


@click.group("dataset")
def dataset_group() -> None:
    """Look at a dataset before it is checked, or make an invented one."""


_rules_option = click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="Folder of rules with the vocabulary that the dataset names; default: the "
    "shipped ones.",
)
_encoding_option = click.option(
    "--encoding",
    type=click.Choice(["utf-8", "gb18030"]),
    help="Encoding of CSV files; default: detected and reported.",
)


@dataset_group.command("validate")
@click.argument("dataset", type=click.Path(path_type=Path))
@_rules_option
@click.option(
    "--rejected",
    type=click.Path(path_type=Path),
    help="Write every rejected row to this CSV file.",
)
@_encoding_option
@language_option()
def validate(
    dataset: Path,
    rules: Path | None,
    rejected: Path | None,
    encoding: str | None,
    language: Language,
) -> None:
    """Read DATASET and list the rows that are rejected, with the reason.

    Ends with 0 if every row was accepted, 1 if some were rejected, 2 if the
    dataset cannot be read.
    """  # fmt: skip
    from engine.files.publishing import whole_file

    with _opened(dataset, rules, encoding) as opened:
        _show_counts(opened, language)
        _show_rejected(opened, language)
        count = sum(counts["rejected"] for counts in opened.counts.values())
        if count > _SHOWN and not rejected:
            more = message("cli.more-rejected", shown=_SHOWN)
            click.echo(more.in_language(language))
        if rejected:
            with whole_file(rejected) as fresh:
                opened.write_rejected(fresh)
        sys.exit(1 if count else 0)


def _show_rejected(opened: Dataset, language: Language) -> None:
    """Print the first rejected rows, each with its place, its value and the reason."""
    from engine.wording.places import place_of

    found = opened.connection.sql(
        f'FROM rejected ORDER BY file, "row", rowid LIMIT {_SHOWN}'
    )
    for cells in found.fetchall():
        row = dict(zip(found.columns, cells, strict=True))
        where = _where(row).in_language(language)
        found_there = filter(None, (row["column_name"], row["value"]))
        click.echo(where + " ".join(found_there))
        click.echo(f"  {row[f'reason_{language}']}")
        if source := place_of(row):
            line = message("cli.source", place=source).in_language(language)
            click.echo(f"  {line}")


def _where(row: Mapping[str, object]) -> Message:
    """Word the place of a rejected row: its file, or its table where nothing is there."""
    if row["row"] is None:
        return message("cli.rejected-unwritten", table=row["table_name"])
    code = "cli.rejected-line" if row["line"] else "cli.rejected-row"
    return message(code, **{name: row[name] for name in ("file", "row", "line")})


@dataset_group.command("describe")
@click.argument("dataset", type=click.Path(path_type=Path))
@_rules_option
@_encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@language_option()
def describe(
    dataset: Path,
    rules: Path | None,
    encoding: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Show what DATASET holds: tables, encodings, days covered, empty columns."""
    import json

    with _opened(dataset, rules, encoding) as opened:
        description = opened.describe()
        if as_json:
            click.echo(
                json.dumps(description, ensure_ascii=False, indent=1, default=str)
            )
            return
        _show_counts(opened, language)
        for name, value in description.items():
            if name not in ("tables", "origin"):
                click.echo(f"{name}: {_plain(value)}")


def _opened(dataset: Path, rules: Path | None, encoding: str | None) -> Dataset:
    from engine.dataset import open_dataset
    from engine.files.limits import command_limits
    from engine.rulebook import load_rulebook, shipped_rules

    vocabularies = load_rulebook(rules or shipped_rules()).vocabularies
    return open_dataset(
        dataset, vocabularies, encoding=encoding, limits=command_limits()
    )


def _show_counts(opened: Dataset, language: Language) -> None:
    """Print what the dataset is and came from, its counts by table, and warnings."""
    from engine.dataset.origin import origin_part

    click.echo(f"{opened.title} · {opened.source}\nSHA-256 {opened.hash}")
    for table, counts in opened.counts.items():
        line = message("cli.table-counts", table=table, **counts)
        click.echo(line.in_language(language))
    for file, encoding in opened.encodings.items():
        click.echo(f"{file}: {encoding}")
    origin = origin_part(opened.origin).get("origin")
    if origin and (brought_in := brought_in_by(origin)):
        click.echo(brought_in.in_language(language))
    for warning in opened.warnings:
        click.echo(f"! {warning.zh}" if language == "zh" else f"! {warning.en}")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "".join(f"\n  {key}: {_plain(inner)}" for key, inner in value.items())
    return str(value)


dataset_group.add_command(template_command)
