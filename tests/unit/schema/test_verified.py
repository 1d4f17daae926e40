"""Law that was not read in its text gives no official paper before a person confirms it."""

import pytest

from hocba.domain.errors import InputError, StateError
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import ruleset_for
from hocba.schema.verified import confirmed, require_verified


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The project's law."""
    return load_catalogue(schemas_folder())


def test_continuing_education_waits_for_a_person(catalogue: Catalogue) -> None:
    """Unverified points refuse with their articles; the confirmed circular passes, and the others stay as they were."""
    waiting = ruleset_for(catalogue, 10, "2026-2027", "continuing")
    known = confirmed(catalogue, ["tt43-2021"])

    with pytest.raises(StateError, match="rules-unverified") as caught:
        require_verified(waiting)
    require_verified(ruleset_for(known, 10, "2026-2027", "continuing"))

    assert "Điều 9 khoản 2" in str(caught.value.facts["points"])
    assert ruleset_for(known, 9, "2022-2023").circular.unverified != ()


def test_circular_22_has_no_open_point(catalogue: Catalogue) -> None:
    """The circular of today's classes needs no confirmation."""
    require_verified(ruleset_for(catalogue, 7, "2026-2027"))


def test_a_misspelt_confirmation_is_refused(catalogue: Catalogue) -> None:
    """A name that no rule set has is named, never passed over."""
    with pytest.raises(InputError, match="unknown-rules"):
        confirmed(catalogue, ["tt34-2021"])
