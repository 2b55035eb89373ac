"""What was worked out once is kept while there is room for it, the latest used the longest."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class Kept(Generic[_Given, _Made]):
    """A function whose results are kept up to a weight of all together.

    `functools.lru_cache` counts results, however large each of them is. What is heavier than the
    whole room is made anew each time. Two who ask at once may both make it, as there.
    """

    def __init__(
        self, make: Callable[_Given, _Made], room: int, weigh: Callable[[_Made], int]
    ) -> None:
        self._make, self._room, self._weigh = make, room, weigh
        self._results: OrderedDict[Hashable, tuple[_Made, int]] = OrderedDict()
        self._lock = Lock()
        self.weight = 0
        update_wrapper(self, make)

    def __call__(self, *given: _Given.args, **named: _Given.kwargs) -> _Made:
        key = (given, *named.items())
        with self._lock:
            if found := self._results.get(key):
                self._results.move_to_end(key)
                return found[0]
        made = self._make(*given, **named)
        weight = self._weigh(made)
        with self._lock:
            if weight <= self._room and key not in self._results:
                self._results[key] = (made, weight)
                self.weight += weight
                while self.weight > self._room:
                    _, (_, freed) = self._results.popitem(last=False)
                    self.weight -= freed
        return made

    def cache_clear(self) -> None:
        """Forget all results."""
        with self._lock:
            self._results.clear()
            self.weight = 0


def kept(
    room: int, weigh: Callable[[_Made], int]
) -> Callable[[Callable[_Given, _Made]], Kept[_Given, _Made]]:
    """Keep what a function makes, up to `room` by what `weigh` says of each result."""
    return lambda make: Kept(make, room, weigh)
