"""What the year came to: how many pupils of each level, decision and award, counted over the school."""

from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from hocba.evaluation.model import YearResult
from hocba.schema.model import Catalogue
from hocba.services.class_results import class_results
from hocba.storage.store import Store

Told = Callable[[int, int], None]


class SchoolResults(Struct, frozen=True):
    """Pupils by year's learning and conduct level, decision and award; None stands for a year with blanks."""

    academic: Counter[str | None]
    conduct: Counter[str | None]
    decision: Counter[str | None]
    award: Counter[str]


def school_results(store: Store, catalogue: Catalogue, told: Told) -> SchoolResults:
    """Evaluate every pupil of every class."""
    results: list[YearResult] = []
    classes = store.people.classes()
    for done, homeroom_class in enumerate(classes, start=1):
        results += class_results(store, catalogue, homeroom_class.id).values()
        told(done, len(classes))
    return SchoolResults(
        Counter(result.academic["year"].level for result in results),
        Counter(_word(result.conduct["year"].value) for result in results),
        Counter(_decision(result) for result in results),
        Counter(award for result in results for award in result.awards),
    )


def _decision(result: YearResult) -> str | None:
    """The promotion; what a pending one waits for instead of `pending`."""
    if result.promotion.value != "pending":
        return _word(result.promotion.value)
    return "summer_training" if result.summer_training else "retest"


def _word(value: object) -> str | None:
    return None if value is None else str(value)
