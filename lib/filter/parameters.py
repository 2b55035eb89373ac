"""What can be asked of the events: each URL parameter of the filter, declared once.

A `Parameter` says how a value is read, which events it keeps and what it is called. From
`PARAMETERS` follow the URL form, the widgets, the option counts and the sentence in words. Ids are
language-free, so that a link opens alike in any language.
"""

from collections.abc import Callable

from lib.facts.documents import FORMALITY, STATUS_DEFINITIONS, STATUS_LABELS, Status
from lib.facts.evidence import GRADE_DEFINITIONS, GRADES
from lib.facts.perspective import Perspective
from lib.facts.vocabulary import SIGNATORIES
from lib.filter.index import FilterIndex
from lib.filter.parameter import Bound, Choice, Parameter, Text
from lib.language.i18n import N_, Localizer


def _localities(country: str) -> Callable[[Perspective], list[str]]:
    def options(dataset: Perspective) -> list[str]:
        units = dataset.localities.query("country == @country")
        # Japan's prefectures stand in the official order, north to south; a city after its own.
        rank = units["iso_3166_2"] if country == "JP" else units["name_en"]
        order = {key: (rank.get(key) or "~", key) for key in units.index}
        return sorted(units.index, key=lambda key: [order[k] for k in dataset.ancestors[key][::-1]])

    return options


def _sides(side: str) -> Callable[[Perspective], list[set[str]]]:
    # As of today a record is found under the unit that holds it and under the one that signed it.
    def held(dataset: Perspective) -> list[set[str]]:
        events = dataset.events
        above = dataset.ancestors
        return [
            {*above[holds], *above[signed], dataset.top[holds]}
            for holds, signed in zip(events[f"{side}_id"], events[f"{side}_signed"], strict=True)
        ]

    return held


def _column(name: str) -> Callable[[Perspective], list[tuple[str, ...]]]:
    return lambda dataset: [(str(v),) if v != "" else () for v in dataset.events[name]]


def _table(name: str) -> Callable[[Perspective, str, Localizer], str]:
    return lambda dataset, code, words: dataset.label(name, code, words.lang)


def _definitions(name: str) -> Callable[[Perspective, str, Localizer], str]:
    return lambda dataset, code, words: dataset.definition(name, code, words.lang)


def _locality_name(dataset: Perspective, key: str, words: Localizer) -> str:
    return dataset.full_name(key, words.lang)


# In the place of a code of fields.csv, for records that name no field.
NO_FIELD = "none"


def fields_or_none(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that a record counts under: those that it names, else NO_FIELD."""
    return codes or (NO_FIELD,)


def _field_name(dataset: Perspective, code: str, words: Localizer) -> str:
    if code == NO_FIELD:
        return words.gettext("No field named")
    return dataset.label("fields", code, words.lang)


def _field_definition(dataset: Perspective, code: str, words: Localizer) -> str:
    if code == NO_FIELD:
        return words.gettext(
            "Its sources tell of no subject, or of friendship and cooperation in general."
        )
    return dataset.definition("fields", code, words.lang)


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
            options=lambda dataset: [*dataset.fields.index, NO_FIELD],
            held=lambda dataset: dataset.events["fields"].map(fields_or_none),
            naming=_field_name,
            defining=_field_definition,
        ),
        Choice(
            "kind",
            N_("Kind of record"),
            options=lambda dataset: list(dataset.kinds.index),
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
            held=lambda dataset: [
                [ONLY_SIGNED] * signed + [ONLY_CLAIR] * clair
                for signed, clair in dataset.events[["signed", "clair"]].to_numpy(int)
            ],
            naming=lambda _, code, words: words.gettext(_ONLY[code]),
        ),
    )
}
CHOICES = {name: p for name, p in PARAMETERS.items() if isinstance(p, Choice)}


def index_of(dataset: Perspective) -> FilterIndex:
    """The events of a perspective, indexed for every choice parameter."""
    return FilterIndex(dataset, CHOICES)
