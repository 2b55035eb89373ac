"""What stands in the form: one text per field, under the paths by which problems name fields.

`event.date`, `sources.0.url`, `note`: flat, so that a field, its message and its value have one
name, whatever the wish is. `raw` makes of it what `submission.read` takes; a file that is kept and
loaded again is that, as JSON, and so the same as a body that is sent to the API.
"""

import json
from collections.abc import Iterable, Mapping

from lib.facts import reference
from lib.facts.dataset import Dataset
from lib.inbox.submission import ProposedPlace, Wish
from lib.language import edtf, typed_date

Draft = dict[str, str]
Raw = dict[str, object]

# The columns that a record can have of a form, in the order in which they are asked for.
PLACES = ("vn_id", "jp_id")
COLUMNS = (
    *PLACES,
    *("kind", "date", "date_note", "title", "summary", "fields", "signatory"),
    *("vn_party", "jp_party", "valid_until", "status", "status_note"),
)
DATES = ("date", "valid_until")
OF_SOURCE = (
    *("url", "publisher", "kind", "via", "published", "lang", "side", "title"),
    *("relation", "supports"),
)
# What goes along of a record with each wish; of a correction only what is changed.
_SENT: Mapping[Wish, tuple[str, ...]] = {
    Wish.NEW: COLUMNS,
    Wish.CORRECTION: COLUMNS,
    Wish.SOURCE: (),
    Wish.NONE: PLACES,
    Wish.ENDED: ("date", "date_note", "title", "summary"),
}
# Those that are about a record that is here.
OF_RECORD = (Wish.CORRECTION, Wish.SOURCE, Wish.ENDED)
# A kept file is larger only if it is none.
LARGEST = 200_000


class NoDraft(ValueError):
    """A file is not one that was kept of this form."""


def columns(draft: Mapping[str, str]) -> list[str]:
    """The columns of the record that stand in the form."""
    return [column for column in COLUMNS if f"event.{column}" in draft]


def present(dataset: Dataset, record: str, lang: str) -> Draft:
    """The cells of a record as they are in the files, its texts in a language; by column."""
    if record not in dataset.events.index:
        return {}
    row = dataset.events.loc[record]
    texts = dataset.package.texts("events")
    found = {}
    for column in COLUMNS:
        own = {"status": "stated_status"}.get(column, column)
        cell = row[f"{own}_{lang}" if own in texts else own]
        found[column] = ";".join(cell) if isinstance(cell, tuple) else str(cell)
    return found


def sources(draft: Mapping[str, str]) -> int:
    """How many sources the form has; at least one."""
    numbers = [int(path.split(".")[1]) for path in draft if path.startswith("sources.")]
    return max(numbers, default=0) + 1


def without_source(draft: Mapping[str, str], number: int) -> Draft:
    """The draft without one of its sources, the later ones moved up."""
    kept = {path: text for path, text in draft.items() if not path.startswith("sources.")}
    left = [each for each in range(sources(draft)) if each != number]
    for new, old in enumerate(left):
        for name in OF_SOURCE:
            if (text := draft.get(f"sources.{old}.{name}")) is not None:
                kept[f"sources.{new}.{name}"] = text
    return kept


def is_begun(draft: Mapping[str, str]) -> bool:
    """Whether somebody has put something into it that would be missed."""
    return any(draft.values())


def place(data: Dataset, key: str) -> dict[str, str] | None:
    """A place of the reference that the data set lacks, as it is proposed; None for any other."""
    found = None if key in data.localities.index else reference.place(key)
    cells = reference.row(found) if found else None
    return cells and {name: cells[name] for name in ProposedPlace.model_fields}


