"""The three languages: translation catalogues, numbers, dates and lists.

A message is written in English where it is used, `words.gettext("…")`; its Vietnamese and
Japanese stand in `lib/locale/<lang>/dashboard.po`. Messages of module-level declarations are
marked with `N_` and translated where they are shown. Locale rules are Babel's.
"""

import gettext
import io
import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from lib.language import edtf

LANGUAGES = {"en": "English", "vi": "Tiếng Việt", "ja": "日本語"}
LOG = logging.getLogger("dashboard")
CATALOGUES = Path(__file__).parent / "locale"
_SKELETONS = {"year": "y", "month": "yMMMM"}
# Vietnamese offices write a day as 29/8/2024 and 08/6/2015.
_DAY_PATTERNS = {"en": "d MMMM y", "vi": "dd/M/y", "ja": "y年M月d日"}
_SHORT_DAY_PATTERNS = {**_DAY_PATTERNS, "en": "d MMM y"}
# International English: 29 August 2024.
_LOCALES = {"en": "en_GB"}


def N_(message: str) -> str:
    """`message` itself: marks it for translation where it is declared, not where it is shown."""
    return message


def match_language(locale: str | None) -> str:
    """The language of ours that serves a browser's `locale` ("vi-VN"); English by default."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else "en"


class Localizer:
    """Everything that is said in one language. Immutable; get one by `words(lang)`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = Locale.parse(_LOCALES.get(lang, lang))
        self._catalogue = _translations(lang)

    def gettext(self, message: str) -> str:
        return self._catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int, **values: str) -> str:
        """The form for `n`, with `{count}` and any other `values` in it filled in."""
        text = self._catalogue.ngettext(singular, plural, n)
        return text.format(count=self.number(n), **values)

    def number(self, value: float) -> str:
        return _decimal(value, self.locale)

    def percent(self, share: float) -> str:
        return str(format_percent(share, locale=self.locale))

    def date(self, text: str) -> str:
        """An EDTF date in words, no more precise than it is: "December 2014"."""
        return self._date(text, _DAY_PATTERNS)

    def short_date(self, text: str) -> str:
        """The same for narrow places: "29 Aug 2024"."""
        return self._date(text, _SHORT_DAY_PATTERNS)

    def _date(self, text: str, patterns: Mapping[str, str]) -> str:
        value = edtf.parse(text)
        if value.precision == "day":
            pattern = patterns[self.lang]
            if self.lang == "vi" and value.first.month < 3:
                # Decree 30/2020/ND-CP: a zero before days below 10 and before months 1 and 2.
                pattern = pattern.replace("M", "MM")
            return str(format_date(value.first, pattern, locale=self.locale))
        return str(format_skeleton(_SKELETONS[value.precision], value.first, locale=self.locale))

    def sentences(self, parts: Iterable[str]) -> str:
        """Sentences one after the other; Japanese sets no space between them."""
        return ("" if self.lang == "ja" else " ").join(parts)

    def clauses(self, parts: Iterable[str]) -> str:
        """Parts of a longer statement in one line, set off from each other."""
        return ("；" if self.lang == "ja" else "; ").join(parts)

    def place(self, chain: Iterable[str]) -> str:
        """A place named with what it lies in, given from the place itself upwards."""
        names = [*chain]
        return "".join(reversed(names)) if self.lang == "ja" else ", ".join(names)

    def list(self, items: Iterable[str]) -> str:
        """ "A, B and C" in the language's own way."""
        return format_list(list(items), locale=self.locale)


# A page says hundreds of numbers, and mostly the same ones.
@lru_cache(4096)
def _decimal(value: float, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


@lru_cache
def words(lang: str) -> Localizer:
    """The words of one of LANGUAGES; raises KeyError for any other."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    return Localizer(lang)


class _Unknown(gettext.NullTranslations):
    """Says what a catalogue lacks as it stands in the code, and notes it."""

    def gettext(self, message: str) -> str:
        LOG.error("No translation of %r", message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        LOG.error("No translation of %r", msgid1)
        return msgid1 if n == 1 else msgid2


def _translations(lang: str) -> gettext.GNUTranslations:
    # Catalogues are compiled in memory: the repository holds the .po files alone.
    with (CATALOGUES / lang / "dashboard.po").open("rb") as file:
        texts = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    catalogue = gettext.GNUTranslations(compiled)
    catalogue.add_fallback(_Unknown())
    return catalogue
