"""What a visitor has put into the form, and what it amounts to in this run.

Wish and record stand in the address, so that a link opens the form on them. The texts are kept in
the session under the paths of `lib.inbox.draft`, apart from the widgets that show them: they stay
when another page is looked at, another language is chosen, or another wish.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from uuid import uuid4

import streamlit as st
from pydantic import ValidationError

from lib.facts.dataset import Dataset
from lib.inbox import draft as drafts
from lib.inbox import judge, submission
from lib.inbox.draft import Draft, Raw
from lib.inbox.from_article import SOURCE, Article
from lib.inbox.submission import Problem, Proposal, Refused, Wish
from lib.site import store
from lib.site.view import View
from lib.ui import address, again

_KEPT = "contribution"
# An article beside a submission, for a curator: a form of its own, of which only that is shown.
_BESIDE = "curating_article_form"
# Which of them was drawn last, which is the one that callbacks are of.
_DRAWN = "contribution_drawn"
TRAP = "c_home_page"
_PLACES = {f"event.{name}" for name in drafts.PLACES}


@dataclass(frozen=True)
class Unclear:
    """A name that was typed into a list of places, and whom it can mean."""

    text: str
    offered: tuple[str, ...]
    # How many more it can mean.
    others: int = 0


@dataclass
class Kept:
    """What stays in the session: the texts, and which fields their messages are shown at."""

    draft: Draft = field(default_factory=dict)
    origin: tuple[str, ...] = ()
    touched: set[str] = field(default_factory=set)
    tried: bool = False
    # Per field: the language that its widget was drawn in, and how often it was replaced.
    drawn: dict[str, tuple[str, int]] = field(default_factory=dict)
    unclear: dict[str, Unclear] = field(default_factory=dict)
    # So that what is sent twice, by two clicks or after a lost connection, arrives once.
    client_id: str = field(default_factory=lambda: uuid4().hex)
    # The private token of what this adds to, where it was sent before.
    adding: str = ""
    before: "Kept | None" = None
    failed: str = ""
    article: Article | None = None
    # The submission that it stands beside, for a curator; "" on the page for contributions.
    beside: str = ""


@dataclass(frozen=True, eq=False)
class Form:
    """The form as it stands in a run."""

    view: View
    wish: Wish
    record: str
    kept: Kept

    @property
    def draft(self) -> Draft:
        """The texts by field; written to by widgets alone."""
        return self.kept.draft

    @property
    def data(self) -> Dataset:
        """The data set as signed, which is how records stand in the files."""
        return store.dataset(self.view.viewpoint.edition)

    @property
    def written(self) -> str:
        """The language in which the sender writes."""
        return self.draft.get("lang") or self.view.lang

    @cached_property
    def present(self) -> Mapping[str, str]:
        """The cells of the record as they are now; none without one."""
        return drafts.present(self.data, self.record, self.written) if self.record else {}

    @cached_property
    def raw(self) -> Raw:
        """What would be sent."""
        return drafts.raw(
            self.draft,
            self.wish,
            record=self.record,
            lang=self.view.lang,
            present=self.present,
            data=self.data,
        )

    @cached_property
    def _judged(self) -> tuple[Proposal | None, tuple[Problem, ...]]:
        return _judge(self.view.viewpoint.edition, drafts.file(self.raw).decode())

    @property
    def proposal(self) -> Proposal | None:
        """What would be sent, checked in its form; None where it cannot be."""
        return self._judged[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong or odd of it."""
        return self._judged[1]

    @property
    def errors(self) -> list[Problem]:
        """What keeps it from being sent."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def put(self, name: str, make: Callable[[], None], typed: str = "") -> None:
        """Put a part of the form on the page: while it holds nothing but the places of a link, as
        it was put there before. What somebody has written is kept in no part, nor what the widget
        with the key `typed` holds.
        """
        now, draft = self.kept, self.draft
        begun = now.touched or now.tried or now.unclear or now.adding or now.article
        begun = begun or now.beside or (typed and st.session_state.get(typed))
        if begun or not _PLACES.issuperset(draft):
            make()
            return
        of = (name, self.view, self.wish, self.record, bool(now.before), *sorted(draft.items()))
        again.put((*of, *address.followed()), make)

    def at(self, path: str) -> list[Problem]:
        """The problems to show at a field: those of one that was filled in, or of all once
        sending was tried.
        """
        if not self.kept.tried and path not in self.kept.touched:
            return []
        return [problem for problem in self.problems if problem.field == path]


@lru_cache(maxsize=256)
def _judge(edition: str, sent: str) -> tuple[Proposal | None, tuple[Problem, ...]]:
    raw = drafts.read_file(sent.encode())
    proposal: Proposal | None
    told: list[Problem] = []
    try:
        proposal = submission.read(raw)
    except Refused as refused:
        told = refused.problems
        proposal = _as_far_as(raw, told)
    if proposal is None:
        return None, tuple(told)
    known = {problem.field for problem in told}
    found = judge.problems(store.dataset(edition), proposal)
    return proposal, (*told, *(each for each in found if each.field not in known))


def _as_far_as(raw: Raw, told: list[Problem]) -> Proposal | None:
    """What is sound of a form that is not filled in yet, so that it is judged and compared too.

    What is missing besides what `told` has is added to it. None if nothing can be made of it.
    """
    sound = drafts.without(raw, [problem.field for problem in told])
    try:
        submission.read(sound)
    except Refused as refused:
        known = {problem.field.partition(".")[0] for problem in told} | {p.field for p in told}
        # A change that cannot be read yet is one all the same: none has to be named in the note.
        known |= {"note"} if "event" in known else set()
        told += [problem for problem in refused.problems if problem.field not in known]
    try:
        return Proposal.model_validate(sound)
    except ValidationError:
        return None


def current(view: View) -> Form:
    """The form as the address and the session have it; begun anew where a link asks for another
    record or pair than before.
    """
    wish = Wish(str(address.setting("wish")))
    record = str(address.setting("record") or "")
    pair = {side: view.chosen[side][0] for side in ("vn", "jp") if len(view.chosen[side]) == 1}
    origin = (record, *pair.values())
    st.session_state[_DRAWN] = _KEPT
    kept: Kept | None = st.session_state.get(_KEPT)
    if kept is None or kept.origin != origin:
        begun = kept if kept is not None and drafts.is_begun(kept.draft) else None
        kept = begin(origin, pair, begun)
    return Form(view, wish, record if wish in drafts.OF_RECORD else "", kept)


def begin(
    origin: tuple[str, ...] = (), pair: Mapping[str, str] | None = None, before: Kept | None = None
) -> Kept:
    """An empty form, with the places that the address names; `before` can be gone back to."""
    kept = Kept(origin=origin, before=before)
    st.session_state[_DRAWN] = _KEPT
    kept.draft |= {f"event.{side}_id": key for side, key in (pair or {}).items()}
    st.session_state[_KEPT] = kept
    return kept


def beside(view: View, number: str) -> Form:
    """The form behind the article that a curator reads beside a submission; each has its own."""
    st.session_state[_DRAWN] = _BESIDE
    found: Kept | None = st.session_state.get(_BESIDE)
    if found is None or found.beside != number:
        found = Kept(origin=("",), beside=number)
        st.session_state[_BESIDE] = found
    return Form(view, Wish.NEW, "", found)


def go_on() -> None:
    """Make the form behind such an article that of the page for contributions, which is then a new
    one; what had been begun there can be gone back to.
    """
    found: Kept = st.session_state.pop(_BESIDE)
    own: Kept | None = st.session_state.get(_KEPT)
    found.beside = ""
    found.before = own if own is not None and drafts.is_begun(own.draft) else None
    st.session_state[_KEPT] = found
    st.session_state[_DRAWN] = _KEPT


def begin_after_sending() -> None:
    """An empty form; an article of which other acts are left stays, with the page it stands on."""
    before = kept()
    begin(("",))
    article = before.article
    if article is None:
        return
    article.sent.add(article.chosen)
    left = [each for each in range(len(article.drafts)) if each not in article.sent]
    if left:
        article.chosen, article.said, now = left[0], "", kept()
        now.article = article
        now.draft |= {
            path: text
            for path, text in before.draft.items()
            if path.startswith(f"{SOURCE}.") and path != f"{SOURCE}.supports"
        }


def about(record: str, wish: Wish) -> None:
    """Go on with a record that is here, with what was written so far."""
    now = kept()
    address.set_parameter("wish", str(wish))
    address.set_parameter("record", record)
    now.origin = (record, *now.origin[1:])
    now.tried = False


def kept() -> Kept:
    """What stays in the session; for callbacks, which run before the page."""
    found: Kept = st.session_state.setdefault(st.session_state.get(_DRAWN, _KEPT), Kept())
    return found


def restore() -> None:
    """Go back to what had been begun before a link led to another record."""
    now = kept()
    if now.before is not None:
        now.before.origin = now.origin
        st.session_state[_KEPT] = now.before


def load(sent: Raw) -> None:
    """Put what a kept file holds into the form, and wish and record into the address."""
    now = kept()
    now.draft.clear()
    now.draft.update(drafts.of_raw(sent))
    now.touched |= set(now.draft)
    address.set_parameter("wish", str(sent["wish"]))
    record = str(sent.get("record") or "")
    address.set_parameter("record", record or None)
    now.origin = (address.given("record") or "", *now.origin[1:])


@again.asked
def filled(path: str, value: object, lang: str) -> str:
    """Have the widget of a field show `value`; its key.

    One that must show something else than was set on it, or in another language, is replaced.
    """
    now = kept()
    before, replaced = now.drawn.get(path, (lang, 0))
    key = _key(path, replaced)
    if before != lang or st.session_state.get(key, value) != value:
        replaced += 1
        key = _key(path, replaced)
    now.drawn[path] = (lang, replaced)
    st.session_state[key] = value
    return key


def _key(path: str, replaced: int) -> str:
    name = f"c_{path.replace('.', '_')}"
    return f"{name}-{replaced}" if replaced else name


def put(path: str, key: str) -> None:
    """Take over what was set on the widget of a field."""
    now = kept()
    if key != _key(path, now.drawn.get(path, ("", 0))[1]):
        return
    value = st.session_state[key]
    write(path, ";".join(value) if isinstance(value, list) else str(value or ""))


def write(path: str, text: str) -> None:
    """Set the text of a field."""
    now = kept()
    now.draft[path] = text
    now.touched.add(path)
    now.failed = ""


def trapped() -> bool:
    """Whether the field was filled in that no person sees."""
    return bool(st.session_state.get(TRAP))


def trap(label: str) -> None:
    """A field that style hides from people, by eye, keyboard and screen reader alike."""
    with st.container(key="contribution_trap"):
        st.text_input(label, key=TRAP, autocomplete="off")


def release() -> None:
    """Empty the field that no person sees."""
    st.session_state[TRAP] = ""
