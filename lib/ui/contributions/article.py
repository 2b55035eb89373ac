"""The form begins with an article: pasted, or as a page or PDF, and what was read of it."""

import logging
from functools import partial

import streamlit as st

from lib.inbox import from_article
from lib.inbox.from_article import Act, Article, Found
from lib.inbox.submission import Wish
from lib.language.i18n import N_
from lib.language.quoting import escape_markdown
from lib.reading import take_in
from lib.site import store
from lib.ui import address, markup, records
from lib.ui.contributions import article_view, fields, places, state
from lib.ui.contributions.state import Form

LOG = logging.getLogger("dashboard")
_TEXT, _FILE, _CHOSEN = "c_article_text", "c_article_file", "c_article_draft"
_FAILED, _AIM = "contribution_article_failed", "contribution_article_aim"
# Megabytes of a page or PDF, as Streamlit counts them.
_LARGEST = take_in.MAX_BYTES // 1_000_000
_TYPES = ("html", "htm", "pdf", "txt")
_UNREADABLE = N_(
    "This could not be read. Please paste the text of the article itself, or fill in the form."
)


def show(form: Form) -> None:
    """A field for the article, and its drafts beside the text; nothing where a record is given."""
    if form.record or form.kept.adding:
        return
    with st.container(border=True, key="contribution_article"):
        if form.kept.article is None:
            _ask(form)
        else:
            _read(form, form.kept.article)


def _ask(form: Form) -> None:
    form.put("article", partial(_introduce, form))
    left, right = st.columns([1.6, 1])
    with left:
        form.put("article text", partial(_text, form), typed=_TEXT)
    with right:
        st.file_uploader(
            form.view.words.gettext("Page or PDF"),
            type=_TYPES,
            key=_FILE,
            on_change=_read_file,
            max_upload_size=_LARGEST,
        )
    form.put("article read", partial(_close, form))


def _introduce(form: Form) -> None:
    _ = form.view.words.gettext
    said = [
        _(
            "Paste its text, or drop the saved page or PDF: what it tells of is looked for, and "
            "you decide on each value."
        )
    ]
    if not form.kept.beside:
        title = _("Begin with an article")
        st.markdown(f"**{title}**")
        said.append(_("Or leave this out and fill in the form."))
    st.caption(form.view.words.sentences(said))


def _text(form: Form) -> None:
    st.text_area(form.view.words.gettext("Text of the article"), key=_TEXT, height=150)


def _close(form: Form) -> None:
    _ = form.view.words.gettext
    st.button(
        _("Read the article"),
        key="article_read",
        icon=":material/document_search:",
        on_click=_read_text,
    )
    failed = st.session_state.pop(_FAILED, "")
    if failed:
        markup.show(markup.tag("p", _(failed), class_="vj-problem vj-error", role="alert"))
    st.caption(
        _(
            "The text is not kept. What you send holds the values, and the few words that they "
            "stand on."
        )
    )


def _read_text() -> None:
    _take_in(str(st.session_state.get(_TEXT) or ""), "")


def _read_file() -> None:
    given = st.session_state.get(_FILE)
    if given is not None:
        _take_in(given.getvalue(), given.name)


def _take_in(content: str | bytes, name: str) -> None:
    try:
        article = from_article.read(content, name, store.dataset(address.viewpoint().edition))
    except from_article.Unreadable as error:
        st.session_state[_FAILED] = str(error)
        return
    except Exception:
        # Whatever it is about this article, the form below must not be lost for it.
        LOG.exception("An article could not be read")
        st.session_state[_FAILED] = _UNREADABLE
        return
    now = state.kept()
    now.article = article
    for path, text in article.source.items():
        if not now.draft.get(path):
            now.draft[path] = text


def _read(form: Form, article: Article) -> None:
    _ = form.view.words.gettext
    head, away = st.columns([2, 1], vertical_alignment="center")
    with head:
        count = form.view.words.ngettext(
            "{count} act was read in the article",
            "{count} acts were read in the article",
            len(article.drafts),
        )
        said = count.format(count=form.view.words.number(len(article.drafts)))
        st.markdown(f"**{said}**")
    with away:
        st.button(
            _("Another article"),
            key="article_away",
            type="tertiary",
            icon=":material/close:",
            on_click=_forget,
        )
    if not article.drafts:
        none = _("No act between a Vietnamese and a Japanese locality was found in it.")
        below = _(
            "No act between a Vietnamese and a Japanese locality was found in it. If there is "
            "one, fill in the form below."
        )
        st.markdown(none if form.kept.beside else below)
        return
    _choose(form, article)
    _known(form, article)
    aim = st.session_state.pop(_AIM, "")
    article_view.show(form, article, aim, _decide)
    st.button(
        _("Take all that is sure"),
        key="article_take_all",
        icon=":material/done_all:",
        on_click=_take_all,
        args=(dict(_labels(form)),),
    )


