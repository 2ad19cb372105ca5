"""`packlaw rules mutate`: changes rules by a little and runs their examples."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.cli.progress import ProgressLine
from engine.cli.rulebooks import load, rule_of, rules_option

if TYPE_CHECKING:
    from engine.explanation.text import Language


@click.command("mutate")
@click.argument("rule_ids", metavar="[ID]...", nargs=-1)
@language_option(both=True)
@rules_option
def mutate_command(
    rule_ids: tuple[str, ...], language: Language, folder: Path | None
) -> None:
    """Change each rule in every small way and check that one of its examples fails.

    Roles, events and values are dropped and swapped, conditions removed and
    inverted, days and bounds moved by one step, and so on. A change under which
    all examples still agree is listed with its place and the example that is
    missing: no example tests what the rule says there. Without ID all rules are
    tried, which takes a minute or two. No file is changed.

    \b
    Ends with 0 when every change was noticed, 1 when one was not, and 2 when
    the rules have faults or an example disagrees with its own rule.

    \b
      packlaw rules mutate order-73/24-7-inbound-report
      packlaw rules mutate --rules my-rules --language en
    """  # fmt: skip
    from engine.authoring.mutation import render, try_mutants
    from engine.evaluation.calendar import load_calendar

    rulebook = load(folder)
    rules = [rule_of(rulebook, rule_id) for rule_id in rule_ids] or rulebook.rules
    with ProgressLine() as progress:
        trials = try_mutants(rulebook, rules, load_calendar(folder), progress)
    label = (folder or Path("rules")).resolve().name
    click.echo(render(trials, language, label), nl=False)
    sys.exit(1 if any(trial.survivors for trial in trials) else 0)
