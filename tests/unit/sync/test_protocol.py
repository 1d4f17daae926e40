"""The wire does not change by accident."""

import hashlib

import msgspec

from hocba.sync import protocol

STRUCTS = (protocol.Batch, protocol.PushReply, protocol.PullReply)
PINNED = {1: "730bd08aa31b16dd6506a79531d3fa602966f307f6f27e13211cf4b096389c26"}


def test_wire_is_pinned_to_its_version() -> None:
    """Another shape of any message needs another PROTOCOL_VERSION, a line of history, and another pin here."""
    _, components = msgspec.json.schema_components(STRUCTS)
    shape = msgspec.json.encode(without_words(components), order="sorted")
    assert hashlib.sha256(shape).hexdigest() == PINNED[protocol.PROTOCOL_VERSION]


def without_words(schema: object) -> object:
    """The schema without its docstrings: a better sentence is not another wire."""
    if isinstance(schema, dict):
        return {key: without_words(value) for key, value in schema.items() if key != "description"}
    return [without_words(item) for item in schema] if isinstance(schema, list) else schema
