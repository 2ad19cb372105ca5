"""The tables are what the migrations made, and what is in them outlives a revision."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from engine.errors import UsageError
from portal.database.admission import Invitation
from portal.database.models import Dataset, IssuedReport, Organisation, Run, User
from portal.database.parts import Kind
from portal.database.session import MIGRATIONS, open_database
from portal.database.submission import Submission
from tests.portal.conftest import Portal
from tests.portal.revisions import revise

REVISIONS = [
    script.revision
    for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    if script.down_revision
]


@pytest.mark.both_databases
def test_no_revision_is_missing(portal: Portal) -> None:
    revise(portal, command.check)


@pytest.mark.both_databases
def test_down_and_up_again(portal: Portal) -> None:
    portal.db.close()

    revise(portal, lambda config: command.downgrade(config, "base"))
    revise(portal, lambda config: command.upgrade(config, "head"))

    assert "run" in inspect(portal.db.get_bind()).get_table_names()


@pytest.mark.both_databases
def test_a_dataset_from_before_there_were_mappings_is_no_source(portal: Portal) -> None:
    dataset = portal.dataset(portal.member())
    portal.db.commit()
    portal.db.close()

    revise(portal, lambda config: command.downgrade(config, "0002"))
    revise(portal, lambda config: command.upgrade(config, "head"))

    portal.db.expire_all()
    kept = portal.db.get_one(Dataset, dataset.id)
    assert (kept.is_source, kept.mapping, kept.title) == (
        False, None, "湖北省报送数据",
    )  # fmt: skip


@pytest.mark.both_databases
def test_regulators_keep_their_remit_whichever_way_the_tables_go(
    portal: Portal,
) -> None:
    everywhere, somewhere = portal.regulator("甲局"), portal.regulator("乙局", ["42"])
    nowhere = portal.member("丙局", "regulator")
    ids = [m.organisation_id for m in (everywhere, somewhere, nowhere)]
    portal.db.close()

    revise(portal, lambda config: command.downgrade(config, "0011-1"))
    before = portal.db.execute(text("SELECT regions FROM organisation ORDER BY id"))
    # None stood for all, and 00 is no company's.
    assert [row.regions for row in before] == ["", " 42 ", " 00 "]
    portal.db.close()
    revise(portal, lambda config: command.upgrade(config, "head"))

    portal.db.expire_all()
    found = [portal.db.get_one(Organisation, one) for one in ids]
    assert [(one.is_nationwide, one.regions) for one in found] == [
        (True, frozenset()), (False, {"42"}), (False, frozenset()),
    ]  # fmt: skip


@pytest.mark.both_databases
def test_issued_reports_go_with_their_table_and_the_runs_stay(portal: Portal) -> None:
    member = portal.member()
    run = portal.finished_run(member)
    portal.issued_report(run, member, against_id=run.id)
    portal.issued_report(run, member)
    portal.db.close()

    revise(portal, lambda config: command.downgrade(config, "0003"))
    revise(portal, lambda config: command.upgrade(config, "head"))

    portal.db.expire_all()
    assert portal.db.get_one(Run, run.id).state == "done"
    assert portal.db.query(IssuedReport).count() == 0


@pytest.mark.both_databases
@pytest.mark.parametrize("revision", REVISIONS)
def test_what_is_kept_survives_each_revision_down_and_up(
    portal: Portal, revision: str
) -> None:
    member = portal.member()
    run = portal.finished_run(member)
    portal.issued_report(run, member)
    portal.kept_mapping(member)
    portal.client(member).get("/datasets")
    before = _rows(portal)

    revise(portal, lambda config: command.downgrade(config, f"{revision}-1"))
    revise(portal, lambda config: command.upgrade(config, "head"))

    assert _rows(portal) == before


OLDEST = {
    "organisation": "id, name, kind, created_at",
    "user": "id, email, password_hash, is_operator, created_at",
    "membership": "id, user_id, organisation_id",
    "session": "id, token_hash, membership_id, expires_at",
    "dataset": "id, organisation_id, key, content_hash, title, size_bytes",
    "run": "id, organisation_id, key, dataset_id, as_of, state, folder",
}
"""Columns that have been there from the first revision on, and may not lose a value."""


def _rows(portal: Portal) -> dict[str, list[tuple[object, ...]]]:
    portal.db.rollback()
    rows = {
        table: portal.db.execute(text(f'SELECT {columns} FROM "{table}" ORDER BY id'))
        for table, columns in OLDEST.items()
    }
    found = {table: [tuple(row) for row in result] for table, result in rows.items()}
    # A connection that stays in a transaction would keep the next revision waiting.
    portal.db.close()
    assert all(found.values()), found
    return found


def test_said_when_the_driver_of_a_database_is_missing() -> None:
    with pytest.raises(UsageError, match=r"pip install 'packlaw\[postgres\]'"):
        open_database("postgresql+pg8000://localhost/portal")


@pytest.mark.parametrize("url", ["postgres", "nosuch://localhost/portal"])
def test_said_when_an_url_names_no_database(url: str) -> None:
    with pytest.raises(UsageError, match="PACKLAW_DATABASE_URL"):
        open_database(url)


def test_no_value_of_a_statement_is_in_the_error_that_it_ends_with(
    portal: Portal,
) -> None:
    member = portal.member()
    user_id, email = member.user_id, member.user.email
    portal.db.expunge_all()
    portal.db.add(User(id=user_id, email=email, password_hash="$argon2id$words"))

    with pytest.raises(IntegrityError) as failed:
        portal.db.flush()

    portal.db.rollback()
    assert email not in str(failed.value)
    assert "argon2id" not in str(failed.value)


@pytest.mark.both_databases
def test_roles_fit_the_kind_of_organisation_and_sessions_go_on(portal: Portal) -> None:
    kinds: tuple[Kind, ...] = ("company", "regulator", "legal")
    members = {kind: portal.member(kind, kind) for kind in kinds}
    browser = portal.client(members["company"])
    invited = Invitation(
        token_hash="h", organisation_id=members["regulator"].organisation_id,
        role="auditor", expires_at=portal.long_ago(0),
    )  # fmt: skip
    portal.db.add(invited)
    portal.db.commit()
    portal.db.close()

    revise(portal, lambda config: command.downgrade(config, "0004"))
    _set_roles(portal, "editor")
    assert _roles(portal, "invitation") == ["reader"]
    revise(portal, lambda config: command.upgrade(config, "head"))

    assert _roles(portal, "membership") == ["officer", "inspector", "reviewer"]
    assert _roles(portal, "invitation") == ["auditor"]
    assert browser.get("/datasets/new").status_code == 200


@pytest.mark.both_databases
def test_a_regulators_reader_becomes_an_auditor(portal: Portal) -> None:
    for kind in ("company", "regulator"):
        portal.member(kind, kind)  # type: ignore[arg-type]
    portal.db.close()

    revise(portal, lambda config: command.downgrade(config, "0004"))
    _set_roles(portal, "reader")
    revise(portal, lambda config: command.upgrade(config, "head"))

    assert _roles(portal, "membership") == ["reader", "auditor"]


@pytest.mark.both_databases
def test_what_a_regulator_had_worked_with_stays_with_it(portal: Portal) -> None:
    company, regulator = portal.member(), portal.regulator()
    checked = portal.dataset(company, "a" * 64)
    portal.db.add(
        Run(
            organisation_id=regulator.organisation_id, dataset=checked,
            started_by_id=regulator.user_id,
        )
    )  # fmt: skip
    reported = portal.finished_run(company)
    portal.issued_report(reported, regulator)
    portal.dataset(company, "b" * 64)
    kept = {
        (one, company.organisation_id, regulator.organisation_id, None)
        for one in (checked.id, reported.dataset_id)
    }
    portal.db.close()

    revise(portal, lambda config: command.downgrade(config, "0009-1"))
    revise(portal, lambda config: command.upgrade(config, "head"))

    found = portal.db.scalars(select(Submission)).all()
    assert kept == {
        (s.dataset_id, s.organisation_id, s.regulator_id, s.submitted_by_id)
        for s in found
    }


def _set_roles(portal: Portal, role: str) -> None:
    portal.db.connection().exec_driver_sql(f"UPDATE membership SET role = '{role}'")
    portal.db.commit()
    portal.db.close()


def _roles(portal: Portal, table: str) -> list[str]:
    found = portal.db.connection().exec_driver_sql(
        f"SELECT role FROM {table} ORDER BY id"
    )
    roles = [row[0] for row in found]
    portal.db.close()
    return roles


def test_sqlite_waits_writes_ahead_and_keeps_references(portal: Portal) -> None:
    connection = portal.db.connection()

    asked = ("journal_mode", "foreign_keys", "busy_timeout")
    told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert told == ["wal", 1, 15000]


@pytest.mark.both_databases
def test_going_back_numbers_the_further_accounts_of_an_address(portal: Portal) -> None:
    first = portal.member(email="same@a.example").user_id
    second = portal.member("丙公司", email="same@a.example").user_id
    portal.db.close()

    revise(portal, lambda config: command.downgrade(config, "0009"))
    revise(portal, lambda config: command.upgrade(config, "head"))

    portal.db.expire_all()
    emails = [portal.db.get_one(User, user_id).email for user_id in (first, second)]
    assert emails == ["same@a.example", f"{second}+same@a.example"]
