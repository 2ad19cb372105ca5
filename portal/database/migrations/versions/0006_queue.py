"""A fair queue: one open check of a kind, cancelled ones, and whose turn it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0008"
branch_labels = None
depends_on = None

BEFORE = ("queued", "running", "done", "failed")
AFTER = (*BEFORE, "cancelled")
# The first revision named its constraints twice over.
_FIRST_NAME, _NAME = "ck_run_ck_run_state", "ck_run_state"
_OPEN = sa.text("state IN ('queued', 'running')")
_RUN = sa.table(
    "run", *map(sa.column, ("id", "organisation_id", "dataset_id", "as_of", "asked",
                            "state", "lease_until")),
    sa.column("options", sa.JSON()),
)  # fmt: skip


def upgrade() -> None:
    """Add the columns of the queue; of equal checks that are open the first remains."""
    op.add_column("organisation", sa.Column("served_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("run") as run:
        run.drop_constraint(op.f(_FIRST_NAME), type_="check")
        run.add_column(_text("asked", 64))
        run.add_column(
            sa.Column(
                "is_small", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        run.add_column(sa.Column("cancelled_by_id", sa.Integer(), nullable=True))
        run.create_foreign_key(
            op.f("fk_run_cancelled_by_id_user"), "user", ["cancelled_by_id"], ["id"]
        )
    _allow(AFTER)
    _fill()
    op.create_index(
        "uq_run_open", "run", ["organisation_id", "dataset_id", "as_of", "asked"],
        unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN,
    )  # fmt: skip


def downgrade() -> None:
    """Drop what was added; a check that was cancelled has failed."""
    op.drop_index("uq_run_open", "run")
    cancelled = _RUN.update().where(_RUN.c.state == "cancelled")
    op.execute(cancelled.values(state="failed"))
    with op.batch_alter_table("run") as run:
        run.drop_constraint(op.f(_NAME), type_="check")
        run.drop_constraint(op.f("fk_run_cancelled_by_id_user"), type_="foreignkey")
        for column in ("cancelled_by_id", "is_small", "asked"):
            run.drop_column(column)
    with op.batch_alter_table("run") as run:
        run.create_check_constraint(op.f(_FIRST_NAME), _one_of(BEFORE))
    op.drop_column("organisation", "served_at")


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _allow(states: Sequence[str]) -> None:
    with op.batch_alter_table("run") as run:
        run.create_check_constraint(op.f(_NAME), _one_of(states))


def _one_of(states: Sequence[str]) -> str:
    return f"state IN ({', '.join(repr(state) for state in states)})"


def _fill() -> None:
    """Write what each open check asks for, and cancel those that ask for the same."""
    seen = set()
    open_runs = sa.select(_RUN).where(_RUN.c.state.in_(("queued", "running")))
    for row in op.get_bind().execute(open_runs.order_by(_RUN.c.id)).all():
        asked = _digest(row.options)
        key = (row.organisation_id, row.dataset_id, str(row.as_of), asked)
        state = "cancelled" if key in seen else row.state
        seen.add(key)
        change = {"asked": asked, "state": state}
        op.execute(_RUN.update().where(_RUN.c.id == row.id).values(change))


def _digest(options: object) -> str:
    written = json.dumps(options, sort_keys=True, ensure_ascii=False)
    return sha256(written.encode()).hexdigest()
