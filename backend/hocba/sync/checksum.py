"""Agreement of a scope between server and device: how many heads, and an additive sum over them.

A head counts as 64 bits: low = crc32 of the UTF-8 text `student|slot|seq|value as JSON`, high = crc32 of the same
bytes backwards. The sum is taken modulo 2⁶⁴ and written as 16 hex digits. Additive, so that one changed cell costs one
subtraction and one addition; two crc32 because every runtime has it and no 64-bit hash is as cheap in all of them.
It finds disagreement, not fraud: for that there are signatures and the chain.

The JSON is that of JSON.stringify: an integer, null, or a string whose letters stay as they are.
"""

from json.encoder import encode_basestring
from zlib import crc32

from hocba.sync.protocol import Value

MODULUS = 2**64


def json_of(value: Value) -> str:
    """The value as both runtimes write it."""
    if value is None:
        return "null"
    return str(value) if type(value) is int else encode_basestring(value)  # type: ignore[arg-type]  # a str is left


def cell_sum(student: int, slot: str, seq: int, value_json: str) -> int:
    """What one head adds to the sum of its scope."""
    line = f"{student}|{slot}|{seq}|{value_json}".encode()
    return crc32(line[::-1]) << 32 | crc32(line)


def shown(total: int) -> str:
    """The sum as it travels: 16 hex digits."""
    return f"{total % MODULUS:016x}"
