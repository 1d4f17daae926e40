"""Merkle trees over the lines of a sheet, in the form of RFC 6962 §2.1: one signature proves every line alone."""

from collections.abc import Sequence
from hashlib import sha256

_LEAF, _NODE = b"\x00", b"\x01"  # a node can never be passed off as a leaf


def leaf_hash(line: bytes) -> bytes:
    """SHA-256 of 0x00 ‖ the canonical JSON of a student's line."""
    return sha256(_LEAF + line).digest()


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes; of none, SHA-256 of nothing."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    left = _split(len(leaves))
    return _node(root_hash(leaves[:left]), root_hash(leaves[left:]))


def path_of(leaves: Sequence[bytes], position: int) -> tuple[bytes, ...]:
    """The sibling hashes from the leaf at `position` up to the root."""
    if len(leaves) == 1:
        return ()
    left = _split(len(leaves))
    if position < left:
        return (*path_of(leaves[:left], position), root_hash(leaves[left:]))
    return (*path_of(leaves[left:], position - left), root_hash(leaves[:left]))


def root_from_path(leaf: bytes, position: int, count: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a leaf and its path lead to; None when the path does not fit a tree of `count` leaves."""
    if not 0 <= position < count or (count == 1 and path):
        return None
    if count == 1:
        return leaf
    if not path:
        return None
    left = _split(count)
    if position < left:
        below = root_from_path(leaf, position, left, path[:-1])
        return None if below is None else _node(below, path[-1])
    below = root_from_path(leaf, position - left, count - left, path[:-1])
    return None if below is None else _node(path[-1], below)


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1
