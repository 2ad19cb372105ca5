"""Invented certification and time-stamp authorities, and the keys they vouch for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    serialize_key_and_certificates,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
PASSWORD = "三更 and a half"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Holder:
    """Someone with a key, a certificate, and the certificates above it."""

    key: Key
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def key_pem(self, password: str | None = None) -> bytes:
        return self.key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, _encryption(password)
        )

    def pkcs12(self, password: str | None = PASSWORD) -> bytes:
        return serialize_key_and_certificates(
            b"seal", self.key, self.certificate, self.above, _encryption(password)
        )


def _encryption(password: str | None) -> KeySerializationEncryption:
    return BestAvailableEncryption(password.encode()) if password else NoEncryption()


def new_rsa() -> Key:
    return rsa.generate_private_key(65537, 2048)


def new_ecdsa() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def certify(
    key: Key,
    name: str,
    issuer: Holder | None = None,
    *,
    first: datetime = NOW - DAY,
    last: datetime = NOW + 365 * DAY,
    is_authority: bool = False,
    gives_time: bool = False,
) -> Holder:
    """Certify a key: by an issuer, or by itself."""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "虚构公司"),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(usage, critical=True)
    )
    if gives_time:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, critical=True)
    signed = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    above = (issuer.certificate, *issuer.above) if issuer else ()
    return Holder(key, signed, above)


@contextmanager
def time_server(
    authority: Holder, at: datetime | None = None, *, of: bytes | None = None
) -> Iterator[str]:
    """Run a time-stamp authority on this machine and yield its address.

    With `of` it stamps that digest, and not the one that it is asked for.
    """
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(authority.certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(
            authority.key.private_bytes(
                Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
            )
        ),
        fixed_dt=at,
    )

    def stamp(query: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(query)
        if of is not None:
            asked["message_imprint"]["hashed_message"] = of
        return bytes(stamper.request_tsa_response(asked).dump())

    with answering(stamp) as url:
        yield url


@contextmanager
def answering(
    answer: object,
    *,
    status: int = 200,
    kind: str = "application/timestamp-reply",
    headers: dict[str, str] | None = None,
) -> Iterator[str]:
    """Run a server that answers each POST with a function of its body, or with bytes."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            body = answer(query) if callable(answer) else answer
            self.send_response(status)
            for name, value in {"Content-Type": kind, **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def stored(folder: Path, name: str, content: bytes) -> Path:
    """Write a file that only its owner can read."""
    file = folder / name
    file.touch(0o600)
    file.write_bytes(content)
    return file
