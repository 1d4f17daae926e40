"""One op as history shows it."""

from msgspec import Struct

from hocba.sync.protocol import Value, Verdict


class OpRow(Struct, frozen=True):
    """Who wrote what from which device, and what became of it. `device_time` is evidence only; both are ms."""

    seq: int
    value: Value
    verdict: Verdict
    kind: int
    who: int
    device: str
    device_time: int
    server_time: int
