"""A certificate authority for demonstrations and tests. Its subjects say so; no real trust follows from it."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID, ObjectIdentifier
from msgspec import Struct

DEMO_AUTHORITY = "Hocba – CA thử nghiệm"
AUTHORITY_YEARS = 30
HOLDER_YEARS = 10
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


class Holder(Struct, frozen=True):
    """Who gets a key: `code` names the file, `name` stands in the certificate, `role` is their duty in words."""

    code: str
    name: str
    role: str
    organisation: str = ""


class _Issuer(Struct, frozen=True):
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make_demo_authority(folder: Path, holders: Sequence[Holder], password: str, now: datetime) -> Path:
    """Write `<code>.p12` for each holder (mode 0600) and `trust/root.pem`; the path of the latter.

    The keys of the root and of the issuing authority are not kept: this folder can certify nobody else.
    """
    trust = folder / "trust"
    trust.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    root = _authority(DEMO_AUTHORITY, None, now)
    issuing = _authority(f"{DEMO_AUTHORITY}, cấp chứng thư", root, now)
    for holder in holders:
        _write_private(folder / f"{holder.code}.p12", _key_file(holder, issuing, password, now))
    path = trust / "root.pem"
    path.write_bytes(root.certificate.public_bytes(Encoding.PEM))
    return path


def _authority(name: str, parent: _Issuer | None, now: datetime) -> _Issuer:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, "Hocba"), (NameOID.COMMON_NAME, name))
    depth = 0 if parent else 1
    builder = _builder(subject, key, parent, now, AUTHORITY_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=depth), critical=True)
    builder = builder.add_extension(_key_usage(authority=True), critical=True)
    signer = parent.key if parent else key
    return _Issuer(builder.sign(signer, hashes.SHA256()), key)


def _key_file(holder: Holder, issuing: _Issuer, password: str, now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_holder_name(holder), key, issuing, now, HOLDER_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_key_usage(authority=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
    certificate = builder.sign(issuing.key, hashes.SHA256())
    sealed = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(holder.code.encode(), key, certificate, [issuing.certificate], sealed)


def _holder_name(holder: Holder) -> x509.Name:
    organisation = [(NameOID.ORGANIZATION_NAME, holder.organisation)] if holder.organisation else []
    return _name(
        (NameOID.COUNTRY_NAME, "VN"),
        *organisation,
        (NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_AUTHORITY),
        (NameOID.TITLE, holder.role),
        (NameOID.SERIAL_NUMBER, holder.code),
        (NameOID.COMMON_NAME, holder.name),
    )


def _name(*parts: tuple[ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def _builder(
    subject: x509.Name, key: ec.EllipticCurvePrivateKey, issuer: _Issuer | None, now: datetime, years: int
) -> x509.CertificateBuilder:
    issuer_key = issuer.key if issuer else key
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # clocks of two machines differ a little
        .not_valid_after(now + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
