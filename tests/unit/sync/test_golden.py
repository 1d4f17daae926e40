"""Batches of every released format are understood for ever: the files of tests/golden are never made again."""

from base64 import b64decode
from pathlib import Path

from hocba.storage.device_signature import is_signed_by
from hocba.sync.batch import decode, digest, encode
from hocba.sync.op import Op, unpack
from hocba.sync.protocol import OpDetail

GOLDEN = Path(__file__).parents[2] / "golden"
NOON = 1_795_500_000_000
NONE = OpDetail()
REMARK = "Tiến bộ “rõ”, cần cố gắng"
OPS = [
    Op(1, 3, 1, "ddgtx1", 85, NOON, 0, 0, NONE),
    Op(2, 3, 2, "ddgtx1", "absent", NOON + 1500, 0, 0, NONE),
    Op(3, 3, 1, "ddgtx1", 90, NOON + 2600, -1, 0, NONE),
    Op(4, 3, 1, "subject_remark", REMARK, NOON + 9000, 0, 0, NONE),
    Op(5, 27, 1, "conduct", "good", NOON + 12000, 0, 0, NONE),
    Op(6, 3, 2, "ddgtx1", None, NOON + 13000, -2, 0, NONE),
    Op(7, 3, 1, "ddgtx1", 90, NOON + 20000, -3, 1, OpDetail(seen=(1, 4), reason="đối chiếu bài")),
]


def test_golden_batch_of_format_1_means_what_it_meant() -> None:
    """Every op of the kept bytes, with its time, base, kind and detail."""
    body = (GOLDEN / "batch-f1.json").read_bytes()
    assert [op for _, run in unpack(decode(body)) for op in run] == OPS
    assert encode(decode(body)) == body


def test_golden_signature_holds_over_the_exact_bytes() -> None:
    """The kept key signed the kept bytes, and no other bytes."""
    body, key = (GOLDEN / "batch-f1.json").read_bytes(), b64decode((GOLDEN / "batch-f1.public-key").read_text("ascii"))
    signature = b64decode((GOLDEN / "batch-f1.signature").read_text("ascii"))
    assert [is_signed_by(key, signature, bytes_) for bytes_ in (body, body + b" ")] == [True, False]
    assert len(digest(body)) == 64
