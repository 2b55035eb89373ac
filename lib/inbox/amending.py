"""A submission as curators put it in order: one text per field, and the proposal made of them.

The paths are `event.date`, `texts.vi.title`, `sources.0.url`, `sources.0.vi.supports` and
`places.0.name_vi`. Texts stand in each language, whichever the sender wrote in.
"""

from collections.abc import Mapping, Sequence

from lib.facts.dataset import Dataset
from lib.inbox import draft
from lib.inbox.submission import EVENT, TEXTS, Proposal, ProposedPlace, ProposedSource, Wish
from lib.language.i18n import LANGUAGES

Fields = dict[str, str]

# The columns of a record that stand in no language, and those of a source and of a place.
PLAIN = tuple(column for column in EVENT if column not in TEXTS)
OF_SOURCE = tuple(n for n in ProposedSource.model_fields if n not in ("publisher", "supports"))
TEXTS_OF_SOURCE = ("publisher", "supports")
NAMES = tuple(f"name_{lang}" for lang in LANGUAGES)


def present(data: Dataset, record: str) -> Fields:
    """The cells of a record as they are now; none without one."""
    if record not in data.events.index:
        return {}
    row = data.events.loc[record]
    found = {}
    for column in PLAIN:
        cell = row["stated_status" if column == "status" else column]
        found[f"event.{column}"] = ";".join(cell) if isinstance(cell, tuple) else str(cell)
    for lang in LANGUAGES:
        texts = draft.present(data, record, lang)
        found |= {f"texts.{lang}.{column}": texts[column] for column in TEXTS}
    return found


def fields(proposal: Proposal, data: Dataset) -> Fields:
    """What a proposal says, by path; a correction's other cells are those of the record."""
    # What else is proposed of a record is told of an act of its own.
    corrects = proposal.wish is Wish.CORRECTION
    found = present(data, proposal.record) if corrects else {}
    for column, cell in proposal.event.items():
        path = f"texts.{proposal.lang}.{column}" if column in TEXTS else f"event.{column}"
        found[path] = cell
    for lang, texts in proposal.translations.items():
        found |= {_translated(lang, key): text for key, text in texts.items()}
    for n, source in enumerate(proposal.sources):
        found |= {f"sources.{n}.{name}": getattr(source, name) for name in OF_SOURCE}
        for name in TEXTS_OF_SOURCE:
            found[f"sources.{n}.{proposal.lang}.{name}"] = getattr(source, name)
    for n, place in enumerate(places(proposal, data)):
        found |= {f"places.{n}.{name}": getattr(place, name) for name in ProposedPlace.model_fields}
    return found


def places(proposal: Proposal, data: Dataset) -> tuple[ProposedPlace, ...]:
    """The places that a proposal names and the data lack, those of the reference alone too."""
    given = {place.id: place for place in proposal.places}
    for column in ("vn_id", "jp_id"):
        key = proposal.event.get(column, "")
        known = None if key in given else draft.place(data, key)
        if known is not None:
            given[key] = ProposedPlace(**known)
    return tuple(given.values())


def _translated(lang: str, key: str) -> str:
    """The path of a text that stands under a key among the translations."""
    parts = key.split(".")
    return f"sources.{parts[1]}.{lang}.{parts[2]}" if len(parts) == 3 else f"texts.{lang}.{key}"


def path_of(path: str, lang: str) -> str:
    """Where a field of the sender's form, such as event.title, stands here; `lang` is that of its
    texts.
    """
    group, _dot, column = path.partition(".")
    return f"texts.{lang}.{column}" if group == "event" and column in TEXTS else path


def raw(given: Mapping[str, str], proposal: Proposal, data: Dataset) -> dict[str, object]:
    """What `submission.read` takes of a proposal with these fields in the place of its own.

    A correction keeps the cells alone that differ from the record; a source without an address is
    left out.
    """
    now = {**fields(proposal, data), **{path: text.strip() for path, text in given.items()}}
    before = present(data, proposal.record) if proposal.wish is Wish.CORRECTION else {}
    written = proposal.lang
    event = {c: v for c in PLAIN if (v := _changed(f"event.{c}", now, before)) is not None}
    event |= _texts(written, now, before)
    translations = {lang: _texts(lang, now, before) for lang in LANGUAGES if lang != written}
    sources, cited = _sources(now, written)
    for lang in translations:
        for n, old in enumerate(cited):
            for name in TEXTS_OF_SOURCE:
                if text := now.get(f"sources.{old}.{lang}.{name}"):
                    translations[lang][f"sources.{n}.{name}"] = text
    named = [
        {name: now.get(f"places.{n}.{name}", "") for name in ProposedPlace.model_fields}
        for n in range(len(places(proposal, data)))
    ]
    return {
        "wish": str(proposal.wish),
        "lang": written,
        "record": proposal.record,
        "event": event,
        "translations": {lang: texts for lang, texts in translations.items() if texts},
        "sources": sources,
        "places": named,
        "note": proposal.note,
        "contact": proposal.contact,
    }


def _changed(path: str, now: Mapping[str, str], before: Mapping[str, str]) -> str | None:
    """A cell as it goes into the proposal; None where it says nothing new."""
    value = now.get(path, "")
    return None if value == before.get(path, "") else value


def _texts(lang: str, now: Mapping[str, str], before: Mapping[str, str]) -> Fields:
    found = ((c, _changed(f"texts.{lang}.{c}", now, before)) for c in TEXTS)
    return {column: text for column, text in found if text is not None}


def _sources(now: Mapping[str, str], lang: str) -> tuple[list[dict[str, str]], Sequence[int]]:
    """The sources that have an address, and their numbers among the fields."""
    numbers = sorted({int(path.split(".")[1]) for path in now if path.startswith("sources.")})
    cited = [n for n in numbers if now.get(f"sources.{n}.url")]
    sources = []
    for n in cited:
        own = {name: now.get(f"sources.{n}.{name}", "") for name in OF_SOURCE}
        said = {name: now.get(f"sources.{n}.{lang}.{name}", "") for name in TEXTS_OF_SOURCE}
        given = {name: text for name, text in {**own, **said}.items() if text}
        sources.append(given)
    return sources, cited
