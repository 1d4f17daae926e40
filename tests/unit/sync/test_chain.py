"""The chain and its checkpoint."""

from hashlib import sha256

import pytest

from hocba.domain.errors import InputError
from hocba.sync.chain import START, link, receipt
from hocba.sync.checkpoint import Witness, checkpoint, witness


def test_each_link_covers_head_body_signature_and_receipt() -> None:
    """The head after a batch is a hash of the head before, the exact bytes, the signature, and what the server said."""
    said = sha256(b"sign" + sha256(b"5\n[]").digest()).digest()
    expected = sha256(bytes(32) + sha256(b"body").digest() + said).digest()
    assert link(START, b"body", b"sign", receipt(5, b"[]")) == expected


def test_checkpoint_has_three_lines() -> None:
    """Origin, size and base64 of the head, as in C2SP tlog-checkpoint."""
    text = checkpoint("thcs-hoa-mai", "2026-2027", 3, START)
    assert text == f"hocba/thcs-hoa-mai/2026-2027\n3\n{'A' * 43}=\n"


def test_checkpoint_is_read_again() -> None:
    """What a tablet or a paper remembers becomes a witness."""
    text = checkpoint("a", "2026-2027", 3, START)
    assert witness(text, "a", "2026-2027") == Witness("hocba/a/2026-2027", 3, START)


@pytest.mark.parametrize(
    "text", ["", "hocba/b/2026-2027\n3\nAA==\n", "hocba/a/2026-2027\nx\nAA==", "hocba/a/2026-2027\n3\n?"]
)
def test_other_texts_are_no_checkpoints(text: str) -> None:
    """Another book's, a cut or a mistyped one is refused."""
    with pytest.raises(InputError, match="checkpoint-invalid"):
        witness(text, "a", "2026-2027")
