"""The fields of the form: each with its message, in the visitor's language, right under it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from lib.facts.documents import STATUS_LABELS, Status
from lib.facts.vocabulary import SIGNATORIES
from lib.inbox.draft import DATES, PLACES
from lib.inbox.submission import LIMITS
from lib.language import edtf, typed_date
from lib.language.i18n import N_
from lib.language.quoting import escape_markdown, explained
from lib.ui import markup
from lib.ui.contributions import places, state
from lib.ui.contributions.state import Form

# What each column is called, as on the record itself.
LABELS = {
    "vn_id": N_("Vietnamese locality"),
    "jp_id": N_("Japanese locality"),
    "kind": N_("Kind"),
    "date": N_("Date"),
    "date_note": N_("Note on the date"),
    "title": N_("Title"),
    "summary": N_("Summary"),
    "fields": N_("Fields of cooperation"),
    "signatory": N_("Signed or led by"),
    "vn_party": N_("Vietnamese party"),
    "jp_party": N_("Japanese party"),
    "valid_until": N_("Stated end of term"),
    "status": N_("Status"),
    "status_note": N_("Note on the status"),
}
_HINTS = {
    "date_note": N_("What is known of the date besides, such as where sources differ."),
    "vn_party": N_("Who acted, where it was not the locality’s own government."),
    "jp_party": N_("Who acted, where it was not the locality’s own government."),
    "valid_until": N_("Only where the document or a source states one."),
    "status": N_("Only where a source says so; otherwise it is worked out from the dates."),
}
# Shown in the field itself while it is empty: no help that the keyboard would have to pass by.
_EXAMPLES = {
    "title": N_("A few words, such as “Memorandum on labour cooperation”"),
    "summary": N_("What happened, in one or two sentences, as the source tells it"),
    "date": N_("Such as 2014, 2014-12 or 2014-12-25"),
    "valid_until": N_("Such as 2014, 2014-12 or 2014-12-25"),
}
OF_SOURCE = {
    "url": N_("Address of the page"),
    "supports": N_("What it says"),
    "relation": N_("What it does for the record"),
    "publisher": N_("Publisher"),
    "kind": N_("Kind of source"),
    "via": N_("Publisher"),
    "published": N_("Published"),
    "title": N_("Title of the page"),
    "lang": N_("Language of the page"),
    "side": N_("Country of the publisher"),
}
_OTHERS = {"record": N_("Record"), "note": N_("Note to the curator")}
_STATED = (Status.IN_FORCE, Status.ENDED, Status.ANNOUNCED)
_LONG = ("summary", "note")
_LONGEST_DATE = 60


@dataclass(frozen=True)
class Look:
    """How a field is shown: its label, and what is said of it."""

    label: str
    help: str | None = None
    placeholder: str | None = None


def limit(path: str) -> int:
    """How many characters a field takes."""
    return LIMITS[re.sub(r"\.\d+\.", ".", path)]


def optional(form: Form, label: str) -> str:
    """The label of a field that can be left empty."""
    return form.view.words.gettext("{label} (optional)").format(label=label)


def line(form: Form, path: str, look: Look) -> None:
    """A line of text."""
    _written(st.text_input, form, path, look, limit(path))
    messages(form, path)


def text(form: Form, path: str, look: Look) -> None:
    """Several lines of text."""
    _written(st.text_area, form, path, look, limit(path))
    messages(form, path)


def date(form: Form, path: str, look: Look) -> None:
    """A date as people write it, and as it was understood."""
    _written(st.text_input, form, path, look, _LONGEST_DATE)
    typed = form.draft.get(path, "")
    lang = form.view.lang
    try:
        found = typed_date.read(typed, lang)
    except edtf.DateError:
        found = ""
        _ = form.view.words.gettext
        _message(
            _(
                "“{text}” was not understood as a date. Please write it as 2014, 2014-12 or "
                "2014-12-25, as far as it is known."
            ).format(text=typed),
            "error",
        )
        return
    if (found and found != typed.strip()) or (found and len(found) > 4):
        markup.show(markup.tag("p", form.view.words.date(found), class_="vj-echo"))
    messages(form, path)


def choice(form: Form, path: str, look: Look, options: Mapping[str, str], default: str = "") -> str:
    """One of `options`, in words by code; the code, "" while none is chosen."""
    value = form.draft.get(path, default)
    key = state.filled(path, value if value in options else None, form.view.lang)
    st.selectbox(
        look.label,
        list(options),
        index=None,
        key=key,
        format_func=options.__getitem__,
        placeholder=look.placeholder or form.view.words.gettext("Choose"),
        help=look.help,
        on_change=_put_known,
        args=(path, key, tuple(options)),
        filter_mode="contains",
    )
    messages(form, path)
    return value if value in options else ""


def choices(form: Form, path: str, look: Look, options: Mapping[str, str]) -> None:
    """Any number of `options`."""
    given = [code for code in form.draft.get(path, "").split(";") if code in options]
    key = state.filled(path, given, form.view.lang)
    st.multiselect(
        look.label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        placeholder=look.placeholder or form.view.words.gettext("Choose"),
        help=look.help,
        on_change=_put_known,
        args=(path, key, tuple(options)),
        filter_mode="contains",
        select_all=False,
    )
    messages(form, path)


def buttons(form: Form, path: str, look: Look, options: Mapping[str, str], default: str) -> str:
    """One of few `options`, side by side, one of which is always on; its code."""
    value = form.draft.get(path) or default
    value = value if value in options else default
    key = state.filled(path, value, form.view.lang)
    st.segmented_control(
        look.label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        required=True,
        help=look.help,
        on_change=_put_known,
        args=(path, key, tuple(options)),
    )
    messages(form, path)
    return value


def _put_known(path: str, key: str, known: tuple[str, ...]) -> None:
    """Take over a choice; what is of an earlier language or edition is none."""
    value = st.session_state.get(key)
    given = value if isinstance(value, list) else [] if value is None else [value]
    if all(each in known for each in given):
        state.put(path, key)


def _written(widget: Callable[..., Any], form: Form, path: str, look: Look, most: int) -> None:
    key = state.filled(path, form.draft.get(path, ""), form.view.lang)
    widget(
        look.label,
        key=key,
        max_chars=most,
        help=look.help,
        placeholder=look.placeholder,
        on_change=state.put,
        args=(path, key),
    )


def messages(form: Form, *paths: str) -> None:
    """What is wrong with a field, and what is odd of it."""
    for problem in (each for path in paths for each in form.at(path)):
        _message(problem.message(form.view.lang), problem.severity)


def _message(said: str, severity: str) -> None:
    mark = markup.tag("span", "⚠" if severity == "error" else "ⓘ", aria_hidden="true")
    role = "alert" if severity == "error" else "status"
    inner = Markup("{} {}").format(mark, said)
    markup.show(markup.tag("p", inner, class_=f"vj-problem vj-{severity}", role=role))


def column(form: Form, name: str, *, asked: bool = True) -> None:
    """The field of a column of the record; `asked` if it is not to be left empty."""
    _ = form.view.words.gettext
    path = f"event.{name}"
    label = _(LABELS[name]) if asked else optional(form, _(LABELS[name]))
    hint, example = _HINTS.get(name), _EXAMPLES.get(name)
    look = Look(label, _(hint) if hint else None, _(example) if example else None)
    if name in PLACES:
        places.picker(form, name, label)
        messages(form, path)
    elif name in DATES:
        date(form, path, look)
    elif name == "kind":
        kind(form, path, label)
    elif name == "fields":
        choices(form, path, Look(label, definitions(form, "fields")), coded(form, "fields"))
    elif name in ("signatory", "status"):
        choice(form, path, look, _codes(form, name))
    elif name in _LONG:
        text(form, path, look)
    else:
        line(form, path, look)


def kind(form: Form, path: str, label: str) -> None:
    """The kind of a record, with what the one chosen means."""
    chosen = choice(form, path, Look(label, definitions(form, "kinds")), coded(form, "kinds"))
    if chosen:
        said = form.data.definition("kinds", chosen, form.view.lang)
        markup.show(markup.tag("p", said, class_="vj-echo"))


def coded(form: Form, table: str) -> dict[str, str]:
    """The codes of `kinds` or `fields` in words."""
    codes = form.data.kinds.index if table == "kinds" else form.data.fields.index
    return {code: form.data.label(table, code, form.view.lang) for code in codes}


def definitions(form: Form, table: str) -> str:
    """What each code of `kinds` or `fields` means, as Markdown."""
    lang = form.view.lang
    known = coded(form, table).items()
    return explained((label, form.data.definition(table, code, lang)) for code, label in known)


def _codes(form: Form, name: str) -> dict[str, str]:
    _ = form.view.words.gettext
    if name == "signatory":
        return {code: _(label) for code, label in SIGNATORIES.items()}
    return {str(status): _(STATUS_LABELS[status]) for status in _STATED}


def in_words(form: Form, name: str, cell: str) -> str:
    """A cell of the record as a reader sees it, as Markdown."""
    return escape_markdown(plain(form, name, cell))


def plain(form: Form, name: str, cell: str) -> str:
    """A cell of the record as a reader sees it."""
    _ = form.view.words.gettext
    if not cell:
        return _("Nothing stated")
    if name in PLACES:
        return places.name(cell, form.data, form.view.words)
    if name in DATES:
        return form.view.words.date(cell)
    codes = coded(form, "kinds" if name == "kind" else "fields")
    if name in ("kind", "fields"):
        return form.view.words.names(codes.get(code, code) for code in cell.split(";"))
    if name in ("signatory", "status"):
        return _codes(form, name).get(cell, cell)
    return cell


def said_with_names(form: Form) -> list[str]:
    """All that keeps the form from being sent, each with the name of its field."""
    pattern = form.view.words.gettext("{name}: {value}")
    found = []
    for problem in form.errors:
        name, said = _name(form, problem.field), problem.message(form.view.lang)
        found.append(pattern.format(name=name, value=said) if name else said)
    return list(dict.fromkeys(found))


def _name(form: Form, path: str) -> str:
    """What a field is called; "" for the whole, and for what goes without a name."""
    _ = form.view.words.gettext
    group, _dot, rest = path.partition(".")
    if group == "event":
        return _(LABELS[rest]) if rest in LABELS else ""
    if group == "sources" and rest:
        number, _dot, column = rest.partition(".")
        source = _("Source {number}").format(number=form.view.words.number(int(number) + 1))
        return form.view.words.clauses(
            [source, *(_(n) for c, n in OF_SOURCE.items() if c == column)]
        )
    return _(_OTHERS[path]) if path in _OTHERS else ""
