"""Labels for classes given by their lower bounds."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from lib.language.i18n import Localizer


def years(bounds: Sequence[int], words: Localizer) -> list[str]:
    """ "until 2009", "2010–2014", "since 2020"; a first bound of 0 stands for all before."""
    _ = words.gettext
    labels = _ranges(bounds, _("since {first}"), str)
    if not bounds[0]:
        labels[0] = _("until {last}").format(last=bounds[1] - 1)
    return labels


def counts(bounds: Sequence[int], words: Localizer) -> list[str]:
    """ "1", "2–4", "5 and more"."""
    return _ranges(bounds, words.gettext("{first} and more"), words.number)


def _ranges(bounds: Sequence[int], last: str, number: Callable[[int], str]) -> list[str]:
    """Each range in words; `last` is the message for the one without an end."""
    closed = [
        number(first) if first + 1 == following else f"{number(first)}–{number(following - 1)}"
        for first, following in pairwise(bounds)
    ]
    return [*closed, last.format(first=number(bounds[-1]))]
