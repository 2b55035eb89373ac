"""The way of an article through the parts of the reader."""

from datetime import date
from functools import lru_cache

from lib.facts.dataset import Dataset
from lib.reading import dates
from lib.reading import published as publishing
from lib.reading.article import Article
from lib.reading.atlas import Atlas
from lib.reading.drafting import Drafter
from lib.reading.drafts import Draft, Reading
from lib.reading.existing import Records
from lib.reading.language import language_of
from lib.reading.layout import lay_out
from lib.reading.likely import Likely
from lib.reading.linking import Linker
from lib.reading.mentions import mentions
from lib.reading.take_in import taken_in
from lib.reading.text import Text, prepared
from lib.reading.trouble import Trouble, Unreadable
from lib.reading.words import Marked, form


def read_article(
    source: str | bytes, *, published: date | None, data: Dataset, name: str
) -> Reading:
    """See `lib.reading.read`."""
    try:
        found = taken_in(source, name)
    except Unreadable as error:
        return Reading("", published, "", "", (), error.trouble)
    text = prepared(found.text)
    lang = language_of(text)
    if not lang:
        return Reading("", published, "", found.text, (), Trouble.LANGUAGE)
    article = _article(text, lang, published or found.published, data)
    linker = Linker(article)
    told = linker.told()
    records = _records(data)
    likely = Likely(article, linker.topics, told, linker.rows, records)
    drafts = Drafter(article, told, records, likely).drafts()
    title = article.layout.title
    shown = text.original[slice(*text.span(*title))].strip() if title else ""
    return Reading(lang, article.shown, shown, text.original, tuple(drafts))


def _article(text: Text, lang: str, day: date | None, data: Dataset) -> Article:
    marked = Marked(text, lang)
    layout = lay_out(marked)
    plain, flat = form(text, lang)
    written = dates.written(plain, lang, flat=flat)
    found = mentions(marked, _atlas(data), layout)
    # 十日町 is no tenth.
    written = [
        one for one in written if not any(m.start < one.end and one.start < m.end for m in found)
    ]
    day = day or publishing.published(text, layout, written)
    about = day or publishing.issued(text, layout, written)
    written = [
        one for one in written
        if not publishing.in_dateline(text, layout, one)
        and not publishing.closes_title(text, layout, one)
    ]  # fmt: skip
    return Article(marked, layout, found, written, about, shown=day)


@lru_cache(maxsize=2)
def _atlas(data: Dataset) -> Atlas:
    return Atlas(data)


@lru_cache(maxsize=2)
def _records(data: Dataset) -> Records:
    return Records(data)


__all__ = ["Draft", "read_article"]
