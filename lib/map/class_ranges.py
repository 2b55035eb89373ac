"""Classes that are told by their lower bounds, in words."""

from collections.abc import Sequence

from lib.language.i18n import Localizer


def _ranges(bounds: Sequence[int]) -> list[tuple[int, int | None]]:
    return list(zip(bounds, [*(bound - 1 for bound in bounds[1:]), None], strict=True))


def years(bounds: Sequence[int], words: Localizer) -> list[str]:
    """ "until 2009", "2010–2014", "since 2020"; a first bound of 0 stands for all before."""
    _ = words.gettext
    told = []
    for first, last in _ranges(bounds):
        if last is None:
            told.append(_("since {first}").format(first=first))
        elif not first:
            told.append(_("until {last}").format(last=last))
        else:
            told.append(str(first) if first == last else f"{first}–{last}")
    return told


def counts(bounds: Sequence[int], words: Localizer) -> list[str]:
    """ "1", "2–4", "5 and more"."""
    number = words.number
    told = []
    for first, last in _ranges(bounds):
        if last is None:
            told.append(words.gettext("{first} and more").format(first=number(first)))
        else:
            told.append(number(first) if first == last else f"{number(first)}–{number(last)}")
    return told
