"""`packlaw admin organisations` and `packlaw admin people`."""

from __future__ import annotations

import click

from engine.cli.language import language_option
from engine.errors import Language, UsageError, message
from portal.admin.commands import admin_group


@admin_group.group("organisations")
def organisations_group() -> None:
    """List organisations; they are added on the page People.

    \b
    列出单位；新增请用“人员”页面。
    """


@organisations_group.command("list")
def list_organisations() -> None:
    """List the organisations: id, kind, people, name.

    \b
    列出单位：编号、类型、人数、名称。
    """
    from sqlalchemy import func, select

    from portal.admin.opening import open_portal, open_settings
    from portal.models import Membership, Organisation

    with open_portal(open_settings()) as (_, db):
        counted = (
            select(Organisation, func.count(Membership.id))
            .outerjoin(Membership)
            .group_by(Organisation.id)
            .order_by(Organisation.id)
        )
        for organisation, people in db.execute(counted):
            click.echo(
                f"{organisation.id}\t{organisation.kind}\t{people}\t{organisation.name}"
            )


@admin_group.group("people")
def people_group() -> None:
    """List people and end their sessions.

    \b
    列出人员，结束其会话。
    """


@people_group.command("list")
def list_people() -> None:
    """List the people: e-mail, role, organisation; operators with a star.

    \b
    列出人员：邮箱、角色、单位；运维人员带星号。
    """
    from sqlalchemy import select

    from portal.admin.opening import open_portal, open_settings
    from portal.models import Membership

    with open_portal(open_settings()) as (_, db):
        for member in db.scalars(select(Membership).order_by(Membership.id)):
            star = "*" if member.user.is_operator else ""
            name = member.organisation.name
            click.echo(f"{member.user.email}{star}\t{member.role}\t{name}")


@people_group.command("sign-out")
@click.argument("email")
@language_option()
def sign_out(email: str, language: Language) -> None:
    """End every session of the person with this EMAIL, on every device.

    \b
    结束该邮箱 EMAIL 的人员在所有设备上的会话。
    """
    from sqlalchemy import select

    from portal.accounts.sessions import end_all
    from portal.admin.opening import open_portal, open_settings
    from portal.models import User
    from portal.trail import record

    with open_portal(open_settings()) as (_, db):
        wanted = email.strip().lower()
        found = db.scalars(select(User).where(User.email == wanted)).all()
        if not found:
            raise UsageError("admin.nobody", email=wanted)
        for user in found:
            end_all(db, user)
            record(db, "sessions-ended", user.email)
        db.commit()
    click.echo(message("admin.signed-out", email=wanted).in_language(language))
