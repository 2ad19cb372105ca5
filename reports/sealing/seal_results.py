"""Words what seals prove: of the bytes, of the signer, of the time, of what came after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from engine.errors import Message, message
from reports.sealing.files import PdfBytes
from reports.sealing.results import Outcome, Result
from reports.sealing.revisions import changes
from reports.sealing.seals import Party, Seal, Standing

_PROOF: dict[Standing, Message] = {
    "trusted": message("sealing.trusted"),
    "self-signed": message("sealing.self-signed"),
    "unknown": message("sealing.unknown"),
    "out-of-date": message("sealing.out-of-date"),
    "unfit": message("sealing.unfit"),
}


def seal_results(
    pdf: PdfBytes, seals: Sequence[Seal], *, asks_who: bool
) -> Iterator[Result]:
    """Yield the results of every seal, and of what was appended to the report.

    With `asks_who` a signer who is not trusted is a failure, otherwise a note.
    """
    ends = bool(seals) and seals[-1].later == 0
    for seal in seals:
        yield _integrity(seal)
        if seal.integrity == "broken" or seal.signer is None:
            continue
        yield _signer(seal.signer, asks_who)
        yield _time(seal)
        if seal.integrity == "intact":
            yield _coverage(seal, ends)
    yield from _revisions(pdf, seals)


def _integrity(seal: Seal) -> Result:
    if seal.integrity == "broken":
        found = message("sealing.broken", field=seal.field)
        return Result("failed", found, message("sealing.broken-proves"))
    if seal.integrity == "changed":
        found = message("sealing.changed", field=seal.field)
        return Result("failed", found, message("sealing.changed-proves"))
    found = message("sealing.intact", field=seal.field)
    return Result("passed", found, message("sealing.intact-proves"))


def _signer(party: Party, asks_who: bool) -> Result:
    is_trusted = party.standing == "trusted"
    outcome: Outcome = "passed" if is_trusted else "failed" if asks_who else "noted"
    code = "sealing.signer-other" if outcome == "failed" else "sealing.signer"
    found = message(
        code, name=party.name, serial=party.serial, fingerprint=party.fingerprint,
        issuer=party.issuer,
    )  # fmt: skip
    return Result(outcome, found, _PROOF[party.standing])


def _time(seal: Seal) -> Result:
    stamp = seal.time_stamp
    if stamp is None:
        found = (
            message("sealing.time-claimed", at=_worded(seal.claimed_at))
            if seal.claimed_at
            else message("sealing.time-unknown")
        )
        return Result("noted", found, message("sealing.time-claim"))
    authority = stamp.authority
    if not stamp.is_sound:
        foreign = message("sealing.time-foreign", authority=authority.name)
        return Result("failed", foreign)
    found = message(
        "sealing.time-stamped", at=_worded(stamp.at), authority=authority.name
    )
    if authority.standing == "trusted":
        return Result("passed", found, message("sealing.time-proved"))
    return Result("noted", found, message("sealing.time-unproved"))


def _worded(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _coverage(seal: Seal, ends: bool) -> Result:
    if not seal.covers_revision:
        return Result("failed", message("sealing.covers-part", field=seal.field))
    if seal.later == 0:
        return Result("passed", message("sealing.whole-file", field=seal.field))
    if seal.added == "signatures" and ends:
        return Result("noted", message("sealing.sealed-again", field=seal.field))
    found = message("sealing.appended", field=seal.field, later=seal.later)
    return Result("failed", found, message("sealing.appended-proves"))


def _revisions(pdf: PdfBytes, seals: Sequence[Seal]) -> Iterator[Result]:
    """Compare what is shown with the first revision, which is the report unsealed."""
    first = pdf.first_revision
    if first is pdf:
        return
    if parts := changes(first, pdf):
        yield Result("failed", message("sealing.revised", parts=parts))
    elif seals:
        yield Result("passed", message("sealing.only-seals"))
    if not seals:
        yield Result("failed", message("sealing.appended-unsealed"))
