"""Verification accepts what was deposited and names every kind of harm."""

import random
import shutil
from pathlib import Path

import pytest
from tests.archive.conftest import NOW, Harm

from hocba.archive.bag import write_bag
from hocba.archive.package import ClassPackage, Seal
from hocba.archive.verify import verify_archive, verify_bag, verify_pdf
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


HARMS: dict[str, Harm] = {
    "a byte of a record": lambda bag: _flip(bag / "data/records/7926010001.pdf"),
    "a byte of the data": lambda bag: _flip(bag / "data/records/7926010001.json"),
    "a file removed": lambda bag: (bag / "data/records/7926010002.pdf").unlink(),
    "a file added to the payload": lambda bag: shutil.copy(bag / "bagit.txt", bag / "data/records/x.pdf"),  # type: ignore[dict-item]  # its result is dropped
    "a file added beside": lambda bag: shutil.copy(bag / "bagit.txt", bag / "x.txt"),  # type: ignore[dict-item]  # its result is dropped
    "the manifest": lambda bag: _flip(bag / "manifest-sha512.txt"),
    "the tag manifest": lambda bag: _append(bag / "tagmanifest-sha512.txt"),
    "the bag's description": lambda bag: _append(bag / "bag-info.txt"),
    "the signature": lambda bag: _flip(bag / "manifest.sig"),
    "the signature removed": lambda bag: (bag / "manifest.sig").unlink(),
    "the catalogue": lambda bag: _flip(bag / "data/catalogue.sqlite"),
}


def test_whole_bag_is_intact(bag: Path, seal: Seal) -> None:
    """An untouched bag holds, with the signer of its manifest."""
    verdict = verify_bag(bag, seal.roots, NOW)
    assert (verdict.holds, verdict.code, verdict.facts) == (True, "bag-intact", {"bag": bag.name, "files": 12})
    assert [line.code for line in verdict.lines] == ["manifest-signed"]


def test_bag_verifies_by_itself_and_says_whose_root_it_used(bag: Path) -> None:
    """Without given roots the bag's own serve, and their fingerprint is shown to compare."""
    verdict = verify_bag(bag, None, NOW)
    assert [line.code for line in verdict.lines] == ["manifest-signed", "roots-from-bag"]


@pytest.mark.parametrize("harm", HARMS)
def test_every_harm_to_a_bag_is_caught(harm: str, bag: Path, seal: Seal) -> None:
    """A changed, missing or added file anywhere makes the bag fail with at least one line."""
    HARMS[harm](bag)
    verdict = verify_bag(bag, seal.roots, NOW)
    assert (verdict.holds, verdict.code) == (False, "bag-altered")
    assert verdict.lines


def test_random_bytes_flipped_anywhere_are_caught(bag: Path, seal: Seal) -> None:
    """Thirty random bits in random files of the bag: each is caught."""
    chance = random.Random(20261123)  # noqa: S311 - a repeatable choice
    files = sorted(file for file in bag.rglob("*") if file.is_file())
    for _ in range(30):
        file = chance.choice(files)
        content = file.read_bytes()
        harmed = bytearray(content)
        harmed[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(harmed)
        assert verify_bag(bag, seal.roots, NOW).holds is False, file
        file.write_bytes(content)
    assert verify_bag(bag, seal.roots, NOW).holds is True


def test_manifest_made_anew_after_a_change_is_caught(bag: Path, seal: Seal, package: ClassPackage) -> None:
    """Whoever replaces a file and recomputes all hashes lacks the seal's key."""
    swapped = bag / "data/records/7926010001.pdf"
    old, new = package.records[0].pdf, package.records[1].pdf
    swapped.write_bytes(new)
    _recompute(bag, old, new)
    verdict = verify_bag(bag, seal.roots, NOW)
    assert "manifest-signature-invalid" in [line.code for line in verdict.lines]


def _recompute(bag: Path, old: bytes, new: bytes) -> None:
    from hashlib import sha512  # noqa: PLC0415 - used here only

    manifest, tags = bag / "manifest-sha512.txt", bag / "tagmanifest-sha512.txt"
    before = sha512(manifest.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text().replace(sha512(old).hexdigest(), sha512(new).hexdigest()))
    tags.write_text(tags.read_text().replace(before, sha512(manifest.read_bytes()).hexdigest()))


def test_archive_misses_a_version(archive: Path, bag: Path, package: ClassPackage, seal: Seal) -> None:
    """An archive from which the first version was taken away does not hold."""
    write_bag(archive, package, seal)
    assert verify_archive(archive, seal.roots, NOW).code == "archive-intact"
    shutil.rmtree(bag)
    verdict = verify_archive(archive, seal.roots, NOW)
    assert (verdict.code, [line.code for line in verdict.lines]) == ("archive-altered", ["version-missing"])


def test_empty_archive_is_no_intact_one(archive: Path, seal: Seal) -> None:
    """A folder without bags is not called intact."""
    archive.mkdir()
    assert verify_archive(archive, seal.roots, NOW).code == "archive-empty"


def test_verdict_on_a_pdf_lists_its_signers(package: ClassPackage, seal: Seal) -> None:
    """One record: three signatures, each with its signer and level."""
    verdict = verify_pdf(package.records[0].pdf, seal.roots, NOW)
    assert (verdict.holds, verdict.code, len(verdict.lines)) == (True, "signatures-valid", 3)


def test_every_verdict_has_a_vietnamese_sentence(bag: Path, seal: Seal) -> None:
    """The codes of verdict and lines fill their sentences."""
    messages = load_catalogue(schemas_folder()).messages
    _flip(bag / "data/records/7926010001.pdf")
    verdict = verify_bag(bag, seal.roots, NOW)
    sentence = messages[verdict.code].vi.format(**verdict.facts)
    assert sentence == "Gói 79000701-2026-2027-7A2-v001 KHÔNG còn nguyên vẹn."
    assert all(messages[line.code].vi.format(**line.facts) for line in verdict.lines)
