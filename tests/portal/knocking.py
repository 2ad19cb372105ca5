"""What a browser of a test finds at the door."""

from __future__ import annotations

from flask.testing import FlaskClient


def is_inside(client: FlaskClient) -> bool:
    return client.get("/datasets").status_code == 200
