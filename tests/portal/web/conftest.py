"""A portal behind the door, listening on a port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

from portal.web.door import open_door
from tests.portal.conftest import Portal


@pytest.fixture
def port(portal: Portal) -> Iterator[int]:
    server = open_door(portal.app, portal.settings, "127.0.0.1", 0)
    served = threading.Thread(target=server.run)
    served.start()
    yield int(server.effective_port)
    server.trigger.pull_trigger(lambda: close(server))
    served.join()
    server.task_dispatcher.shutdown()


def close(server: BaseWSGIServer) -> None:
    """Hang up on everyone, with the files that were being sent, and end `run()`."""
    for channel in list(server.active_channels.values()):
        HTTPChannel.handle_close(channel)
    wasyncore.close_all(server._map)
