"""The signed files of a bag, each checked on a processor of its own: validating is nearly all of a bag's time."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from hocba.archive.verdict import Line
from hocba.documents.attached import attached_bytes
from hocba.documents.render import RECORD_ATTACHMENT, SHEET_ATTACHMENT
from hocba.signing.trust import Roots, parse_roots, write_roots
from hocba.signing.validate import validate_pdf

FEW = 8
"""So many files are checked sooner than another process has started."""

_ATTACHMENT_BY_FOLDER = {"records": RECORD_ATTACHMENT, "sheets": SHEET_ATTACHMENT}


def document_faults(pdfs: Sequence[Path], roots: Roots, at: datetime) -> Iterator[Line]:
    """What is wrong with these files, in their order."""
    check = partial(faults_of, roots=write_roots(roots), at=at)
    if len(pdfs) <= FEW:
        yield from chain.from_iterable(map(check, pdfs))
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as workers:
        yield from chain.from_iterable(workers.map(check, pdfs, chunksize=FEW))


def faults_of(pdf: Path, roots: bytes, at: datetime) -> list[Line]:
    """What is wrong with one file: its signatures, or data attached that differ from the data beside it.

    `roots` is the text of a PEM file: a parsed certificate does not survive the way to another process.
    """
    content = pdf.read_bytes()
    report = validate_pdf(content, parse_roots(roots, "trust"), at)
    if not report.accepted:
        return [Line("document-invalid", {"file": pdf.name, "reason": report.code})]
    attached = attached_bytes(content, _ATTACHMENT_BY_FOLDER[pdf.parent.name])
    beside = pdf.with_suffix(".json").read_bytes()
    return [] if attached == beside else [Line("data-differs", {"file": pdf.name})]
