"""What is kept, up to which weight, and what goes first."""

from threading import Thread

import pytest

from lib.site.kept import Kept


class _Maker:
    def __init__(self, room: int) -> None:
        self.made: list[str] = []
        self.kept = Kept(self.make, room, lambda text: len(text))

    def make(self, text: str) -> str:
        self.made.append(text)
        return text


@pytest.mark.parametrize(
    ("asked", "made", "weight"),
    [
        # What was asked for is not made again.
        (["aa", "aa"], ["aa"], 2),
        # All that there is room for stays.
        (["aa", "bbb", "aa", "bbb"], ["aa", "bbb"], 5),
        # What was not used for longest goes first,
        (["aa", "bbb", "c", "aa"], ["aa", "bbb", "c", "aa"], 3),
        # also where it was made first.
        (["aa", "bbb", "aa", "c", "aa"], ["aa", "bbb", "c"], 3),
        # Several go for one that is heavy.
        (["a", "b", "c", "ddddd", "a"], ["a", "b", "c", "ddddd", "a"], 1),
        # What is heavier than all room pushes nothing out.
        (["aa", "dddddd", "dddddd", "aa"], ["aa", "dddddd", "dddddd"], 2),
        # What weighs nothing is kept, too.
        (["", "", "ddddd", ""], ["", "ddddd"], 5),
    ],
)
def test_up_to_a_weight(asked: list[str], made: list[str], weight: int) -> None:
    maker = _Maker(5)
    assert [maker.kept(text) for text in asked] == asked
    assert maker.made == made
    assert maker.kept.weight == weight


def test_forgotten() -> None:
    maker = _Maker(5)
    maker.kept("aa")
    maker.kept.cache_clear()
    assert maker.kept.weight == 0
    maker.kept("aa")
    assert maker.made == ["aa", "aa"]


def test_many_at_once_weigh_what_is_kept() -> None:
    maker = _Maker(50)
    texts = [str(number) * (1 + number % 7) for number in range(60)]
    threads = [Thread(target=lambda: [maker.kept(text) for text in texts]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert maker.kept.weight == sum(weight for _, weight in maker.kept._results.values()) <= 50
