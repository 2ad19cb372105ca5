"""A portal on an empty database, and people who knock at its door."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from portal.accounts import sessions
from portal.accounts.passwords import hash_password
from portal.app import create_app
from portal.clock import now
from portal.database.models import (
    Dataset,
    IssuedReport,
    KeptMapping,
    Membership,
    Organisation,
    Run,
    User,
)
from portal.database.parts import Kind, Role, new_key
from portal.database.session import PortalSession
from portal.database.submission import Submission
from portal.database.tenancy import EVERYTHING, set_viewer
from portal.queue.check_work import check_here
from portal.queue.jobs import Queue
from portal.queue.worker import Worker
from portal.settings import Settings, read_settings
from portal.storage.custody_folder import DOWNLOADS as DOWNLOADS_OF_VIEW
from portal.storage.custody_folder import view_path
from portal.storage.downloads import Download
from portal.storage.intake import store_upload
from portal.storage.run_folder import DOWNLOADS
from portal.storage.store import Store
from tests.portal.made_once import COMPILED, open_newest
from tests.portal.postgres import Cluster, running_cluster
from tests.reports.samples import RUN, VIEW

SAMPLE_RUN = RUN
SAMPLE_VIEW = VIEW
LEDGER = """\
Line no,Movement,Date in,Pack code,Supplier USCC,Weight (kg)
1,Received,2026-04-03,F03PA6200FUKB991B0410037,914201125026003138,386.4
2,Received,2026-04-08,F03PA2100G20T092C0410074,914201125026003138,402
3,Shipped,2026-05-18,F03PA2100G20T092C0410074,91360902402600252U,402
4,Oddity,2026-04-09,F03PA8000G9G8R93D0410111,9142010660260053XU,385.2
"""
PASSWORD = "a sentence to remember"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hash_password(PASSWORD)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give what is marked `both_databases` each of them."""
    is_marked = metafunc.definition.get_closest_marker("both_databases")
    if is_marked and "database_url" in metafunc.fixturenames:
        other = pytest.param("postgresql", marks=pytest.mark.postgres)
        metafunc.parametrize("database_url", ["sqlite", other], indirect=True)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """The database of `portal`: SQLite, or for `both_databases` each in turn."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return ""
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    return cluster.fresh()


class Behind(PortalSession):
    """A session in which tests lay out rows that nobody made."""

    is_watched = False


@dataclass
class Portal:
    """A running portal without a server, and its database from behind."""

    settings: Settings
    app: Flask
    db: PortalSession
    password_hash: str

    def member(
        self,
        organisation: str = "甲公司",
        kind: Kind = "company",
        role: Role = "administrator",
        email: str = "",
    ) -> Membership:
        """Add a person to an organisation, which is added when it is new."""
        found = self.db.query(Organisation).filter_by(name=organisation).one_or_none()
        found = found or Organisation(name=organisation, kind=kind)
        email = email or f"{role}@{found.kind}-{len(organisation)}.example"
        user = User(email=email, password_hash=self.password_hash)
        membership = Membership(user=user, organisation=found, role=role)
        self.db.add(membership)
        self.db.commit()
        return membership

    def regulator(
        self, name: str = "监管", regions: Iterable[str] = (), roles: Iterable[str] = ()
    ) -> Membership:
        """Add an administrator of a regulator with this remit, or the whole country."""
        member = self.member(name, "regulator", email=f"boss@{new_key()}.example")
        member.organisation.regions = frozenset(regions)
        member.organisation.is_nationwide = not member.organisation.regions
        member.organisation.roles = frozenset(roles)
        self.db.commit()
        return member

    def client(self, membership: Membership | None = None) -> FlaskClient:
        """Open a browser, signed in as a member or as nobody."""
        client = self.app.test_client()
        if membership is not None:
            token = sessions.begin(self.db, self.settings, membership)
            self.db.commit()
            client.set_cookie(self.cookie, token)
        return client

    @property
    def cookie(self) -> str:
        return "__Host-packlaw" if self.settings.is_https else "packlaw"

    def dataset(self, membership: Membership, content_hash: str = "d" * 64) -> Dataset:
        dataset = Dataset(
            organisation_id=membership.organisation_id,
            content_hash=content_hash,
            title="湖北省报送数据",
            files={"dataset.zip": 1},
            size_bytes=1,
            uploaded_by_id=membership.user_id,
        )
        self.db.add(dataset)
        self.db.commit()
        return dataset

    def submission(self, dataset: Dataset, regulator: Membership) -> Submission:
        """Submit a dataset to the regulator of a member."""
        submitted = Submission(
            organisation_id=dataset.organisation_id,
            dataset_id=dataset.id,
            regulator_id=regulator.organisation_id,
            submitted_by_id=dataset.uploaded_by_id,
        )
        self.db.add(submitted)
        self.db.commit()
        return submitted

    def source(self, membership: Membership, content: str = LEDGER) -> Dataset:
        """Add an upload that needs a mapping: one CSV file of a company's own."""
        files = [FileStorage(BytesIO(content.encode()), filename="Goods in.csv")]
        upload = store_upload(Store(self.settings.data), files)
        dataset = self.dataset(membership, upload.content_hash)
        dataset.is_source, dataset.files = upload.is_source, upload.files
        self.db.commit()
        return dataset

    def kept_mapping(self, membership: Membership) -> KeptMapping:
        kept = KeptMapping(
            organisation_id=membership.organisation_id,
            title="入库台账",
            text="mapping: 1\n",
            heads=[["单号"]],
            created_by_id=membership.user_id,
        )
        self.db.add(kept)
        self.db.commit()
        return kept

    def queued_run(self, membership: Membership) -> Run:
        run = Run(
            organisation_id=membership.organisation_id,
            dataset=self.dataset(membership),
            as_of=date(2026, 10, 15),
            started_by_id=membership.user_id,
        )
        self.db.add(run)
        self.db.commit()
        return run

    def finished_run(self, membership: Membership, sample: Path = SAMPLE_RUN) -> Run:
        """Make a run that left the reports' sample folders, with something to load.

        `sample` may be the folder of another run.
        """
        run = self.queued_run(membership)
        run.state, run.folder, run.custody_error = "done", f"runs/{run.key}/1", ""
        path = self.settings.data / run.folder
        _lay_out(sample, path, DOWNLOADS)
        _lay_out(SAMPLE_VIEW, view_path(path), DOWNLOADS_OF_VIEW)
        self.db.commit()
        return run

    def issued_report(self, run: Run, member: Membership, **given: Any) -> IssuedReport:
        """Add a report as a worker leaves it: by default one that is done, with its file."""
        columns = {"kind": "inspection", "language": "both", "state": "done",
                   "number": "20260930-55CE4A6C", **given}  # fmt: skip
        report = IssuedReport(
            run_id=run.id,
            organisation_id=member.organisation_id,
            asked_by_id=member.user_id,
            **columns,
        )
        self.db.add(report)
        self.db.flush()
        if report.state == "done":
            report.file = f"reports/{report.key}/1.pdf"
            file = self.settings.data / report.file
            file.parent.mkdir(parents=True)
            file.write_bytes(b"%PDF-1.7 printed")
        else:
            report.number = None
        self.db.commit()
        return report

    def queue(self, seconds: float = 60) -> Queue:
        return Queue(
            self.app.extensions["packlaw_sessions"], timedelta(seconds=seconds)
        )

    def worker(self) -> Worker:
        """Return a worker that checks in this process, where a test can change things."""
        return Worker(
            self.settings, self.app.extensions["packlaw_sessions"], check=check_here
        )

    def long_ago(self, minutes: int) -> datetime:
        return now() - timedelta(minutes=minutes)


