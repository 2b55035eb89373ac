"""Places by any of their names, in any of the languages, also such as the data set lacks."""

from functools import lru_cache

import streamlit as st

from lib.facts import reference
from lib.facts.dataset import Dataset
from lib.facts.localities import SIDES, side_of
from lib.facts.vocabulary import LEVELS
from lib.filter import typed
from lib.filter.index import FilterIndex
from lib.language.folding import fold
from lib.language.i18n import LANGUAGES
from lib.language.quoting import escape_markdown
from lib.site import store
from lib.ui import address, markup
from lib.ui.contributions import state
from lib.ui.contributions.state import Form, Unclear

_OFFERED = 8


def picker(form: Form, column: str, label: str) -> None:
    """A list of the places of a column's side, former ones too; what is typed is looked up."""
    _ = form.view.words.gettext
    path, side = f"event.{column}", column.partition("_")[0]
    names = _names(form.view.viewpoint.edition, side, form.view.lang)
    value = form.draft.get(path, "")
    options = [*names, *([value] if value and value not in names else [])]
    key = state.filled(path, value or None, form.view.lang)
    st.selectbox(
        label,
        options,
        index=None,
        key=key,
        format_func=lambda each: names.get(each) or name(form, each),
        placeholder=_("Choose or type a name"),
        on_change=_choose,
        args=(path, key, side),
        # What is typed is looked up here: browsers compare with the label alone, to the letter.
        accept_new_options=True,
        filter_mode="contains",
        help=_("The unit as it was on the date of the act; former ones are in the list."),
    )
    _question(form, path)


def name(form: Form, key: str) -> str:
    """The name of a place of either gazetteer; its identifier where it is in none."""
    if key in form.data.localities.index:
        return form.data.full_name(key, form.view.lang)
    found, lang = reference.place(key), form.view.lang
    if found is None:
        return key
    chain = [found.name(lang)]
    if found.parent_id in form.data.localities.index:
        chain.append(form.data.full_name(found.parent_id, lang))
    until = f" (–{found.valid_to[:4]})" if found.valid_to else ""
    level = form.view.words.gettext(LEVELS[found.level])
    return f"{form.view.words.place(chain)} · {level}{until}"


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


def _choose(path: str, key: str, side: str) -> None:
    """Take over the place that was chosen, or typed under any of its names."""
    text = str(st.session_state.get(key) or "")
    now = state.kept()
    now.unclear.pop(path, None)
    index, offered = address.index(), list[str]()
    if not text or _is_place(text):
        state.write(path, text)
    else:
        here, others = meant(text, side, index)
        offered = [*here, *others]
        if len(here) == 1 or (not here and len(others) == 1):
            state.write(path, offered[0])
    # What is typed with Enter after it is to browsers the first place of the list that has it, so
    # that of a place which was chosen its namesakes are named too.
    chosen = now.draft.get(path, "")
    offered = [each for each in (*offered, *namesakes(chosen, index)) if each != chosen]
    if offered or (text and not chosen):
        now.unclear[path] = Unclear(text, tuple(dict.fromkeys(offered))[:_OFFERED])


def _is_place(key: str) -> bool:
    return key in address.dataset().localities.index or reference.place(key) is not None


def meant(text: str, side: str, index: FilterIndex) -> tuple[list[str], list[str]]:
    """The places of a side that a text can mean: those of the data set, and those it lacks.

    A province that stands behind a place of its own says where that is: "Đông Anh, Hà Nội".
    """
    known = index.dataset.localities.index
    found = [place for place in reference.find(text) if side_of(place.id) == side]
    others = [place.id for place in found if place.id not in known]
    around = found[0].parent_id if found and found[0].id in others else ""
    here = [key for key in typed.places_named(text, index) if side_of(key) == side]
    return [key for key in here if key != around], others


def namesakes(key: str, index: FilterIndex) -> list[str]:
    """The other places of the same side that are named like a place, whatever their rank.

    Those of the data set first; none for "".
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
    found = {place.id: place for name in sorted(own) for place in reference.find(name)}
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
    markup.show(markup.tag("p", said.format(name=asked.text), **look))
    with st.container(horizontal=True, gap="small"):
        for key in asked.offered:
            st.button(
                escape_markdown(name(form, key)),
                key=f"meant_{path}_{key}",
                on_click=_answer,
                args=(path, key),
            )


def _answer(path: str, key: str) -> None:
    state.kept().unclear.pop(path, None)
    state.write(path, key)
