"""What is proposed beside what is there now, cell by cell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup

from lib.facts.dataset import Dataset
from lib.facts.documents import EXTENSIONS, STATUS_LABELS, Status
from lib.facts.localities import SIDES
from lib.facts.vocabulary import CONFIDENCE, RELATIONS, SIGNATORIES, SOURCE_KINDS
from lib.inbox import amending
from lib.inbox.submission import DATES, TEXTS, Proposal, Wish
from lib.language.i18n import LANGUAGES, N_, Localizer
from lib.language.quoting import escape_markdown
from lib.ui import markup
from lib.ui.contributions import fields as form
from lib.ui.contributions import places

LABELS = {
    **form.LABELS,
    "renews": N_("Renews"),
    "replaces": N_("Replaces"),
    "extension": N_("Extension of the term"),
    "confidence": N_("Curators’ confidence"),
}
OF_SOURCE = {
    "url": N_("Address"),
    "publisher": N_("Publisher"),
    "title": N_("Title of the page"),
    "published": N_("Published on"),
    "lang": N_("Language"),
    "kind": N_("Kind of source"),
    "side": N_("Side"),
    "via": N_("Passed on by"),
    "relation": N_("What it does for the record"),
    "supports": N_("What it says"),
}
# What is marked as one: a word, or one sign of a script without spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+|\W")
# As the columns of a record stand one below the other.
_ORDER = (*form.LABELS, "renews", "replaces", "extension", "confidence")


@dataclass(frozen=True)
class Cell:
    """A cell: its path and label, and in words what stands there now and what is proposed."""

    path: str
    label: str
    now: str
    proposed: str

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.now != self.proposed


def compared(proposal: Proposal, data: Dataset, words: Localizer) -> list[Cell]:
    """The cells of the record that a proposal is about, or would become, in their order.

    Those that are empty on both sides are left out.
    """
    now = amending.present(data, proposal.record)
    new = amending.fields(proposal, data)
    if proposal.wish is Wish.SOURCE:
        new = {**now, **new}
    found = (
        Cell(
            path,
            label(path, words),
            in_words(path, now.get(path, ""), data, words),
            in_words(path, new.get(path, ""), data, words),
        )
        for path in _paths()
    )
    return [cell for cell in found if cell.now or cell.proposed]


def _paths() -> Iterable[str]:
    for column in _ORDER:
        if column in TEXTS:
            yield from (f"texts.{lang}.{column}" for lang in LANGUAGES)
        else:
            yield f"event.{column}"


def label(path: str, words: Localizer) -> str:
    """What a field is called, with its language where it stands in each."""
    _ = words.gettext
    group, *middle, name = path.split(".")
    if group == "places":
        return _("{name} ({language})").format(
            name=_("Name of the place"), language=LANGUAGES[name.removeprefix("name_")]
        )
    text = _((OF_SOURCE if group == "sources" else LABELS)[name])
    lang = middle[-1] if middle and middle[-1] in LANGUAGES else ""
    named = _("{name} ({language})")
    return named.format(name=text, language=LANGUAGES[lang]) if lang else text


def in_words(path: str, cell: str, data: Dataset, words: Localizer) -> str:
    """A cell as a reader sees it; one that no reader could as it stands."""
    name = path.rpartition(".")[2]
    if not cell:
        return ""
    if name in ("vn_id", "jp_id"):
        return places.name(cell, data, words)
    if name in ("kind", "fields") and path.startswith("event."):
        table = "kinds" if name == "kind" else "fields"
        known = data.kinds.index if name == "kind" else data.fields.index
        codes = cell.split(";")
        return ", ".join(data.label(table, c, words.lang) if c in known else c for c in codes)
    if name in DATES:
        return words.date(cell)
    return coded(name, words).get(cell, cell)


def coded(name: str, words: Localizer) -> dict[str, str]:
    """The codes that a column can have, in words; none of one that is no list of codes."""
    _ = words.gettext
    status = {
        str(s): _(STATUS_LABELS[s]) for s in (Status.IN_FORCE, Status.ENDED, Status.ANNOUNCED)
    }
    known: Mapping[str, Mapping[str, str]] = {
        "signatory": {code: _(text) for code, text in SIGNATORIES.items()},
        "status": status,
        "extension": {code: _(text) for code, text in EXTENSIONS.items()},
        "confidence": {code: _(text) for code, text in CONFIDENCE.items()},
        "relation": {code: _(text) for code, text in RELATIONS.items()},
    }
    return dict(known.get(name, {}))


def source_kinds(words: Localizer) -> dict[str, str]:
    """The kinds of a source in words."""
    return {code: words.gettext(text) for code, text in SOURCE_KINDS.items()}


def table(cells: Iterable[Cell], words: Localizer, *, of_record: bool) -> Markup:
    """The cells as a table: `of_record` with what stands there now, else what is proposed alone."""
    _ = words.gettext
    titles = [_("Column"), *([_("At present")] if of_record else []), _("Proposed")]
    head = markup.tag("tr", *(markup.tag("th", title, scope="col") for title in titles))
    rows = []
    for cell in cells:
        old, new = _marked(cell.now, cell.proposed) if of_record else ("", cell.proposed)
        parts = [markup.tag("th", cell.label, scope="row")]
        if of_record:
            parts.append(markup.tag("td", old, data_label=titles[1]))
        # Where a row holds nothing else, a phone needs no word for it.
        parts.append(markup.tag("td", new, data_label=titles[-1] if of_record else None))
        rows.append(markup.tag("tr", *parts))
    inner = markup.tag("thead", head), markup.tag("tbody", *rows)
    return markup.tag("table", *inner, class_="vj-cells")


def _marked(old: str, new: str) -> tuple[Markup, Markup]:
    """Both texts, with what goes of the one and comes in the other marked."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    gone, came = [], []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lost, won = "".join(before[a:b]), "".join(after[c:d])
        gone.append(lost if what == "equal" or not lost else markup.tag("del", lost))
        came.append(won if what == "equal" or not won else markup.tag("ins", won))
    return Markup("").join(gone), Markup("").join(came)


def fields_of_source(
    proposal: Proposal, number: int, data: Dataset, words: Localizer
) -> dict[str, str]:
    """What is given of a source, in words, by its labels."""
    given = amending.fields(proposal, data)
    start = f"sources.{number}."
    found = {}
    for path, text in given.items():
        name = path.rpartition(".")[2]
        if path.startswith(start) and text and name != "url":
            known = source_kinds(words) if name == "kind" else coded(name, words)
            if name == "side":
                shown = side(text, words)
            elif name in DATES:
                shown = words.date(text)
            else:
                shown = known.get(text, text)
            found[label(path, words)] = shown
    return found


def side(code: str, words: Localizer) -> str:
    """Whose page a source is, in words."""
    return words.gettext(SIDES[code].name if code in SIDES else N_("Another country’s"))


def plain(text: str) -> str:
    """A text as Markdown that shows it letter by letter."""
    return escape_markdown(text)
