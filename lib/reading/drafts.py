"""What an article says: drafts of records, each value with the words that it stands on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lib.reading.text import Span
from lib.reading.trouble import Trouble

_SINGLE = (
    *("vn", "jp", "kind", "date", "status", "signatory", "existing"),
    *("vn_party", "jp_party", "valid_until", "title"),
)


@dataclass(frozen=True)
class Value:
    """A value of a draft: the spans of the original that say it, and how sure it is, 0 to 1."""

    value: str
    spans: tuple[Span, ...]
    sure: float


@dataclass(frozen=True)
class Draft:
    """A record as an article tells it; a value that no words support is None.

    vn, jp: ids of localities. kind, signatory: their codes. date, valid_until: EDTF. status:
    "announced" or "ended". fields: codes. existing: the id of the record that this act already is.
    vn_party, jp_party: the body that acted, as it is named. title: in the article's language.
    """

    vn: Value
    jp: Value
    kind: Value
    date: Value | None = None
    status: Value | None = None
    signatory: Value | None = None
    vn_party: Value | None = None
    jp_party: Value | None = None
    valid_until: Value | None = None
    fields: tuple[Value, ...] = ()
    title: Value | None = None
    existing: Value | None = None


@dataclass(frozen=True)
class Reading:
    """What was read. lang: ISO 639-1, "" if not told. published: the day that the text shows, or
    the one given. title: the headline. trouble: why nothing could be read, None if it could.
    """

    lang: str
    published: date | None
    title: str
    text: str
    drafts: tuple[Draft, ...]
    trouble: Trouble | None = None


def as_json(draft: Draft) -> dict[str, Any]:
    """A draft with its values by name, "" where none, and under `spans` where they stand."""
    values: dict[str, Value | None] = {name: getattr(draft, name) for name in _SINGLE}
    found: dict[str, Any] = {name: value.value if value else "" for name, value in values.items()}
    found["fields"] = [field.value for field in draft.fields]
    spans = {name: value.spans for name, value in values.items() if value and value.spans}
    sure = {name: value.sure for name, value in values.items() if value}
    found["spans"] = {**spans, "fields": {field.value: field.spans for field in draft.fields}}
    found["sure"] = {**sure, "fields": {field.value: field.sure for field in draft.fields}}
    return found
