"""Which submissions are looked at: the filters of the queue, the list, and which one is open."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import streamlit as st

from lib.inbox import desk
from lib.inbox.desk import Asked
from lib.inbox.states import OPEN, Item, State
from lib.inbox.submission import Wish
from lib.language.i18n import LANGUAGES, N_
from lib.site import config
from lib.site.view import View
from lib.ui import address, browser, markup
from lib.ui.contributions import places as place_list
from lib.ui.contributions.steps import WISHES
from lib.ui.curating import access, writing

_STATES: dict[str, tuple[tuple[State, ...], str]] = {
    "open": (OPEN, N_("Open")),
    "asked": ((State.ASKED,), N_("Asked back")),
    "accepted": ((State.ACCEPTED,), N_("Accepted")),
    "rejected": ((State.REJECTED,), N_("Not accepted")),
    "published": ((State.PUBLISHED,), N_("Published in the data")),
    "withdrawn": ((State.WITHDRAWN,), N_("Withdrawn")),
}
_AGES = {7: N_("Older than a week"), 30: N_("Older than a month"), 90: N_("Older than 3 months")}
_SHOWN, _STATE, _FILTERS = 50, "queue_state", "queue_filters"


def asked(view: View) -> Asked:
    """What the filters ask for; draws them."""
    _ = view.words.gettext
    counts = desk.counts()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        state = _chosen_state(counts, view)
        if not browser.phone():
            st.button(_("Filter"), key="curating_F", shortcut="F", on_click=_filter)
    with st.expander(_("Filter the queue"), key=_FILTERS, on_change="rerun"):
        places = st.multiselect(
            _("Place"),
            list(view.dataset.localities.index),
            key="queue_place",
            format_func=lambda key: view.dataset.full_name(key, view.lang),
            placeholder=_("Any"),
        )
        kinds = st.multiselect(
            _("Kind"),
            list(view.dataset.kinds.index),
            key="queue_kind",
            format_func=lambda code: view.dataset.label("kinds", code, view.lang),
            placeholder=_("Any"),
        )
        wishes = st.multiselect(
            _("Kind of contribution"),
            list(Wish),
            key="queue_wish",
            format_func=lambda wish: _(WISHES[Wish(wish)]),
            placeholder=_("Any"),
        )
        langs = st.multiselect(
            _("Language"),
            list(LANGUAGES),
            key="queue_lang",
            format_func=LANGUAGES.__getitem__,
            placeholder=_("Any"),
        )
        age = st.selectbox(
            _("Age"),
            list(_AGES),
            index=None,
            key="queue_age",
            format_func=lambda days: _(_AGES[days]),
            placeholder=_("Any"),
        )
    before = datetime.now(UTC) - timedelta(days=age) if age else None
    return Asked(
        _STATES[state][0], tuple(places), tuple(kinds), tuple(wishes), tuple(langs), before
    )


def _filter() -> None:
    """Open the filters, and go on in the first one."""
    st.session_state[_FILTERS] = True
    writing.into(_FILTERS)


def _chosen_state(counts: dict[State, int], view: View) -> str:
    """Which of the states is looked at, each with how many there are."""
    labels = {name: _state(name, counts, view) for name in _STATES}
    before = st.session_state.get(_STATE, next(iter(labels)))
    # A list whose labels have changed goes on showing the old one: it is replaced by a new list.
    chosen: str = st.selectbox(
        view.words.gettext("State"),
        list(labels),
        index=list(labels).index(before),
        key=f"{_STATE}:{'|'.join(labels.values())}",
        format_func=labels.__getitem__,
    )
    st.session_state[_STATE] = chosen
    return chosen


def _state(name: str, counts: dict[State, int], view: View) -> str:
    states, label = _STATES[name]
    count = view.words.number(sum(counts.get(state, 0) for state in states))
    return f"{view.words.gettext(label)} ({count})"


def shown(items: list[Item]) -> str | None:
    """The number of the submission that is open: the one in the address, else the first."""
    given = address.given("item")
    return given or (items[0].number if items else None)


def beside(items: Iterable[Item], number: str | None, step: int) -> str | None:
    """The number of the one that stands so many places after another; None if there is none."""
    numbers = [item.number for item in items]
    if number not in numbers:
        return numbers[0] if numbers else None
    at = numbers.index(number) + step
    return numbers[at] if 0 <= at < len(numbers) else None


def after(items: Iterable[Item], number: str) -> str | None:
    """The number of the one to go on with: the next, or else the one before."""
    return beside(items, number, 1) or beside(items, number, -1)


def go(number: str | None) -> None:
    """Open a submission; the first of the queue for None."""
    if number is None:
        st.query_params.pop("item", None)
    else:
        st.query_params["item"] = number


def listed(items: list[Item], number: str | None, view: View) -> None:
    """The queue as links, the one sent first at the top."""
    _ = view.words.gettext
    if not items:
        st.caption(_("Nothing waits here."))
        return
    lang = {"lang": [view.lang]} if address.given("lang") else {}
    rows = []
    for item in items[:_SHOWN]:
        here = "true" if item.number == number else None
        inner = markup.tag("strong", title(item, view)), markup.tag("span", told(item, view))
        rows.append(
            markup.tag(
                "li",
                markup.link(
                    markup.tag("span", *inner),
                    "curate",
                    {**lang, "item": [item.number]},
                    aria_current=here,
                ),
            )
        )
    title_ = _("Queue ({count})").format(count=view.words.number(len(items)))
    # On a phone the submission itself comes first.
    open_ = not browser.phone()
    with st.expander(title_, expanded=open_, key=f"queue_list_{open_:d}"):
        markup.show(markup.tag("ul", *rows, class_="vj-queue", aria_label=_("Queue")))
        if len(items) > _SHOWN:
            st.caption(
                view.words.ngettext(
                    "{count} more stands behind these.",
                    "{count} more stand behind these.",
                    len(items) - _SHOWN,
                )
            )


def title(item: Item, view: View) -> str:
    """What a submission is about: its title, else its pair, else its number."""
    return item.title or pair(item, view) or item.number


def pair(item: Item, view: View) -> str:
    """Both places in words, or the one that is named."""
    names = (place_list.name(key, view.dataset, view.words) for key in item.pair if key)
    return " – ".join(names)


def told(item: Item, view: View) -> str:
    """Number, wish, pair, language, day and who is at it, in a line."""
    _ = view.words.gettext
    parts = [
        item.number,
        _(WISHES[item.wish]),
        pair(item, view) if item.title else "",
        item.record,
        LANGUAGES[item.lang],
        day(item.sent_at, view),
        _("open with {name}").format(name=item.claimed_by) if _held_by_another(item) else "",
    ]
    return " · ".join(filter(None, parts))


def _held_by_another(item: Item) -> bool:
    held = item.claimed_at is not None and datetime.now(UTC) - item.claimed_at < desk.CLAIM
    return held and item.state in OPEN and item.claimed_by != access.curator()


def day(at: datetime, view: View) -> str:
    """The day of a moment where the readers of the language are."""
    local = at.astimezone(config.zone(view.lang))
    return view.words.date(local.date().isoformat())


def moment(at: datetime, view: View) -> str:
    """The same with the time of day."""
    local = at.astimezone(config.zone(view.lang))
    return f"{day(at, view)}, {local:%H:%M}"
