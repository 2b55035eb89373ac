"""One submission with all that is known of it: what it would change, findings, likeness, log."""

from functools import lru_cache

import streamlit as st

from lib.facts.dataset import Dataset
from lib.inbox import batch, desk, judge, likely
from lib.inbox.batch import Submission
from lib.inbox.states import OPEN, Act, By, Full, Item, Overtaken, State
from lib.inbox.submission import Problem, Proposal, Wish
from lib.site import store
from lib.site.view import View
from lib.ui import address, markup, records
from lib.ui.contributions.steps import WISHES
from lib.ui.curating import access, article, cells, deciding, editing, queue

_CLAIMED, _SEEN = "curating_claimed", "curating_seen"


def show(number: str, items: list[Item], view: View) -> None:
    """A submission; raises Unknown and `store.Unavailable`."""
    _claim(number, view)
    full = desk.item(number)
    data = store.dataset(view.viewpoint.edition)
    st.session_state["curating_number"] = number
    _changed(full, view)
    _heading(full, view)
    deciding.buttons(full, items, view)
    if deciding.mode() == "ask":
        deciding.asking(full, items, view)
    elif deciding.mode() == "reject":
        deciding.rejecting(full, items, view)
    _notices(full, data, view)
    if deciding.mode() == "edit":
        editing.form(full, data, view)
    else:
        _proposed(full, data, view)
        gaps = missing(view.viewpoint.edition, number, full.item.version, full.current)
        if gaps and full.item.state in (*OPEN, State.ACCEPTED):
            editing.missing(full, gaps, data, view)
        _sources(full, data, view)
    article.show(full, view)
    _beside(full, view)


def _claim(number: str, view: View) -> None:
    """Say once that one is at it; who else is, is told each time."""
    who = access.curator()
    held: tuple[str, Overtaken | None] | None = st.session_state.get(_CLAIMED)
    if held is None or held[0] != number:
        other = None
        try:
            desk.claim(number, who or "")
        except Overtaken as error:
            other = error
        held = number, other
        st.session_state[_CLAIMED] = held
    if held[1] is not None:
        st.warning(
            view.words.gettext(
                "{name} has opened this too. Whoever decides first is heard."
            ).format(name=cells.plain(held[1].by)),
            icon=":material/group:",
        )


def _changed(full: Full, view: View) -> None:
    """Tell of what others did to a submission since it was last on screen."""
    seen: tuple[str, int] | None = st.session_state.get(_SEEN)
    st.session_state[_SEEN] = full.item.number, full.item.version
    if seen is None or seen[0] != full.item.number or seen[1] == full.item.version:
        return
    beside = (Act.CLAIMED, Act.RELEASED)
    last = next(entry for entry in reversed(full.log) if entry.act not in beside)
    if last.actor != access.curator():
        deciding.overtaken(full.item.number, Overtaken(last.actor, last.at, last.act), view)


@lru_cache(maxsize=256)
def problems(edition: str, proposal: str) -> tuple[Problem, ...]:
    """What the checks say to a proposal, given as JSON."""
    return tuple(judge.problems(store.dataset(edition), Proposal.model_validate_json(proposal)))


@lru_cache(maxsize=256)
def _alike(edition: str, proposal: str) -> tuple[likely.Likeness, ...]:
    return tuple(likely.likely(store.dataset(edition), Proposal.model_validate_json(proposal)))


def missing(edition: str, number: str, version: int, proposal: Proposal) -> list[str]:
    """The texts that a proposal lacks in a language, by path."""
    drawn = batch.draw_up(store.dataset(edition), [Submission(number, version, proposal)])
    return [each.field for each in drawn.missing]


def _heading(full: Full, view: View) -> None:
    _ = view.words.gettext
    item = full.item
    st.header(cells.plain(queue.title(item, view)), anchor=False)
    parts = [
        item.number,
        _(item.state.label),
        _(WISHES[item.wish]),
        queue.pair(item, view),
        _("sent on {day}").format(day=queue.day(item.sent_at, view)),
        _("in {language}").format(language=view.words.locale.languages.get(item.lang, item.lang)),
        full.office,
    ]
    records.facts(*parts)


