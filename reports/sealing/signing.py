"""Seals a PDF: adds a PAdES signature behind it, and leaves every byte of it as it is."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps import TimestampRequestError

from engine.errors import ReportError, UsageError
from engine.files.publishing import whole_file
from reports.sealing.files import PdfBytes, opened, plain, read_pdf
from reports.sealing.keys import SealingKey
from reports.sealing.seals import Seal, read_seals
from reports.sealing.time_stamps import BoundedTimeStamper

FIELD = "packlaw"


class _SealWriter(IncrementalPdfFileWriter):
    """Appends a revision with a seal and nothing else."""

    def _update_meta(self) -> None:
        """Leave the metadata: their dates are those of the report, not of a clock."""


def seal(
    pdf: Path,
    key: SealingKey,
    *,
    time_stamp: str | None = None,
    out: Path | None = None,
) -> Seal:
    """Seal a report in place, or to `out`, and return the seal as `verify` reads it.

    The signature is PAdES (ETSI EN 319 142), in an invisible field, or in an empty
    signature field where the report has one. `time_stamp` is the address of an
    authority (RFC 3161). UsageError where the file or the key cannot be used, or where
    the file is sealed already; ReportError where it is no PDF or no time stamp could be
    had. The file is replaced as a whole, or not at all.
    """
    report = read_pdf(pdf)
    if seals := read_seals(report):
        names = [one.signer.name if one.signer else one.field for one in seals]
        raise UsageError("sealing.already-sealed", file=pdf, signers=names)
    signer = key.signer()
    stamper = BoundedTimeStamper(time_stamp) if time_stamp else None
    sealed = PdfBytes(pdf, _signed(report, signer, stamper))
    made = _checked(read_seals(sealed), key, sealed)
    with whole_file(out or pdf) as fresh:
        fresh.write_bytes(sealed.content)
    return made


def _signed(
    report: PdfBytes, signer: SimpleSigner, stamper: BoundedTimeStamper | None
) -> bytes:
    metadata = PdfSignatureMetadata(
        field_name=_field(report),
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    try:
        writer = _SealWriter(BytesIO(report.content))
        signed = sign_pdf(writer, metadata, signer, timestamper=stamper)
    except TimestampRequestError as fault:
        url = stamper.url if stamper else ""
        raise ReportError(
            "sealing.no-time-stamp", url=url, fault=plain(fault)
        ) from fault
    # A file may be ill-formed in a place that is read only now.
    except Exception as fault:
        reason = plain(f"{type(fault).__name__}: {fault}")
        raise ReportError(
            "sealing.not-signed", file=report.name, fault=reason
        ) from fault
    return bytes(signed.getvalue())


def _field(report: PdfBytes) -> str:
    """Return the name of an empty signature field, or of the one to make."""
    with opened(report.name):
        empty = enumerate_sig_fields(report.reader, filled_status=False)
        return next((str(name) for name, _, _ in empty), FIELD)


def _checked(seals: Sequence[Seal], key: SealingKey, sealed: PdfBytes) -> Seal:
    """Return the one seal; raise where `verify` would not accept it."""
    made = seals[0]
    stamp, signer = made.time_stamp, made.signer
    is_sound = made.integrity == "intact" and (stamp is None or stamp.is_sound)
    if signer is None or not is_sound or made.later:
        raise UsageError("sealing.seal-unsound", file=sealed.name)
    if signer.standing == "out-of-date":
        raise UsageError("sealing.key-out-of-date", file=key.file, signer=signer.name)
    return made
