"""How far the log has come, as the text of a C2SP tlog-checkpoint: origin, size, base64 of the head, one a line.

The note is not signed yet: a device that remembers it can still prove that a log was cut or rewritten, but cannot
prove to others who had stated it.
"""

from base64 import b64encode


def checkpoint(school: str, year: str, size: int, head: bytes) -> str:
    """The checkpoint of a log of `size` batches."""
    return f"hocba/{school}/{year}\n{size}\n{b64encode(head).decode()}\n"
