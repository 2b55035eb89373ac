"""What an article was read as, on its way into the form: values, each with the words it stands on.

The text itself stays in the visitor's session while the form is open. What is sent of it are the
values that were taken, and the few words that they stand on, as what the source says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from lib import reading
from lib.facts.dataset import Dataset
from lib.inbox.draft import Draft
from lib.inbox.submission import LIMITS
from lib.language.i18n import LANGUAGES

Span = tuple[int, int]

# A value that is less sure than this is to be looked at before it is taken.
SURE = 0.7
# The page that is read is the first source of the form.
SOURCE = "sources.0"
_SAYS = f"{SOURCE}.supports"
_FIELDS = "event.fields"
# So much is quoted of the words of a value.
_QUOTED = 80


class Unreadable(ValueError):
    """Nothing could be read; its text (a message to translate) says why."""


class Act(StrEnum):
    """What a visitor does with a value that was read."""

    TAKE = "take"
    CHANGE = "change"
    DROP = "drop"


@dataclass(frozen=True)
class Found:
    """A value for a field of the form, and where it stands in the text (code points).

    Of a field that takes several, such as the fields of cooperation, each is a value by itself.
    """

    path: str
    cell: str
    spans: tuple[Span, ...]
    sure: bool

    @property
    def id(self) -> str:
        """What tells it from all other values of its draft."""
        return f"{self.path}:{self.cell}"


@dataclass(frozen=True)
class ReadDraft:
    """One act that the article tells of; `record` is the one that it is here already, or ""."""

    found: tuple[Found, ...]
    record: str = ""

    def cell(self, path: str) -> str:
        """The first value of a field; "" where nothing was read."""
        return next((each.cell for each in self.found if each.path == path), "")


@dataclass(frozen=True)
class Segment:
    """A piece of the text, with the ids of the values that stand on it, the narrowest last."""

    text: str
    ids: tuple[str, ...]


@dataclass
class Article:
    """An article in the form: what was read of it, and what the visitor has done with that."""

    text: str
    lang: str
    source: Draft
    drafts: tuple[ReadDraft, ...]
    chosen: int = 0
    acts: dict[tuple[int, str], Act] = field(default_factory=dict)
    sent: set[int] = field(default_factory=set)
    said: str = ""

    @property
    def draft(self) -> ReadDraft:
        """The draft that is looked at."""
        return self.drafts[self.chosen]

    def act(self, found: Found) -> Act | None:
        """What was done with a value of the draft that is looked at."""
        return self.acts.get((self.chosen, found.id))

    def taken(self, number: int | None = None) -> list[Found]:
        """The values that the form has of a draft, changed ones too; of that looked at if None."""
        number = self.chosen if number is None else number
        acts = (Act.TAKE, Act.CHANGE)
        return [
            each for each in self.drafts[number].found if self.acts.get((number, each.id)) in acts
        ]


def read(content: str | bytes, name: str, data: Dataset, published: date | None = None) -> Article:
    """What is read of a text, or of a page or PDF called `name`; raises Unreadable.

    `published` is the day of publication, where it is known beside the text. The first call loads
    the reader and its word lists.
    """
    found = reading.read(content, published=published, data=data, name=name)
    if found.trouble:
        raise Unreadable(found.trouble.definition)
    source = {f"{SOURCE}.lang": found.lang} if found.lang else {}
    if found.published:
        source[f"{SOURCE}.published"] = found.published.isoformat()
    drafts = tuple(_draft(each, found.lang) for each in found.drafts)
    return Article(found.text, found.lang, source, drafts)


def _draft(draft: reading.Draft, lang: str) -> ReadDraft:
    found = [
        Found(f"event.{column}", value.value, value.spans, value.sure >= SURE)
        for column, value in _values(draft)
        # A title in a language that the data set does not have would be one more to translate.
        if column != "title" or lang in LANGUAGES
    ]
    return ReadDraft(tuple(found), draft.existing.value if draft.existing else "")


def _values(draft: reading.Draft) -> Iterator[tuple[str, reading.Value]]:
    """The values of a draft by column, in the order of the form."""
    named = {"vn_id": draft.vn, "jp_id": draft.jp, "kind": draft.kind, "date": draft.date}
    yield from ((column, value) for column, value in named.items() if value)
    if draft.title:
        yield "title", draft.title
    yield from (("fields", value) for value in draft.fields)
    for column in ("signatory", "vn_party", "jp_party", "valid_until", "status"):
        if value := getattr(draft, column):
            yield column, value


def segments(text: str, found: Iterable[Found]) -> list[Segment]:
    """The text cut where values begin and end; joined again it is the text."""
    found = list(found)
    cuts = {0, len(text)}
    for each in found:
        cuts |= {min(max(place, 0), len(text)) for span in each.spans for place in span}
    ends = sorted(cuts)
    pieces = []
    for start, end in pairwise(ends):
        here = {each.id: size for each in found if (size := _covering(each, start, end))}
        ids = sorted(here, key=lambda key: -here[key])
        pieces.append(Segment(text[start:end], tuple(ids)))
    return pieces


def _covering(found: Found, start: int, end: int) -> int:
    """The length of the words of a value that hold a piece of the text; 0 where none do."""
    return min(
        (last - first for first, last in found.spans if first <= start < end <= last), default=0
    )


def quoted(text: str, found: Found) -> str:
    """The words that a value stands on, in one line and not too long."""
    words = " … ".join(" ".join(text[start:end].split()) for start, end in sorted(found.spans))
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"


def with_value(draft: Mapping[str, str], found: Found) -> str:
    """The text of the value's field once it is taken."""
    if found.path != _FIELDS:
        return found.cell
    given = [code for code in draft.get(found.path, "").split(";") if code]
    return ";".join(dict.fromkeys([*given, found.cell]))


def without_value(draft: Mapping[str, str], found: Found) -> str:
    """The text of the value's field once it is dropped: what else stands there stays."""
    given = draft.get(found.path, "").split(";")
    if found.path != _FIELDS:
        return "" if given == [found.cell] else draft.get(found.path, "")
    return ";".join(code for code in given if code and code != found.cell)


def says(article: Article, labels: Mapping[str, str], draft: Mapping[str, str]) -> Draft:
    """What the source says, by the words of what was taken; nothing where the visitor wrote it.

    `labels` name the columns.
    """
    if draft.get(_SAYS, "") not in ("", article.said):
        return {}
    words: dict[str, list[str]] = {}
    for each in article.taken():
        if each.spans:
            words.setdefault(each.path, []).append(f"“{quoted(article.text, each)}”")
    parts = [
        f"{labels[path.partition('.')[2]]}: {', '.join(dict.fromkeys(each))}"
        for path, each in words.items()
    ]
    most = LIMITS["sources.supports"]
    while parts and len("; ".join(parts)) > most:
        parts.pop()
    article.said = "; ".join(parts)
    return {_SAYS: article.said}
