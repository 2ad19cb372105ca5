"""The trail as a chain of hashes, append-only on both databases; repeats are counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from portal.clock import now

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None

ENTRY = "audit_entry"
FIRST = "0" * 64
FIXED = "An audit entry is never changed or deleted."
FOLLOWS = "An audit entry follows the one before."
# What the form of an entry was, and how it is chained, on the day of this revision.
ENTRIES = sa.table(
    ENTRY,
    *(
        sa.column(name, kind)
        for name, kind in {
            "id": sa.Integer(), "at": sa.DateTime(), "organisation_id": sa.Integer(),
            "user_id": sa.Integer(), "address": sa.String(), "action": sa.String(),
            "subject": sa.String(), "previous": sa.String(), "hash": sa.String(),
        }.items()
    ),
)  # fmt: skip
HEAD = sa.table(
    "trail_head",
    sa.column("id", sa.Integer()),
    sa.column("entry_id", sa.Integer()),
    sa.column("hash", sa.String()),
    sa.column("at", sa.DateTime()),
)


def upgrade() -> None:
    """Chain the entries that there are, and let none be changed, added before or deleted."""
    _drop_triggers()
    with op.batch_alter_table(ENTRY) as batch:
        batch.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column(
                "times", sa.Integer(), nullable=False, server_default=sa.text("1")
            )
        )
        batch.add_column(sa.Column("previous", sa.String(64), nullable=True))
        batch.add_column(sa.Column("hash", sa.String(64), nullable=True))
        batch.create_foreign_key(
            f"fk_{ENTRY}_owner_id_organisation", "organisation", ["owner_id"], ["id"]
        )
    op.create_index(f"ix_{ENTRY}_owner_id", ENTRY, ["owner_id"])
    _create_tables()
    _chain()
    with op.batch_alter_table(ENTRY) as batch:
        for column in ("previous", "hash"):
            batch.alter_column(column, existing_type=sa.String(64), nullable=False)
    _create_triggers()


def downgrade() -> None:
    """Take the chain off; the entries stay."""
    _drop_triggers()
    op.drop_table("trail_repeat")
    op.drop_table("trail_head")
    op.drop_index(f"ix_{ENTRY}_owner_id", ENTRY)
    with op.batch_alter_table(ENTRY) as batch:
        batch.drop_constraint(f"fk_{ENTRY}_owner_id_organisation", type_="foreignkey")
        for column in ("owner_id", "times", "previous", "hash"):
            batch.drop_column(column)
    if _is_sqlite():
        for change in ("UPDATE", "DELETE"):
            _refuse(ENTRY, change, FIXED)
    else:
        # The chain numbers its entries itself; from here on the database does again.
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{ENTRY}', 'id'), "
            f"(SELECT coalesce(max(id), 0) + 1 FROM {ENTRY}), false)"
        )


def _create_tables() -> None:
    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trail_head"),
    )
    op.create_table(
        "trail_repeat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_trail_repeat"),
        sa.UniqueConstraint("key", name="uq_trail_repeat_key"),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=f"fk_trail_repeat_{column}_{target}"
            )
            for column, target in (
                ("organisation_id", "organisation"),
                ("user_id", "user"),
                ("owner_id", "organisation"),
            )
        ),
    )
    op.create_index("ix_trail_repeat_since", "trail_repeat", ["since"])


def _chain() -> None:
    """Give each entry the hash of the one before and its own, the oldest first."""
    connection = op.get_bind()
    last, entry_id, at = FIRST, 0, datetime(1970, 1, 1)  # noqa: DTZ001 - stored in UTC
    for row in connection.execute(sa.select(ENTRIES).order_by(ENTRIES.c.id)).all():
        previous, last = last, _hash_of(last, row._mapping)
        entry_id, at = row.id, max(at, row.at)
        connection.execute(
            sa.update(ENTRIES)
            .where(ENTRIES.c.id == row.id)
            .values(previous=previous, hash=last)
        )
    if entry_id:
        entry_id, at = entry_id + 1, max(at, now().replace(tzinfo=None))
        entry = {"id": entry_id, "at": at, "address": "", "action": "trail-chained",
                 "subject": "", "organisation_id": None, "user_id": None}  # fmt: skip
        previous, last = last, _hash_of(last, entry)
        connection.execute(
            sa.insert(ENTRIES).values(**entry, previous=previous, hash=last)
        )
    connection.execute(
        sa.insert(HEAD).values(id=1, entry_id=entry_id, hash=last, at=at)
    )


def _hash_of(previous: str, row: Mapping[str, Any]) -> str:
    content = {
        "id": row["id"],
        "at": row["at"].replace(tzinfo=UTC).isoformat(timespec="microseconds"),
        "organisation": row["organisation_id"],
        "person": row["user_id"],
        "address": row["address"],
        "action": row["action"],
        "subject": row["subject"],
        "owner": None,
        "times": 1,
    }
    line = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(f"{previous}\n{line}".encode()).hexdigest()


def _create_triggers() -> None:
    if not _is_sqlite():
        _create_postgres_triggers()
        return
    for table in (ENTRY, "trail_head"):
        _refuse(table, "DELETE", FIXED)
    _refuse(ENTRY, "UPDATE", FIXED)
    # REPLACE deletes without a trigger of deletion, but not before that of insertion.
    _refuse("trail_head", "INSERT", FIXED)
    _refuse("trail_head", "UPDATE", FIXED, "NEW.entry_id < OLD.entry_id")
    _refuse(ENTRY, "INSERT", FOLLOWS, f"NOT ({_FOLLOWS_THE_LAST})")


_LAST = f"(SELECT {{}} FROM {ENTRY} ORDER BY id DESC LIMIT 1)"
_FOLLOWS_THE_LAST = (
    f"NEW.id > coalesce({_LAST.format('id')}, 0) "
    f"AND NEW.at >= coalesce({_LAST.format('at')}, NEW.at) "
    f"AND NEW.previous = coalesce({_LAST.format('hash')}, '{FIRST}')"
)


def _refuse(table: str, change: str, words: str, when: str = "1") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
        f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _create_postgres_triggers() -> None:
    _function("trail_refuse", f"RAISE EXCEPTION '{FIXED}' {_CODE};")
    _function(
        "trail_follow",
        f"IF NOT ({_FOLLOWS_THE_LAST}) THEN RAISE EXCEPTION '{FOLLOWS}' {_CODE}; "
        "END IF; RETURN NEW;",
    )
    _function(
        "trail_forward",
        f"IF NEW.entry_id < OLD.entry_id THEN RAISE EXCEPTION '{FIXED}' {_CODE}; "
        "END IF; RETURN NEW;",
    )
    for table in (ENTRY, "trail_head"):
        _trigger(table, "delete", "DELETE OR TRUNCATE", "STATEMENT", "trail_refuse")
    _trigger(ENTRY, "update", "UPDATE", "STATEMENT", "trail_refuse")
    _trigger(ENTRY, "insert", "INSERT", "ROW", "trail_follow")
    _trigger("trail_head", "insert", "INSERT", "STATEMENT", "trail_refuse")
    _trigger("trail_head", "update", "UPDATE", "ROW", "trail_forward")


_CODE = "USING ERRCODE = 'integrity_constraint_violation'"


def _function(name: str, body: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {body} END $$"
    )


def _trigger(table: str, name: str, changes: str, each: str, function: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{name} BEFORE {changes} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}()"
    )


def _drop_triggers() -> None:
    if _is_sqlite():
        for table in (ENTRY, "trail_head"):
            for change in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{change}")
    else:
        for function in ("trail_refuse", "trail_follow", "trail_forward"):
            op.execute(f"DROP FUNCTION IF EXISTS {function}() CASCADE")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