def raw(
    draft: Mapping[str, str],
    wish: Wish,
    *,
    record: str = "",
    lang: str,
    present: Mapping[str, str],
    data: Dataset,
) -> Raw:
    """What is sent of a draft.

    `present` are the cells of the record, which a correction leaves out where they are the same;
    places of the reference that `data` lacks go along.
    """
    written = draft.get("lang") or lang
    event = {
        column: _sent(column, text, written)
        for column in _SENT[wish]
        if (text := draft.get(f"event.{column}")) is not None
    }
    if wish is Wish.CORRECTION:
        event = {name: text for name, text in event.items() if text != present.get(name, "")}
    else:
        event = {name: text for name, text in event.items() if text}
    found: Raw = {"wish": str(wish), "lang": written, "event": event, "sources": _sources(draft)}
    places = [place(data, event[side]) for side in PLACES if event.get(side)]
    found["places"] = [each for each in places if each]
    if wish in OF_RECORD:
        found["record"] = record
    return {**found, **{name: draft.get(name, "").strip() for name in ("note", "contact")}}


def _sent(column: str, text: str, lang: str) -> str:
    """A cell as it is sent; a date that cannot be read stays as it is, to be refused by name."""
    if column not in DATES:
        return text.strip()
    return _date(text, lang)


def _date(text: str, lang: str) -> str:
    try:
        return typed_date.read(text, lang)
    except edtf.DateError:
        return text.strip()


def date(draft: Mapping[str, str], lang: str) -> str:
    """The date of the act as it would be sent; "" where none can be read."""
    try:
        return typed_date.read(draft.get("event.date", ""), lang)
    except edtf.DateError:
        return ""


def _sources(draft: Mapping[str, str]) -> list[dict[str, str]]:
    """The sources of which something is given."""
    found = []
    for number in range(sources(draft)):
        given = {
            name: text.strip()
            for name in OF_SOURCE
            if (text := draft.get(f"sources.{number}.{name}", ""))
        }
        if "published" in given:
            given["published"] = _date(given["published"], given.get("lang", ""))
        if given:
            found.append(given)
    return found


def without(sent: Raw, paths: Iterable[str]) -> Raw:
    """What is sent without some fields; a source without its address goes whole."""
    left = json.loads(file(sent))
    gone: set[int] = set()
    for group, _, rest in (path.partition(".") for path in paths):
        if group == "event" and isinstance(left.get(group), dict):
            left[group].pop(rest, None)
        elif group == "sources" and rest.partition(".")[0].isdigit():
            number, _, column = rest.partition(".")
            source = left[group][int(number)]
            source.pop(column, None)
            gone |= set() if source.get("url") else {int(number)}
        elif group in ("note", "contact", "record"):
            left.pop(group, None)
    left["sources"] = [each for n, each in enumerate(left["sources"]) if n not in gone]
    return dict(left)


def of_raw(sent: Mapping[str, object]) -> Draft:
    """The draft of what was sent or kept; what is of another shape is left out."""
    found: Draft = {}
    event, cited = sent.get("event"), sent.get("sources")
    for name in ("lang", "note", "contact"):
        _put(found, name, sent.get(name))
    if isinstance(event, Mapping):
        for column in COLUMNS:
            _put(found, f"event.{column}", event.get(column))
    for number, source in enumerate(_list(cited)):
        for name in OF_SOURCE:
            _put(found, f"sources.{number}.{name}", source.get(name))
    return found


def _put(draft: Draft, path: str, value: object) -> None:
    if isinstance(value, str) and value:
        draft[path] = value


def _list(value: object) -> Iterable[Mapping[str, object]]:
    if not isinstance(value, list | tuple):
        return []
    return [each for each in value[:20] if isinstance(each, Mapping)]


def file(sent: Raw) -> bytes:
    """A file to keep."""
    return json.dumps(sent, ensure_ascii=False, indent=1).encode()


def read_file(content: bytes) -> Raw:
    """What a kept file holds; raises NoDraft."""
    try:
        if len(content) > LARGEST:
            raise NoDraft
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoDraft from error
    if not isinstance(found, dict) or found.get("wish") not in list(Wish):
        raise NoDraft
    return found
