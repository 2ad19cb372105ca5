"""Who may see, change, apply and delete mappings."""

from __future__ import annotations

from sqlalchemy import select

from portal.database.models import KeptMapping, Run
from tests.portal.conftest import LEDGER, Portal, send
from tests.portal.mapping_forms import filled, post, shown, trail, upload


def test_a_reader_sees_no_rows_of_a_companys_own_tables(portal: Portal) -> None:
    dataset = portal.source(portal.member())
    reader = portal.client(portal.member(role="reader"))
    path = f"/datasets/{dataset.key}/mapping"

    answer = reader.get(path)

    assert answer.status_code == 403
    assert "个人信息" in answer.text
    assert path not in reader.get(f"/datasets/{dataset.key}").text


def test_a_regulator_sees_the_mapping_of_what_was_submitted_and_no_other(
    portal: Portal,
) -> None:
    member, regulator = portal.member(), portal.regulator()
    kept, dataset = portal.kept_mapping(member), portal.source(member)
    portal.submission(dataset, regulator)
    client, path = portal.client(regulator), f"/datasets/{dataset.key}/mapping"

    assert "<fieldset disabled>" in shown(client, path)
    assert send(client, path).status_code == 403
    assert kept.title not in shown(client, "/mappings")
    assert send(client, f"/mappings/{kept.key}/delete").status_code == 404


def test_a_mapping_that_was_deleted_is_on_the_trail(portal: Portal) -> None:
    member = portal.member()
    kept = portal.kept_mapping(member)

    send(portal.client(member), f"/mappings/{kept.key}/delete")

    portal.db.expire_all()
    assert portal.db.scalars(select(KeptMapping)).all() == []
    assert trail(portal) == ["mapping-deleted"]


def test_another_organisations_mapping_is_not_applied(portal: Portal) -> None:
    mine = portal.client(portal.member())
    path = upload(mine, LEDGER).location
    post(mine, path.partition("?")[0], filled(shown(mine, path)))
    theirs = portal.client(portal.member("乙公司甲"))

    answer = upload(theirs, LEDGER)

    assert "/mapping?" in answer.location
    assert "Begun from" not in shown(theirs, answer.location)
    assert "Goods in" not in shown(theirs, "/mappings")


def test_a_dataset_has_no_mapping(portal: Portal) -> None:
    member = portal.member()
    dataset = portal.dataset(member)

    answer = portal.client(member).get(f"/datasets/{dataset.key}/mapping")

    assert answer.status_code == 400


def test_a_source_is_not_checked_before_it_has_a_mapping(portal: Portal) -> None:
    member = portal.member()
    dataset = portal.source(member)

    answer = send(
        portal.client(member), f"/datasets/{dataset.key}/runs", {"as_of": "2026-09-30"}
    )

    assert answer.status_code == 400
    assert portal.db.scalars(select(Run)).all() == []
