"""A data folder with a small school that can be signed: three students of 7A1 with a full year, everybody's keys."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests.documents import views
from tests.documents.book import a_book

from hocba.cli.data_folder import prepare_folder
from hocba.domain.intake import StaffEntry
from hocba.domain.school import Staff
from hocba.services.init_school import SEAL_CODE
from hocba.signing.authority import Holder, make_demo_authority

KEY_PASSWORD = "một mật khẩu của khóa"  # noqa: S105 - of a test
MADE = datetime(2026, 8, 17, tzinfo=UTC)


def an_office(data: Path) -> Path:
    """Fill the folder; gives its database."""
    prepare_folder(data)
    (data / "schools").mkdir()
    store = a_book(data / "schools")
    store.people.add_staff([StaffEntry(Staff(0, "VT01", "Lê Thị Văn Thư", "clerk"), "", ())], date(2026, 8, 1))
    holders = [Holder(person.staff_code, person.name, "") for person in store.people.staff()]
    make_demo_authority(data / "keys", [*holders, Holder(SEAL_CODE, views.SCHOOL.name, "")], KEY_PASSWORD, MADE)
    store.close()
    return data / "schools" / "book.sqlite"
