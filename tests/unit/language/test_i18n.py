"""The languages: dates and numbers of each, and a translation for every message."""

import ast
import io
import json
import shutil
import string
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from lib.language import titles
from lib.language.i18n import CATALOGUES, LANGUAGES, SOURCE, match_language, words
from tests.unit import strategies

ROOT = Path(__file__).parents[3]
TRANSLATED = [lang for lang in LANGUAGES if lang != SOURCE]

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
    localizer = words(lang)
    assert localizer.date("2024-08-29") == day
    assert localizer.date("2024-08").lower() == month.lower()
    assert localizer.date("2024") == year


@pytest.mark.parametrize(
    ("lang", "february", "short"),
    [
        ("en", "5 February 2024", "5 Aug 2024"),
        ("vi", "05/02/2024", "05/8/2024"),
        ("ja", "2024年2月5日", "2024年8月5日"),
    ],
)
def test_days_of_early_months_and_in_narrow_places(lang, february, short):
    assert words(lang).date("2024-02-05") == february
    assert words(lang).short_date("2024-08-05") == short


@pytest.mark.parametrize(
    ("lang", "place", "sentences", "clauses", "names"),
    [
        ("en", "A, B, C", "A. B. C.", "A; B; C", "A and B; C"),
        ("vi", "A, B, C", "A. B. C.", "A; B; C", "A and B; C"),
        ("ja", "CBA", "A.B.C.", "A／B／C", "A and B、C"),
    ],
)
def test_how_a_language_joins_names_sentences_and_clauses(lang, place, sentences, clauses, names):
    localizer = words(lang)
    assert localizer.place(["A", "B", "C"]) == place
    assert localizer.place(["A"]) == "A"
    assert localizer.sentences(["A.", "B.", "C."]) == sentences
    assert localizer.clauses(iter(["A", "B", "C"])) == clauses
    assert localizer.names(["A and B", "C"]) == names
    assert localizer.clauses([]) == localizer.names([]) == localizer.sentences([]) == ""


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
Key = tuple[str | None, Message]


def pybabel(command: str, *arguments: object) -> None:
    CommandLineInterface().run(["pybabel", "--quiet", command, *map(str, arguments)])


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """All messages of the program, as `make messages` extracts them."""
    file = tmp_path_factory.mktemp("messages") / "messages.pot"
    pybabel(
        "extract",
        "--mapping-file",
        ROOT / "pyproject.toml",
        *("--no-location", "--sort-output", "--width", 100, "-o", file, ROOT),
    )
    return file


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
            elif name == "pgettext" and len(texts) == 2:
                found.add(texts[1])
            elif name in DEFAULT_KEYWORDS and name not in ("ngettext", "pgettext") and texts:
                found.add(texts[0])
    return found


def po(lang: str) -> Catalog:
    return read(CATALOGUES / lang / "dashboard.po", lang)


def read(file: Path, lang: str | None = None) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=lang, abort_invalid=True)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def shown(messages: Iterable[object]) -> str:
    return "\n".join(sorted(map(str, messages)))


def keys(catalogue: Catalog) -> set[Key]:
    return {
        (each.context, each.id if isinstance(each.id, str) else tuple(each.id))
        for each in catalogue
        if each.id
    }


def test_babel_finds_every_message(template):
    """An f-string hides a call inside it from the extraction, on Python before 3.12."""
    extracted = {message for _, message in keys(read(template))}
    assert len(marked()) > 100
    assert not marked() - extracted, shown(marked() - extracted)


def test_a_title_of_a_column_is_a_message():
    package = {"resources": [{"schema": {"fields": [{"title": "Date"}, {}]}}, {"title": "Land"}]}
    found = titles.extract(io.BytesIO(json.dumps(package).encode()), (), (), {})
    assert [message for _, _, message, _ in found] == ["Date"]


def test_each_language_but_that_of_the_code_has_a_catalogue():
    assert {path.parent.name for path in CATALOGUES.glob("*/*.po")} == set(TRANSLATED)
    assert list(LANGUAGES) == ["en", "vi", "ja"]
    assert LANGUAGES["vi"] == "Tiếng Việt"


def test_the_data_speak_the_languages_of_the_program():
    assert strategies.data().languages == tuple(LANGUAGES)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_message_is_missing_and_none_unused(lang, template):
    catalogue = po(lang)
    extracted, present = keys(read(template)), keys(catalogue)
    assert not extracted - present, shown(extracted - present)
    assert not present - extracted, shown(present - extracted)
    assert not catalogue.obsolete, shown(set(catalogue.obsolete))


@pytest.mark.parametrize("lang", TRANSLATED)
def test_an_update_without_changes_leaves_the_file_as_it_is(lang, template, tmp_path):
    before = (CATALOGUES / lang / "dashboard.po").read_bytes()
    copy = shutil.copy(CATALOGUES / lang / "dashboard.po", tmp_path)
    options = ("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date")
    pybabel("update", "-i", template, "-o", copy, "-l", lang, *options, "--width", 100)
    assert Path(copy).read_bytes() == before, "run `make messages`"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_message_is_translated(lang):
    missing: set[Message] = set()
    for each in po(lang):
        forms = [each.string] if isinstance(each.string, str) else list(each.string or ())
        if each.id and (each.fuzzy or not all(forms)):
            missing.add(each.id if isinstance(each.id, str) else tuple(each.id))
    assert not missing, f"{len(missing)} messages:\n{shown(missing)}"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_translations_have_the_placeholders_of_the_message(lang):
    for each in po(lang):
        if not each.id:
            continue
        source = each.id if isinstance(each.id, str) else each.id[-1]
        forms = [each.string] if isinstance(each.string, str) else list(each.string or ())
        for form in filter(None, forms):
            assert placeholders(form) == placeholders(source), source
