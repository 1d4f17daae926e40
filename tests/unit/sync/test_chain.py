"""The chain and its checkpoint."""

from hashlib import sha256

from hocba.sync.chain import START, link
from hocba.sync.checkpoint import checkpoint


def test_each_link_covers_head_body_and_signature() -> None:
    """The head after a batch is SHA-256 of the head before, the exact bytes and the signature."""
    assert link(START, b"body", b"sign") == sha256(bytes(32) + b"bodysign").digest()


def test_checkpoint_has_three_lines() -> None:
    """Origin, size and base64 of the head, as in C2SP tlog-checkpoint."""
    text = checkpoint("thcs-hoa-mai", "2026-2027", 3, START)
    assert text == f"hocba/thcs-hoa-mai/2026-2027\n3\n{'A' * 43}=\n"
