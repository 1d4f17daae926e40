"""How the parts of a bag are called. Words that a person finds on a USB stick in thirty years."""

import re
from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path

from msgspec import Struct

MANIFEST = "manifest-sha512.txt"
TAG_MANIFEST = "tagmanifest-sha512.txt"
SIGNATURE = "manifest.sig"
BAG_INFO = "bag-info.txt"
CATALOGUE = "catalogue.sqlite"
PART = ".part"
_NAME = re.compile(r"(?P<stem>.+)-v(?P<version>\d{3,})")


class BagName(Struct, frozen=True):
    """A bag's name: class and year (`stem`) and version, from 1."""

    stem: str
    version: int

    def __str__(self) -> str:
        return f"{self.stem}-v{self.version:03d}"


def bag_name(folder: Path) -> BagName | None:
    """The name of a bag folder; None for anything else."""
    match = _NAME.fullmatch(folder.name)
    return BagName(match["stem"], int(match["version"])) if match else None


def bags(archive: Path) -> Iterator[Path]:
    """All bags of an archive by name and version. Half-made ones (`.part`) are none."""
    folders = [(name, folder) for folder in archive.iterdir() if folder.is_dir() and (name := bag_name(folder))]
    for _, folder in sorted(folders, key=lambda pair: (pair[0].stem, pair[0].version)):
        yield folder


def tag_manifest_hash(bag: Path) -> str:
    """Hex SHA-512 of the tag manifest: it stands for the whole bag."""
    return sha512((bag / TAG_MANIFEST).read_bytes()).hexdigest()


def read_bag_info(bag: Path) -> dict[str, str]:
    """The pairs of bag-info.txt."""
    lines = (bag / BAG_INFO).read_text("utf-8").splitlines()
    return {key: value for key, _, value in (line.partition(": ") for line in lines)}
