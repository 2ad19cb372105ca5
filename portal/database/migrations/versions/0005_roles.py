"""Roles that fit the kind of the organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("membership", "invitation")
BEFORE = ("administrator", "editor", "reader")
AFTER = (
    "administrator", "officer", "inspector", "reviewer", "approver", "auditor", "reader",
)  # fmt: skip
# What each role becomes, by the kind of its organisation.
BECOMES: Mapping[str, Mapping[str, str]] = {
    "company": {"editor": "officer"},
    "regulator": {"editor": "inspector", "reader": "auditor"},
    "legal": {"editor": "reviewer"},
}
# Going back, an approver may do as little as before: nothing but read.
WAS = {
    "officer": "editor", "inspector": "editor", "reviewer": "editor",
    "approver": "reader", "auditor": "reader",
}  # fmt: skip


def upgrade() -> None:
    """Turn an editor into an officer, inspector or reviewer; a regulator's reader audits."""
    for table in TABLES:
        _allow_any(table, _FIRST_NAME)
        for kind, becomes in BECOMES.items():
            for old, new in becomes.items():
                _rename(table, old, new, kind)
        _allow(table, _NAME, AFTER)


def downgrade() -> None:
    """Turn the roles back into the three that there were."""
    for table in TABLES:
        _allow_any(table, _NAME)
        for new, old in WAS.items():
            _rename(table, new, old)
        _allow(table, _FIRST_NAME, BEFORE)


# The first revision named its constraints twice over.
_FIRST_NAME = "ck_{table}_ck_{table}_role"
_NAME = "ck_{table}_role"


def _allow_any(table: str, name: str) -> None:
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(op.f(name.format(table=table)), type_="check")


def _allow(table: str, name: str, roles: Sequence[str]) -> None:
    listed = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table(table) as changed:
        changed.create_check_constraint(
            op.f(name.format(table=table)), f"role IN ({listed})"
        )


def _rename(table: str, old: str, new: str, kind: str = "") -> None:
    organisation = sa.table("organisation", sa.column("id"), sa.column("kind"))
    rows = sa.table(table, sa.column("role"), sa.column("organisation_id"))
    change = rows.update().where(rows.c.role == old).values(role=new)
    if kind:
        of_kind = sa.select(organisation.c.id).where(organisation.c.kind == kind)
        change = change.where(rows.c.organisation_id.in_(of_kind))
    op.execute(change)