def _notices(full: Full, data: Dataset, view: View) -> None:
    """Findings of the checks, others on the same record, and records that are like it."""
    _ = view.words.gettext
    edition, told = view.viewpoint.edition, full.current.model_dump_json(exclude={"contact"})
    lang = {"lang": [view.lang]} if address.given("lang") else {}
    parts = []
    found = {
        f"{_where(each, view)}{each.message(view.lang)}": each.severity
        for each in problems(edition, told)
    }
    for said, severity in found.items():
        mark = "⚠" if severity == "error" else "ⓘ"
        parts.append(markup.tag("li", f"{mark} {said}", class_=f"vj-{severity}"))
    others = [markup.link(n, "curate", {**lang, "item": [n]}) for n in full.others]
    if others:
        said = _("Also on this record or pair:")
        parts.append(markup.tag("li", said, " ", markup.joined(others, ", ")))
    for like in _alike(edition, told):
        why = view.words.list([_(reason).rstrip(".。") for reason in like.reasons])
        title = str(getattr(data.event(like.event_id), f"title_{view.lang}"))
        there = {**lang, "record": [like.event_id]}
        link = markup.link(f"{like.event_id} {title}", "records", there)
        parts.append(markup.tag("li", _("Looks like:"), " ", link, f" ({why})"))
    if parts:
        markup.show(markup.tag("ul", *parts, class_="vj-notices"))
    else:
        st.caption(_("The checks find nothing, and no record is like it."))


def _where(problem: Problem, view: View) -> str:
    """The field of a problem in words, with what sets it off; "" for the whole."""
    group, _dot, rest = problem.field.partition(".")
    name = problem.field.rpartition(".")[2]
    known = cells.OF_SOURCE if group == "sources" else cells.LABELS
    if not rest or name not in known:
        return ""
    said = view.words.gettext(known[name])
    if group == "sources":
        number = view.words.number(int(rest.partition(".")[0]) + 1)
        source = view.words.gettext("Source {number}").format(number=number)
        said = f"{source}, {said}"
    return view.words.gettext("{name}: {value}").format(name=said, value="")


def _proposed(full: Full, data: Dataset, view: View) -> None:
    """What is proposed, cell by cell, beside the record that it would change."""
    _ = view.words.gettext
    proposal = full.current
    if full.edited is not None:
        st.caption(_("As a curator left it; the sender’s own words are in the log."))
    if proposal.record:
        there = {"record": [proposal.record]}
        title = markup.link(proposal.record, "records", there)
        markup.show(markup.tag("p", _("Record:"), " ", title))
    found = cells.compared(proposal, data, view.words)
    of_record = bool(proposal.record) and proposal.wish is Wish.CORRECTION
    if proposal.wish is not Wish.SOURCE:
        shown = [
            cell
            for cell in found
            if (cell.changed and cell.proposed) or (of_record and cell.changed)
        ]
        markup.show(cells.table(shown, view.words, of_record=of_record))
    if proposal.record:
        rest = [cell for cell in found if cell.now]
        with st.expander(_("The whole record as it is"), key="curating_record"):
            now = [cells.Cell(c.path, c.label, "", c.now) for c in rest]
            markup.show(cells.table(now, view.words, of_record=False))
    if proposal.note:
        _quote(_("Note to the curator"), proposal.note)


def _sources(full: Full, data: Dataset, view: View) -> None:
    """Each source with a link to the page and what it says."""
    _ = view.words.gettext
    for number, source in enumerate(full.current.sources):
        with st.container(border=True, gap="xsmall"):
            st.link_button(
                cells.plain(source.url[:90]),
                source.url,
                type="tertiary",
                icon=":material/open_in_new:",
            )
            told = cells.fields_of_source(full.current, number, data, view.words)
            lines = [
                markup.tag("div", markup.tag("dt", name), markup.tag("dd", text))
                for name, text in told.items()
            ]
            markup.show(markup.tag("dl", *lines, class_="vj-facts"))


def _quote(label: str, text: str) -> None:
    inner = markup.tag("strong", label), markup.tag("p", text)
    markup.show(markup.tag("div", *inner, class_="vj-message"))


def _beside(full: Full, view: View) -> None:
    """The contact, what was said, and every step."""
    _ = view.words.gettext
    if full.contact:
        _quote(_("How to reach the sender (seen by curators alone)"), full.contact)
    for message in full.messages:
        by = _("Curator") if message.by is By.CURATOR else _("Sender")
        _quote(f"{by}, {queue.day(message.at, view)}", message.text)
    if full.reason:
        _quote(_("Reason"), full.reason)
    with st.expander(_("Log"), key="curating_log"):
        rows = [
            markup.tag(
                "tr",
                markup.tag("td", queue.moment(entry.at, view)),
                markup.tag("td", _(deciding.ACTS[entry.act])),
                markup.tag("td", entry.actor),
                markup.tag("td", entry.detail),
            )
            for entry in full.log
        ]
        markup.show(markup.tag("table", *rows, class_="vj-cells"))
