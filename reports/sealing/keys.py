"""Reads the key to seal with (PKCS#12, or PEM with its certificate), and certificates."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from asn1crypto import keys, x509
from asn1crypto.pkcs12 import Pfx
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509 import Certificate, load_pem_x509_certificates
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from engine.errors import Message, UsageError, message

# Returns the password of a key file; called only where the file asks for one.
AskPassword = Callable[[], str]
# A key with its chain has a few KB.
_LARGEST = 1 << 20
_PEM = b"-----BEGIN "
_SIGNING = RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey
_Opened = TypeVar("_Opened")


@dataclass(frozen=True)
class SealingKey:
    """Where the key is and how it is opened.

    `file` is PKCS#12, or PEM. The certificate of a PEM key, with those between it and
    its root, is in the same file or in `certificates`. `password` is asked for only
    where the key is encrypted.
    """

    file: Path
    certificates: Path | None = None
    password: AskPassword | None = None

    def warning(self) -> Message | None:
        """Return a warning where others than its owner may read the file."""
        mode = stat.S_IMODE(self.file.stat().st_mode) if self.file.exists() else 0
        if not mode & 0o077:
            return None
        return message("sealing.key-readable", file=self.file, mode=f"{mode:04o}")

    def signer(self) -> SimpleSigner:
        """Open the key; UsageError where the file, password or certificate is wrong."""
        content = _read(self.file)
        read = self._from_pem if _PEM in content else self._from_pkcs12
        key, certificates = read(content)
        if not isinstance(key, _SIGNING):
            raise UsageError("sealing.key-kind", file=self.file)
        public = key.public_key()
        own = [one for one in certificates if one.public_key() == public]
        if not own:
            raise UsageError(
                "sealing.key-without-certificate",
                key=self.file, file=self.certificates or self.file,
            )  # fmt: skip
        store = SimpleCertificateStore()
        store.register_multiple(_parsed(one) for one in certificates if one not in own)
        der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        # A root in the seal would prove nothing: whoever trusts it has it.
        return SimpleSigner(
            _parsed(own[0]), keys.PrivateKeyInfo.load(der), store, embed_roots=False
        )

    def _from_pkcs12(self, content: bytes) -> tuple[object, list[Certificate]]:
        if not _is_pkcs12(content):
            raise UsageError("sealing.no-key", file=self.file)
        store = self._opened(lambda secret: load_pkcs12(content, secret))
        found = [*([store.cert] if store.cert else []), *store.additional_certs]
        return store.key, [one.certificate for one in found]

    def _from_pem(self, content: bytes) -> tuple[object, list[Certificate]]:
        if b"PRIVATE KEY-----" not in content:
            raise UsageError("sealing.no-key", file=self.file)
        key = self._opened(lambda secret: load_pem_private_key(content, secret))
        return key, read_certificates(self.certificates or self.file)

    def _opened(self, load: Callable[[bytes | None], _Opened]) -> _Opened:
        """Open the key without a password, else with the one that is asked for."""
        try:
            return load(None)
        # The libraries do not say in a reliable way whether a password is missing.
        except (TypeError, ValueError, UnsupportedAlgorithm):
            if self.password is None:
                raise UsageError("sealing.no-password", file=self.file) from None
        try:
            return load(self.password().encode())
        # Without the cause: a trace must not show what the password was.
        except (TypeError, ValueError, UnsupportedAlgorithm):
            raise UsageError("sealing.wrong-password", file=self.file) from None


def read_certificates(file: Path) -> list[Certificate]:
    """Read the certificates of a PEM file; UsageError where there is none."""
    try:
        return load_pem_x509_certificates(_read(file))
    except ValueError as fault:
        raise UsageError("sealing.no-certificate", file=file) from fault


def read_trusted(file: Path) -> list[x509.Certificate]:
    """Read the certificates of a PEM file, as pyHanko takes them; raises UsageError."""
    return list(map(_parsed, read_certificates(file)))


def _parsed(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST)
    except OSError as fault:
        raise UsageError(
            "sealing.no-file", file=file, reason=fault.strerror or str(fault)
        ) from fault


def _is_pkcs12(content: bytes) -> bool:
    try:
        return bool(Pfx.load(content)["version"].native == "v3")
    except (ValueError, TypeError, KeyError):
        return False
