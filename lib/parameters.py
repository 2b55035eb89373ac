"""What can be asked of the events: each URL parameter of the filter, declared once.

A `Parameter` says how a value is read, which events it keeps and what it is called. From
`PARAMETERS` follow the URL form, the widgets, the option counts and the sentence in words. Ids are
language-free, so that a link opens alike in any language.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib import edtf
from lib.catalogue import Catalogue
from lib.documents import STATUS_DEFINITIONS, STATUS_LABELS, Status
from lib.evidence import GRADE_DEFINITIONS, GRADES
from lib.i18n import N_, Words
from lib.partnerships import FORMALITY
from lib.search import fold
from lib.vocabulary import SIGNATORIES

Mask = npt.NDArray[np.bool_]
MAX_QUERY = 200


class Rejected(ValueError):
    """A parameter cannot take this value; the argument is a key of `filters.REASONS`."""


class Index:
    """A perspective's catalogue with, per choice parameter, a table of events × options."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.columns: dict[str, dict[str, int]] = {}
        self.matrices: dict[str, Mask] = {}
        for name, choice in CHOICES.items():
            columns = {option: i for i, option in enumerate(choice.options(catalogue))}
            matrix = np.zeros((len(catalogue.events), len(columns)), dtype=bool)
            for row, held in enumerate(choice.held(catalogue)):
                matrix[row, [columns[option] for option in held]] = True
            self.columns[name] = columns
            self.matrices[name] = matrix


@dataclass(frozen=True)
class Parameter:
    """One filter parameter; `many` if it may be repeated."""

    name: str
    label: str
    many: bool = False

    def read(self, value: str, index: Index) -> str:
        """`value` in canonical form; raises Rejected."""
        raise NotImplementedError

    def mask(self, values: tuple[str, ...], index: Index) -> Mask:
        """Which events `values` keep."""
        raise NotImplementedError

    def say(self, value: str, index: Index, words: Words) -> str:
        """A value in words."""
        raise NotImplementedError


@dataclass(frozen=True)
class Choice(Parameter):
    """A parameter with a set of options; an event is kept if it has any of those chosen."""

    many: bool = True
    options: Callable[[Catalogue], list[str]] = field(kw_only=True)
    held: Callable[[Catalogue], Iterable[Iterable[str]]] = field(kw_only=True)
    naming: Callable[[Catalogue, str, Words], str] = field(kw_only=True)
    # What each option means, where a label alone does not say it.
    defining: Callable[[Catalogue, str, Words], str] | None = field(default=None, kw_only=True)

    def read(self, value: str, index: Index) -> str:
        if value not in index.columns[self.name]:
            raise Rejected("unknown_id")
        return value

    def mask(self, values: tuple[str, ...], index: Index) -> Mask:
        columns = [index.columns[self.name][value] for value in values]
        return np.asarray(index.matrices[self.name][:, columns].any(axis=1))

    def say(self, value: str, index: Index, words: Words) -> str:
        return self.naming(index.catalogue, value, words)


@dataclass(frozen=True)
class Bound(Parameter):
    """One end of the period. A date matches where it can fall inside; undated events never do."""

    start: bool = True

    def read(self, value: str, index: Index) -> str:
        try:
            return str(edtf.parse(value))
        except edtf.DateError:
            raise Rejected("bad_date") from None

    def mask(self, values: tuple[str, ...], index: Index) -> Mask:
        bound = edtf.parse(values[0])
        events = index.catalogue.events
        if self.start:
            kept = events["last"] >= pd.Timestamp(bound.first)
        else:
            kept = events["first"] <= pd.Timestamp(bound.last)
        return kept.to_numpy(bool)

    def say(self, value: str, index: Index, words: Words) -> str:
        return words.date(value)


@dataclass(frozen=True)
class Text(Parameter):
    """Free text; an event is kept if it has every term (see `lib.search`)."""

    def read(self, value: str, index: Index) -> str:
        text = unicodedata.normalize("NFC", " ".join(value.split()))
        # Signs alone would match every record.
        if len(text) > MAX_QUERY or not text.isprintable() or not fold(text):
            raise Rejected("bad_text")
        return text

    def mask(self, values: tuple[str, ...], index: Index) -> Mask:
        catalogue = index.catalogue
        kept = np.ones(len(catalogue.events), dtype=bool)
        for term in catalogue.gazetteer.terms(values[0]):
            text = catalogue.event_text["plain" if term.spelled else "folded"]
            found = text.str.contains(term.pattern, regex=True).to_numpy(bool)
            for side in ("vn", "jp"):
                known = index.columns[side]
                columns = [known[key] for key in term.localities if key in known]
                found = found | index.matrices[side][:, columns].any(axis=1)
            kept &= found
        return kept

    def say(self, value: str, index: Index, words: Words) -> str:
        return words.gettext("“{text}”").format(text=value)


