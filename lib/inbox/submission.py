"""What can be sent in: a proposal, read from a form or from JSON into plain text, or refused.

Here it is read by itself: sizes, plain text, dates that exist, addresses. What the data package
says to it is for `lib.inbox.judge` to tell.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from annotated_types import GroupedMetadata
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from lib.checks.cells import is_address
from lib.facts.vocabulary import Relation
from lib.inbox import plain_text
from lib.inbox.problem import Problem, Refused, problem
from lib.language import edtf
from lib.language.i18n import LANGUAGES, N_

__all__ = [
    "EVENT",
    "LIMITS",
    "TEXTS",
    "Problem",
    "Proposal",
    "ProposedPlace",
    "ProposedSource",
    "Refused",
    "Wish",
    "read",
    "text",
]


class Wish(StrEnum):
    """What a submission is for.

    NEW: a fact that is missing. CORRECTION: cells of a record that are wrong. SOURCE: another
    source for a record. NONE: a place, or a pair, has none. ENDED: what a record tells of is over.
    """

    NEW = "new"
    CORRECTION = "correction"
    SOURCE = "source"
    NONE = "none"
    ENDED = "ended"


# The cells of an event that can be proposed, each with the most characters that it can have: more
# than any of today's, and not so many that a text becomes an article.
EVENT = {
    "vn_id": 80,
    "jp_id": 80,
    "vn_party": 250,
    "jp_party": 250,
    "signatory": 20,
    "kind": 40,
    "date": 10,
    "date_note": 500,
    "valid_until": 10,
    "extension": 20,
    "renews": 100,
    "replaces": 100,
    "title": 250,
    "summary": 1500,
    "fields": 400,
    "status": 20,
    "status_note": 500,
    "confidence": 10,
}
_SOURCE = {
    "url": 1500,
    "publisher": 200,
    "kind": 20,
    "via": 200,
    "published": 10,
    "lang": 2,
    "side": 10,
    "title": 400,
    "relation": 20,
    "supports": 1000,
}
_PLACE = {
    "id": 80,
    "country": 2,
    "level": 20,
    "name_en": 100,
    "name_vi": 100,
    "name_ja": 100,
    "parent_id": 80,
}
# Characters of each field; of lists how many they can have; and of the whole ("") the characters
# of all of it together. What is stored is read by them too: they can grow, and not shrink.
LIMITS: dict[str, int] = {
    "": 60_000,
    "record": 20,
    "note": 4000,
    "contact": 200,
    "sources": 10,
    "places": 4,
    "message": 4000,
    **{f"event.{name}": most for name, most in EVENT.items()},
    **{f"sources.{name}": most for name, most in _SOURCE.items()},
    **{f"places.{name}": most for name, most in _PLACE.items()},
}
# The cells of an event that are told in each language.
TEXTS = ("vn_party", "jp_party", "title", "summary", "date_note", "status_note")
# Acts between localities lie in these years, terms that are not over among them. Nothing that
# counts days has to think of the year 9999.
_YEARS = (1850, 2150)
# So many problems are told at once.
_TOLD = 50
_SOURCE_TEXT = re.compile(r"sources\.\d\.(publisher|supports)", re.ASCII)

_UNREADABLE = N_("Holds a character that cannot be shown ({sign}).")
_NO_DATE = N_("This is no date that exists; write 2014, 2014-12 or 2014-12-25.")
_NO_YEAR = N_("Expected a year between {first} and {last}.")
_NO_ADDRESS = N_("This is no address of a web page (https://…).")
_NO_FIELD = N_("There is no such field.")
_TOO_LONG = N_("Too long: at most {most} characters are possible here.")
_TOO_MANY = N_("Too many: at most {most} are possible here.")
_TOO_MUCH = N_("Altogether too long: at most {most} characters are possible.")
_NO_TEXT = N_("Expected a text here.")
_WRONG = N_("Cannot be read as what belongs here.")
_NO_ID = N_("This is no identifier of the kind expected here.")
_CHOICE = N_("Expected one of these: {allowed}.")
_MISSING = N_("Please fill this in.")
_NEEDS_SOURCE = N_("At least one source is needed: the address of a page that says so.")
_NEEDS_CHANGE = N_("Please say what is to be corrected.")
_NEEDS_PLACE = N_("Please name the place, or both places.")


def _refuse(message: str, **values: Any) -> PydanticCustomError:
    return PydanticCustomError("problem", "Refused", {"text": message, "values": values})


class _Cells(ValueError):
    """Cells of a dictionary that are refused: the key of each, and why."""

    def __init__(self, refused: Mapping[str, ValidationError | PydanticCustomError]) -> None:
        self.refused = refused
        super().__init__(", ".join(refused))


def _plain(read_: Callable[[str], str]) -> Callable[[str], str]:
    def checked(given: str) -> str:
        try:
            return read_(given)
        except plain_text.NotPlain as error:
            raise _refuse(_UNREADABLE, sign=error.sign) from None

    return checked


_line, _lines = _plain(plain_text.line), _plain(plain_text.lines)


def _date(given: str) -> str:
    if not given:
        return ""
    try:
        value = edtf.parse(given)
    except edtf.DateError:
        raise _refuse(_NO_DATE) from None
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise _refuse(_NO_YEAR, first=str(_YEARS[0]), last=str(_YEARS[1]))
    return str(value)


def _address(given: str) -> str:
    if not given:
        raise _refuse(_MISSING)
    if not is_address(given) or " " in given:
        raise _refuse(_NO_ADDRESS)
    return given


def _relation(given: str) -> str:
    if given not in {*Relation}:
        raise _refuse(_CHOICE, allowed=", ".join(Relation))
    return given


def _language(given: str) -> str:
    if given not in LANGUAGES:
        raise _refuse(_CHOICE, allowed=", ".join(LANGUAGES))
    return given


def _identifier(pattern: str) -> Callable[[str], str]:
    def checked(given: str) -> str:
        if given and not re.fullmatch(pattern, given, re.ASCII):
            raise _refuse(_NO_ID)
        return given

    return checked


_of_record = _identifier(r"vj\d{4,}")
_SMALLER = r"\.[a-z0-9]+(-[a-z0-9]+)*"
_of_unit = _identifier(rf"(vn|jp)-[a-z]+(-[a-z]+)*({_SMALLER})?")
_of_place = _identifier(rf"(vn|jp)-[a-z]+(-[a-z]+)*{_SMALLER}")


@dataclass(frozen=True)
class _Text(GroupedMetadata):
    """How the text of a field of LIMITS is read: its size first, then by `reads`."""

    field: str
    reads: tuple[Callable[[str], str], ...] = (_line,)

    def __iter__(self) -> Iterator[Any]:
        yield Field(max_length=LIMITS[self.field])
        yield from map(AfterValidator, self.reads)


_READ = {
    "event.vn_id": (_line, _of_unit),
    "event.jp_id": (_line, _of_unit),
    "event.date": (_line, _date),
    "event.valid_until": (_line, _date),
    "note": (_lines,),
    "message": (_lines,),
}


@cache
def _type(field: str) -> TypeAdapter[str]:
    return TypeAdapter(Annotated[str, _Text(field, _READ.get(field, (_line,)))])


def _cells(given: object, field_of: Callable[[str], str]) -> dict[str, str]:
    """The cells of a dictionary as plain text; `field_of` tells the field of LIMITS of a key."""
    if not isinstance(given, Mapping):
        raise _refuse(_WRONG)
    found: dict[str, str] = {}
    refused: dict[str, ValidationError | PydanticCustomError] = {}
    for key, value in given.items():
        field = field_of(str(key))
        try:
            if field not in LIMITS:
                raise _refuse(_NO_FIELD)
            found[str(key)] = _type(field).validate_python(value)
        except (ValidationError, PydanticCustomError) as error:
            refused[str(key)] = error
    if refused:
        raise _Cells(refused)
    return found


def _event(given: object) -> dict[str, str]:
    return _cells(given, "event.{}".format)


def _of_translation(key: str) -> str:
    if _SOURCE_TEXT.fullmatch(key):
        return f"sources.{key.rpartition('.')[2]}"
    return f"event.{key}" if key in TEXTS else ""


def _translation(given: object) -> dict[str, str]:
    # "" is the size of the whole, and no field.
    return _cells(given, lambda key: _of_translation(key) or "-")


def _dict_of(properties: Mapping[str, int], about: str) -> WithJsonSchema:
    described = {name: {"type": "string", "maxLength": most} for name, most in properties.items()}
    return WithJsonSchema(
        {"type": "object", "properties": described, "description": about}
        | {"additionalProperties": False}
    )


_Event = Annotated[
    dict[str, str],
    BeforeValidator(_event),
    _dict_of(EVENT, "Columns of events.csv, each as a cell stands there; lists with semicolons."),
]
_Translation = Annotated[
    dict[str, str],
    BeforeValidator(_translation),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "Columns of events.csv that hold text, sources.0.supports, "
            "sources.0.publisher.",
        }
    ),
]
_Lang = Annotated[
    str,
    AfterValidator(_language),
    WithJsonSchema({"type": "string", "enum": [*LANGUAGES]}),
]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ProposedSource(_Model):
    """A page that tells of it. All but its address can be left out.

    `supports` is what the page says.
    """

    url: Annotated[str, _Text("sources.url", (_line, _address))]
    publisher: Annotated[str, _Text("sources.publisher")] = ""
    kind: Annotated[str, _Text("sources.kind")] = ""
    via: Annotated[str, _Text("sources.via")] = ""
    published: Annotated[str, _Text("sources.published", (_line, _date))] = ""
    lang: Annotated[str, _Text("sources.lang")] = ""
    side: Annotated[str, _Text("sources.side")] = ""
    title: Annotated[str, _Text("sources.title")] = ""
    relation: Annotated[str, _Text("sources.relation", (_line, _relation))] = str(Relation.SUPPORTS)
    supports: Annotated[str, _Text("sources.supports")] = ""


class ProposedPlace(_Model):
    """A place that the data set lacks: the id under which it would be entered, and its names."""

    id: Annotated[str, _Text("places.id", (_line, _of_place))]
    country: Annotated[str, _Text("places.country")] = ""
    level: Annotated[str, _Text("places.level")] = ""
    name_en: Annotated[str, _Text("places.name_en")] = ""
    name_vi: Annotated[str, _Text("places.name_vi")] = ""
    name_ja: Annotated[str, _Text("places.name_ja")] = ""
    parent_id: Annotated[str, _Text("places.parent_id", (_line, _of_unit))] = ""


class Proposal(_Model):
    """What a sender proposes.

    `record` is the event that is corrected, has ended or has another source. `event` has the cells
    of an event, of a correction the changed ones alone, "" where one is to be empty. `lang` is the
    language of its texts and of those of the sources; `translations` has the same texts in others
    (`title`, `sources.0.supports`). `note` and `contact` are for the curators alone.
    """

    wish: Wish
    lang: _Lang
    record: Annotated[str, _Text("record", (_line, _of_record))] = ""
    event: _Event = {}
    translations: dict[_Lang, _Translation] = {}
    sources: Annotated[tuple[ProposedSource, ...], Field(max_length=LIMITS["sources"])] = ()
    places: Annotated[tuple[ProposedPlace, ...], Field(max_length=LIMITS["places"])] = ()
    note: Annotated[str, _Text("note", (_lines,))] = ""
    contact: Annotated[str, _Text("contact")] = ""


def read(raw: Mapping[str, object]) -> Proposal:
    """The proposal that a form or a JSON object holds, in plain text; raises Refused."""
    if _is_too_much(raw):
        raise Refused([problem("", "", _TOO_MUCH, most=LIMITS[""])])
    try:
        proposal = Proposal.model_validate(raw)
    except ValidationError as error:
        raise Refused(_problems(error)[:_TOLD]) from None
    except UnicodeEncodeError as error:
        # The name of a field with half of a letter in it, by which pydantic can name no place.
        raise Refused([problem("", error.object, _NO_FIELD)]) from None
    if lacking := [*_lacking(proposal)]:
        raise Refused(lacking)
    return proposal


def text(field: str, given: str) -> str:
    """The text of one field of LIMITS, such as "message", in plain text; raises Refused."""
    try:
        return _type(field).validate_python(given)
    except ValidationError as error:
        raise Refused(_problems(error, field)) from None


def _is_too_much(raw: object) -> bool:
    """Whether all texts and keys together are longer than is possible."""
    left, open_ = LIMITS[""], [raw]
    while open_ and left >= 0:
        each = open_.pop()
        left -= len(each) if isinstance(each, str | bytes) else 1
        # What has more in it than is possible is not opened.
        if isinstance(each, Mapping) and len(each) <= left:
            open_ += [*each.keys(), *each.values()]
        elif isinstance(each, list | tuple) and len(each) <= left:
            open_ += each
        elif isinstance(each, Mapping | list | tuple):
            return True
    return left < 0


def _lacking(proposal: Proposal) -> Iterator[Problem]:
    """What a proposal of its kind must have beside."""
    wish, event = proposal.wish, proposal.event
    needed = {
        Wish.NEW: ["event.vn_id", "event.jp_id", "event.kind", "event.title"],
        Wish.CORRECTION: ["record"],
        Wish.SOURCE: ["record"],
        Wish.NONE: [],
        Wish.ENDED: [] if event.get("vn_id") and event.get("jp_id") else ["record"],
    }
    for field in needed[wish]:
        if not (proposal.record if field == "record" else event.get(field.partition(".")[2])):
            yield problem(field, "", _MISSING)
    if wish is Wish.CORRECTION and not (event or proposal.translations or proposal.note):
        yield problem("note", "", _NEEDS_CHANGE)
    if wish is Wish.NONE and not (event.get("vn_id") or event.get("jp_id")):
        yield problem("event.vn_id", "", _NEEDS_PLACE)
    if wish in (Wish.NEW, Wish.SOURCE, Wish.ENDED) and not proposal.sources:
        yield problem("sources", "", _NEEDS_SOURCE)


# The fields that are dates: whatever is too long for one is none.
DATES = ("date", "valid_until", "published")
_TOLD_AS: dict[str, tuple[str, str]] = {
    "string_too_long": (_TOO_LONG, "max_length"),
    "too_long": (_TOO_MANY, "max_length"),
    "extra_forbidden": (_NO_FIELD, ""),
    "invalid_key": (_NO_FIELD, ""),
    "missing": (_MISSING, ""),
    "string_type": (_NO_TEXT, ""),
    "string_unicode": (_NO_TEXT, ""),
}


def _problems(error: ValidationError, within: str = "") -> list[Problem]:
    """What pydantic found, as problems at fields; `within` is the field that it looked at."""
    found: list[Problem] = []
    for each in error.errors(include_url=False):
        path = [within, *(str(step) for step in each["loc"] if step != "[key]")]
        at = ".".join(filter(None, path))
        cause = each.get("ctx", {}).get("error")
        if isinstance(cause, _Cells):
            for key, why in cause.refused.items():
                found += _of_cell(why, f"{at}.{key}", each["input"].get(key))
        else:
            found.append(_problem(at, each))
    return found


def _of_cell(why: ValidationError | PydanticCustomError, at: str, value: object) -> list[Problem]:
    if isinstance(why, ValidationError):
        return _problems(why, at)
    return [_told(at, value, why.context or {})]


def _problem(at: str, each: ErrorDetails) -> Problem:
    kind, context, value = each["type"], each.get("ctx", {}), each["input"]
    if kind == "problem":
        return _told(at, value, context)
    if kind == "enum":
        return problem(at, value, _CHOICE, allowed=", ".join(Wish))
    if kind == "string_too_long" and at.rpartition(".")[2] in DATES:
        return problem(at, value, _NO_DATE)
    message, most = _TOLD_AS.get(kind, (_WRONG, ""))
    return problem(at, value, message, **({"most": context[most]} if most else {}))


def _told(at: str, value: object, context: Mapping[str, Any]) -> Problem:
    return problem(at, value, context["text"], **context["values"])
