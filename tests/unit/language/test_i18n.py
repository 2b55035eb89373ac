"""Three languages: dates and numbers of each, and a translation for every message."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from lib.language.i18n import CATALOGUES, LANGUAGES, match_language, words

ROOT = Path(__file__).parents[3]
METHODS = [("lib/**.py", "python"), ("lib/**.html", "jinja2"), ("pages/**.py", "python")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}

# --- Rules of the languages -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "day", "month", "year"),
    [
        ("en", "29 August 2024", "August 2024", "2024"),
        ("vi", "29/8/2024", "tháng 8 năm 2024", "2024"),
        ("ja", "2024年8月29日", "2024年8月", "2024年"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(lang, day, month, year):
    said = words(lang)
    assert said.date("2024-08-29") == day
    assert said.date("2024-08").lower() == month.lower()
    assert said.date("2024") == year


@pytest.mark.parametrize(
    ("lang", "number", "several"),
    [("en", "1,234", "A, B and C"), ("vi", "1.234", "A, B và C"), ("ja", "1,234", "A、B、C")],
)
def test_numbers_and_lists(lang, number, several):
    assert words(lang).number(1234) == number
    assert words(lang).list(["A", "B", "C"]) == several


def test_counts_agree_with_their_noun():
    assert words("en").ngettext("{count} record", "{count} records", 1) == "1 record"
    assert words("en").ngettext("{count} record", "{count} records", 1234) == "1,234 records"


@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ("vi-VN", "vi"),
        ("vi", "vi"),
        ("ja_JP", "ja"),
        ("JA", "ja"),
        ("en-GB", "en"),
        ("fr-FR", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_browsers_language_is_met(locale, lang):
    assert match_language(locale) == lang


def test_no_other_language():
    with pytest.raises(KeyError):
        words("fr")


# --- Catalogues -----------------------------------------------------------------------------------

Message = str | tuple[str, ...]


def extracted() -> set[Message]:
    """Every message that Babel finds in the program."""
    found: set[Message] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(ROOT), METHODS, keywords=KEYWORDS, directory_filter=_is_source
    ):
        found.add(message if isinstance(message, str) else tuple(message))
    return found


def _is_source(folder: str) -> bool:
    place = Path(folder)
    return place == ROOT or place.relative_to(ROOT).parts[0] in ("lib", "pages")


def marked() -> set[Message]:
    """Every message in the program, from its syntax trees."""
    found: set[Message] = set()
    for file in [*ROOT.glob("lib/**/*.py"), *ROOT.glob("pages/**/*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            values = [a.value for a in node.args if isinstance(a, ast.Constant)]
            texts = [value for value in values if isinstance(value, str)]
            if name == "ngettext" and len(texts) >= 2:
                found.add((texts[0], texts[1]))
            elif name in KEYWORDS and name != "ngettext" and texts:
                found.add(texts[0])
    return found


def po(lang: str) -> Catalog:
    with (CATALOGUES / lang / "dashboard.po").open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def shown(messages: set[Message]) -> str:
    return "\n".join(sorted(map(str, messages)))


def ids(catalogue: Catalog) -> set[Message]:
    return {
        each.id if isinstance(each.id, str) else tuple(each.id) for each in catalogue if each.id
    }


def test_babel_finds_every_message():
    """An f-string hides a call inside it from the extraction, on Python before 3.12."""
    assert len(marked()) > 100
    assert not marked() - extracted(), shown(marked() - extracted())


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_no_message_is_missing(lang):
    missing = extracted() - ids(po(lang))
    assert not missing, shown(missing)


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_no_message_is_unused(lang):
    unused = ids(po(lang)) - extracted()
    assert not unused, shown(unused)
    assert not po(lang).obsolete, shown(set(po(lang).obsolete))


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_every_message_is_translated(lang):
    missing: set[Message] = set()
    for each in po(lang):
        forms = [each.string] if isinstance(each.string, str) else list(each.string or ())
        if each.id and (each.fuzzy or not all(forms)):
            missing.add(each.id if isinstance(each.id, str) else tuple(each.id))
    assert not missing, f"{len(missing)} messages:\n{shown(missing)}"


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_translations_have_the_placeholders_of_the_message(lang):
    for each in po(lang):
        if not each.id:
            continue
        source = each.id if isinstance(each.id, str) else each.id[-1]
        forms = [each.string] if isinstance(each.string, str) else list(each.string or ())
        for form in filter(None, forms):
            assert placeholders(form) == placeholders(source), source
