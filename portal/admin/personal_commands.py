"""`packlaw admin retention`, `packlaw admin erase` and `packlaw admin people forget`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.errors import Language, message
from portal.admin.commands import admin_group

if TYPE_CHECKING:
    from portal.admin.retention import Going


@admin_group.command("retention")
@click.option("--apply", "is_applied", is_flag=True,
              help="Remove; without it only list.")  # fmt: skip
@click.option("--also", "named", multiple=True, metavar="KEY",
              help="A dataset or check that was submitted, or has a report that was "
              "issued, and goes all the same; may be given again.")  # fmt: skip
@language_option()
def retention_command(
    is_applied: bool, named: tuple[str, ...], language: Language
) -> None:
    """List what the settings keep no longer; with --apply, remove it.

    \b
    列出超过保留天数的数据集、核查和会话；加 --apply 则删除。

    PACKLAW_KEEP_DATASET_DAYS, PACKLAW_KEEP_CHECK_DAYS and PACKLAW_KEEP_SESSION_DAYS say
    how long; 0 keeps all. What was submitted to a regulator, or has a report that was
    issued, stays unless --also names it. The trail is always kept. Backups are not
    reached.
    """
    from portal.admin import retention
    from portal.admin.opening import open_portal, open_settings

    settings = open_settings()
    with open_portal(settings) as (_, db):
        listed = retention.due(settings, db)
        for going in listed:
            click.echo(_line(going, going.goes(named), language))
        sessions = retention.end_sessions(settings, db, is_applied=is_applied)
        going = [each for each in listed if each.goes(named)]
        counts = {"count": len(going), "kept": len(listed) - len(going)}
        if is_applied:
            retention.apply(settings, db, listed, named)
    code = "admin.retention-applied" if is_applied else "admin.retention-due"
    said = message(code, sessions=sessions, **counts)
    click.echo(said.in_language(language))


_HOLDS = {
    "submitted": "admin.hold-submitted",
    "issued": "admin.hold-issued",
    "open": "admin.hold-open",
}


def _line(going: Going, goes: bool, language: Language) -> str:
    title = getattr(going.thing, "title", "") or str(getattr(going.thing, "as_of", ""))
    hold = message(_HOLDS[going.hold]).in_language(language) if going.hold else ""
    day = going.used_at.date().isoformat()
    sign = "-" if goes else "="
    return "\t".join((sign, going.sort, going.thing.key, day, title, hold)).rstrip()
