"""The command line: each command a thin reading of its words, with a clear end."""

from __future__ import annotations

import gc
import sys
from typing import Any

import click

from engine.cli.check import check_command
from engine.cli.custody import custody_command
from engine.cli.datasets import dataset_group
from engine.cli.explain import explain_command
from engine.cli.printing import PrintReport
from engine.cli.rules import rules_group
from engine.cli.stopping import Stopping
from engine.errors import PacklawError
from engine.files.disk_space import resource_errors_raised

# Building expressions makes millions of small objects and no circles worth looking for.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


class FriendlyGroup(click.Group):
    """Turns every error raised on purpose into its message and its exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
        with Stopping() as stopping:
            try:
                with resource_errors_raised():
                    return super().invoke(ctx)
            except (Exception, KeyboardInterrupt) as error:
                if stopping.status is not None:
                    click.echo("packlaw: stopped; nothing is half-written.", err=True)
                    sys.exit(stopping.status)
                if not isinstance(error, PacklawError):
                    raise
                click.echo(f"packlaw: {error}", err=True)
                sys.exit(error.exit_status)


def commands(
    print_report: PrintReport | None = None, print_custody: PrintReport | None = None
) -> click.Group:
    """Build the command group.

    `print_report` sets a finished run on paper, `print_custody` a view of custody.
    """

    @click.group(
        cls=FriendlyGroup, context_settings={"help_option_names": ["-h", "--help"]}
    )
    @click.version_option(package_name="packlaw")
    def packlaw() -> None:
        """Check the lives of electric-vehicle batteries against the law.

        Rules are data (rules/), records are yours (a folder or zip). Unknown is
        never a pass and never a breach, and every finding shows its rule, its
        article, how sure the source is, the record and the arithmetic.

        \b
        Start here:
          packlaw dataset sample sample --batteries 200 --seed 1
          packlaw check sample --out out
          packlaw rules show order-73/24-7-inbound-report
        """

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
