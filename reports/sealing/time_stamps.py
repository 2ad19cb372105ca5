"""Asks a time-stamp authority (RFC 3161) for the time, within bounds."""

from __future__ import annotations

from urllib.parse import urlsplit

import aiohttp
from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.timestamps.common_utils import set_tsp_headers

from engine.errors import UsageError

SECONDS = 20.0
# A time stamp with the chain of its authority has some 10 KB.
_LARGEST = 256 << 10
_TYPE = "application/timestamp-reply"


class BoundedTimeStamper(TimeStamper):
    """Asks one address, and no other: redirects and proxies are not followed.

    An answer that takes longer than `seconds`, is larger than 256 KB, or is none of a
    time-stamp authority is a TimestampRequestError. UsageError where the address is
    not one of http or https.
    """

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.url, self._seconds = _checked(url), seconds

    async def async_timestamp(
        self, message_digest: bytes, md_algorithm: str
    ) -> cms.ContentInfo:
        """Return the time stamp of a digest."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except TimestampRequestError:
            raise
        # The bytes of a server make the parser fail in every way.
        except Exception as fault:
            raise TimestampRequestError(f"{type(fault).__name__}: {fault}") from fault

    async def async_request_tsa_response(
        self, req: tsp.TimeStampReq
    ) -> tsp.TimeStampResp:
        """Send the request and return the answer."""
        limit = aiohttp.ClientTimeout(total=self._seconds)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit, trust_env=False) as session,
                session.post(
                    self.url,
                    data=req.dump(),
                    headers=set_tsp_headers({}),
                    allow_redirects=False,
                ) as answer,
            ):
                return tsp.TimeStampResp.load(await _body(answer), strict=True)
        except TimeoutError as fault:
            raise TimestampRequestError(f"no answer in {self._seconds:g} s") from fault
        except (aiohttp.ClientError, OSError) as fault:
            raise TimestampRequestError(str(fault)) from fault


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address:
        raise UsageError("sealing.time-stamp-address", url=url)
    return url


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    kind = answer.headers.get("Content-Type", "")
    if answer.status != 200 or kind.split(";")[0].strip().lower() != _TYPE:
        raise TimestampRequestError(f"HTTP {answer.status}, {kind or 'no type'}")
    body = b""
    async for block in answer.content.iter_chunked(1 << 16):
        body += block
        if len(body) > _LARGEST:
            raise TimestampRequestError(f"more than {_LARGEST >> 10} KB")
    return body