def _localities(country: str) -> Callable[[Catalogue], list[str]]:
    def options(catalogue: Catalogue) -> list[str]:
        units = catalogue.localities.query("country == @country")
        # Japan's prefectures stand in the official order, north to south; a city after its own.
        rank = units["iso_3166_2"] if country == "JP" else units["name_en"]
        order = {key: (rank.get(key) or "~", key) for key in units.index}
        return sorted(
            units.index, key=lambda key: [order[k] for k in catalogue.ancestors[key][::-1]]
        )

    return options


def _sides(side: str) -> Callable[[Catalogue], list[set[str]]]:
    # As of today a record is found under the unit that holds it and under the one that signed it.
    def held(catalogue: Catalogue) -> list[set[str]]:
        events = catalogue.events
        above = catalogue.ancestors
        return [
            {*above[holds], *above[signed], catalogue.top[holds]}
            for holds, signed in zip(events[f"{side}_id"], events[f"{side}_signed"], strict=True)
        ]

    return held


def _column(name: str) -> Callable[[Catalogue], list[tuple[str, ...]]]:
    return lambda catalogue: [(str(v),) if v != "" else () for v in catalogue.events[name]]


def _table(name: str) -> Callable[[Catalogue, str, Words], str]:
    return lambda catalogue, code, words: catalogue.label(name, code, words.lang)


def _definitions(name: str) -> Callable[[Catalogue, str, Words], str]:
    return lambda catalogue, code, words: catalogue.definition(name, code, words.lang)


def _locality_name(catalogue: Catalogue, key: str, words: Words) -> str:
    return catalogue.full_name(key, words.lang)


# In the place of a code of fields.csv, for records that name no field.
NO_FIELD = "none"


def fields_or_none(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that a record counts under: those that it names, else NO_FIELD."""
    return codes or (NO_FIELD,)


def _field_name(catalogue: Catalogue, code: str, words: Words) -> str:
    if code == NO_FIELD:
        return words.gettext("No field named")
    return catalogue.label("fields", code, words.lang)


def _field_definition(catalogue: Catalogue, code: str, words: Words) -> str:
    if code == NO_FIELD:
        return words.gettext(
            "Its sources tell of no subject, or of friendship and cooperation in general."
        )
    return catalogue.definition("fields", code, words.lang)


ONLY_SIGNED, ONLY_CLAIR = "signed", "clair"
_ONLY = {
    ONLY_SIGNED: N_("signed documents only"),
    ONLY_CLAIR: N_("comparable with CLAIR’s sister ties"),
}

PARAMETERS: dict[str, Parameter] = {
    p.name: p
    for p in (
        Choice(
            "vn",
            N_("Vietnamese locality"),
            options=_localities("VN"),
            held=_sides("vn"),
            naming=_locality_name,
        ),
        Choice(
            "jp",
            N_("Japanese locality"),
            options=_localities("JP"),
            held=_sides("jp"),
            naming=_locality_name,
        ),
        Choice(
            "field",
            N_("Field of cooperation"),
            options=lambda catalogue: [*catalogue.fields.index, NO_FIELD],
            held=lambda catalogue: catalogue.events["fields"].map(fields_or_none),
            naming=_field_name,
            defining=_field_definition,
        ),
        Choice(
            "kind",
            N_("Kind of record"),
            options=lambda catalogue: list(catalogue.kinds.index),
            held=_column("kind"),
            naming=_table("kinds"),
            defining=_definitions("kinds"),
        ),
        Choice(
            "signatory",
            N_("Signed or led by"),
            options=lambda _: list(SIGNATORIES),
            held=_column("signatory"),
            naming=lambda _, code, words: words.gettext(SIGNATORIES[code]),
        ),
        Choice(
            "formality",
            N_("Formality of the pair"),
            options=lambda _: [str(level) for level in FORMALITY],
            held=_column("pair_formality"),
            naming=lambda _, code, words: words.gettext(FORMALITY[int(code)]),
        ),
        Choice(
            "status",
            N_("Status of the document"),
            options=lambda _: list(map(str, Status)),
            held=_column("status"),
            naming=lambda _, code, words: words.gettext(STATUS_LABELS[Status(code)]),
            defining=lambda _, code, words: words.gettext(STATUS_DEFINITIONS[Status(code)]),
        ),
        Choice(
            "grade",
            N_("Grade of evidence"),
            options=lambda _: list(GRADES),
            held=_column("grade"),
            naming=lambda _, code, words: words.gettext(GRADES[code]),
            defining=lambda _, code, words: words.gettext(GRADE_DEFINITIONS[code]),
        ),
        Bound("from", N_("From")),
        Bound("to", N_("Until"), start=False),
        Text("q", N_("Text")),
        Choice(
            "only",
            N_("Show"),
            many=False,
            options=lambda _: list(_ONLY),
            held=lambda catalogue: [
                [ONLY_SIGNED] * signed + [ONLY_CLAIR] * clair
                for signed, clair in catalogue.events[["signed", "clair"]].to_numpy(int)
            ],
            naming=lambda _, code, words: words.gettext(_ONLY[code]),
        ),
    )
}
CHOICES = {name: p for name, p in PARAMETERS.items() if isinstance(p, Choice)}
