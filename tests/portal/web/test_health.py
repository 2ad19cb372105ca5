"""What machines that watch the portal are told, and that nobody else is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families as read

from portal.storage.store import Store
from portal.web import health
from tests.portal.conftest import Portal, open_portal

TOKEN = "a-token-for-the-watcher"


def figures(portal: Portal) -> dict[str, float]:
    answer = portal.client().get("/metrics")
    assert answer.status_code == 200
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in read(answer.text)
        for sample in family.samples
    }


@pytest.mark.both_databases
def test_well_while_a_worker_shows_that_it_is_alive(portal: Portal) -> None:
    before = portal.client().get("/healthz")

    health.beat(portal.settings.data)
    while not health.worker_ages(portal.settings.data):
        pass

    after = portal.client().get("/healthz")
    assert (before.status_code, before.json) == (
        503,
        {"database": True, "disk": True, "worker": False},
    )
    assert (after.status_code, after.json) == (
        200,
        {"database": True, "disk": True, "worker": True},
    )


def test_not_well_when_the_worker_is_silent(portal: Portal) -> None:
    mark = Store(portal.settings.data).workers / "host-1"
    mark.parent.mkdir()
    mark.touch()
    past = portal.long_ago(minutes=2).timestamp()
    os.utime(mark, (past, past))

    assert portal.client().get("/healthz").status_code == 503


def test_not_well_when_the_disk_is_full(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 62)

    told = portal.client().get("/healthz").json

    assert told is not None
    assert told["disk"] is False


@pytest.mark.both_databases
def test_figures_of_the_queue(portal: Portal) -> None:
    member = portal.member()
    run = portal.queued_run(member)
    run.created_at = portal.long_ago(minutes=5)
    portal.db.commit()
    portal.client(member)

    told = figures(portal)

    assert told["packlaw_jobs check queued"] == 1
    assert told["packlaw_jobs report queued"] == 0
    assert told["packlaw_oldest_queued_seconds check"] >= 300
    assert told["packlaw_workers"] == 0
    assert told["packlaw_sessions"] == 1
    assert told["packlaw_disk_free_bytes"] > 0


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
@pytest.mark.parametrize(
    ("token", "address", "given", "status"),
    [
        ("", "127.0.0.1", "", {200, 503}),
        ("", "192.0.2.1", "", {404}),
        (TOKEN, "127.0.0.1", "", {404}),
        (TOKEN, "192.0.2.1", "Bearer another", {404}),
        (TOKEN, "192.0.2.1", f"Bearer {TOKEN}", {200, 503}),
    ],
)
def test_told_to_this_machine_or_to_who_has_the_token(
    tmp_path: Path,
    password_hash: str,
    path: str,
    token: str,
    address: str,
    given: str,
    status: set[int],
) -> None:
    for portal in open_portal(tmp_path, password_hash, watch_token=token):
        answer = portal.client().get(
            path,
            headers={"Authorization": given},
            environ_base={"REMOTE_ADDR": address},
        )
        assert answer.status_code in status


def test_behind_a_proxy_this_machine_is_everybody(https_portal: Portal) -> None:
    answer = https_portal.client().get(
        "/metrics", base_url=https_portal.settings.public_url
    )

    assert answer.status_code == 404
