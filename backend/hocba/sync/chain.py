"""The hash chain over all batches and their receipts: whoever changes one must change every hash after it."""

import hashlib

START = bytes(32)


def link(head: bytes, body: bytes, signature: bytes, receipt: bytes) -> bytes:
    """The chain's head after one more batch: SHA-256(head ‖ SHA-256(body) ‖ SHA-256(signature ‖ SHA-256(receipt))).

    Every part has a fixed length, so no byte can move from one to its neighbour.
    """
    said = hashlib.sha256(signature + hashlib.sha256(receipt).digest()).digest()
    return hashlib.sha256(head + hashlib.sha256(body).digest() + said).digest()


def receipt(received_ms: int, answer: bytes) -> bytes:
    """What the server adds to a batch: when it came, a line feed, and the answers that are not `ok`, as stored."""
    return b"%d\n%b" % (received_ms, answer)