def _choose(form: Form, article: Article) -> None:
    """Which of several acts is looked at."""
    if len(article.drafts) < 2:
        return
    names = [escape_markdown(_name(form, article, number)) for number in range(len(article.drafts))]
    key = state.filled(_CHOSEN, article.chosen, form.view.lang)
    st.radio(
        form.view.words.gettext("Which one do you enter?"),
        range(len(names)),
        key=key,
        format_func=names.__getitem__,
        on_change=_look_at,
        args=(key,),
    )


def _name(form: Form, article: Article, number: int) -> str:
    """An act in brief: pair, kind, date, and whether it is here already."""
    _ = form.view.words.gettext
    draft = article.drafts[number]
    pair = " – ".join(
        places.name(cell, form.data, form.view.words)
        for side in ("vn", "jp")
        if (cell := draft.cell(f"event.{side}_id"))
    )
    parts = [
        pair,
        *(
            fields.in_words(form, name, cell)
            for name in ("kind", "date")
            if (cell := draft.cell(f"event.{name}"))
        ),
        draft.record,
        _("sent") if number in article.sent else "",
    ]
    return " · ".join(filter(None, parts))


def _look_at(key: str) -> None:
    """Look at another act: the form is for that one then."""
    article = state.kept().article
    number = st.session_state.get(key)
    if article is None or not isinstance(number, int) or not 0 <= number < len(article.drafts):
        return
    article.chosen = number


def _known(form: Form, article: Article) -> None:
    """The record that this act is already, to which the article can be added as a source."""
    record = article.draft.record
    if record not in form.view.dataset.events.index:
        return
    _ = form.view.words.gettext
    with st.container(border=True, key="article_known"):
        said = _("This is recorded already. The article can be a further source of it.")
        st.markdown(f"**{said}**")
        event = form.view.dataset.event(record)
        records.listing([records.in_brief(event, form.view)])
        st.button(
            _("Add the article to {record}").format(record=record),
            key="article_known_add",
            icon=":material/add_link:",
            on_click=_to_record,
            args=(record, dict(_labels(form))),
        )


def _to_record(record: str, labels: dict[str, str]) -> None:
    now = state.kept()
    if now.article is not None:
        for each in now.article.draft.found:
            now.article.acts.setdefault((now.article.chosen, each.id), Act.TAKE)
        now.draft.update(from_article.says(now.article, labels, now.draft))
    state.about(record, Wish.SOURCE)


def _labels(form: Form) -> dict[str, str]:
    return {name: form.view.words.gettext(label) for name, label in fields.LABELS.items()}


def _decide(sent: object, labels: dict[str, str]) -> None:
    """What was pressed at a value: {"id", "act"}; anything else is left alone."""
    article = state.kept().article
    if article is None or not isinstance(sent, dict) or sent.get("act") not in tuple(Act):
        return
    found = next((each for each in article.draft.found if each.id == sent.get("id")), None)
    if found is not None:
        act = Act(sent["act"])
        _do(article, found, act)
        _settle(labels)
        if act is Act.CHANGE:
            st.session_state[_AIM] = found.path


def _take_all(labels: dict[str, str]) -> None:
    article = state.kept().article
    for each in article.draft.found if article else ():
        if article and each.sure and article.act(each) is None:
            _do(article, each, Act.TAKE)
    _settle(labels)


def _do(article: Article, found: Found, act: Act) -> None:
    now = state.kept()
    if act is Act.DROP:
        if found in article.taken():
            state.write(found.path, from_article.without_value(now.draft, found))
    else:
        _let_go_of_others(article)
        state.write(found.path, from_article.with_value(now.draft, found))
        if found.path == "event.title":
            state.write("lang", article.lang)
    article.acts[article.chosen, found.id] = act


def _let_go_of_others(article: Article) -> None:
    """The form is for one act: what was taken of another one goes, unless it was changed since."""
    for number in range(len(article.drafts)):
        if number == article.chosen:
            continue
        for each in article.taken(number):
            state.write(each.path, from_article.without_value(state.kept().draft, each))
            del article.acts[number, each.id]


def _settle(labels: dict[str, str]) -> None:
    """What follows from a value taken or dropped: what the source says, and what it is for."""
    now = state.kept()
    if now.article is not None:
        now.draft.update(from_article.says(now.article, labels, now.draft))
    if str(address.setting("wish")) != Wish.NEW:
        address.set_parameter("wish", str(Wish.NEW))


def _forget() -> None:
    state.kept().article = None
    for key in (_TEXT, _FILE):
        st.session_state.pop(key, None)
