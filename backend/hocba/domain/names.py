"""Vietnamese personal names: cleaning, splitting, ordering (given name first) and folding for search."""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng, the order of Vietnamese dictionaries
_RANK = {letter: rank for rank, letter in enumerate(ALPHABET, start=1)}


def clean(text: str) -> str:
    """NFC, one space between words, none around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def in_name_case(name: str) -> str:
    """A name typed in capitals as a name is written; any other name unchanged."""
    return name.title() if name.isupper() else name


def split(name: str) -> tuple[str, str, str]:
    """(family, middle, given) of a clean full name; one word is a given name."""
    words = name.split()
    if len(words) == 1:
        return "", "", words[0]
    return words[0], " ".join(words[1:-1]), words[-1]


def fold(text: str) -> str:
    """For search and matching only: no accents, no case, so that Hòa, Hoà and HOA meet."""
    plain = unicodedata.normalize("NFD", clean(text).lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("đ", "d")


def sort_key(family: str, middle: str, given: str) -> str:
    """A string whose code-point order is the Vietnamese order: given name, then family, then middle name."""
    return "\x01".join(_word_key(part) for part in (given, family, middle))


def _word_key(words: str) -> str:
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", words.lower()):
        base, tone = _base_and_tone(letter)
        letters.append(chr(0x40 + _RANK[base]) if base in _RANK else " ")
        if tone:
            tones.append(f"{len(letters):02d}{tone}")
    return "".join(letters) + "\x02" + "".join(tones)


def _base_and_tone(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((str(TONES.index(mark) + 1) for mark in parts if mark in TONES), "")
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
    return base, tone