def _lay_out(sample: Path, path: Path, downloads: Mapping[str, Download]) -> None:
    shutil.copytree(sample, path)
    for wanted in downloads.values():
        if not (path / wanted.file).exists():
            (path / wanted.file).write_bytes(b"")


def open_portal(
    tmp_path: Path, password_hash: str, **given: object
) -> Iterator[Portal]:
    settings = read_settings({}, data=tmp_path / "data", **given)
    engine = open_newest(settings.database)
    app = create_app(settings)
    app.jinja_env.bytecode_cache = COMPILED
    with Behind(engine, expire_on_commit=False) as db:
        set_viewer(db, EVERYTHING)
        yield Portal(settings, app, db, password_hash)
    app.extensions["packlaw_sessions"].kw["bind"].dispose()
    engine.dispose()


@pytest.fixture
def portal(tmp_path: Path, password_hash: str, database_url: str) -> Iterator[Portal]:
    yield from open_portal(
        tmp_path, password_hash, sign_in_tries=3, database_url=database_url
    )


@pytest.fixture
def https_portal(tmp_path: Path, password_hash: str) -> Iterator[Portal]:
    yield from open_portal(
        tmp_path, password_hash, public_url="https://packlaw.example"
    )


def send(
    client: FlaskClient, path: str, form: dict[str, object] | None = None, **given: Any
) -> TestResponse:
    """Send a form with the token that every form of the portal carries."""
    token = TOKEN.search(client.get("/rules", **given).text)
    assert token is not None
    return client.post(path, data={**(form or {}), "csrf_token": token[1]}, **given)


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    return send(client, "/sign-in", {"email": email, "password": password})
