"""Names of Vietnamese people: order, folding, splitting."""

import pytest

from hocba.domain import names


def key(name: str) -> str:
    """The stored sort key of a full name."""
    return names.sort_key(*names.split(names.clean(name)))


def test_given_names_stand_in_vietnamese_order() -> None:
    """Ă and Â follow A, Đ follows D, tones break ties: never the order of code points."""
    assert ["An", "Anh", "Ánh", "Ân", "Dung", "Dũng", "Dương", "Đạt", "Đức", "Ý", "Yến"] == sorted(
        ["Đức", "Yến", "Ân", "Dũng", "Anh", "Đạt", "Ý", "Dung", "An", "Dương", "Ánh"], key=key
    )


def test_the_given_name_decides_before_the_family_name() -> None:
    """Trần An stands before Lê Bình; the same given name is ordered by family, then by middle name."""
    shuffled = ["Lê Bình", "Trần Văn An", "Lê Thị An", "Lê Bảo An"]

    assert ["Lê Bảo An", "Lê Thị An", "Trần Văn An", "Lê Bình"] == sorted(shuffled, key=key)


@pytest.mark.parametrize("written", ["Hòa", "Hoà", "HÒA", " hoa ", "Ho\u0300a"])
def test_folding_meets_every_spelling(written: str) -> None:
    """Old and new tone position, capitals and decomposed letters are the same when searching."""
    assert names.fold(written) == "hoa"


def test_cleaning_keeps_the_users_own_tone_position() -> None:
    """Display never changes Hoà into Hòa; only composition and spaces are mended."""
    assert names.clean("  Nguye\u0302\u0303n   Gia Hoà ") == "Nguyễn Gia Hoà"


def test_capitals_become_a_name() -> None:
    """A list typed in capitals is read as names; a name typed properly is left alone."""
    assert names.in_name_case("ĐẶNG NHẬT HOÀNG") == "Đặng Nhật Hoàng"
    assert names.in_name_case("Lê thị An") == "Lê thị An"


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Nguyễn Thị Thu Tiên", ("Nguyễn", "Thị Thu", "Tiên")),
        ("Lê An", ("Lê", "", "An")),
        ("An", ("", "", "An")),
    ],
)
def test_splitting(full: str, parts: tuple[str, str, str]) -> None:
    """The first word is the family name, the last the given name."""
    assert names.split(full) == parts
