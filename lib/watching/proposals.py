"""What a page tells, as proposals for the inbox: one for each act that it tells of."""

from collections.abc import Iterator

from lib.facts.dataset import Dataset
from lib.inbox import draft as drafts
from lib.inbox import from_article, known_pages, submission
from lib.inbox.from_article import Act, Article
from lib.inbox.submission import Proposal, Wish
from lib.language.i18n import LANGUAGES, SOURCE
from lib.watching.entries import Entry
from lib.watching.wire import Answer, Trouble

MOST = 6
"""Acts of one page; a page with more is a list of pages."""
# The media types that can be read -> the end of a file's name by which the reader knows them.
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "": "html",
}

_LABELS = {column: column.removesuffix("_id").replace("_", " ") for column in drafts.COLUMNS}


def proposals(entry: Entry, answer: Answer, data: Dataset, office: str) -> list[Proposal]:
    """One proposal for each act between two localities that a page tells of, in its order.

    Raises Trouble where the page cannot be read, and `problem.Refused` where what it tells cannot
    be taken in.
    """
    if answer.kind not in _KINDS:
        raise Trouble(f"{answer.kind} is not read")
    name = f"page.{_KINDS[answer.kind]}"
    try:
        article = from_article.read(answer.body, name, data, published=entry.published)
    except from_article.Unreadable as why:
        raise Trouble(f"not read: {why}") from None
    found = [number for number, each in enumerate(article.drafts) if _names_both(each)]
    if len(found) > MOST:
        raise Trouble(f"{len(found)} acts: this is a list of pages")
    return [_proposal(article, number, entry, data, office) for number in found]


def _names_both(draft: from_article.ReadDraft) -> bool:
    return bool(draft.record or (draft.cell("event.vn_id") and draft.cell("event.jp_id")))


def _proposal(article: Article, number: int, entry: Entry, data: Dataset, office: str) -> Proposal:
    """An act as the form would send it once all of its values are taken."""
    article.chosen = number
    known = {"sources.0.publisher": office} | _known(entry.url, data)
    flat = known | {path: text for path, text in article.source.items() if text}
    for each in article.draft.found:
        article.acts[number, each.id] = Act.TAKE
        flat[each.path] = from_article.with_value(flat, each)
    flat |= from_article.says(article, _LABELS, flat)
    title = flat.get("event.title") or entry.title
    lang = article.lang if article.lang in LANGUAGES else SOURCE
    flat |= {
        "lang": lang,
        "event.title": title,
        "sources.0.title": entry.title or title,
        "note": "\n".join(_note(article, entry, office)),
    }
    most = submission.LIMITS
    record = article.draft.record
    raw = drafts.raw(
        {path: text[: most.get(_field(path), len(text))] for path, text in flat.items()},
        Wish.SOURCE if record else Wish.NEW,
        record=record,
        lang=lang,
        present={},
        data=data,
    )
    return submission.read(raw)


def _field(path: str) -> str:
    return path.replace(".0.", ".")


def _known(url: str, data: Dataset) -> dict[str, str]:
    """The cells of the source: its address, and what is known of its host."""
    known = {**known_pages.about(url, data, SOURCE), "url": url}
    return {f"sources.0.{name}": known[name] for name in drafts.OF_SOURCE if known.get(name)}


def _note(article: Article, entry: Entry, office: str) -> Iterator[str]:
    yield f"Found on a list of {office}, and read by the program alone."
    if unsure := [each.path.partition(".")[2] for each in article.draft.found if not each.sure]:
        yield f"Doubtful: {', '.join(dict.fromkeys(unsure))}."
    if article.lang not in LANGUAGES:
        yield f"The page is in another language ({article.lang}), and so is the title."
    if not any(each.path == "event.title" for each in article.draft.found) and entry.title:
        yield "The title is that of the page."
