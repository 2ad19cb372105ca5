"""`packlaw explain`: shows every duty of one battery, or one finding, and why."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option

if TYPE_CHECKING:
    from engine.explanation.text import Language


@click.command("explain")
@click.argument("source", type=click.Path(path_type=Path), metavar="DATASET|RUN")
@click.option(
    "--battery", metavar="CODE", help="Every duty of this battery, day by day."
)
@click.option("--finding", metavar="ID", help="The one duty of this finding_id.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day to judge for; default: the run's, or the dataset's complete.until.",
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="Another folder of rules; default: the run's, or the shipped ones.",
)
@language_option(both=True)
def explain_command(
    source: Path,
    battery: str | None,
    finding: str | None,
    as_of: datetime | None,
    rules: Path | None,
    language: Language,
) -> None:
    """Explain duties: the article, the record, the arithmetic of days, the remedy.

    DATASET is a folder or zip of records; RUN is a folder that `packlaw check`
    left, whose rules and day are used. Give either --battery or --finding.

    \b
      packlaw explain out --finding 3f0c9a52b1d47e68
      packlaw explain sample --battery CODE --language en
    """  # fmt: skip
    from engine.explanation.source import explain
    from engine.explanation.text import render

    day = as_of.date() if as_of else None
    explanation = explain(
        source, battery=battery, finding=finding, as_of=day, rules=rules
    )
    click.echo(render(explanation, language), nl=False)
