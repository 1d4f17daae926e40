"""The hash chain over all batches: whoever changes one must change every hash after it."""

import hashlib

START = bytes(32)


def link(head: bytes, body: bytes, signature: bytes) -> bytes:
    """The chain's head after one more batch: SHA-256(head ‖ body ‖ signature)."""
    return hashlib.sha256(head + body + signature).digest()
