"""`packlaw admin retention`, `packlaw admin erase` and `packlaw admin people forget`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from engine.cli.language import language_option
from engine.errors import Language, message
from portal.admin.commands import admin_group
from portal.admin.people_commands import only_account, people_group, refuse_unmaking

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
    "case": "admin.hold-case",
}


def _line(going: Going, goes: bool, language: Language) -> str:
    title = getattr(going.thing, "title", "") or str(getattr(going.thing, "as_of", ""))
    hold = message(_HOLDS[going.hold]).in_language(language) if going.hold else ""
    day = going.used_at.date().isoformat()
    sign = "-" if goes else "="
    return "\t".join((sign, going.sort, going.thing.key, day, title, hold)).rstrip()


@admin_group.command("erase")
@click.option("--organisation", "organisation_id", type=int, required=True, metavar="ID",
              help="The organisation whose dataset it is.")  # fmt: skip
@click.option("--dataset", "key", required=True, metavar="KEY",
              help="The dataset: the last part of its address.")  # fmt: skip
@click.option("--value", "values", multiple=True, metavar="VALUE",
              help="A VIN, the id of an owner (its names go with it), a telephone "
              "number, a text; may be given again.")  # fmt: skip
@click.option("--battery", default="", metavar="CODE",
              help="The vehicles and natural persons beside this battery.")  # fmt: skip
@click.option("--reason", required=True, help="Why; it is kept and shown.")
@click.option("--apply", "is_applied", is_flag=True,
              help="Erase; without it only count.")  # fmt: skip
@language_option()
def erase_command(
    organisation_id: int,
    key: str,
    values: tuple[str, ...],
    battery: str,
    reason: str,
    is_applied: bool,
    language: Language,
) -> None:
    """Take a person's values out of a dataset, its checks, views and cases.

    \b
    从数据集及其核查、电池去向、案件中删除某人的信息，以化名代替，发现与结论不变。

    Stand-ins of the same form take their place, so that joins and verdicts hold. Printed
    reports are removed and can be asked for again. What is not reached is named: backups,
    copies that were downloaded, the trail.
    """
    import getpass

    from portal.admin.erasing import erase
    from portal.admin.opening import open_portal, open_settings
    from portal.admin.people_in import Asked

    settings = open_settings()
    asked = Asked(organisation_id, key, values, battery, getpass.getuser(), reason)
    with open_portal(settings) as (_, db):
        found = erase(settings, db, asked, is_applied=is_applied)
    for name, count in found.files.items():
        click.echo(f"{count}\t{name}")
    for name in found.printed:
        _tell("admin.erase-printed", language, name=name)
    for name in found.left:
        _tell("admin.erase-left", language, name=name)
    for name in found.attached:
        _tell("admin.erase-attached", language, name=name)
    code = "admin.erased" if is_applied else "admin.erase-would"
    _tell(code, language, cells=found.cells, values=found.values)
    _tell("admin.erase-not-reached", language)


@people_group.command("forget")
@click.argument("email")
@click.option("--organisation", "organisation_id", type=int, metavar="ID",
              help="The account of this organisation, where the e-mail has several.")  # fmt: skip
@language_option()
def forget_command(email: str, organisation_id: int | None, language: Language) -> None:
    """Make the account with this EMAIL anonymous, for good.

    \b
    将该邮箱 EMAIL 的账号永久匿名化；操作记录保留其编号。

    The e-mail, sessions, memberships, second factor and links are gone. What the person
    did stays on the trail under the number of the account.
    """
    from portal.admin.forgetting import forget
    from portal.admin.opening import open_portal, open_settings

    with open_portal(open_settings()) as (_, db):
        user = only_account(db, email.strip().lower(), organisation_id)
        if user.is_operator:
            refuse_unmaking(db, user)
        left = forget(db, user)
        db.commit()
        number = user.id
    _tell("admin.forgotten", language, number=number)
    if left:
        _tell("admin.forgotten-left", language, count=left)


def _tell(code: str, language: Language, **values: object) -> None:
    click.echo(message(code, **values).in_language(language))  # type: ignore[arg-type]
