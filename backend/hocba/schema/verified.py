"""Which law a school may use officially: a point whose text was not read waits until a person confirms it."""

from collections.abc import Collection

from msgspec.structs import replace

from hocba.domain.errors import InputError, StateError
from hocba.schema.model import Catalogue, Ruleset


def confirmed(catalogue: Catalogue, codes: Collection[str]) -> Catalogue:
    """The catalogue without open points in the circulars that a person confirmed. Raises InputError `unknown-rules`."""
    known = {ruleset.circular.code for ruleset in catalogue.rulesets}
    for code in codes:
        if code not in known:
            raise InputError("unknown-rules", rules=code, known=", ".join(sorted(known)))
    return replace(catalogue, rulesets=tuple(_confirm(ruleset, codes) for ruleset in catalogue.rulesets))


def require_verified(ruleset: Ruleset) -> None:
    """Raises StateError `rules-unverified` while a point of the circular waits for a person."""
    points = ruleset.circular.unverified
    if points:
        words = " ".join(f"{point.ref}: {point.what}" for point in points)
        raise StateError("rules-unverified", number=ruleset.circular.number, rules=ruleset.circular.code, points=words)


def _confirm(ruleset: Ruleset, codes: Collection[str]) -> Ruleset:
    if ruleset.circular.code not in codes:
        return ruleset
    return replace(ruleset, circular=replace(ruleset.circular, unverified=()))
