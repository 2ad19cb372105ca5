"""The commands on reports: `packlaw report`, `packlaw report seal`, `packlaw verify`."""

from reports.command.report import report_group
from reports.command.verify import verify_command

__all__ = ["report_group", "verify_command"]
