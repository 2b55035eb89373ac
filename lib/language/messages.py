"""`python -m lib.messages`: bring the translation catalogues up to date with the code.

New messages come in untranslated, unused ones go; the tests fail until each is translated.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from lib.language.i18n import CATALOGUES, LANGUAGES

ROOT = Path(__file__).parent.parent
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_FOLDERS = ("lib", "pages")


def extracted() -> Catalog:
    """All messages in the code, without a language."""
    catalogue = Catalog(project="Vietnam–Japan Local Partnerships", charset="utf-8")
    for message in _messages():
        catalogue.add(message)
    return catalogue


def _messages() -> Iterator[str | tuple[str, ...]]:
    for folder in _FOLDERS:
        found = extract_from_dir(ROOT / folder, keywords=_KEYWORDS)
        for _file, _line, message, _comments, _context in found:
            if message:
                yield message


def read(lang: str) -> Catalog:
    """The catalogue of a language as it stands in the repository."""
    with (CATALOGUES / lang / "dashboard.po").open("rb") as file:
        return read_po(file, locale=lang)


def update(lang: str) -> Catalog:
    """The catalogue of a language with the messages of the code; English says them as they are."""
    catalogue = read(lang)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    # No names and no times: a run without changes leaves the file as it was.
    catalogue.header_comment = f"# {LANGUAGES[lang]}, Vietnam–Japan Local Partnerships."
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 11, 22, tzinfo=UTC)
    catalogue.last_translator = catalogue.language_team = ""
    catalogue.msgid_bugs_address = ""
    catalogue.version = ""
    if lang == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def main() -> None:
    for lang in LANGUAGES:
        catalogue = update(lang)
        with (CATALOGUES / lang / "dashboard.po").open("wb") as file:
            write_po(file, catalogue, width=100, no_location=True, sort_output=True)
        missing = sum(1 for message in catalogue if message.id and not _translated(message))
        print(f"{lang}: {len(catalogue)} messages, {missing} to translate")


def _translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return bool(forms) and all(forms)


if __name__ == "__main__":
    main()
