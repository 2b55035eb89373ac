"""Why something that was handed in cannot be read."""

from lib.language.i18n import N_
from lib.language.labels import LabelledEnum


class Trouble(LabelledEnum):
    """What is wrong with what was handed in; the definition tells a person what to do."""

    EMPTY = "empty", N_("No text"), N_("There is no text to read.")
    TOO_LARGE = (
        "too_large",
        N_("Too large"),
        N_("This is larger than an article. Please hand in the article alone, without its site."),
    )
    LOCKED = (
        "locked",
        N_("Password"),
        N_("The PDF file has a password. Please hand in a copy without one, or paste the text."),
    )
    PICTURES = (
        "pictures",
        N_("Pictures only"),
        N_("The PDF file has pictures of pages, but no text. Please paste the text."),
    )
    NO_ARTICLE = (
        "no_article",
        N_("No article on the page"),
        N_("The page has no article in it; its text may come by a script. Please paste the text."),
    )
    BROKEN = (
        "broken",
        N_("Damaged file"),
        N_("The file is damaged or is not what its name says. Please paste the text."),
    )
    ENCODING = (
        "encoding",
        N_("Unknown characters"),
        N_("The characters of the text cannot be told. Please save it as UTF-8, or paste it."),
    )
    FORMAT = (
        "format",
        N_("Unknown kind of file"),
        N_("Text, saved web pages (HTML) and PDF files can be read. Please paste the text."),
    )
    LANGUAGE = (
        "language",
        N_("Language"),
        N_("The text is in a language that is not read here, or too short to tell."),
    )


class Unreadable(Exception):
    """Raised for what cannot be read; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.definition)
        self.trouble = trouble
