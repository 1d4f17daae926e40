"""What an import says: counts, whether anything was written, and a sentence for every finding."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from hocba.interchange.finding import Finding
from hocba.schema.model import Catalogue, Message

Messages = Mapping[str, Message]


class ReportLine(Struct, frozen=True):
    """One finding in words: where, what, and what to do next."""

    code: str
    sheet: str
    row: int
    column: str
    says: Message


class ImportReport(Struct, frozen=True):
    """The end of an import. `written` is False when errors, unconfirmed questions or nothing new kept it from writing.

    `counts` has rows, added, known, mended, questions and errors.
    """

    counts: dict[str, int]
    written: bool
    says: Message
    mended: tuple[ReportLine, ...]
    questions: tuple[ReportLine, ...]
    errors: tuple[ReportLine, ...]


class Checked(Struct, frozen=True):
    """The findings of an import after looking at the book, and how many rows are new or known."""

    mended: Sequence[Finding]
    questions: Sequence[Finding]
    errors: Sequence[Finding]
    fresh: int
    known: int


def may_write(checked: Checked, *, accept: bool) -> bool:
    """Errors forbid writing; questions do until a person accepts; without anything new there is nothing to write."""
    return not checked.errors and checked.fresh > 0 and (accept or not checked.questions)


def report(catalogue: Catalogue, checked: Checked, *, written: bool) -> ImportReport:
    """The report in the catalogue's words."""
    counts = {
        "rows": checked.fresh + checked.known,
        "added": checked.fresh if written else 0,
        "known": checked.known,
        "mended": len(checked.mended),
        "questions": len(checked.questions),
        "errors": len(checked.errors),
    }
    messages = catalogue.messages
    says = _filled(messages[_ending(checked, written=written)], counts)
    mended, questions, errors = (
        tuple(_line(messages, finding) for finding in findings)
        for findings in (checked.mended, checked.questions, checked.errors)
    )
    return ImportReport(counts, written, says, mended, questions, errors)


def _ending(checked: Checked, *, written: bool) -> str:
    if checked.errors:
        return "import-has-errors"
    if written:
        return "import-written"
    return "import-has-questions" if checked.fresh else "import-nothing-new"


def _line(messages: Messages, finding: Finding) -> ReportLine:
    facts = {"sheet": finding.sheet, "row": finding.row, "column": finding.column, **finding.facts}
    place = _filled(messages["import-place" if finding.column else "import-place-row"], facts)
    what = _filled(messages[finding.code], facts)
    says = Message(f"{place.vi}: {what.vi}.", f"{place.en}: {what.en}.", what.next_vi, what.next_en)
    return ReportLine(finding.code, finding.sheet, finding.row, finding.column, says)


def _filled(message: Message, facts: Mapping[str, object]) -> Message:
    texts = (message.vi, message.en, message.next_vi, message.next_en)
    return Message(*(text.format(**facts) for text in texts))
