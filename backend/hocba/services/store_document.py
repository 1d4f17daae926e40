"""A document's file lies under the hash of its bytes: written whole or not at all, never written over."""

import os
from hashlib import sha512
from pathlib import Path
from tempfile import NamedTemporaryFile


def store_document(documents: Path, pdf: bytes) -> str:
    """Keep the bytes as `<sha512>.pdf` and answer the hash; it is on the disk when this returns."""
    digest = sha512(pdf).hexdigest()
    final = documents / f"{digest}.pdf"
    if final.exists():
        return digest
    documents.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=documents, suffix=".part", delete=False) as part:
        part.write(pdf)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(final)
    _settle(documents)
    return digest


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
