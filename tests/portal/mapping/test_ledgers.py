"""The form of every ledger, posted as it stands, changes nothing of what was proposed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import yaml

from fixtures.ledgers.ledger import Ledger, ledgers
from tests.portal.conftest import Portal, send
from tests.portal.mapping_forms import fields_of, post, shown

LEDGERS = ledgers()


@pytest.mark.slow
@pytest.mark.parametrize("ledger", LEDGERS, ids=[ledger.name for ledger in LEDGERS])
def test_an_untouched_form_changes_nothing(
    portal: Portal, ledger: Ledger, tmp_path: Path
) -> None:
    client = portal.client(portal.member())
    files = [
        (BytesIO(file.read_bytes()), file.name)
        for file in sorted(ledger.write(tmp_path / "ledger").iterdir())
    ]
    path = send(client, "/datasets", {"files": files, "as_of": "2026-09-30"}).location
    form = fields_of(shown(client, path))
    form["do"] = "look"

    answer = post(client, path.partition("?")[0], form)

    assert answer.status_code == 200
    after = fields_of(answer.text)["text"]
    assert yaml.safe_load(after) == yaml.safe_load(form["text"])
