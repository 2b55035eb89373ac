"""What a view, record, pair or locality is called where only a few words and a picture fit."""

from dataclasses import dataclass

from lib.api.request import ApiRequest
from lib.counting import signings
from lib.facts.localities import SIDES, pair_ends
from lib.facts.rows import row as row_of
from lib.filter.filters import Filter
from lib.site import identity
from lib.site.pages import Page


@dataclass(frozen=True)
class Preview:
    """A title, what is said under it in lines, and the view whose map shows it.

    `key` is the record, pair or locality that it is of, if any.
    """

    title: str
    lines: tuple[str, ...]
    view: ApiRequest
    key: str = ""

    @property
    def summary(self) -> str:
        """The lines as one text."""
        ended = (line if line.endswith((".", "。")) else f"{line}." for line in self.lines)
        return self.view.words.sentences(ended)


def of(view: ApiRequest, key: str) -> Preview | None:
    """The preview of a record, a pair or a locality; None if there is none of this name."""
    if key in view.dataset.events.index:
        return _record(view, key)
    ends = pair_ends(key) if "~" in key else (key,)
    if not all(end in view.dataset.localities.index for end in ends):
        return None
    own = _filtered(view, *ends)
    title = " – ".join(view.dataset.full_name(end, view.lang) for end in ends)
    return Preview(title, (_counts(own),), own, key)


def of_view(view: ApiRequest, page: Page | None = None) -> Preview:
    """The preview of a page, or of the site, with the filter of a view."""
    _ = view.words.gettext
    purpose = (_(page.purpose),) if page else ()
    title = _(page.title if page else identity.NAME)
    if view.chosen and (page is None or page.filtered):
        return Preview(title, (view.sentence, _counts(view), *purpose), view)
    return Preview(title, (*purpose, _counts(view)), view)


def _record(view: ApiRequest, key: str) -> Preview:
    words, dataset, lang = view.words, view.dataset, view.lang
    event = row_of(dataset.events, key)
    day = signings.when(event, words)
    pair = dataset.pair_name(event.vn_id, event.jp_id, lang)
    kind = dataset.label("kinds", event.kind, lang)
    title = str(getattr(event, f"title_{lang}"))
    own = _filtered(view, event.vn_id, event.jp_id)
    facts = (pair, day, kind, *signings.marks(event, words))
    return Preview(title, (" · ".join(facts),), own, key)


def _filtered(view: ApiRequest, *localities: str) -> ApiRequest:
    """A view of what localities hold."""
    values = {side: [k for k in localities if k.startswith(f"{side}-")] for side in SIDES}
    own = view.filtered(Filter.of(values))
    assert isinstance(own, ApiRequest)
    return own


def _counts(view: ApiRequest) -> str:
    words, events = view.words, view.events
    documents = int(events["signed"].sum())
    parts = (
        words.ngettext("{count} record", "{count} records", len(events)),
        words.ngettext("{count} signed document", "{count} signed documents", documents),
    )
    return words.clauses(parts)
