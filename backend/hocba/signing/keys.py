"""Signing keys. The key is parsed once when it is opened, not for every signature."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from asn1crypto import x509  # type: ignore[import-untyped]  # the library has no types
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509 import Certificate
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from hocba.domain.errors import InputError, NotFoundError, StateError

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class SigningKey(Signer):
    """A private key in memory with its certificate chain; safe to use for many signatures."""

    def __init__(self, key: PrivateKey, certificate: x509.Certificate, chain: tuple[x509.Certificate, ...]) -> None:
        # The root is no part of a signature: whoever validates brings it.
        store = SimpleCertificateStore.from_certs([certificate, *chain])  # type: ignore[no-untyped-call]  # theirs
        super().__init__(signing_cert=certificate, cert_registry=store, embed_roots=False)
        self._key = key
        self.certificate = certificate
        self.chain = chain

    @property
    def holder(self) -> str:
        """Common name in the certificate."""
        return common_name(self.certificate)

    @property
    def certificate_sha256(self) -> str:
        """Hex SHA-256 of the certificate."""
        return certificate_sha256(self.certificate)

    @property
    def declares_revocation(self) -> bool:
        """Whether the certificate names a place that tells if it was revoked; without one there is no B-LT."""
        return bool(self.certificate.ocsp_urls or self.certificate.crl_distribution_points)

    def check_valid_at(self, moment: datetime) -> None:
        """Raise StateError `certificate-out-of-date` unless the certificate is valid at that moment."""
        since, until = self.certificate.not_valid_before, self.certificate.not_valid_after
        if not since <= moment <= until:
            raise StateError("certificate-out-of-date", holder=self.holder, since=_day(since), until=_day(until))

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - the signature of the superclass
        """The raw signature over data; a dry run costs little and has the true size."""
        digest: hashes.HashAlgorithm = _DIGESTS[digest_algorithm]
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), digest)
        return self._key.sign(data, ec.ECDSA(digest))


def open_key(path: Path, password: str) -> SigningKey:
    """The key of a PKCS#12 file.

    Raises NotFoundError `key-missing`, InputError `key-password-wrong` or `key-unusable`.
    """
    try:
        stored = pkcs12.load_pkcs12(path.read_bytes(), password.encode())
    except FileNotFoundError as fault:
        raise NotFoundError("key-missing", file=path.name) from fault
    except ValueError as fault:
        raise InputError("key-password-wrong", file=path.name) from fault
    if stored.cert is None or not isinstance(stored.key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise InputError("key-unusable", file=path.name)
    chain = tuple(_certificate(extra.certificate) for extra in stored.additional_certs)
    return SigningKey(stored.key, _certificate(stored.cert.certificate), chain)


def common_name(certificate: x509.Certificate) -> str:
    """The subject's common name, or all of the subject where it has none."""
    name = certificate.subject.native.get("common_name")
    return name if isinstance(name, str) else str(certificate.subject.human_friendly)


def certificate_sha256(certificate: x509.Certificate) -> str:
    """Hex SHA-256 of the certificate's bytes: its fingerprint."""
    return sha256(certificate.dump()).hexdigest()


_DIGESTS = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


def _certificate(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%d/%m/%Y")
