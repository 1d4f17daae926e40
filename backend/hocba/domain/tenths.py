"""Scores are integer tenths (85 = 8,5); rounding is half up and exact."""

HIGHEST = 100


def half_up(numerator: int, denominator: int) -> int:
    """The nearest integer to numerator/denominator; a tie goes up (Điều 5 khoản 3 điểm b)."""
    return (2 * numerator + denominator) // (2 * denominator)


def shown(tenths: int) -> str:
    """Tenths as a teacher writes them: 85 → `8,5`, 100 → `10`."""
    return "10" if tenths == HIGHEST else f"{tenths // 10},{tenths % 10}"
