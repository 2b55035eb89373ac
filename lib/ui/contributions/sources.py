"""The pages that say so. Of one that is known here, or whose site is, only the address is asked."""

import streamlit as st

from lib.facts.vocabulary import RELATIONS, SOURCE_KINDS
from lib.inbox import draft as drafts
from lib.inbox import known_pages
from lib.inbox.submission import LIMITS, Wish
from lib.language.i18n import N_
from lib.ui import markup
from lib.ui.contributions import fields, state
from lib.ui.contributions.fields import OF_SOURCE, Look
from lib.ui.contributions.state import Form

_SIDES = {"vn": N_("Vietnam"), "jp": N_("Japan"), "other": N_("Other country")}
# Languages of pages that are offered; the form's own come first.
_LANGS = ("vi", "ja", "en", "zh", "ko", "fr")


def show(form: Form) -> None:
    """Each source, and a button for one more."""
    _ = form.view.words.gettext
    count = drafts.sources(form.draft)
    if form.wish is Wish.NONE:
        st.caption(_("A page that says so helps, but is not needed here."))
    else:
        st.caption(_("At least one public page: what no page supports cannot be entered."))
    for number in range(count):
        with st.container(border=True, key=f"source_{number}"):
            _source(form, number, count)
    fields.messages(form, "sources")
    if count < LIMITS["sources"] and form.draft.get(f"sources.{count - 1}.url"):
        st.button(
            _("One more source"),
            key="source_more",
            icon=":material/add:",
            type="tertiary",
            on_click=_add,
            args=(count,),
        )


def _names(form: Form) -> dict[str, str]:
    return {name: form.view.words.gettext(label) for name, label in OF_SOURCE.items()}


def _source(form: Form, number: int, count: int) -> None:
    _, names = form.view.words.gettext, _names(form)
    path = f"sources.{number}"
    fields.line(
        form,
        f"{path}.url",
        Look(names["url"], placeholder="https://"),
    )
    known = known_pages.about(form.draft.get(f"{path}.url", ""), form.data, form.view.lang)
    if known.get("id"):
        said = _("This page is cited here already, as {source} of {publisher}.").format(
            source=known["id"], publisher=known["publisher"]
        )
        markup.show(markup.tag("p", said, class_="vj-echo"))
    says = _("In a few words, such as “date, parties and the fields of cooperation”")
    fields.text(form, f"{path}.supports", Look(names["supports"], placeholder=says))
    if form.wish in (Wish.SOURCE, Wish.CORRECTION):
        options = {code: _(label) for code, label in RELATIONS.items()}
        look = Look(names["relation"])
        fields.buttons(form, f"{path}.relation", look, options, "supports")
    if form.draft.get(f"{path}.url") and not known.get("id"):
        _publisher(form, path)
    if count > 1:
        st.button(
            _("Remove this source"),
            key=f"source_remove_{number}",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove,
            args=(number,),
        )


def _publisher(form: Form, path: str) -> None:
    """Who answers for a page that is new here, filled in as far as its address tells."""
    _, names = form.view.words.gettext, _names(form)
    left, right = st.columns(2)
    with left:
        fields.line(form, f"{path}.publisher", Look(names["publisher"]))
    with right:
        kinds = {code: _(label) for code, label in SOURCE_KINDS.items()}
        fields.choice(form, f"{path}.kind", Look(names["kind"]), kinds)
    more = (f"{path}.{name}" for name in ("published", "title", "lang", "side"))
    with st.expander(
        _("More about the page (optional)"),
        expanded=any(map(form.at, more)),
        key=f"more_{path.replace('.', '_')}",
    ):
        look = Look(names["published"], placeholder="2014-12-25")
        fields.date(form, f"{path}.published", look)
        fields.line(form, f"{path}.title", Look(names["title"]))
        known = form.view.words.locale.languages
        langs = {code: str(known[code]) for code in _LANGS}
        fields.choice(form, f"{path}.lang", Look(names["lang"]), langs)
        sides = {code: _(label) for code, label in _SIDES.items()}
        fields.choice(form, f"{path}.side", Look(names["side"]), sides)


def fill_in(form: Form) -> None:
    """Take over what is known of each page that has just been named, where nothing is given yet."""
    for number in range(drafts.sources(form.draft)):
        path = f"sources.{number}"
        url = form.draft.get(f"{path}.url", "")
        known = known_pages.about(url, form.data, form.view.lang)
        if form.draft.get(f"{path}.known") == url or not known:
            continue
        form.draft[f"{path}.known"] = url
        for name, value in known.items():
            if name != "id" and not form.draft.get(f"{path}.{name}"):
                form.draft[f"{path}.{name}"] = value


def _add(count: int) -> None:
    state.kept().draft[f"sources.{count}.url"] = ""


def _remove(number: int) -> None:
    now = state.kept()
    left = drafts.without_source(now.draft, number)
    now.draft.clear()
    now.draft.update(left)
