"""One signature on one paper: signed once, checked before it is published, never lost and never doubled."""

from datetime import datetime
from functools import cache
from hashlib import sha512
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from hocba.documents.signature_boxes import Box
from hocba.domain.errors import OperationError, StateError
from hocba.domain.school import Staff
from hocba.services.store_document import store_document
from hocba.signing.keys import SigningKey
from hocba.signing.pades import Evidence, FieldSpec, sign_pdf
from hocba.signing.validate import validate_pdf
from hocba.storage.papers import Paper, PaperSignature
from hocba.storage.store import Store


class SigningDesk(Struct, frozen=True):
    """Where papers lie and what vouches for signatures."""

    documents: Path
    evidence: Evidence


class Hand(Struct, frozen=True):
    """Who signs now: the person, the key and the time of the server."""

    staff: Staff
    key: SigningKey
    now: datetime


class SignaturePlace(Struct, frozen=True):
    """As what and where one signs; `earlier` are the fields that are already signed, in order."""

    role: str
    field: str
    label: str
    box: Box
    earlier: tuple[str, ...]


def read_paper(documents: Path, paper: Paper) -> bytes:
    """The paper's file. Raises OperationError `paper-file-missing` or `paper-file-altered`."""
    file = documents / f"{paper.sha512}.pdf"
    if not file.is_file():
        raise OperationError("paper-file-missing", paper=paper.id)
    pdf = file.read_bytes()
    if sha512(pdf).hexdigest() != paper.sha512:
        raise OperationError("paper-file-altered", paper=paper.id)
    return pdf


def has_signed(paper: Paper, role: str, staff_id: int) -> bool:
    """Whether this person has signed the paper in this role."""
    return any((one.role, one.staff_id) == (role, staff_id) for one in paper.signatures)


def sign_paper(store: Store, desk: SigningDesk, paper: Paper, pdf: bytes, hand: Hand, place: SignaturePlace) -> Paper:  # noqa: PLR0913, PLR0917 - who signs what, where, with what
    """The paper with its new signature.

    The journal is written before the paper moves on, so that no signature is published that the journal lacks.
    Raises StateError `signing-not-valid`, `paper-moved-on`, and what signing raises.
    """
    spec = _field(place, hand)
    signed = sign_pdf(pdf, hand.key, spec, _font(), desk.evidence)
    report = validate_pdf(signed.pdf, desk.evidence.roots, hand.now, (*place.earlier, place.field))
    if not report.accepted:
        raise StateError("signing-not-valid", field=place.field, reason=report.code)
    to_sha512 = store_document(desk.documents, signed.pdf)
    at_ms = int(hand.now.timestamp() * 1000)
    signature = PaperSignature(
        place.role, hand.staff.id, hand.key.holder, signed.level, at_ms, hand.key.certificate_sha256
    )
    facts = {"paper": paper.id, "role": place.role, "level": signed.level, "from": paper.sha512, "to": to_sha512}
    store.journal.append(at_ms, hand.staff.id, "paper-signed", facts)
    if not store.papers.advance(paper.id, paper.sha512, to_sha512, signature):
        return _already(store, paper.id, place.role, hand.staff.id)
    return store.papers.paper(paper.id)


def _already(store: Store, paper_id: int, role: str, staff_id: int) -> Paper:
    """Somebody else moved the paper on meanwhile: fine if it was this very signature."""
    now = store.papers.paper(paper_id)
    if not has_signed(now, role, staff_id):
        raise StateError("paper-moved-on", paper=paper_id)
    return now


def _field(place: SignaturePlace, hand: Hand) -> FieldSpec:
    box = place.box
    edges = (box.x1, box.y1, box.x2, box.y2)
    return FieldSpec(place.field, box.page, edges, place.label, hand.key.holder, hand.now)


@cache
def _font() -> bytes:
    return (files("hocba.documents") / "fonts" / "Tinos-Regular.ttf").read_bytes()
