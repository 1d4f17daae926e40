"""A bag (BagIt 1.0, RFC 8493) per class and school year: append only, signed, and visible only when it is whole."""

import shutil
from collections.abc import Iterable
from hashlib import sha512
from importlib.metadata import version
from pathlib import Path

from hocba.archive.catalogue import Entry, write_catalogue
from hocba.archive.deposit import Deposit, deposits, report_json
from hocba.archive.durable import publish, settle_file, settle_folders, write_durably
from hocba.archive.layout import (
    BAG_INFO,
    CATALOGUE,
    MANIFEST,
    PART,
    SIGNATURE,
    TAG_MANIFEST,
    BagName,
    bag_name,
    bags,
    tag_manifest_hash,
)
from hocba.archive.package import ClassPackage, Seal
from hocba.archive.verify_page import verify_page
from hocba.domain.errors import StateError
from hocba.signing.detached import sign_bytes
from hocba.signing.report import LEVELS
from hocba.signing.trust import write_roots

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write_bag(archive: Path, package: ClassPackage, seal: Seal) -> Path:
    """Write the next version of the class's bag; the folder's path. Earlier versions stay as they are.

    Killed at any moment it leaves at most a `.part` folder, which nothing reads and the next call removes.
    Raises StateError `deposit-refused` for a file whose signatures do not hold, `nothing-to-archive`.
    """
    if not package.records:
        raise StateError("nothing-to-archive", class_code=package.class_code)
    archive.mkdir(parents=True, exist_ok=True)
    name, predecessor = _next_version(archive, package.name)
    part = archive / f"{name}{PART}"
    shutil.rmtree(part, ignore_errors=True)
    _write_payload(part / "data", name, package, seal)
    _write_tags(part, _bag_info(package, part / "data", predecessor), package, seal)
    settle_folders(part)
    publish(part, archive / str(name))
    return archive / str(name)


def _next_version(archive: Path, stem: str) -> tuple[BagName, Path | None]:
    earlier = [folder for folder in bags(archive) if _stem(folder) == stem]
    last = bag_name(earlier[-1]) if earlier else None
    return BagName(stem, last.version + 1 if last else 1), earlier[-1] if earlier else None


def _stem(folder: Path) -> str:
    name = bag_name(folder)
    return name.stem if name else ""


def _write_payload(data: Path, name: BagName, package: ClassPackage, seal: Seal) -> None:
    entries = []
    for deposit in deposits(package, seal.roots):
        write_durably(data / f"{deposit.path}.pdf", deposit.pdf)
        write_durably(data / f"{deposit.path}.json", deposit.data)
        write_durably(data / "validation" / f"{deposit.path.replace('/', '-')}.json", report_json(deposit.report))
        entries.append(_entry(str(name), package, deposit))
    write_durably(data / "trust" / "root.pem", write_roots(seal.roots))
    write_catalogue(data / CATALOGUE, entries)
    settle_file(data / CATALOGUE)
    write_durably(data / "verify.html", verify_page(str(name), package.school_name, _hashes(data, data)))


def _entry(bag: str, package: ClassPackage, deposit: Deposit) -> Entry:
    signers = [one for one in deposit.report.signatures if one.level]
    return Entry(
        bag=bag,
        path=f"data/{deposit.path}.pdf",
        kind=deposit.kind,
        title=deposit.title,
        student_code=deposit.student_code,
        class_code=package.class_code,
        school_year=package.school_year,
        level=min((one.level for one in signers), key=LEVELS.index),
        signers=", ".join(one.signer for one in signers),
        sha512=sha512(deposit.pdf).hexdigest(),
    )


def _write_tags(bag: Path, info: bytes, package: ClassPackage, seal: Seal) -> None:
    """The manifests come after everything they list, the signature after all."""
    write_durably(bag / "bagit.txt", DECLARATION)
    write_durably(bag / BAG_INFO, info)
    write_durably(bag / MANIFEST, _manifest(_hashes(bag / "data", bag)))
    tags = {name: _hash(bag / name) for name in ("bagit.txt", BAG_INFO, MANIFEST)}
    tag_manifest = _manifest(tags)
    write_durably(bag / TAG_MANIFEST, tag_manifest)
    write_durably(bag / SIGNATURE, sign_bytes(tag_manifest, seal.key, seal.timestamps, package.made_at))


def _bag_info(package: ClassPackage, data: Path, predecessor: Path | None) -> bytes:
    sizes = [file.stat().st_size for file in data.rglob("*") if file.is_file()]
    pairs = [
        ("Source-Organization", package.school_name),
        ("External-Identifier", package.name),
        ("External-Description", f"Học bạ lớp {package.class_code}, năm học {package.school_year}"),
        ("Bagging-Date", package.made_at.date().isoformat()),
        ("Bag-Software-Agent", f"hocba {version('hocba')}"),
        ("Payload-Oxum", f"{sum(sizes)}.{len(sizes)}"),
    ]
    if predecessor:
        pairs += [("Previous-Bag", predecessor.name), ("Previous-Bag-SHA512", tag_manifest_hash(predecessor))]
    return "".join(f"{key}: {value}\n" for key, value in pairs).encode()


def _hashes(folder: Path, relative_to: Path) -> dict[str, str]:
    files: Iterable[Path] = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(relative_to).as_posix(): _hash(file) for file in files}


def _hash(file: Path) -> str:
    return sha512(file.read_bytes()).hexdigest()


def _manifest(hashes: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in hashes.items()).encode()
