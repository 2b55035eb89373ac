"""“Suggest a correction”: a letter to copy, or to open as mail or issue; nothing is posted here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lib.facts.dataset import Dataset
from lib.language.i18n import Localizer
from lib.site import config
from lib.site.correction_template import DEFAULT, fill

# Mail programs and some browsers cut or refuse longer addresses.
MAX_LENGTH = 2000


@dataclass(frozen=True)
class Letter:
    """A message to complete and send: by a link, or as a text that is copied."""

    subject: str
    body: str

    @property
    def text(self) -> str:
        """Subject and body, to copy."""
        return f"{self.subject}\n\n{self.body}"

    @property
    def link(self) -> str:
        """The link that opens it in a mail program or on the page for corrections."""
        return fill(config.current().corrections, self.subject, self.body)


def addressee() -> str:
    """To whom corrections go: a mail address, or the host of a page; "" where none is set up."""
    template = config.current().corrections
    if template == DEFAULT:
        return ""
    parts = urlsplit(template)
    return parts.path if parts.scheme == "mailto" else str(parts.hostname)


def record_letter(event: Any, dataset: Dataset, words: Localizer, url: str) -> Letter:
    """The letter on one record; `event` is its row, `url` the record's own address."""
    return _of_record(event, str(getattr(event, f"title_{words.lang}")), dataset, words, url)


def _of_record(event: Any, title: str, dataset: Dataset, words: Localizer, url: str) -> Letter:
    _ = words.gettext
    key = str(event.Index)
    # As signed, in either view: that is how the record stands in the tables.
    pair = dataset.pair_name(event.vn_signed, event.jp_signed, words.lang)
    facts = [f"{key} ({_('data version {version}').format(version=dataset.version)})", url, pair]
    return Letter(_("Correction to {record}").format(record=key), _body([*facts, title], words))


def record_link(event: Any, dataset: Dataset, words: Localizer, url: str) -> str:
    """The link for one record; `event` is its row, `url` the record's own address."""
    title = str(getattr(event, f"title_{words.lang}"))
    # Percent-encoded Japanese is nine characters a letter: a long title gives way to the link.
    while True:
        link = _of_record(event, title, dataset, words, url).link
        if len(link) <= MAX_LENGTH or len(title) < 2:
            return link
        title = title[: len(title) * 3 // 4].rstrip("…") + "…"


def general_letter(dataset: Dataset, words: Localizer, url: str, of: str = "") -> Letter:
    """The letter on what belongs to no record: one that is missing, or the data set as a whole.

    `of` says of what place or list, if of one.
    """
    _ = words.gettext
    facts = [_("data version {version}").format(version=dataset.version), url, *filter(None, [of])]
    return Letter(_("Correction to Vietnam–Japan Local Partnerships"), _body(facts, words))


def _body(facts: list[str], words: Localizer) -> str:
    _ = words.gettext
    asked = [_("What is wrong or missing:"), "", "", _("Source (address of a page):"), "", ""]
    return "\n".join([*facts, "", *asked])
