"""The catalogue finds a student by any spelling of the name and can be made anew."""

from pathlib import Path

from hocba.archive.catalogue import rebuild_catalogue, search
from hocba.archive.package import ClassPackage, Seal


def test_name_is_found_without_accents_and_by_beginnings(archive: Path, bag: Path) -> None:
    """`thuy duong`, `Thùy Dương` and `hoa bi` find their students."""
    catalogue = rebuild_catalogue(archive)
    found = {
        words: [entry.title for entry in search(catalogue, words)] for words in ("thuy duong", "Thùy Dương", "hoa bi")
    }
    assert found == {
        "thuy duong": ["Nguyễn Thị Thuỳ Dương"],
        "Thùy Dương": ["Nguyễn Thị Thuỳ Dương"],
        "hoa bi": ["Đặng Hoà Bình"],
    }
    assert bag.is_dir()


def test_code_and_class_are_found_too(archive: Path, bag: Path) -> None:
    """A student code finds its record with level, signers and place in the bag."""
    entry = search(rebuild_catalogue(archive), "7926010002")[0]
    assert (entry.bag, entry.path, entry.level) == (bag.name, "data/records/7926010002.pdf", "B-B")
    assert entry.signers == "Trần Thị Hoà, Đặng Hữu Phước, Trường THCS Lý Thường Kiệt"


def test_words_of_the_search_language_are_only_words(archive: Path, bag: Path) -> None:
    """Quotes, stars and operators in what a person types never break the search."""
    catalogue = rebuild_catalogue(archive)
    assert [len(search(catalogue, words)) for words in ('"', "a* OR b", "NEAR(", "", "-")] == [0, 0, 0, 0, 0]
    assert bag.is_dir()


def test_searching_leaves_the_bag_as_it_was(archive: Path, bag: Path, package: ClassPackage, seal: Seal) -> None:
    """Reading a bag's own catalogue writes no file beside it."""
    before = sorted(bag.rglob("*"))
    assert len(search(bag / "data/catalogue.sqlite", "7A2")) == len(package.records) + len(package.sheets)
    assert sorted(bag.rglob("*")) == before
    assert seal.roots
    assert archive.is_dir()
