"""Reads the seals of a PDF: whole or not, whose, when, and what was added after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from asn1crypto import cms, x509
from pyhanko.pdf_utils import generic
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext

from engine.errors import ReportError
from reports.sealing.files import PdfBytes, opened, plain
from reports.sealing.revisions import changes

# Whether a chain leads from a certificate to one that the reader trusts.
Standing = Literal["trusted", "self-signed", "unknown", "out-of-date", "unfit"]
# "changed": bytes that the seal covers; "broken": the seal itself.
Integrity = Literal["intact", "changed", "broken"]
# What the revisions after a seal add: further signatures, or anything else.
Added = Literal["nothing", "signatures", "anything"]

_OUT_OF_DATE = {
    AdESFailure.NOT_YET_VALID, AdESIndeterminate.EXPIRED, AdESIndeterminate.NOT_YET_VALID,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE, AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
}  # fmt: skip
_UNFIT = {
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
}  # fmt: skip
_USES = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)


@dataclass(frozen=True)
class Party:
    """The holder of a certificate: its subject, issuer, serial number and SHA-256."""

    name: str
    issuer: str
    serial: str
    fingerprint: str
    standing: Standing


@dataclass(frozen=True)
class TimeStamp:
    """The time that an authority gave a seal; not `is_sound` where it is of another."""

    at: datetime
    authority: Party
    is_sound: bool


@dataclass(frozen=True)
class Seal:
    """One signature of a PDF.

    `signer` is None where the signature cannot be read. `claimed_at` is the time that
    the signer states. `covers_revision`: everything up to its own revision is signed;
    `added` are the `later` revisions after it.
    """

    field: str
    integrity: Integrity
    signer: Party | None = None
    claimed_at: datetime | None = None
    time_stamp: TimeStamp | None = None
    covers_revision: bool = False
    later: int = 0
    added: Added = "nothing"


def read_seals(
    pdf: PdfBytes, trusted: Sequence[x509.Certificate] = ()
) -> tuple[Seal, ...]:
    """Return the seals of a PDF in the order in which they were made.

    Certificates are looked up in `trusted` and in the file, nowhere else: nothing is
    fetched, and a revocation is not known. ReportError where the file is ill-formed.
    """
    with opened(pdf.name):
        # A time stamp of the whole file, as archives add them, is the seal of nobody.
        fields = [
            (name, field)
            for name, signature, field in enumerate_sig_fields(
                pdf.reader, filled_status=True
            )
            if signature.get_object().get("/Type") != "/DocTimeStamp"
        ]
    found = [_read(pdf, name, field, trusted) for name, field in fields]
    return tuple(sorted(found, key=lambda seal: -seal.later))


def _read(
    pdf: PdfBytes,
    name: str,
    field: generic.DictionaryObject,
    trusted: Sequence[x509.Certificate],
) -> Seal:
    try:
        with opened(pdf.name):
            embedded = EmbeddedPdfSignature(pdf.reader, field, name)
            status = _status(embedded, trusted)
            return _seal(pdf, embedded, status)
    except ReportError:
        # A changed byte in the signature itself can make it unreadable in any way.
        return Seal(plain(name), "broken")


def _seal(
    pdf: PdfBytes, embedded: EmbeddedPdfSignature, status: PdfSignatureStatus
) -> Seal:
    stamp = _time_stamp(status)
    claimed_at = _aware(status.signer_reported_dt)
    sealed_at = stamp.at if stamp and stamp.is_sound else claimed_at
    coverage = status.coverage or SignatureCoverageLevel.UNCLEAR
    covers = coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    later = pdf.reader.total_revisions - 1 - embedded.signed_revision
    return Seal(
        field=plain(embedded.field_name),
        integrity=_integrity(pdf.content, embedded, status),
        signer=_party(status, sealed_at),
        claimed_at=claimed_at,
        time_stamp=stamp,
        covers_revision=covers,
        later=later,
        added=_added(pdf, embedded, later) if covers else "anything",
    )


def _status(
    embedded: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate]
) -> PdfSignatureStatus:
    """Validate now; where a trusted time stamp says when it was made, as of then."""
    status = _validated(embedded, trusted)
    stamp = status.timestamp_validity
    if status.trusted or stamp is None or not stamp.trusted:
        return status
    return _validated(embedded, trusted, stamp.timestamp)


def _validated(
    embedded: EmbeddedPdfSignature,
    trusted: Sequence[x509.Certificate],
    moment: datetime | None = None,
) -> PdfSignatureStatus:
    signer, authority = (
        ValidationContext(trust_roots=list(trusted), allow_fetching=False, moment=when)
        for when in (moment, None)
    )
    # What was added later is compared by ourselves: in a report with ten thousands of
    # tags that takes pyHanko minutes.
    return validate_pdf_signature(
        embedded, signer, authority, key_usage_settings=_USES, skip_diff=True
    )


def _integrity(
    content: bytes, embedded: EmbeddedPdfSignature, status: PdfSignatureStatus
) -> Integrity:
    if not status.valid:
        return "broken"
    if not status.intact:
        return "changed"
    return "intact" if _is_canonical(content, embedded) else "broken"


def _is_canonical(content: bytes, embedded: EmbeddedPdfSignature) -> bool:
    """Return whether the signature is stored in the one way that sealing stores it.

    The bytes between the signed ranges are not signed. Hexadecimal digits have two
    cases, and the signature is padded: neither may hide a change.
    """
    stored = embedded.pkcs7_content
    signature = cms.ContentInfo.load(stored).dump()
    _, first, second, _ = map(int, embedded.byte_range)
    gap = content[first:second]
    digits = stored.hex().encode()
    return gap in (b"<%b>" % digits, b"<%b>" % digits.upper()) and not any(
        stored[len(signature) :]
    )


def _aware(at: datetime | None) -> datetime | None:
    """Return a time with its zone; one of a PDF that names none is read as UTC."""
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def _added(pdf: PdfBytes, embedded: EmbeddedPdfSignature, later: int) -> Added:
    """Return what the revisions after a seal add to what it covers."""
    if not later:
        return "nothing"
    *_, start, length = map(int, embedded.byte_range)
    covered = PdfBytes(pdf.name, pdf.content[: start + length])
    return "anything" if changes(covered, pdf) else "signatures"


def _time_stamp(status: PdfSignatureStatus) -> TimeStamp | None:
    found = status.timestamp_validity
    if found is None:
        return None
    party = _party(found, found.timestamp)
    return TimeStamp(found.timestamp, party, found.intact and found.valid)


def _party(status: SignatureStatus, at: datetime | None) -> Party:
    certificate = status.signing_cert
    return Party(
        name=_named(certificate.subject),
        issuer=_named(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        fingerprint=certificate.sha256.hex(),
        standing=_standing(status, certificate, at),
    )


def _named(name: x509.Name) -> str:
    """Return the common name and the organization, else all that a name says."""
    parts = [name.native.get(key) for key in ("common_name", "organization_name")]
    texts = [part for part in parts if isinstance(part, str)]
    return plain(", ".join(texts) or name.human_friendly)


def _standing(
    status: SignatureStatus, certificate: x509.Certificate, at: datetime | None
) -> Standing:
    first, last = certificate.not_valid_before, certificate.not_valid_after
    if status.trust_problem_indic in _OUT_OF_DATE or (at and not first <= at <= last):
        return "out-of-date"
    if status.validation_path is not None and status.trust_problem_indic is None:
        return "trusted"
    if certificate.issuer == certificate.subject:
        return "self-signed"
    return "unfit" if status.trust_problem_indic in _UNFIT else "unknown"
