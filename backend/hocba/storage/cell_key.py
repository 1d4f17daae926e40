"""One integer for a cell: scope · student · slot, so that all cells of a scope lie side by side.

27 bits of scope, 24 of student, 12 of slot: 63 bits, a positive BIGINT in both databases.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from hocba.domain.errors import InputError
from hocba.storage import tables

SLOT_BITS, STUDENT_BITS = 12, 24
SCOPE_SHIFT = SLOT_BITS + STUDENT_BITS
_SLOTS, _STUDENTS = 1 << SLOT_BITS, 1 << STUDENT_BITS


class SlotNumbers:
    """The server's short numbers for slot codes. Minted when first seen, never reused."""

    def __init__(self) -> None:
        self._number_by_code: dict[str, int] = {}
        self._code_by_number: dict[int, str] = {}

    def load(self, connection: Connection) -> None:
        """Learn all numbers again, forgetting any that were never committed."""
        rows = connection.execute(select(tables.slot.c.id, tables.slot.c.code)).all()
        self._code_by_number = dict(rows)
        self._number_by_code = {code: number for number, code in rows}

    def number(self, connection: Connection, code: str) -> int:
        """The number of a slot, minted in this transaction if need be."""
        known = self._number_by_code.get(code)
        return known if known is not None else self._mint(connection, code)

    @property
    def by_code(self) -> Mapping[str, int]:
        """All numbers that were ever minted."""
        return self._number_by_code

    def unpack(self, cell: int) -> tuple[int, int, str]:
        """(scope, student, slot) of a cell key."""
        number = cell & (_SLOTS - 1)
        return cell >> SCOPE_SHIFT, (cell >> SLOT_BITS) & (_STUDENTS - 1), self._code_by_number[number]

    def _mint(self, connection: Connection, code: str) -> int:
        number = len(self._number_by_code) + 1
        if number >= _SLOTS:
            raise InputError("batch-invalid", fault=f"slot {code}")
        connection.execute(insert(tables.slot).values(id=number, code=code))
        self._number_by_code[code], self._code_by_number[number] = number, code
        return number


def cell_key(scope: int, student: int, slot_number: int) -> int:
    """The key of a cell."""
    return scope << SCOPE_SHIFT | student << SLOT_BITS | slot_number


def scope_range(scope: int) -> tuple[int, int]:
    """The lowest and highest key of a scope's cells."""
    return scope << SCOPE_SHIFT, ((scope + 1) << SCOPE_SHIFT) - 1
