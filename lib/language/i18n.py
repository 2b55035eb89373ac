"""The languages: translation catalogues, numbers, dates and lists.

`locale/LINGUAS` names them. A message is written in English where it is used,
`words.gettext("…")`; its translations stand in `locale/<lang>/dashboard.po`. Messages of
module-level declarations are marked with `N_` and translated where they are shown. Numbers and
lists follow Babel's rules; how a language joins sentences and writes a day is a message.
"""

import gettext
import io
import logging
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from lib.language import edtf

LOG = logging.getLogger("dashboard")
CATALOGUES = Path(__file__).parent / "locale"
# The language of the messages in the code, with the international date: 29 August 2024.
SOURCE, SOURCE_LOCALE = "en", "en_GB"
_SKELETONS = {"year": "y", "month": "yMMMM"}


def _declared() -> dict[str, str]:
    lines = (CATALOGUES / "LINGUAS").read_text(encoding="utf-8").splitlines()
    codes = [code for line in lines for code in line.partition("#")[0].split()]
    return {code: str(Locale.parse(code).display_name) for code in codes}


# Code -> the language's own name, in the order of LINGUAS.
LANGUAGES = _declared()


def N_(message: str) -> str:
    """`message` itself: marks it for translation where it is declared, not where it is shown."""
    return message


def match_language(locale: str | None) -> str:
    """The supported language for a browser's `locale` ("vi-VN"); English if none matches."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else SOURCE


class Localizer:
    """Texts, numbers, dates and lists in one language. Immutable; get one by `words(lang)`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = Locale.parse(SOURCE_LOCALE if lang == SOURCE else lang)
        self._catalogue = _translations(lang)
        # Of days in January or February, and of others: Vietnam's Decree 30/2020/ND-CP puts a zero
        # before months 1 and 2 alone.
        self._days = (
            self.pgettext("date in January or February", "d MMMM y"),
            self.pgettext("date", "d MMMM y"),
        )
        self._short_days = (
            self.pgettext("short date in January or February", "d MMM y"),
            self.pgettext("short date", "d MMM y"),
        )

    def gettext(self, message: str) -> str:
        """The translation; the message itself, and an entry in the log, where there is none."""
        return self._catalogue.gettext(message)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a message that means different things in different contexts."""
        return self._catalogue.pgettext(context, message)

    def ngettext(self, singular: str, plural: str, n: int, **values: str) -> str:
        """The form for `n`, with `{count}` and any other `values` in it filled in."""
        text = self._catalogue.ngettext(singular, plural, n)
        return text.format(count=self.number(n), **values)

    def number(self, value: float) -> str:
        """A number with the language's separators: "1,234.5"."""
        return _decimal(value, self.locale)

    def percent(self, share: float) -> str:
        """A share of 1 as whole percent: "12%"."""
        return str(format_percent(share, locale=self.locale))

    def date(self, text: str) -> str:
        """An EDTF date in words, no more precise than it is: "December 2014"."""
        return self._date(text, self._days)

    def short_date(self, text: str) -> str:
        """The same for narrow places: "29 Aug 2024"."""
        return self._date(text, self._short_days)

    def _date(self, text: str, patterns: tuple[str, str]) -> str:
        value = edtf.parse(text)
        if value.precision == "day":
            pattern = patterns[0 if value.first.month < 3 else 1]
            return str(format_date(value.first, pattern, locale=self.locale))
        return str(format_skeleton(_SKELETONS[value.precision], value.first, locale=self.locale))

    def sentences(self, parts: Iterable[str]) -> str:
        """Sentences one after the other, with a space between them where the language sets one."""
        return _join(self.pgettext("two sentences", "{first} {second}"), parts)

    def clauses(self, parts: Iterable[str]) -> str:
        """Parts of a longer statement in one line, set off from each other."""
        return _join(self.pgettext("two clauses", "{first}; {second}"), parts)

    def place(self, chain: Iterable[str]) -> str:
        """A place named with what it lies in, given from the place itself upwards."""
        pattern = self.pgettext("a place and what it lies in", "{first}, {second}")
        *smaller, name = chain
        for place in reversed(smaller):
            name = pattern.format(first=place, second=name)
        return name

    def names(self, parts: Iterable[str]) -> str:
        """Names of fields and the like in a row, which hold an “and” or a comma themselves."""
        return _join(self.pgettext("two names in a row", "{first}; {second}"), parts)

    def list(self, items: Iterable[str]) -> str:
        """ "A, B and C" in the language's own way."""
        return format_list(list(items), locale=self.locale)


def _join(pattern: str, parts: Iterable[str]) -> str:
    """All `parts` in one text, each put after the ones before it by `pattern`."""
    joined, *others = [*parts] or [""]
    for part in others:
        joined = pattern.format(first=joined, second=part)
    return joined


# A page says hundreds of numbers, and mostly the same ones.
@lru_cache(4096)
def _decimal(value: float, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


@lru_cache
def words(lang: str) -> Localizer:
    """The Localizer of one of LANGUAGES; raises KeyError for any other."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    return Localizer(lang)


class _Untranslated(gettext.NullTranslations):
    """Gives what a catalogue lacks as it stands in the code, and logs it."""

    def gettext(self, message: str) -> str:
        LOG.error("No translation of %r", message)
        return message

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - gettext's own
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _translations(lang: str) -> gettext.NullTranslations:
    if lang == SOURCE:
        return gettext.NullTranslations()
    # Catalogues are compiled in memory: the repository holds the .po files alone.
    with (CATALOGUES / lang / "dashboard.po").open("rb") as file:
        texts = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    catalogue = gettext.GNUTranslations(compiled)
    catalogue.add_fallback(_Untranslated())
    return catalogue
