"""Bags validate with the public tool, are never half-made and never written over."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.archive.conftest import STUDENTS

from hocba.archive import bag as bag_module
from hocba.archive import durable
from hocba.archive.bag import write_bag
from hocba.archive.layout import bags, read_bag_info, tag_manifest_hash
from hocba.archive.package import ClassPackage, Seal
from hocba.domain.errors import StateError


def test_bag_validates_with_the_public_tool(bag: Path) -> None:
    """`bagit.py --validate` accepts the bag as it stands."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(bag)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_bag_holds_the_signed_files_byte_for_byte(bag: Path, package: ClassPackage) -> None:
    """Every record lies there exactly as signed, with its data, its report and the root."""
    assert bag.name == "79000701-2026-2027-7A2-v001"
    for record in package.records:
        assert (bag / "data/records" / f"{record.student_code}.pdf").read_bytes() == record.pdf
    files = {path.relative_to(bag / "data").as_posix() for path in (bag / "data").rglob("*") if path.is_file()}
    assert files == {
        "catalogue.sqlite",
        "verify.html",
        "trust/root.pem",
        "sheets/toan-term_1.pdf",
        "sheets/toan-term_1.json",
        "validation/sheets-toan-term_1.json",
        *(f"records/{code}.{suffix}" for code in STUDENTS for suffix in ("pdf", "json")),
        *(f"validation/records-{code}.json" for code in STUDENTS),
    }


def test_report_in_the_bag_names_signers_and_levels(bag: Path) -> None:
    """The validation report of a record says who signed and at which level."""
    report = msgspec.json.decode((bag / "data/validation/records-7926010001.json").read_bytes())
    assert [(one["signer"], one["level"]) for one in report["signatures"]] == [
        ("Trần Thị Hoà", "B-B"),
        ("Đặng Hữu Phước", "B-B"),
        ("Trường THCS Lý Thường Kiệt", "B-B"),
    ]


def test_second_deposit_is_a_new_version_that_names_the_first(
    archive: Path, bag: Path, package: ClassPackage, seal: Seal
) -> None:
    """A correction stands beside the first bag and names it with its hash; the first stays as it was."""
    before = tag_manifest_hash(bag)
    second = write_bag(archive, package, seal)
    info = read_bag_info(second)
    assert [folder.name for folder in bags(archive)] == [bag.name, "79000701-2026-2027-7A2-v002"]
    assert (info["Previous-Bag"], info["Previous-Bag-SHA512"]) == (bag.name, before)
    assert tag_manifest_hash(bag) == before


@pytest.mark.parametrize("stop_at", range(1, 17))
def test_a_stop_at_any_write_leaves_nothing_visible(
    stop_at: int, archive: Path, package: ClassPackage, seal: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure at any file leaves no bag, and the next attempt makes a whole one."""
    written = 0
    real = durable.write_durably

    def failing(path: Path, content: bytes) -> None:
        nonlocal written
        written += 1
        if written == stop_at:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content[: len(content) // 2])
            raise OSError("no space left")
        real(path, content)

    monkeypatch.setattr(bag_module, "write_durably", failing)
    with pytest.raises(OSError, match="no space left"):
        write_bag(archive, package, seal)
    assert list(bags(archive)) == []
    monkeypatch.setattr(bag_module, "write_durably", real)
    assert write_bag(archive, package, seal).name.endswith("-v001")


def test_unsigned_record_is_not_archived(archive: Path, package: ClassPackage, seal: Seal) -> None:
    """A record whose principal has not signed is refused and nothing appears."""
    record = msgspec.structs.replace(package.records[0], fields=("GVCN", "HieuTruong"))
    with pytest.raises(StateError) as refusal:
        write_bag(archive, msgspec.structs.replace(package, records=[record]), seal)
    assert (refusal.value.code, refusal.value.facts["reason"]) == ("deposit-refused", "signers-unexpected")
    assert list(bags(archive)) == []
