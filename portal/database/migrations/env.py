"""Run revisions on the connection handed in, or on PACKLAW_DATABASE_URL's."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection

from portal.database import admission
from portal.database.session import migrating, open_database
from portal.settings import read_settings


def _run(connection: Connection) -> None:
    metadata = admission.Base.metadata  # with it all tables are known
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    _run(handed_in)
else:
    with migrating(open_database(read_settings(os.environ).database)) as opened:
        _run(opened)
