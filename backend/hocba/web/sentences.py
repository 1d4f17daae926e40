"""A code and its facts as sentences of the catalogue."""

from collections.abc import Mapping
from typing import Any

from hocba.schema.model import Message


class _Facts(dict[str, Any]):
    """Facts of a sentence; one that is missing stays visible as its placeholder instead of hiding the sentence."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def sentence(messages: Mapping[str, Message], code: str, facts: Mapping[str, object]) -> Message:
    """The message with its facts put in; a code without a message still says its code."""
    message, known = messages.get(code, Message(vi=code, en=code)), _Facts(facts)
    texts = (message.vi, message.en, message.next_vi, message.next_en)
    return Message(*(text.format_map(known) for text in texts))
