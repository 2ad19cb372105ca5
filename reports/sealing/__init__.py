"""Seals reports with a signature, and verifies what is sealed.

`seal` adds a PAdES signature to a PDF; `verify` says offline what a PDF proves, and
`number_on` which number it has.
"""

from reports.sealing.attachment_results import number_on
from reports.sealing.keys import SealingKey
from reports.sealing.results import Outcome, Result
from reports.sealing.seals import Party, Seal, TimeStamp
from reports.sealing.signing import seal
from reports.sealing.verification import Expected, Verification, verify

__all__ = [
    "Expected",
    "Outcome",
    "Party",
    "Result",
    "Seal",
    "SealingKey",
    "TimeStamp",
    "Verification",
    "number_on",
    "seal",
    "verify",
]
