"""Tenths: exact rounding and the written form."""

from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from hocba.domain.tenths import half_up, shown


@given(st.integers(0, 10_000), st.integers(1, 50))
def test_half_up_is_exact(numerator: int, denominator: int) -> None:
    """The result is the mathematical floor(x + 1/2), for every fraction."""
    assert half_up(numerator, denominator) == floor(Fraction(numerator, denominator) + Fraction(1, 2))


def test_shown_with_a_decimal_comma() -> None:
    """85 tenths are written 8,5; ten is written 10."""
    assert [shown(tenths) for tenths in (0, 5, 85, 100)] == ["0,0", "0,5", "8,5", "10"]
