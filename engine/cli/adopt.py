"""`packlaw rules adopt`: stores an official text and prints a checklist for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from engine.cli.language import language_option
from engine.cli.rulebooks import rules_option
from engine.errors import Language


@click.command("adopt")
@click.argument("instrument", metavar="INSTRUMENT")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="Day on which the text was taken from its official place.",
)
@click.option("--preview", is_flag=True, help="Write nothing; show the checklist.")
@language_option()
@rules_option
def adopt_command(
    instrument: str,
    file: Path,
    on: datetime,
    preview: bool,
    language: Language,
    folder: Path | None,
) -> None:
    """Store the official text of an instrument and list what to compare with it.

    FILE is the text pasted into a plain file, UTF-8, with its line ends: 第一条 …,
    （一）…, 第一章 …, or Article 1 …. It goes to INSTRUMENT/text/ under the rules,
    with its SHA-256 and the day in instrument.yaml. From then on `packlaw rules
    show` quotes it, and `packlaw rules lint` reports a change to it.

    No rule is changed. The checklist names, with the exact line to edit: articles
    without a rule, numbers that are unknown or wrong, day counts, shares and
    amounts that differ, and confidence marks that may rise. Adopting the same
    text again writes nothing and shows what is still open.

    \b
      packlaw rules adopt order-73 order-73.txt --on 2026-05-01 --preview
      packlaw rules adopt order-73 order-73.txt --on 2026-05-01 > checklist.txt
    """
    from engine.authoring.adoption import adopt
    from engine.rulebook import shipped_rules

    adopted = adopt(
        folder or shipped_rules(), instrument, file, on.date(), preview=preview
    )
    click.echo(adopted.report(language))
