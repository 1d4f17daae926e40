"""What is taken out of a batch, and which batches are none."""

import msgspec
import pytest

from hocba.domain.errors import InputError
from hocba.sync.batch import decode, encode, pack
from hocba.sync.op import Op, unpack
from hocba.sync.protocol import RESOLVE, Batch, OpDetail, OpGroup

OPS = [
    Op(4, 3, 7, "ddgtx1", 85, 1000, 0, 0, OpDetail()),
    Op(5, 3, 8, "ddgtx1", None, 1500, 12, 0, OpDetail()),
    Op(6, 9, 8, "conduct", "good", 1200, -5, RESOLVE, OpDetail(seen=(1, 2), reason="đối chiếu")),
]
GROUP = OpGroup(scope=3, students=(7,), slots=("ddgtx1",), st=(0,), sl=(0,), v=(85,), dt=(0,))


def a_batch(*groups: OpGroup, n0: int = 4) -> Batch:
    return Batch(1, "s", "2026-2027", 1, "d", n0, "", "v", 900, groups)


def test_ops_come_back_from_the_bytes() -> None:
    """Pack, encode, decode and unpack give the same ops, run by run."""
    batch = decode(encode(a_batch(*pack(OPS, 900))))
    assert [op for _, run in unpack(batch) for op in run] == OPS
    assert [scope for scope, _ in unpack(batch)] == [3, 9]


@pytest.mark.parametrize(
    "change",
    [
        {"v": ()},
        {"st": (1,)},
        {"st": (-1,)},
        {"sl": (1,)},
        {"dt": (0, 0)},
        {"dt": (2**60,)},
        {"base": (-4,)},
        {"base": (2**60,)},
        {"kind": (9,)},
        {"scope": 2**40},
        {"students": (2**30,)},
        {"slots": ("x" * 41,)},
        {"more": {"1": OpDetail()}},
        {"more": {"x": OpDetail()}},
        {"st": (), "sl": (), "v": (), "dt": ()},
    ],
)
def test_malformed_columns_are_no_batch(change: dict[str, object]) -> None:
    """Wrong lengths, indices out of range, bases that name later ops, kinds and identifiers that nobody minted."""
    with pytest.raises(InputError, match="batch-invalid"):
        unpack(a_batch(msgspec.structs.replace(GROUP, **change)))


def test_batch_holds_one_to_a_thousand_ops() -> None:
    """No batch is empty, none is longer than a thousand."""
    long = msgspec.structs.replace(GROUP, st=(0,) * 1001, sl=(0,) * 1001, v=(85,) * 1001, dt=(0,) * 1001)
    for batch in (a_batch(), a_batch(long), a_batch(GROUP, n0=0)):
        with pytest.raises(InputError, match="batch-invalid"):
            unpack(batch)


@pytest.mark.parametrize("body", [b"", b"{}", b"[" * 100_000, b"\xff", encode(a_batch(GROUP))[:-1] + b',"x":1}'])
def test_bytes_that_are_no_batch_are_refused(body: bytes) -> None:
    """Empty, foreign, deep, broken or with a field that nobody knows."""
    with pytest.raises(InputError, match="batch-invalid"):
        decode(body)


def test_unknown_format_is_refused() -> None:
    """A format that this version does not know is not guessed at."""
    with pytest.raises(InputError, match="batch-invalid"):
        decode(encode(msgspec.structs.replace(a_batch(GROUP), f=2)))
