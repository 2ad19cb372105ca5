"""Whose a seal is and since when: certificates, authorities, time, key usage."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper

from reports.sealing import Party, Seal, seal, signing
from reports.sealing.files import read_pdf
from reports.sealing.keys import read_trusted
from reports.sealing.seals import read_seals
from reports.sealing.time_stamps import BoundedTimeStamper
from tests.reports.sealing.authorities import (
    DAY,
    NOW,
    Holder,
    certify,
    new_ecdsa,
    stored,
    time_server,
)
from tests.reports.sealing.conftest import KeyOf, People

pytestmark = pytest.mark.slow


def read(report: Path, *trusted: Holder) -> Seal:
    """Return the one seal of a report, as someone sees it who trusts these."""
    roots = [
        root
        for number, holder in enumerate(trusted)
        for root in read_trusted(
            stored(report.parent, f"trusted-{number}.pem", holder.pem())
        )
    ]
    found = read_seals(read_pdf(report), roots)
    assert len(found) == 1
    return found[0]


def signer_of(found: Seal) -> Party:
    assert found.signer is not None
    return found.signer


def test_unsealed_report_has_no_seal(report: Path) -> None:
    assert read_seals(read_pdf(report)) == ()


@pytest.mark.parametrize(
    ("who", "trusted", "standing"),
    [
        ("sealer", [], "unknown"),
        ("sealer", ["authority"], "trusted"),
        ("sealer", ["sealer"], "trusted"),
        ("sealer", ["time_authority"], "unknown"),
        ("alone", [], "self-signed"),
        ("alone", ["authority"], "self-signed"),
        ("alone", ["alone"], "trusted"),
        ("time", ["time_authority"], "trusted"),
    ],
)
def test_standing_depends_on_whom_the_reader_trusts(
    who: str, trusted: list[str], standing: str, report: Path, people: People,
    key_of: KeyOf,
) -> None:  # fmt: skip
    seal(report, key_of(getattr(people, who)))

    found = read(report, *(getattr(people, name) for name in trusted))

    assert signer_of(found).standing == standing


def test_authority_that_seals_itself_is_unfit(
    report: Path, people: People, key_of: KeyOf
) -> None:
    below = certify(new_ecdsa(), "Below", people.authority, is_authority=True)
    seal(report, key_of(below))

    assert signer_of(read(report, people.authority)).standing == "unfit"


def test_chain_over_two_authorities_leads_to_the_root(
    report: Path, people: People, key_of: KeyOf
) -> None:
    middle = certify(new_ecdsa(), "Middle", people.authority, is_authority=True)
    seal(report, key_of(certify(new_ecdsa(), "Far", middle)))

    assert signer_of(read(report, people.authority)).standing == "trusted"
    assert signer_of(read(report)).issuer == "Middle, 虚构公司"


def sealed_long_ago(
    report: Path, people: People, key_of: KeyOf, monkeypatch: pytest.MonkeyPatch,
    stamped_at: datetime | None,
) -> None:  # fmt: skip
    """Seal with a certificate that has expired since."""
    old = certify(
        new_ecdsa(), "Old", people.authority, first=NOW - 99 * DAY, last=NOW - 9 * DAY
    )
    # Sealing refuses such a certificate today.
    monkeypatch.setattr(signing, "_checked", lambda seals, key, sealed: seals[0])
    if stamped_at is None:
        seal(report, key_of(old))
        return
    with time_server(people.time_long_ago, stamped_at) as url:
        seal(report, key_of(old), time_stamp=url)


def test_expired_certificate_is_out_of_date(
    report: Path, people: People, key_of: KeyOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed_long_ago(report, people, key_of, monkeypatch, None)

    assert signer_of(read(report, people.authority)).standing == "out-of-date"


def test_trusted_time_stamp_proves_that_it_sealed_before_it_expired(
    report: Path, people: People, key_of: KeyOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = (NOW - 20 * DAY).replace(microsecond=0)
    sealed_long_ago(report, people, key_of, monkeypatch, at)

    unknown = read(report, people.authority)
    known = read(report, people.authority, people.time_authority)

    assert signer_of(unknown).standing == "out-of-date"
    assert signer_of(known).standing == "trusted"
    assert known.time_stamp is not None
    assert known.time_stamp.at == at


def test_time_stamp_after_it_expired_proves_nothing(
    report: Path, people: People, key_of: KeyOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed_long_ago(report, people, key_of, monkeypatch, NOW - DAY)

    found = read(report, people.authority, people.time_authority)

    assert signer_of(found).standing == "out-of-date"


def test_time_that_the_signer_claims_is_kept(
    report: Path, people: People, key_of: KeyOf
) -> None:
    seal(report, key_of(people.sealer))

    claimed = read(report).claimed_at

    assert claimed is not None
    assert timedelta(0) <= claimed - NOW.replace(microsecond=0) < DAY


def test_time_stamp_of_the_whole_file_is_no_seal(
    report: Path, people: People, key_of: KeyOf
) -> None:
    seal(report, key_of(people.sealer))
    with time_server(people.time) as url:
        stamper = PdfTimeStamper(BoundedTimeStamper(url))
        writer = IncrementalPdfFileWriter(BytesIO(report.read_bytes()))
        stamped = stamper.timestamp_pdf(writer, "sha256").getvalue()
    report.write_bytes(stamped)

    found = read(report)

    assert (found.field, found.integrity, found.later) == ("packlaw", "intact", 1)
