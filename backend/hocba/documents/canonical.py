"""The one way in which a view becomes bytes that are hashed and attached."""

import msgspec


def canonical_json(value: object) -> bytes:
    """Sorted keys, UTF-8, no spaces: equal values give equal bytes."""
    return msgspec.json.encode(value, order="sorted")
