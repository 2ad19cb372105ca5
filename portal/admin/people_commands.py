"""`packlaw admin people`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from engine.cli.language import language_option
from engine.errors import Language, UsageError, message
from portal.admin.commands import admin_group

if TYPE_CHECKING:
    from portal.database.models import User
    from portal.database.session import PortalSession


_Command = TypeVar("_Command", bound=Callable[..., object])


def account_options(command: _Command) -> _Command:
    """Add what names one account: the argument EMAIL and the option --organisation."""
    several = click.option(
        "--organisation", "organisation_id", type=int, metavar="ID",
        help="The account of this organisation, where the e-mail has several.",
    )  # fmt: skip
    return click.argument("email")(several(command))


@admin_group.group("people")
def people_group() -> None:
    """List, invite and sign out people, renew passwords, make and unmake operators.

    \b
    列出、邀请人员，结束其会话，重设密码，指定或取消运维人员。
    """


@people_group.command("list")
def list_people() -> None:
    """List the people: e-mail, role, organisation; operators with a star.

    \b
    列出人员：邮箱、角色、单位；运维人员带星号。
    """
    from sqlalchemy import select

    from portal.admin.opening import open_portal, open_settings
    from portal.database.models import Membership

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
    from portal.database.models import User
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


@people_group.command("make-operator")
@account_options
@language_option()
def make_operator(email: str, organisation_id: int | None, language: Language) -> None:
    """Make the account with this EMAIL an operator's. No page can do this.

    \b
    将该邮箱 EMAIL 的账号设为运维人员；页面上不能这样做。

    Operators add organisations; a regulator needs two of them. An organisation vouches
    for its own accounts alone, so one e-mail may have several: each is made by itself.
    Links to a new password for the account, made before, are void.
    """
    from portal.accounts import links
    from portal.admin.opening import open_portal, open_settings
    from portal.trail import record

    with open_portal(open_settings()) as (_, db):
        user = only_account(db, email.strip().lower(), organisation_id)
        user.is_operator = True
        links.void_resets(db, user)
        record(db, "operator-made", user.email)
        db.commit()
        made = message("admin.operator-made", email=user.email)
    click.echo(made.in_language(language))


@people_group.command("unmake-operator")
@account_options
@language_option()
def unmake_operator(
    email: str, organisation_id: int | None, language: Language
) -> None:
    """Make the account with this EMAIL an operator's no longer.

    \b
    取消该邮箱 EMAIL 的账号的运维人员身份。

    The last operator stays one. Links made for other organisations are void.
    """
    from portal.accounts import links
    from portal.admin.opening import open_portal, open_settings
    from portal.trail import record

    with open_portal(open_settings()) as (_, db):
        user = only_account(db, email.strip().lower(), organisation_id)
        refuse_unmaking(db, user)
        user.is_operator = False
        links.void_elsewhere(db, user)
        record(db, "operator-unmade", user.email)
        db.commit()
        unmade = message("admin.operator-unmade", email=user.email)
    click.echo(unmade.in_language(language))


def refuse_unmaking(db: PortalSession, user: User) -> None:
    """Raise UsageError for who is no operator, or the last one who can sign in."""
    from sqlalchemy import select

    from portal.database.models import User

    if not user.is_operator:
        raise UsageError("admin.no-operator", email=user.email)
    # Who belongs to no organisation any more cannot sign in.
    others = select(User.id).where(
        User.is_operator, User.id != user.id, User.memberships.any()
    )
    if db.scalars(others).first() is None:
        raise UsageError("admin.last-operator", email=user.email)


def only_account(db: PortalSession, email: str, organisation_id: int | None) -> User:
    """Return the one account of an e-mail; UsageError for none or several."""
    from portal.admin.handing_out import only_membership

    return only_membership(db, email, organisation_id).user
