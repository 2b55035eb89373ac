"""Places by any of their names, in any of the languages, also such as the data set lacks."""

from functools import lru_cache

import streamlit as st

from lib.facts import place_finder, reference
from lib.facts.dataset import Dataset
from lib.facts.localities import COMMUNES, SIDES, side_of
from lib.facts.reference import Place
from lib.facts.vocabulary import LEVELS
from lib.filter import typed
from lib.filter.index import FilterIndex
from lib.inbox import draft as drafts
from lib.language.folding import fold
from lib.language.i18n import LANGUAGES, Localizer
from lib.language.quoting import escape_markdown
from lib.language.spelling import is_cjk
from lib.site import store
from lib.ui import address, markup
from lib.ui.contributions import state
from lib.ui.contributions.state import Form, Unclear

_OFFERED, _LOOKED_AT = 8, 1000


def picker(form: Form, column: str, label: str) -> None:
    """A list of the places of a column's side, former ones too; what is typed is looked up."""
    _ = form.view.words.gettext
    path, side = f"event.{column}", column.partition("_")[0]
    # The list keeps what names its options, which may lead to nobody's form.
    data, words = form.data, form.view.words
    names = _names(form.view.viewpoint.edition, side, form.view.lang)
    value = form.draft.get(path, "")
    options = [*names, *([value] if value and value not in names else [])]
    key = state.filled(path, value or None, form.view.lang)
    st.selectbox(
        label,
        options,
        index=None,
        key=key,
        format_func=lambda each: names.get(each) or name(each, data, words),
        placeholder=_("Choose or type a name"),
        on_change=_choose,
        args=(path, key, side, drafts.date(form.draft, form.written)),
        # What is typed is looked up here: browsers compare with the label alone, to the letter.
        accept_new_options=True,
        filter_mode="contains",
        help=_("The unit as it was on the date of the act; former ones are in the list."),
    )
    if value and value not in names:
        # Whole: a phone cuts it off in the list.
        said = name(value, data, words)
        markup.show(markup.tag("p", said, class_="vj-echo"))
    _question(form, path)


def name(key: str, data: Dataset, words: Localizer) -> str:
    """The name of a place of either gazetteer; its identifier where it is in none.

    One that the data set lacks is told from its namesakes: where it lay, what it is and until when.
    """
    found = None if key in data.localities.index else reference.place(key)
    if found is None:
        return data.full_name(key, words.lang) if key in data.localities.index else key
    chain = [found.name(words.lang)]
    for around in filter(None, (found.district_id, found.parent_id)):
        chain.append(_short(around, data, words.lang))
    # In Japanese names follow each other without a blank, which only those in kanji and kana can.
    where = words.place(chain) if is_cjk(chain[0]) else ", ".join(chain)
    said = [where, words.gettext(LEVELS[found.level]), _until(found.valid_to, words)]
    return " · ".join(filter(None, said))


def _short(key: str, data: Dataset, lang: str) -> str:
    """The name of a place of either gazetteer alone."""
    if key in data.localities.index:
        return str(data.localities[f"name_{lang}"][key])
    found = reference.place(key)
    return found.name(lang) if found else key


def _until(day: str, words: Localizer) -> str:
    return words.gettext("until {date}").format(date=words.date(day)) if day else ""


@lru_cache(maxsize=16)
def _names(edition: str, side: str, lang: str) -> dict[str, str]:
    """The places of a side in words, by id; of former ones until when they were."""
    data = store.dataset(edition)
    return {key: _label(data, key, lang) for key in data.localities.index if side_of(key) == side}


def _label(data: Dataset, key: str, lang: str) -> str:
    full = data.full_name(key, lang)
    native = data.full_name(key, SIDES[side_of(key)].lang)
    until = str(data.localities["valid_to"][key])
    names = full if native == full else f"{full} · {native}"
    return f"{names} (–{until[:4]})" if until else names


def _choose(path: str, key: str, side: str, date: str) -> None:
    """Take over the place that was chosen, or typed under any of its names; `date` is the act's."""
    text = str(st.session_state.get(key) or "")
    now = state.kept()
    now.unclear.pop(path, None)
    index, offered = address.index(), list[str]()
    if not text or _is_place(text):
        state.write(path, text)
    else:
        here, others = meant(text, side, index, date)
        offered = [*here, *others]
        if len(here) == 1 or (not here and len(others) == 1):
            state.write(path, offered[0])
    # What is typed with Enter after it is to browsers the first place of the list that has it, so
    # that of a place which was chosen its namesakes are named too.
    chosen = now.draft.get(path, "")
    offered = [each for each in (*offered, *namesakes(chosen, index)) if each != chosen]
    if offered or (text and not chosen):
        distinct = tuple(dict.fromkeys(offered))
        now.unclear[path] = Unclear(text, distinct[:_OFFERED], len(distinct[_OFFERED:]))


