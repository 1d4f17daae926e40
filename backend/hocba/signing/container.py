"""Every byte of a signature container must be accounted for, also those that no signature protects.

Validation reads a container for its meaning: padding, the case of hex digits, certificates that no path needs could
change without any signature noticing. What is checked here makes such a change visible.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from asn1crypto import cms, core  # type: ignore[import-untyped]  # the library has no types
from cryptography.exceptions import InvalidSignature
from cryptography.x509 import Certificate, load_der_x509_certificate

_VERSION_BY_CONTENT = {"data": "v1", "tst_info": "v3"}  # RFC 5652 §5.1


def is_exact(content: bytes, issuers: Sequence[bytes]) -> bool:
    """Whether the bytes are one container of one signer and nothing else, each certificate whole.

    `issuers` are certificates (DER) besides the embedded ones that may have signed an embedded one.
    """
    try:
        container = cms.ContentInfo.load(content, strict=True)
        return container["content_type"].native == "signed_data" and _is_exact(container["content"], issuers)
    except (ValueError, TypeError, KeyError, InvalidSignature):
        return False


def without_padding(content: bytes) -> bytes:
    """The DER at the start of a container that is padded with zeros; all of it where anything else follows."""
    size = _der_size(content)
    return content if content[size:].strip(b"\0") else content[:size]


def is_plain_hex(gap: bytes, content: bytes) -> bool:
    """Whether the gap in a PDF's byte range is just `<hex digits>` of the content, in one case of letters."""
    digits = content.hex().encode()
    return gap in (b"<" + digits + b">", b"<" + digits.upper() + b">")


def _is_exact(signed: cms.SignedData, issuers: Sequence[bytes]) -> bool:
    if len(signed["signer_infos"]) != 1:
        return False
    signer = signed["signer_infos"][0]
    return (
        signed["version"].native == _VERSION_BY_CONTENT.get(signed["encap_content_info"]["content_type"].native)
        and [algorithm.dump() for algorithm in signed["digest_algorithms"]] == [signer["digest_algorithm"].dump()]
        and signer["version"].native == "v1"
        and isinstance(signed["crls"], core.Void)
        and _names_its_certificate(signed, signer)
        and _certificates_whole(signed, issuers)
        and all(_is_exact(token["content"], issuers) for token in _timestamps(signer))
    )


def _names_its_certificate(signed: cms.SignedData, signer: cms.SignerInfo) -> bool:
    # Names are compared without regard to case when a certificate is looked up; here each byte counts.
    identifier = signer["sid"]
    if identifier.name != "issuer_and_serial_number":
        return True
    return identifier.chosen["issuer"].dump() in [choice.chosen.issuer.dump() for choice in signed["certificates"]]


def _certificates_whole(signed: cms.SignedData, issuers: Sequence[bytes]) -> bool:
    chosen = [choice.chosen for choice in signed["certificates"]]
    if any(certificate["signature_value"].contents[:1] != b"\0" for certificate in chosen):
        return False  # a number of unused bits that nothing looks at
    embedded = [load_der_x509_certificate(certificate.dump()) for certificate in chosen]
    known = [*embedded, *map(load_der_x509_certificate, issuers)]
    return all(any(_is_issued_by(certificate, issuer) for issuer in known) for certificate in embedded)


def _is_issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _timestamps(signer: cms.SignerInfo) -> Iterator[cms.ContentInfo]:
    attributes = [] if isinstance(signer["unsigned_attrs"], core.Void) else signer["unsigned_attrs"]
    return chain.from_iterable(
        attribute["values"] for attribute in attributes if attribute["type"].native == "signature_time_stamp_token"
    )


def _der_size(content: bytes) -> int:
    header = 2 + (content[1] & 0x7F if content[1] & 0x80 else 0)
    length = int.from_bytes(content[2:header]) if content[1] & 0x80 else content[1]
    return header + length
