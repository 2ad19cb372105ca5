"""The command line: each command parses its options and calls the engine."""

from __future__ import annotations

import gc
import sys
from typing import Any

import click

from engine.cli.check import check_command
from engine.cli.custody import custody_command
from engine.cli.datasets import dataset_group
from engine.cli.explain import explain_command
from engine.cli.language import message_language
from engine.cli.mapping import map_command
from engine.cli.ocel import ocel_command
from engine.cli.printing import PrintReport
from engine.cli.rules import rules_group
from engine.cli.stopping import Stopping
from engine.errors import PacklawError, message
from engine.files.disk_space import resource_errors_raised

# Building expressions makes millions of small objects, few of them in reference cycles.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


class FriendlyGroup(click.Group):
    """Shows every PacklawError as its message, in the reader's language, and exits.

    The exit status is that of the error, or 130 and 143 where a signal stopped it.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called."""
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
        with Stopping() as stopping:
            try:
                with resource_errors_raised():
                    return super().invoke(ctx)
            except (Exception, KeyboardInterrupt) as error:
                language = message_language(ctx)
                if stopping.status is not None:
                    stopped = message("cli.stopped").in_language(language)
                    click.echo(f"packlaw: {stopped}", err=True)
                    sys.exit(stopping.status)
                if not isinstance(error, PacklawError):
                    raise
                click.echo(f"packlaw: {error.in_language(language)}", err=True)
                sys.exit(error.exit_status)


def commands(
    print_report: PrintReport | None = None, print_custody: PrintReport | None = None
) -> click.Group:
    """Build the command group.

    `print_report` prints a finished run as a PDF, `print_custody` a view of custody.
    """

    @click.group(
        cls=FriendlyGroup, context_settings={"help_option_names": ["-h", "--help"]}
    )
    @click.version_option(package_name="packlaw")
    def packlaw() -> None:
        """Check the lives of electric-vehicle batteries against the law.

        Rules are files (rules/), records are a folder or zip of tables. Unknown is
        never a pass and never a breach, and every finding shows its rule, its
        article, how sure the source is, the record and the arithmetic of days.

        \b
        Start here:
          packlaw dataset sample sample --batteries 200 --seed 1
          packlaw check sample --out out
          packlaw rules show order-73/24-7-inbound-report
        """

    dataset_group.add_command(map_command)
    dataset_group.add_command(ocel_command)
    for command in (
        check_command(print_report),
        explain_command,
        custody_command(print_custody),
        dataset_group,
        rules_group,
    ):
        packlaw.add_command(command)
    return packlaw


__all__ = ["FriendlyGroup", "commands"]
