"""`packlaw admin organisations`."""

from __future__ import annotations

import click

from engine.cli.language import language_option
from engine.errors import Language, message
from portal.admin.commands import admin_group


@admin_group.group("organisations")
def organisations_group() -> None:
    """List and add organisations, and say what regulators are competent for.

    \b
    列出、新增单位，确定监管部门的管辖范围。
    """


@organisations_group.command("list")
def list_organisations() -> None:
    """List the organisations: id, kind, people, name.

    \b
    列出单位：编号、类型、人数、名称。
    """
    from sqlalchemy import func, select

    from portal.admin.opening import open_portal, open_settings
    from portal.database.models import Membership, Organisation

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


@organisations_group.command("add")
@click.argument("name")
@click.option("--kind", required=True,
              type=click.Choice(["company", "legal", "regulator"]))  # fmt: skip
@click.option("--administrator", required=True, metavar="EMAIL",
              help="Who is invited as its first administrator.")  # fmt: skip
@click.option("--region", "regions", multiple=True, metavar="CODE",
              help="Where a company is, or what a regulator is competent for: a code of "
              "GB/T 2260 such as 42 or 420100; may be given again.")  # fmt: skip
@click.option("--role", "roles", multiple=True,
              help="What a company does, or whom a regulator is competent for; may be "
              "given again.")  # fmt: skip
@click.option("--whole-country", is_flag=True,
              help="A regulator is competent everywhere.")  # fmt: skip
@click.option("--consent", metavar="EMAIL",
              help="For a regulator: the operator who consents, and is asked for the "
              "password.")  # fmt: skip
@language_option()
def add_organisation(
    name: str,
    kind: str,
    administrator: str,
    regions: tuple[str, ...],
    roles: tuple[str, ...],
    whole_country: bool,
    consent: str | None,
    language: Language,
) -> None:
    """Add the organisation NAME; print or mail the link of its first administrator.

    \b
    新增单位 NAME，并打印或邮寄其首位管理员的一次性链接。

    A regulator sees what companies submit to it, so it takes two: whoever works on this
    machine, and an operator who consents by password. It is competent for nothing until
    regions, or the whole country, are named, here or by set-remit.

    \b
    packlaw admin organisations add 甲公司 --kind company \\
        --administrator a@example.org --region 420100 --role seller
    packlaw admin organisations add 丁市监管局 --kind regulator \\
        --administrator d@example.org --region 4201 --consent operator@example.org
    """
    from portal.admin.organisations import Asked, add
    from portal.services.organisations import Reach

    reach = Reach(" ".join(regions), roles, whole_country)
    add(Asked(name, kind, administrator, reach, consent), language)


@organisations_group.command("set-remit")
@click.argument("organisation_id", type=int, metavar="ID")
@click.option("--region", "regions", multiple=True, metavar="CODE",
              help="A code of GB/T 2260, such as 42; may be given again.")  # fmt: skip
@click.option("--role", "roles", multiple=True,
              help="A role of enterprises; may be given again; none: every role.")  # fmt: skip
@click.option("--whole-country", is_flag=True, help="Competent everywhere.")
@language_option()
def set_remit(
    organisation_id: int,
    regions: tuple[str, ...],
    roles: tuple[str, ...],
    whole_country: bool,
    language: Language,
) -> None:
    """Set what the regulator ID is competent for, or where a company is.

    \b
    确定监管部门（编号 ID）的管辖范围，或企业的所在地和角色。

    What is not named is gone: without regions and --whole-country a regulator is
    competent for nothing. ID as `packlaw admin organisations list` shows it.
    """
    from portal.admin.organisations import change
    from portal.services.organisations import Reach

    said = change(organisation_id, Reach(" ".join(regions), roles, whole_country))
    click.echo(message("admin.remit-set", words=said).in_language(language))
