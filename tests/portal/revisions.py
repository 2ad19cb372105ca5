"""How a test takes the database of a portal to another revision."""

from __future__ import annotations

from collections.abc import Callable

from alembic.config import Config

from portal.database.session import MIGRATIONS, migrating, open_database
from tests.portal.conftest import Portal


def revise(portal: Portal, act: Callable[[Config], object]) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = open_database(portal.settings.database)
    with migrating(engine) as connection:
        config.attributes["connection"] = connection
        act(config)
    engine.dispose()
