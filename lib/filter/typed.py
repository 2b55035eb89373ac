"""What a text typed into a list of options means, in any language and however it is written."""

import re
from collections.abc import Iterable

from lib.facts.localities import SIDES
from lib.filter.index import FilterIndex
from lib.filter.parameters import CHOICES
from lib.language.folding import fold
from lib.language.i18n import LANGUAGES, words

# A list shows with each option how many records it would leave.
_COUNT = re.compile(r"\s\(\d[\d.,\s]*\)$")
# From here on the beginning of a name is enough.
_LEAST = 2


def options_named(name: str, text: str, index: FilterIndex) -> list[str]:
    """The options of a parameter that `text` can mean: one if it is clear, none if unknown.

    An option itself means itself. A locality goes by all its names, as in the search; of one that
    contains the others that are named alike, it is the one that is meant.
    """
    known = index.columns[name]
    if text in known:
        return [text]
    bare = _COUNT.sub("", text)
    wanted = fold(bare)
    if not wanted:
        return []
    labels = _labels(name, index)
    exact = [option for option in known if wanted in labels[option]]
    if CHOICES[name].localities:
        terms = index.dataset.gazetteer.terms(bare)
        named = terms[0].localities if len(terms) == 1 else frozenset()
        exact = _topmost(exact or [key for key in known if key in named], index)
    return exact or [
        option
        for option in known
        if len(wanted) >= _LEAST and any(_begins(label, wanted) for label in labels[option])
    ]


def held_today(name: str, found: Iterable[str], index: FilterIndex) -> list[str]:
    """The options with each former unit replaced by the one that holds its ties in this view.

    What a list offers stays as it is, such as a former unit where it is asked what units signed.
    """
    dataset = index.dataset
    offered = CHOICES[name].offered if name in CHOICES else None
    return list(
        dict.fromkeys(
            key if offered and offered(dataset, key) else dataset.successors.get(key, key)
            for key in found
        )
    )


def places_named(text: str, index: FilterIndex) -> list[str]:
    """The localities of either country that `text` can mean; see `options_named`."""
    return [key for side in SIDES for key in options_named(side, text, index)]


def _labels(name: str, index: FilterIndex) -> dict[str, set[str]]:
    """The folded labels of each option in all languages; names of localities without a suffix."""
    choice, names = CHOICES[name], index.dataset.localities
    found = {
        option: {fold(choice.value_label(option, index, words(lang))) for lang in LANGUAGES}
        for option in index.columns[name]
    }
    if choice.localities:
        for lang in LANGUAGES:
            for option, given in names[f"name_{lang}"].items():
                if option in found:
                    found[str(option)].add(fold(given))
    return found


def other_names(name: str, option: str, index: FilterIndex, lang: str) -> list[str]:
    """What an option is called in the other languages, where that is not spelled alike."""
    called = {
        each: CHOICES[name].value_label(option, index, words(each)) for each in (lang, *LANGUAGES)
    }
    known = {_letters(label): label for label in reversed(called.values())}
    del known[_letters(called[lang])]
    return list(known.values())


def _letters(label: str) -> str:
    return "".join(filter(str.isalnum, fold(label)))


def _topmost(options: Iterable[str], index: FilterIndex) -> list[str]:
    found = list(options)
    above = index.dataset.ancestors
    return next(([key] for key in found if all(key in above[other] for other in found)), found)


def _begins(label: str, wanted: str) -> bool:
    """Whether a word of the label begins with `wanted`; without blanks, the label itself."""
    return label.startswith(wanted) or f" {wanted}" in label
