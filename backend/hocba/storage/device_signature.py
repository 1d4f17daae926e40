"""The signature of a device over the exact bytes of a batch: ECDSA on P-256 with SHA-256, r‖s as WebCrypto makes it."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

_HALF = 32
_ALGORITHM = ec.ECDSA(SHA256())


def is_signed_by(public_key: bytes, signature: bytes, body: bytes) -> bool:
    """Whether the holder of this key (SPKI, DER) signed these bytes."""
    key = _key(public_key)
    if key is None or len(signature) != 2 * _HALF:
        return False
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    try:
        key.verify(encode_dss_signature(r, s), body, _ALGORITHM)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1024)
def _key(public_key: bytes) -> ec.EllipticCurvePublicKey | None:
    try:
        key = load_der_public_key(public_key)
    except ValueError:
        return None
    is_p256 = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    return key if is_p256 else None  # type: ignore[return-value]  # is_p256 says so
