"""`packlaw dataset`: what came in, and what did not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from engine.dataset import Dataset

_SHOWN = 20


@click.group("dataset")
def dataset_group() -> None:
    """Look at a dataset before it is checked, or make an invented one."""


@dataset_group.command("validate")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="Folder of rules whose vocabulary the dataset names.",
)
@click.option(
    "--rejected",
    type=click.Path(path_type=Path),
    help="Write every rejected row to this CSV file.",
)
@click.option(
    "--encoding", type=click.Choice(["utf-8", "gb18030"]), help="Encoding of CSV files."
)
def validate(
    dataset: Path, rules: Path | None, rejected: Path | None, encoding: str | None
) -> None:
    """Read DATASET and list the rows that break the form, with the reason.

    Ends with 0 if every row was accepted, 1 if some were rejected, 2 if the
    dataset cannot be read.
    """  # fmt: skip
    from engine.files.publishing import whole_file

    with _opened(dataset, rules, encoding) as opened:
        _show_counts(opened)
        rows = opened.connection.execute(
            'SELECT file, "row", line, column_name, value, reason_zh, reason_en '
            'FROM rejected ORDER BY file, "row" LIMIT ?',
            [_SHOWN],
        ).fetchall()
        for file, row, line, column, value, zh, en in rows:
            at = f", line {line}" if line else ""
            click.echo(
                f"{file}, row {row}{at}: {column or ''} {value or ''}\n  {en}\n  {zh}"
            )
        count = sum(counts["rejected"] for counts in opened.counts.values())
        if count > _SHOWN and not rejected:
            click.echo(f"… the first {_SHOWN}; --rejected FILE writes them all.")
        if rejected:
            with whole_file(rejected) as fresh:
                opened.write_rejected(fresh)
        sys.exit(1 if count else 0)


@dataset_group.command("describe")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="Folder of rules whose vocabulary the dataset names.",
)
@click.option(
    "--encoding", type=click.Choice(["utf-8", "gb18030"]), help="Encoding of CSV files."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def describe(
    dataset: Path, rules: Path | None, encoding: str | None, as_json: bool
) -> None:
    """Say what DATASET holds: tables, encodings, days covered, empty columns."""
    import json

    with _opened(dataset, rules, encoding) as opened:
        description = opened.describe()
        if as_json:
            click.echo(
                json.dumps(description, ensure_ascii=False, indent=1, default=str)
            )
            return
        _show_counts(opened)
        for name, value in description.items():
            if name != "tables":
                click.echo(f"{name}: {_plain(value)}")


def _opened(dataset: Path, rules: Path | None, encoding: str | None) -> Dataset:
    from engine.dataset import open_dataset
    from engine.rulebook import load_rulebook, shipped_rules

    vocabularies = load_rulebook(rules or shipped_rules()).vocabularies
    return open_dataset(dataset, vocabularies, encoding=encoding)


def _show_counts(opened: Dataset) -> None:
    click.echo(f"{opened.title} · {opened.source}\nSHA-256 {opened.hash}")
    for table, counts in opened.counts.items():
        click.echo(
            f"{table:12} {counts['read']:>12,} read  {counts['accepted']:>12,} accepted"
            f"  {counts['rejected']:>8,} rejected  {counts['repeated']:>8,} repeated"
        )
    for file, encoding in opened.encodings.items():
        click.echo(f"{file}: {encoding}")
    for warning in opened.warnings:
        click.echo(f"! {warning.en}\n  {warning.zh}")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "".join(f"\n  {key}: {_plain(inner)}" for key, inner in value.items())
    return str(value)
