"""What can be asked of the events: each URL parameter of the filter, declared once.

A `Parameter` says how a value is read, which events it keeps and what it is called. From
`PARAMETERS` follow the URL form, the widgets in the sidebar, the option counts and the sentence in
words. Ids are language-free, so that a link opens alike in any language.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from lib.facts.documents import FORMALITY, STATUS_DEFINITIONS, STATUS_LABELS, Status
from lib.facts.evidence import GRADE_DEFINITIONS, GRADES
from lib.facts.localities import JAPAN, SIDES, VIETNAM, Side
from lib.facts.perspective import Perspective
from lib.facts.regions import NO_REGION
from lib.facts.vocabulary import SIGNATORIES
from lib.filter.index import FilterIndex
from lib.filter.parameter import Bound, Choice, Exclusion, Group, Parameter, Text
from lib.language.i18n import N_, Localizer


def _localities(side: Side) -> Callable[[Perspective], list[str]]:
    def options(dataset: Perspective) -> list[str]:
        units = dataset.localities[dataset.localities["country"] == side.country]
        # Japan's prefectures stand in the official order, north to south; a city after its own.
        rank = units["iso_3166_2" if side.country == "JP" else "name_en"]
        order = {key: (rank.get(key) or "~", key) for key in units.index}
        return sorted(units.index, key=lambda key: [order[k] for k in dataset.ancestors[key][::-1]])

    return options


def _parties(side: Side) -> Callable[[Perspective], list[set[str]]]:
    # As of today a record is found under the unit that holds it and under the one that signed it.
    def values(dataset: Perspective) -> list[set[str]]:
        holders, signers = (
            dataset.events[f"{side.code}_{role}"].tolist() for role in ("id", "signed")
        )
        above = dataset.ancestors
        return [
            {*above[holder], *above[signer], dataset.top[holder]}
            for holder, signer in zip(holders, signers, strict=True)
        ]

    return values


def _signers(dataset: Perspective) -> list[set[str]]:
    above = dataset.ancestors
    ends = (dataset.events[f"{side}_signed"].tolist() for side in SIDES)
    return [{*above[vn], *above[jp]} for vn, jp in zip(*ends, strict=True)]


def _changed(dataset: Perspective, key: str) -> bool:
    """Whether a unit passed into another or took one in: it signed other than what it holds."""
    return key in dataset.successors or key in dataset.successors.values()


def _region(side: Side) -> Choice:
    """The regions of a country. A record counts in that of the place that signed, in any view."""
    own = side.code

    def values(dataset: Perspective) -> list[list[str]]:
        found = [
            dataset.regions.containing(dataset.ancestors[key])
            for key in dataset.events[f"{own}_signed"].tolist()
        ]
        return [[] if code == NO_REGION else [code] for code in found]

    return Choice(
        f"{own}_region",
        _REGION[own],
        options=lambda dataset: dataset.regions.codes(side.country),
        values_of=values,
        label_of=lambda dataset, code, words: dataset.regions.name(code, words.lang),
        group=Group.MORE,
        place={"vn": 7, "jp": 8}[own],
        help=N_("A record counts in the region of the place that signed it."),
    )


def _except(choice: Choice, label: str, place: int) -> Exclusion:
    """The same options to be left out."""
    given = {each.name: getattr(choice, each.name) for each in fields(Choice)}
    own = {"name": f"not_{choice.name}", "label": label, "group": Group.MORE, "place": place}
    return Exclusion(**{**given, **own, "placeholder": N_("None")}, of=choice.name)


def _column(name: str) -> Callable[[Perspective], list[tuple[str, ...]]]:
    return lambda dataset: [(str(v),) if v != "" else () for v in dataset.events[name].tolist()]


def _labels(messages: Mapping[Any, str]) -> Callable[[Perspective, str, Localizer], str]:
    return lambda _, code, words: words.gettext(messages[code])


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

_REGION = {"vn": N_("Region of Vietnam"), "jp": N_("Region of Japan")}
_EXCEPT = {
    "vn": N_("Except Vietnamese locality"),
    "jp": N_("Except Japanese locality"),
    "field": N_("Except field of cooperation"),
}
_CONTRADICTED = {"yes": N_("Contradicted by a source"), "no": N_("Not contradicted")}
_LOCALITY = {"vn": N_("Vietnamese locality"), "jp": N_("Japanese locality")}

# In the order of addresses and sentences; the order on screen is by `place`.
PARAMETERS: dict[str, Parameter] = {
    p.name: p
    for p in (
        *(
            Choice(
                side.code,
                _LOCALITY[side.code],
                options=_localities(side),
                values_of=_parties(side),
                label_of=lambda dataset, key, words: dataset.full_name(key, words.lang),
                localities=True,
                place=place,
            )
            for place, side in enumerate(SIDES.values(), start=2)
        ),
        Choice(
            "field",
            N_("Field of cooperation"),
            options=lambda dataset: [*dataset.fields.index, NO_FIELD],
            values_of=lambda dataset: dataset.events["fields"].map(fields_or_none),
            label_of=_field_name,
            definition_of=_field_definition,
            place=4,
        ),
        Choice(
            "kind",
            N_("Kind of record"),
            options=lambda dataset: list(dataset.kinds.index),
            values_of=_column("kind"),
            label_of=lambda dataset, code, words: dataset.label("kinds", code, words.lang),
            definition_of=lambda dataset, code, words: dataset.definition(
                "kinds", code, words.lang
            ),
            group=Group.MORE,
            place=1,
        ),
        Choice(
            "signatory",
            N_("Signed or led by"),
            options=lambda _: list(SIGNATORIES),
            values_of=_column("signatory"),
            label_of=_labels(SIGNATORIES),
            group=Group.MORE,
            place=4,
        ),
        Choice(
            "signed_by",
            N_("Unit that signed"),
            options=lambda dataset: [*_localities(VIETNAM)(dataset), *_localities(JAPAN)(dataset)],
            values_of=_signers,
            label_of=lambda dataset, key, words: dataset.full_name(key, words.lang),
            localities=True,
            offered=_changed,
            group=Group.MORE,
            place=6,
            help=N_(
                "Divides what a province holds today by the one that signed it, such as a province "
                "that has been merged into it."
            ),
        ),
        Choice(
            "formality",
            N_("Formality of the pair"),
            options=lambda _: [str(level) for level in FORMALITY],
            values_of=_column("pair_formality"),
            label_of=_labels({str(level): label for level, label in FORMALITY.items()}),
            group=Group.MORE,
            place=3,
        ),
        Choice(
            "status",
            N_("Status of the document"),
            options=lambda _: list(map(str, Status)),
            values_of=_column("status"),
            label_of=_labels(STATUS_LABELS),
            definition_of=_labels(STATUS_DEFINITIONS),
            group=Group.MORE,
            place=2,
        ),
        Choice(
            "grade",
            N_("Grade of evidence"),
            options=lambda _: list(GRADES),
            values_of=_column("grade"),
            label_of=_labels(GRADES),
            definition_of=_labels(GRADE_DEFINITIONS),
            group=Group.MORE,
            place=5,
        ),
        *map(_region, SIDES.values()),
        Choice(
            "contradicted",
            N_("Contradiction"),
            options=lambda _: list(_CONTRADICTED),
            values_of=lambda dataset: [
                ["yes" if against else "no"] for against in dataset.events["contradicted"]
            ],
            label_of=_labels(_CONTRADICTED),
            group=Group.MORE,
            place=9,
        ),
        Bound(
            "from",
            N_("From"),
            place=6,
            help=N_("A year; or type a month (2014-12) or a day (2014-12-25)."),
        ),
        Bound("to", N_("Until"), start=False, place=7),
        Text(
            "q",
            N_("Text"),
            place=1,
            title=N_("Search"),
            placeholder=N_("Place, body, subject"),
            help=N_(
                "A place is found under any of its names, official, short or everyday, in the "
                "three languages, in romaji or kana, with or without diacritics; other words are "
                "looked for in titles and summaries."
            ),
        ),
        Choice(
            "only",
            N_("Show"),
            multiple=False,
            options=lambda _: list(_ONLY),
            values_of=lambda dataset: [
                [option for option, holds in zip(_ONLY, flags, strict=True) if holds]
                for flags in dataset.events[["signed", "clair"]].to_numpy(bool)
            ],
            label_of=_labels(_ONLY),
            buttons={
                "": N_("All records"),
                ONLY_SIGNED: N_("Signed documents only ({count})"),
                ONLY_CLAIR: N_("Comparable with CLAIR ({count})"),
            },
            place=5,
            help=N_(
                "Signed documents: sister-city affiliations, agreements, memoranda, letters of "
                "intent and renewals; never what was only announced.  \n"
                "Comparable with CLAIR: affiliations and friendship agreements of both governments "
                "that are not limited to one field. Whether the leaders themselves signed and "
                "whether an assembly approved the budget, CLAIR’s other conditions, is not known "
                "here."
            ),
        ),
    )
}
PARAMETERS |= {
    f"not_{name}": _except(choice, label, place)
    for place, (name, label) in enumerate(_EXCEPT.items(), start=10)
    if isinstance(choice := PARAMETERS[name], Choice)
}
CHOICES = {name: p for name, p in PARAMETERS.items() if isinstance(p, Choice)}


def index_of(dataset: Perspective) -> FilterIndex:
    """The events of a perspective, indexed for every choice parameter."""
    tables = {
        name: choice.table(dataset)
        for name, choice in CHOICES.items()
        if not isinstance(choice, Exclusion)
    }
    # What can be left out is what can be chosen: one table serves both.
    tables |= {n: tables[each.of] for n, each in CHOICES.items() if isinstance(each, Exclusion)}
    return FilterIndex(
        dataset,
        {name: columns for name, (columns, _) in tables.items()},
        {name: matrix for name, (_, matrix) in tables.items()},
    )


def widgets(group: Group) -> list[Parameter]:
    """The parameters whose widgets stand in a group of the sidebar, from the top."""
    return sorted(
        (p for p in PARAMETERS.values() if p.group is group), key=lambda parameter: parameter.place
    )
