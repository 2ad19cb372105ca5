"""A small report as `packlaw report` prints it, and those who seal it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from weasyprint import HTML, Attachment

from engine import VERSION
from engine.runs import read_run
from reports.sealing import Expected, SealingKey, seal
from tests.reports.samples import RUN
from tests.reports.sealing.authorities import (
    DAY,
    NOW,
    PASSWORD,
    Holder,
    certify,
    new_ecdsa,
    new_rsa,
    stored,
)

KeyOf = Callable[[Holder], SealingKey]

_AS_OF = datetime(2026, 9, 30, tzinfo=UTC)
_PAGE = "<section style='break-after: page'><h1>{n}</h1><p>Page {n} <a href='#z'>z</a></section>"
_HTML = (
    "<html lang='zh'><head><title>Report</title>"
    "<meta name='dcterms.created' content='2026-09-30'></head>"
    "<body>{pages}<p id='z'>end</p></body></html>"
)


def facts(attachments: dict[str, bytes], **changed: object) -> dict[str, object]:
    """Return the content of `report.json` for the sample run."""
    run = read_run(RUN)
    return {
        "form": 1, "kind": "inspection", "number": "XJ-2026-0001", "entity": None,
        "against": None, "language": "zh", "cap": 20, "as_of": "2026-09-30",
        "packlaw": VERSION, "rulebook": run.rulebook.fingerprint,
        "dataset": {"hash": run.dataset.hash, "title": run.dataset.title},
        "findings": dict(run.findings),
        "versions": {"packlaw": VERSION},
        "attachments": {
            name: hashlib.sha256(data).hexdigest() for name, data in attachments.items()
        },
        **changed,
    }  # fmt: skip


def printed(pages: int = 3, **changed: object) -> bytes:
    """Print a report with its attachments; the same bytes each time."""
    files = {
        "findings.json": b'[{"verdict": "breach"}, {"verdict": "pending"}]',
        "findings.csv": b"verdict\nbreach\npending\n",
    }
    about = json.dumps(facts(files, **changed), sort_keys=True, ensure_ascii=False)
    files["report.json"] = about.encode()
    html = _HTML.format(pages="".join(_PAGE.format(n=n) for n in range(1, pages)))
    document = HTML(string=html).render(pdf_variant="pdf/ua-1")
    document.metadata.attachments = [
        Attachment(
            string=data, name=name, description=name, relationship="Data",
            created=_AS_OF, modified=_AS_OF,
        )
        for name, data in files.items()
    ]  # fmt: skip
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


@dataclass(frozen=True)
class People:
    """An authority and its sealer, one who sealed for himself, and a time authority."""

    authority: Holder
    sealer: Holder
    alone: Holder
    time_authority: Holder
    time: Holder
    time_long_ago: Holder


@pytest.fixture(scope="session")
def people() -> People:
    authority = certify(new_rsa(), "Authority", is_authority=True)
    time_authority = certify(
        new_rsa(), "Time authority", first=NOW - 999 * DAY, is_authority=True
    )
    return People(
        authority,
        certify(new_ecdsa(), "Inspector", authority),
        certify(new_rsa(), "Somebody"),
        time_authority,
        certify(new_rsa(), "Clock", time_authority, gives_time=True),
        certify(
            new_rsa(), "Clock", time_authority, first=NOW - 999 * DAY, gives_time=True
        ),
    )


@pytest.fixture(scope="session")
def report_bytes() -> bytes:
    return printed()


@pytest.fixture
def report(tmp_path: Path, report_bytes: bytes) -> Path:
    file = tmp_path / "report.pdf"
    file.write_bytes(report_bytes)
    return file


@pytest.fixture
def key_of(tmp_path: Path) -> KeyOf:
    """Return what stores the key of a holder as PKCS#12 with a password."""

    def store(holder: Holder) -> SealingKey:
        file = stored(tmp_path, "key.p12", holder.pkcs12())
        return SealingKey(file, password=lambda: PASSWORD)

    return store


@pytest.fixture
def sealed(report: Path, people: People, key_of: KeyOf) -> Path:
    seal(report, key_of(people.sealer))
    return report


@pytest.fixture
def trusting(tmp_path: Path, people: People) -> Expected:
    """Expect a seal of the authority's people."""
    root = stored(tmp_path, "authority.pem", people.authority.pem())
    return Expected(trusted=[root], is_sealed=True)
