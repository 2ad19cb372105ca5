"""Second factors, links that are listed, sessions that are described, lanes of sign-in."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0009"
branch_labels = None
depends_on = None

# Of each table its new columns: type, and the default of those that are never empty.
NEW: dict[str, dict[str, tuple[sa.types.TypeEngine[Any], Any]]] = {
    "organisation": {"demands_factor": (sa.Boolean(), sa.false())},
    "user": {
        "factor_secret": (sa.String(300), None),
        "factor_since": (sa.DateTime(), None),
        "factor_step": (sa.BigInteger(), None),
    },
    "invitation": {
        "made_by_id": (sa.Integer(), None),
        "person_id": (sa.Integer(), None),
        "code_hash": (sa.String(64), None),
        "drops_factor": (sa.Boolean(), sa.false()),
    },
    "session": {
        "address": (sa.String(45), ""),
        "browser": (sa.String(60), ""),
        "began_at": (sa.DateTime(), None),
    },
}
REFERENCES = ("made_by_id", "person_id")


def upgrade() -> None:
    """Add the columns; let an address have several accounts; forget attempts to sign in."""
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as changed:
            for name, (kind, default) in columns.items():
                changed.add_column(
                    sa.Column(
                        name, kind, server_default=default, nullable=default is None
                    )
                )
    with op.batch_alter_table("user") as changed:
        changed.drop_constraint("uq_user_email", type_="unique")
        changed.create_index("ix_user_email", ["email"])
    with op.batch_alter_table("invitation") as changed:
        for column in REFERENCES:
            changed.create_foreign_key(
                f"fk_invitation_{column}_user", "user", [column], ["id"]
            )
    _lanes()
    _proposals()
    _recovery()
    op.drop_table("login_attempt")


def _lanes() -> None:
    op.create_table(
        "lane",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("until", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_lane"),
    )
    op.create_index("ix_lane_until", "lane", ["until"])


def _proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user.id"], name="fk_proposal_proposed_by_id_user"
        ),
    )


def _recovery() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_recovery_code_user_id_user"
        ),
    )
    op.create_index("ix_recovery_code_user_id", "recovery_code", ["user_id"])


def downgrade() -> None:
    """Take the columns away; of accounts of one address the first keeps it as it is.

    The further ones get their number before it, since an address was one account's.
    Links to a new password end: without their person they would be invitations.
    """
    op.drop_table("recovery_code")
    op.drop_table("proposal")
    op.drop_table("lane")
    _attempts()
    invitation = sa.table("invitation", sa.column("person_id"))
    op.execute(invitation.delete().where(invitation.c.person_id.is_not(None)))
    with op.batch_alter_table("invitation") as changed:
        for column in REFERENCES:
            changed.drop_constraint(f"fk_invitation_{column}_user", type_="foreignkey")
    user = sa.table("user", sa.column("id", sa.Integer), sa.column("email", sa.String))
    other = user.alias()
    first = sa.select(sa.func.min(other.c.id)).where(other.c.email == user.c.email)
    numbered = sa.cast(user.c.id, sa.String) + "+" + user.c.email
    op.execute(
        user.update()
        .where(user.c.id > first.correlate(user).scalar_subquery())
        .values(email=sa.func.substr(numbered, 1, 254))
    )
    with op.batch_alter_table("user") as changed:
        changed.drop_index("ix_user_email")
        changed.create_unique_constraint("uq_user_email", ["email"])
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as changed:
            for name in columns:
                changed.drop_column(name)


def _attempts() -> None:
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_attempt"),
    )
    for column in ("email", "address"):
        op.create_index(f"ix_login_attempt_{column}", "login_attempt", [column])
