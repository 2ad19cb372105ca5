"""A remit that has to be said; identities of a provider, and the way to it and back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0007"
branch_labels = None
depends_on = None

# Before, a regulator without regions was competent for the whole country, and stays so.
SAID = """
UPDATE organisation SET is_nationwide = TRUE WHERE kind = 'regulator' AND regions = ''
"""
# A region that no company is in stands for a remit that nobody has said: without it the
# tables of before would make such a regulator competent for the whole country.
NOWHERE = " 00 "
TO_NOWHERE = f"""
UPDATE organisation SET regions = '{NOWHERE}'
WHERE kind = 'regulator' AND regions = '' AND NOT is_nationwide
"""
TO_EVERYWHERE = """
UPDATE organisation SET regions = '' WHERE kind = 'regulator' AND is_nationwide
"""
FROM_NOWHERE = f"UPDATE organisation SET regions = '' WHERE regions = '{NOWHERE}'"


def upgrade() -> None:
    """Add the columns and tables; regulators keep the remit that they had."""
    for table, column in (
        ("organisation", "is_nationwide"),
        ("session", "provider_factor"),
    ):
        op.add_column(
            table,
            sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()),
        )
    op.execute(SAID)
    op.execute(FROM_NOWHERE)
    _identities()
    _errands()


def downgrade() -> None:
    """Drop them; who has no password keeps the account, and needs a new password."""
    op.drop_table("errand")
    op.drop_table("identity")
    op.execute(TO_NOWHERE)
    op.execute(TO_EVERYWHERE)
    op.drop_column("session", "provider_factor")
    op.drop_column("organisation", "is_nationwide")


def _identities() -> None:
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(500), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.UniqueConstraint("issuer", "subject", name="uq_identity_issuer_subject"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_identity_user_id_user"
        ),
    )
    op.create_index("ix_identity_user_id", "identity", ["user_id"])


def _errands() -> None:
    op.create_table(
        "errand",
        sa.Column("state_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("link_hash", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("state_hash", name="pk_errand"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_errand_user_id_user"
        ),
    )
    op.create_index("ix_errand_expires_at", "errand", ["expires_at"])
