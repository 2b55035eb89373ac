"""The fields of a submission, for curators to put in order, and the texts that it lacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import streamlit as st
from markupsafe import Markup

from lib.facts.dataset import Dataset
from lib.inbox import amending
from lib.inbox.amending import NAMES, OF_SOURCE, TEXTS_OF_SOURCE, Fields
from lib.inbox.states import Full
from lib.inbox.submission import LIMITS, TEXTS, Wish
from lib.language.i18n import LANGUAGES
from lib.site.view import View
from lib.ui import markup
from lib.ui.contributions import places
from lib.ui.curating import cells, deciding, writing

_LONG = ("summary", "supports")
_SIDES = ("vn", "jp", "other")
_TAKEN = "curating_taken"
# What holds the fields of an act, which can be taken from an article.
OF_AN_ACT = (Wish.NEW, Wish.CORRECTION, Wish.ENDED)


@dataclass
class _Taken:
    """What was taken from an article for the fields of a submission as it stands, by path, and how
    often: a field with another beginning is another widget.
    """

    of: tuple[str, int]
    cells: Fields = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)


def _taken(full: Full) -> _Taken:
    of = full.item.number, full.item.version
    found: _Taken | None = st.session_state.get(_TAKEN)
    if found is None or found.of != of:
        found = st.session_state[_TAKEN] = _Taken(of)
    return found


def take(full: Full, cells: Mapping[str, str]) -> None:
    """Put texts into fields of the submission, by path; they are saved as what is typed there."""
    taken = _taken(full)
    taken.cells |= cells
    for path in cells:
        taken.times[path] = taken.times.get(path, 0) + 1


def form(full: Full, data: Dataset, view: View) -> None:
    """All fields, with what is proposed in them."""
    _ = view.words.gettext
    given = {**amending.fields(full.current, data), **_taken(full).cells}
    with st.container(key="write_edit"), st.form("curating_edit", border=True):
        if full.item.wish in OF_AN_ACT:
            _grid([f"event.{c}" for c in cells.LABELS if c in amending.PLAIN], given, data, view, 3)
            for column in TEXTS:
                _grid([f"texts.{lang}.{column}" for lang in LANGUAGES], given, data, view, 3)
        count = len(full.current.sources)
        for number in range(min(count + 1, LIMITS["sources"])):
            named = _("Source {number}") if number < count else _("Another source")
            title = named.format(number=view.words.number(number + 1))
            st.markdown(f"**{title}**")
            _source(number, given, data, view)
        for number in range(len(amending.places(full.current, data))):
            _grid([f"places.{number}.{name}" for name in NAMES], given, data, view, 3)
        _save(full, data, view)


def missing(full: Full, paths: Iterable[str], data: Dataset, view: View) -> None:
    """The texts that stand in one language only, each beside what it is to be translated from."""
    _ = view.words.gettext
    given = amending.fields(full.current, data)
    together: dict[str, list[str]] = {}
    # What is told of the act before what is told of its sources.
    for path in sorted(paths, key=lambda path: (not path.startswith("texts"), path)):
        together.setdefault(_in(path, ""), []).append(path)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        title = _("Texts that are still missing")
        st.markdown(f"**{title}**")
        writing.button(_("Fill in"), "T", "write_missing")
    with st.container(key="write_missing"), st.form("curating_missing", border=True):
        for each in together.values():
            if source := _origin(each[0], given, view):
                markup.show(source)
            _grid(each, given, data, view, len(each))
        _save(full, data, view)


def _origin(path: str, given: Mapping[str, str], view: View) -> Markup:
    """The text in another language that a missing one is to say too; nothing if there is none."""
    others = (_in(path, lang) for lang in LANGUAGES)
    found = next((each for each in others if each != path and given.get(each)), "")
    if not found:
        return Markup()
    inner = markup.tag("strong", cells.label(found, view.words)), markup.tag("p", given[found])
    return markup.tag("div", *inner, class_="vj-message")


def _in(path: str, lang: str) -> str:
    """The path of the same text in another language."""
    group, *_rest = parts = path.split(".")
    if group == "places":
        return ".".join((*parts[:2], f"name_{lang}"))
    parts[1 if group == "texts" else 2] = lang
    return ".".join(parts)


def _save(full: Full, data: Dataset, view: View) -> None:
    item = full.item
    st.form_submit_button(
        view.words.gettext("Save"),
        type="primary",
        on_click=_saved,
        args=(full, data, f"curating:{item.number}:"),
    )


def _saved(full: Full, data: Dataset, start: str) -> None:
    """Take over the fields on screen; those that are not there stay."""
    given = {
        key.removeprefix(start).partition("#")[0]: _text(value)
        for key, value in st.session_state.items()
        if isinstance(key, str) and key.startswith(start)
    }
    deciding.save(
        full.item.number, full.item.version, partial(amending.raw, given, full.current, data)
    )


def _text(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _source(number: int, given: Fields, data: Dataset, view: View) -> None:
    start = f"sources.{number}"
    _field(f"{start}.url", given, data, view)
    _grid([f"{start}.{name}" for name in OF_SOURCE if name != "url"], given, data, view, 4)
    for name in TEXTS_OF_SOURCE:
        _grid([f"{start}.{lang}.{name}" for lang in LANGUAGES], given, data, view, 3)


def _grid(paths: list[str], given: Fields, data: Dataset, view: View, columns: int) -> None:
    for start in range(0, len(paths), columns):
        for column, path in zip(st.columns(columns), paths[start : start + columns], strict=False):
            with column:
                _field(path, given, data, view)


def _field(path: str, given: Fields, data: Dataset, view: View) -> None:
    """The widget of a field: a list of what is known, or text."""
    name, label, value = path.rpartition(".")[2], cells.label(path, view.words), given.get(path, "")
    options = _options(path, value, data, view)
    number = st.session_state["curating_number"]
    taken: _Taken | None = st.session_state.get(_TAKEN)
    times = taken.times.get(path) if taken is not None and taken.of[0] == number else None
    key = f"curating:{number}:{path}" + (f"#{times}" if times else "")
    if name == "fields":
        chosen = [code for code in value.split(";") if code in options]
        st.multiselect(label, list(options), chosen, key=key, format_func=options.__getitem__)
    elif options:
        known = list(options)
        at = known.index(value) if value in options else None
        st.selectbox(label, known, at, key=key, format_func=options.__getitem__, placeholder="")
    elif name in _LONG:
        st.text_area(label, value, key=key, max_chars=_limit(path), height=110)
    else:
        st.text_input(label, value, key=key, max_chars=_limit(path))


def _limit(path: str) -> int:
    group, *_rest = path.split(".")
    name = path.rpartition(".")[2]
    return LIMITS[f"{'event' if group == 'texts' else group}.{name}"]


def _options(path: str, value: str, data: Dataset, view: View) -> dict[str, str]:
    """What a field can be, in words by code; none where it is free."""
    name, lang = path.rpartition(".")[2], view.lang
    found: dict[str, str] = {}
    if name in ("vn_id", "jp_id"):
        side = name.removesuffix("_id")
        units = [key for key in data.localities.index if str(key).startswith(f"{side}-")]
        known = [*units, *([value] if value and value not in units else [])]
        found = {str(key): places.name(str(key), data, view.words) for key in known}
    elif path in ("event.kind", "event.fields"):
        table, frame = ("kinds", data.kinds) if name == "kind" else ("fields", data.fields)
        found = {str(code): data.label(table, str(code), lang) for code in frame.index}
    elif name == "kind":
        found = cells.source_kinds(view.words)
    elif name == "side":
        found = {side: cells.side(side, view.words) for side in _SIDES}
    else:
        found = cells.coded(name, view.words)
    return found
