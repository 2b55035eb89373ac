"""“Suggest a correction”: a link that opens a filled-in mail or issue, and posts nothing itself."""

from typing import Any

from lib.facts.dataset import Dataset
from lib.language.i18n import Localizer
from lib.site import config
from lib.site.correction_template import fill

# Mail programs and some browsers cut or refuse longer addresses.
MAX_LENGTH = 2000


def record_link(event: Any, dataset: Dataset, words: Localizer, url: str) -> str:
    """The link for one record; `event` is its row, `url` the record's own address."""
    _ = words.gettext
    key, lang = str(event.Index), words.lang
    # As signed, in either view: that is how the record stands in the tables.
    pair = dataset.pair_name(event.vn_signed, event.jp_signed, lang)
    title = str(getattr(event, f"title_{lang}"))
    facts = [f"{key} ({_('data version {version}').format(version=dataset.version)})", url, pair]
    subject = _("Correction to {record}").format(record=key)
    template = config.current().corrections
    # Percent-encoded Japanese is nine characters a letter: a long title gives way to the link.
    while True:
        link = fill(template, subject, _body([*facts, title], words))
        if len(link) <= MAX_LENGTH or len(title) < 2:
            return link
        title = title[: len(title) * 3 // 4].rstrip("…") + "…"


def general_link(dataset: Dataset, words: Localizer, url: str) -> str:
    """The link for what belongs to no record: one that is missing, or the data set as a whole."""
    _ = words.gettext
    facts = [_("data version {version}").format(version=dataset.version), url]
    return fill(
        config.current().corrections,
        _("Correction to Vietnam–Japan Local Partnerships"),
        _body(facts, words),
    )


def _body(facts: list[str], words: Localizer) -> str:
    _ = words.gettext
    asked = [_("What is wrong or missing:"), "", "", _("Source (address of a page):"), "", ""]
    return "\n".join([*facts, "", *asked])
