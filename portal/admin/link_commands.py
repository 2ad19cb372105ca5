"""`packlaw admin people invite` and `reset-link`: how people get in again."""

from __future__ import annotations

import click

from engine.cli.language import language_option
from engine.errors import Language
from portal.admin.people_commands import account_options, people_group


@people_group.command("invite")
@click.argument("email")
@click.option("--organisation", "organisation_id", type=int, metavar="ID", required=True,
              help="Of the organisation, as `organisations list` shows it.")  # fmt: skip
@click.option("--role", default="administrator", show_default=True,
              help="What the person may do there.")  # fmt: skip
@click.option("--consent", metavar="EMAIL",
              help="For a regulator: the operator who consents, and is asked for the "
              "password.")  # fmt: skip
@language_option()
def invite(
    email: str,
    organisation_id: int,
    role: str,
    consent: str | None,
    language: Language,
) -> None:
    """Invite EMAIL into an organisation, such as one whose administrators are gone.

    \b
    邀请邮箱 EMAIL 加入单位，例如管理员均已离开的单位。

    The link is mailed, or printed where no mail server is set; it works once, for three
    days. A regulator takes the consent of an operator, by password. No operator is
    invited into one.
    """
    from portal.accounts import invitations
    from portal.accounts.sign_in import tidy_email
    from portal.admin import handing_out
    from portal.admin.opening import open_portal, open_settings
    from portal.database.parts import ROLES
    from portal.errors import RefusalError
    from portal.trail import record

    settings = open_settings()
    with open_portal(settings) as (_, db), handing_out.in_words():
        found, email = handing_out.organisation(db, organisation_id), tidy_email(email)
        wanted = next((known for known in ROLES if known == role), None)
        if wanted is None:
            raise RefusalError("people.role_form")
        maker = None
        if found.kind == "regulator":
            maker = handing_out.consent(db, settings, consent, email).id
        token = invitations.invite(db, found, email, wanted, maker)
        record(db, "invited", email, user_id=maker, organisation_id=found.id)
        db.commit()
        handing_out.hand_out(settings, "join", email, token, found.name, language)


@people_group.command("reset-link")
@account_options
@click.option("--drop-factor", is_flag=True,
              help="Switch the second factor off, too, where the telephone is lost.")  # fmt: skip
@language_option()
def reset_link(
    email: str, organisation_id: int | None, drop_factor: bool, language: Language
) -> None:
    """Make a link by which EMAIL chooses a new password, also an operator's.

    \b
    为邮箱 EMAIL 生成设置新密码的链接，运维人员也可。

    It is mailed, or printed where no mail server is set: hand it to that person alone. It
    gives nobody more rights than the account has, reaches no other organisation of the
    account, and works once, for three days.
    """
    from portal.accounts import resets
    from portal.accounts.sign_in import tidy_email
    from portal.admin import handing_out
    from portal.admin.opening import open_portal, open_settings
    from portal.trail import record

    settings = open_settings()
    with open_portal(settings) as (_, db), handing_out.in_words():
        email = tidy_email(email)
        member = handing_out.only_membership(db, email, organisation_id)
        token = resets.make(db, member, None, drops_factor=drop_factor)
        record(db, "reset-made", email, organisation_id=member.organisation_id)
        db.commit()
        name = member.organisation.name
        handing_out.hand_out(settings, "reset", email, token, name, language)