def _is_place(key: str) -> bool:
    return key in address.dataset().localities.index or reference.place(key) is not None


def meant(text: str, side: str, index: FilterIndex, date: str = "") -> tuple[list[str], list[str]]:
    """The places of a side that a text can mean: those of the data set, and those it lacks.

    A province or district that stands behind a place of its own says where that is: "Đông Anh, Hà
    Nội". Of those that the data set lacks the ones that there were on the date come first.
    """
    known = index.dataset.localities.index
    found = [place for place in place_finder.find(text, _LOOKED_AT) if side_of(place.id) == side]
    found.sort(key=lambda place: not _existed(place, date))
    others = [place.id for place in found if place.id not in known]
    alone = found[0] if found and found[0].id in others else None
    around = {alone.parent_id, alone.district_id} if alone else set()
    here = [key for key in typed.places_named(text, index) if side_of(key) == side]
    return [key for key in here if key not in around], others


def _existed(place: Place, date: str) -> bool:
    """Whether a place can have been on a date; of "" and of what is known less exactly it can."""
    first, last = place.valid_from[: len(date)], place.valid_to[: len(date)]
    return date[: len(first)] >= first and (not last or date[: len(last)] <= last)


def namesakes(key: str, index: FilterIndex) -> list[str]:
    """The other places of the same side that are named like a place, whatever their rank.

    Those of the data set first; none for "". Former communes are named beside a commune alone: half
    the provinces have some that are called like a province.
    """
    units, known = index.dataset.localities, reference.place(key)
    if key in units.index:
        own = {str(units[f"name_{lang}"][key]) for lang in LANGUAGES}
    else:
        own = {known.name(lang) for lang in LANGUAGES} if known else set()
    named = {fold(name) for name in own}
    side = side_of(key)
    here = [
        str(unit)
        for unit in units.index
        if unit != key
        and side_of(unit) == side
        and not named.isdisjoint(fold(units[f"name_{lang}"][unit]) for lang in LANGUAGES)
    ]
    of_communes = known is not None and known.level in COMMUNES
    found = {
        place.id: place
        for name in sorted(own)
        for place in place_finder.find(name, _LOOKED_AT)
        if of_communes or not place.district_id
    }
    others = [
        place.id
        for place in found.values()
        if place.id != key
        and place.id not in units.index
        and side_of(place.id) == side
        and not named.isdisjoint(fold(place.name(lang)) for lang in LANGUAGES)
    ]
    return [*here, *others]


def _question(form: Form, path: str) -> None:
    """What was typed and is unclear, with the places that may have been meant."""
    asked = form.kept.unclear.get(path)
    if asked is None:
        return
    _ = form.view.words.gettext
    if form.draft.get(path):
        said, look = _("Others of this name:"), {"class_": "vj-echo"}
    elif asked.offered:
        said = _("“{name}” can mean several places. Which one?")
        look = {"class_": "vj-problem vj-error", "role": "alert"}
    else:
        said = _(
            "No place of the name “{name}” is known. Please check the spelling, or choose the "
            "province or prefecture and name the place in the note to the curator."
        )
        look = {"class_": "vj-problem vj-error", "role": "alert"}
    parts = [said.format(name=asked.text)]
    if asked.others:
        more = form.view.words.ngettext(
            "{count} more can be meant: put what it lies in behind the name, after a comma.",
            "{count} more can be meant: put what they lie in behind the name, after a comma.",
            asked.others,
        )
        parts.append(more)
    markup.show(markup.tag("p", form.view.words.sentences(parts), **look))
    with st.container(horizontal=True, gap="small"):
        for key in asked.offered:
            st.button(
                escape_markdown(name(key, form.data, form.view.words)),
                key=f"meant_{path}_{key}",
                on_click=_answer,
                args=(path, key),
            )


def _answer(path: str, key: str) -> None:
    state.kept().unclear.pop(path, None)
    state.write(path, key)
