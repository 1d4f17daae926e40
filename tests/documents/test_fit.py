"""Letters shrink until a text fits its cell."""

import pytest

from hocba.documents.fit import fitting_size, text_width_mm
from hocba.domain.errors import InputError


def test_short_text_keeps_its_size() -> None:
    """What fits is not shrunk."""
    assert fitting_size("Toán", 34, 15, 11) == 11


def test_long_text_is_shrunk() -> None:
    """A long remark gets smaller letters, never below 4 points."""
    assert 4 <= fitting_size("Tiến bộ rõ rệt. " * 10, 80, 10.8, 10.5, "Regular") < 10.5


def test_a_word_wider_than_the_cell_is_broken() -> None:
    """160 letters without a space take as many lines as they need."""
    assert fitting_size("m" * 160, 80, 15, 10.5) < 10.5


def test_text_that_never_fits_is_an_error_not_a_clipped_print() -> None:
    """Nothing is printed with its end cut off."""
    with pytest.raises(InputError) as caught:
        fitting_size("Ngoan. " * 500, 80, 10, 10)
    assert (caught.value.code, caught.value.facts["letters"]) == ("text-does-not-fit", 3500)


def test_a_label_is_as_wide_as_its_letters() -> None:
    """The space is a quarter em: ten spaces at 12 points are 30 points."""
    assert round(text_width_mm(" " * 10, 12), 2) == round(30 * 25.4 / 72, 2)
