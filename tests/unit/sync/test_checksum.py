"""Both runtimes count a scope alike."""

import json
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.sync.checksum import cell_sum, json_of, shown


@pytest.mark.parametrize(
    ("value", "text"), [(85, "85"), (None, "null"), ("absent", '"absent"'), ('nói "rõ"\n', '"nói \\"rõ\\"\\n"')]
)
def test_values_are_written_as_javascript_writes_them(value: int | str | None, text: str) -> None:
    """Integers, null, and strings whose letters stay as they are."""
    assert json_of(value) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_written_as_json(text: str) -> None:
    """The text is that of the standard encoder with letters kept, which JSON.stringify gives too."""
    assert json_of(text) == json.dumps(text, ensure_ascii=False)


def test_lanes_are_crc32_of_the_text_and_of_its_reverse() -> None:
    """Low 32 bits forwards, high 32 bits backwards."""
    text = '7|ddgtx1|12|"vắng"'.encode()
    total = cell_sum(7, "ddgtx1", 12, '"vắng"')
    assert (total & 0xFFFFFFFF, total >> 32) == (crc32(text), crc32(text[::-1]))


def test_sum_has_16_digits_and_wraps() -> None:
    """The sum is taken modulo 2⁶⁴."""
    assert shown(2**64 + 255) == "00000000000000ff"
