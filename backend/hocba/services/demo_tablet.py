"""A tablet of the demo: its identifier and key come from the seed, so that the seed fixes every byte of the log."""

import random
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from msgspec import Struct

from hocba.sync.tablet import Owner, Tablet

_LARGEST_KEY = 2**255  # below the order of P-256
_ALGORITHM = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)  # RFC 6979: the same batch, the same signature


class SeededTablet(Struct, frozen=True):
    """A tablet and the public key (P-256, SPKI DER) under which it is registered."""

    tablet: Tablet
    public_key: bytes


def seeded_tablet(school: str, year: str, schema: str, user: int, rng: random.Random) -> SeededTablet:
    """A new tablet of a person for one book."""
    key = ec.derive_private_key(rng.randrange(1, _LARGEST_KEY), ec.SECP256R1())
    owner = Owner(school=school, year=year, user=user, dev=rng.randbytes(16).hex(), schema=schema)
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return SeededTablet(Tablet(owner, _signer(key)), key.public_key().public_bytes(serialization.Encoding.DER, form))


def _signer(key: ec.EllipticCurvePrivateKey) -> Callable[[bytes], bytes]:
    def sign(body: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(body, _ALGORITHM))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    return sign
