"""Reasons and words of results: every sentence is a template of `schemas/messages/`, filled with finished words."""

from collections.abc import Mapping, Sequence

from hocba.domain.tenths import shown
from hocba.evaluation.model import Reason, Value
from hocba.schema.model import Message, Subject

Messages = Mapping[str, Message]


def sentence(messages: Messages, code: str, **facts: object) -> str:
    """The Vietnamese template with its {facts} filled in."""
    return messages[code].vi.format(**facts)


def reason(messages: Messages, ref: str, code: str, **facts: object) -> Reason:
    """An article with its sentence."""
    return Reason(ref, sentence(messages, code, **facts))


def shown_value(messages: Messages, value: Value) -> str:
    """A score with its comma, or the word of a comment level."""
    if isinstance(value, int):
        return shown(value)
    return sentence(messages, f"value-{str(value).replace('_', '-')}")


def period_label(messages: Messages, period: str) -> str:
    """Học kì I, học kì II."""
    return sentence(messages, f"period-{period.replace('_', '-')}")


def listed(words: Sequence[str]) -> str:
    """Words in a row."""
    return ", ".join(words)


def with_score(messages: Messages, subject: Subject, value: Value) -> str:
    """A subject with its score or comment level."""
    return sentence(messages, "subject-with-score", subject=subject.label, score=shown_value(messages, value))
