"""How long somebody who failed to sign in must wait: a growing delay, never a locked account."""

from collections import OrderedDict
from collections.abc import Callable

from msgspec import Struct

from hocba.domain.errors import StateError

REMEMBERED = 10_000
FORGOTTEN_AFTER = 900.0


class Patience(Struct, frozen=True):
    """So many failures are free; each further one doubles the delay from one second up to `longest` seconds."""

    free: int
    longest: float


# An account alone waits little, so that a stranger who guesses cannot keep its owner out for long.
BY_PLACE = Patience(free=5, longest=60.0)
BY_ACCOUNT = Patience(free=20, longest=5.0)
BY_SCHOOL = Patience(free=200, longest=2.0)


class Throttle:
    """Tries of the last quarter of an hour in memory; `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tries: OrderedDict[tuple[str, ...], tuple[int, float]] = OrderedDict()

    def begin(self, account: str, place: str) -> None:
        """Count a try before its password is looked at, so that many at once gain nothing.

        Raises StateError `slow-down` with the seconds to wait; such a try counts for nothing.
        """
        wait = max(self._wait(key, patience) for key, patience in _keys(account, place))
        if wait > 0:
            raise StateError("slow-down", seconds=int(wait) + 1)
        for key, _ in _keys(account, place):
            self._count(key, 1)
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)

    def succeeded(self, account: str, place: str) -> None:
        """The right password takes its own try back, and clears the delay of the account at this place."""
        for key, _ in _keys(account, place):
            self._count(key, -1)
        self._tries.pop(_place(account, place), None)

    def _count(self, key: tuple[str, ...], by: int) -> None:
        self._tries[key] = (self._recent(key)[0] + by, self._clock())
        self._tries.move_to_end(key)

    def _wait(self, key: tuple[str, ...], patience: Patience) -> float:
        count, since = self._recent(key)
        if count < patience.free:
            return 0.0
        delay = min(2.0 ** min(count - patience.free, 16), patience.longest)
        return since + delay - self._clock()

    def _recent(self, key: tuple[str, ...]) -> tuple[int, float]:
        count, since = self._tries.get(key, (0, 0.0))
        return (count, since) if self._clock() - since < FORGOTTEN_AFTER else (0, 0.0)


def _keys(account: str, place: str) -> tuple[tuple[tuple[str, ...], Patience], ...]:
    return (_place(account, place), BY_PLACE), (("account", account), BY_ACCOUNT), (("school",), BY_SCHOOL)


def _place(account: str, place: str) -> tuple[str, ...]:
    return ("place", account, place)
