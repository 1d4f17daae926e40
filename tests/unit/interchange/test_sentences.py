"""Every code of a finding has its sentence, and every sentence can be said."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from hocba.interchange.finding import Finding
from hocba.interchange.read_staff import read_staff
from hocba.interchange.read_students import read_students
from hocba.schema.model import Message
from hocba.schema.paths import schemas_folder
from hocba.services.import_report import Checked, report

from .workbooks import AN, BINH, HOA, STUDENT_HEADINGS, catalogue, changed, staff_list, workbook

ROOM = Path(__file__).parents[3] / "backend" / "hocba"
SOURCES = [*(ROOM / "interchange").glob("*.py"), *(ROOM / "services").glob("import_*.py")]
CODE = re.compile(r'"((?:import|ask|mended|workbook)-[a-z-]+)"')
ACTS = {"import-students", "import-staff"}

STUDENTS = (
    changed(AN, homeroom_class="Sao", code="1", birth_date="x", gender="?"),
    changed(AN, homeroom_class=None, code=None, birth_date="05/09/1914", name="AN"),
    changed(AN, birth_date="05/09/1914", name=" Lê  An", code=9900000009),
    changed(AN, personal_id="99214000001", birth_date="05/09/2010", homeroom_class="lớp 7a1"),
    changed(BINH, name="Nguyễn Văn An", personal_id="7"),
    changed(BINH, code="9900000003", personal_id=None),
    changed(BINH, name="Võ Cúc"),
    changed(AN, code="9900000004", personal_id="099214000001", name="Lê Dũng"),
)
STAFF = (
    (1, "?", "Lê Thị Hoa", "Phi công", "9A9", "Toán: 9A9"),
    (2, "GV09", "Lê Thị Hoa", None, None, "Thiên văn: 7A1; Toán"),
    HOA,
    (*HOA[:2], "Võ Cúc", *HOA[3:]),
)


def _findings(folder: Path) -> list[Finding]:
    students = workbook(folder, (*STUDENT_HEADINGS, "Trạng thái"), *((*row, "đi chơi") for row in STUDENTS[:1]),
                        *STUDENTS[1:], name="hs.xlsx")  # fmt: skip
    first = read_students(students, catalogue(), "2026-2027")
    second = read_staff(staff_list(folder, *STAFF), catalogue(), ("7A1", "7A2"))
    return [*first.mended, *first.questions, *first.errors, *second.mended, *second.questions, *second.errors]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_code_has_its_sentence(source: Path) -> None:
    """A code in the source without a message would fail in front of a person."""
    codes = set(CODE.findall(source.read_text("utf-8"))) - ACTS

    assert codes - set(catalogue().messages) == set()


def test_every_sentence_can_be_said(tmp_path: Path) -> None:
    """A very dirty school: each finding becomes a whole sentence in both languages."""
    findings = _findings(tmp_path)
    said = report(catalogue(), Checked((), (), findings, 1, 0), written=False)
    texts = [text for line in said.errors for text in (line.says.vi, line.says.en, line.says.next_vi)]

    assert len({finding.code for finding in findings}) > 20
    assert [text for text in texts if "{" in text or not _is_whole(text)] == []


def _is_whole(text: str) -> bool:
    """Empty (nothing to do next), or ended with a full stop."""
    return not text or text.endswith(".")


def test_questions_and_errors_say_what_to_do() -> None:
    """A person is never left with a fault alone."""
    silent = ("mended-", "import-place", "import-written", "import-nothing-new")
    told = {code: message for code, message in _own_messages().items() if not code.startswith(silent)}

    assert [code for code, message in told.items() if not (message.next_vi and message.next_en)] == []


def test_both_languages_tell_the_same_facts() -> None:
    """The English sentence knows no fact that the reader does not give to the Vietnamese one."""
    places = {"sheet", "row", "column", "heading", "old", "new", "other_row", "other_name"}

    assert [m for m in _own_messages().values() if not _facts(m.en) <= _facts(m.vi) | places] == []


def _own_messages() -> dict[str, Message]:
    file = schemas_folder() / "messages" / "import.toml"
    return {code: catalogue().messages[code] for code in tomllib.loads(file.read_text("utf-8"))}


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
