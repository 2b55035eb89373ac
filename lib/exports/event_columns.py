"""The columns of the table of events, and of the sources that stand under each."""

from datetime import date

from lib.exports.columns import Column, Type
from lib.facts.documents import FORMALITY, Status
from lib.facts.evidence import GRADES
from lib.facts.vocabulary import CONFIDENCE, RELATIONS, SIDES, SIGNATORIES, SOURCE_KINDS
from lib.language import edtf
from lib.language.i18n import N_

_LEVELS = tuple(FORMALITY)


def day_or_text(text: str) -> date | str:
    """An EDTF date for a reader's file: a date cell only where the day is known."""
    value = edtf.parse(text)
    return value.first if value.precision == "day" else text


SOURCES = (
    Column("source_id", N_("Identifier of the source"), "s0146", title=N_("Source"), width=9),
    Column(
        "relation",
        N_("What it does"),
        "supports",
        options=tuple(RELATIONS),
        title=N_("Relation"),
        width=14,
        labels=RELATIONS,
    ),
    Column(
        "supports", N_("What the source says"), "date, parties, fields", optional=True, width=60
    ),
    Column(
        "publisher", N_("Who published it"), "Kagawa Prefecture", title=N_("Publisher"), width=34
    ),
    Column(
        "kind",
        N_("Kind of publisher"),
        "official",
        options=tuple(SOURCE_KINDS),
        title=N_("Kind of source"),
        width=14,
        labels=SOURCE_KINDS,
    ),
    Column(
        "published",
        N_("When, as precisely as known"),
        "2016-10-12",
        optional=True,
        title=N_("Published"),
        width=12,
        shown=day_or_text,
    ),
    Column("lang", N_("Language of the page"), "ja", title=N_("Language"), width=9),
    Column(
        "url",
        N_("Address of the page"),
        "https://www.pref.kagawa.lg.jp/",
        title=N_("Address"),
        width=70,
    ),
)

COLUMNS = (
    Column("id", N_("Stable identifier of the record"), "vj0123", title=N_("Record"), width=9),
    Column(
        "date",
        N_("Date as precisely as known: year, month or day"),
        "2014-12",
        optional=True,
        title=N_("Date"),
        width=12,
        shown=day_or_text,
    ),
    Column(
        "date_first", N_("First day that the date can mean"), "2014-12-01", Type.DATE, optional=True
    ),
    Column(
        "date_last", N_("Last day that the date can mean"), "2014-12-31", Type.DATE, optional=True
    ),
    Column(
        "vn_id",
        N_("Vietnamese locality, in the units asked for"),
        "vn-hai-phong",
        title=N_("Vietnamese locality, identifier"),
    ),
    Column("vn", N_("Its name"), "Hai Phong", title=N_("Vietnamese locality")),
    Column(
        "jp_id",
        N_("Japanese locality, in the units asked for"),
        "jp-kagawa",
        title=N_("Japanese locality, identifier"),
    ),
    Column("jp", N_("Its name"), "Kagawa", title=N_("Japanese locality")),
    Column("vn_signed_id", N_("Vietnamese locality that signed"), "vn-hai-phong"),
    Column("vn_signed", N_("Its name"), "Hai Phong", title=N_("Signed as (Vietnam)")),
    Column("jp_signed_id", N_("Japanese locality that signed"), "jp-kagawa"),
    Column("jp_signed", N_("Its name"), "Kagawa", title=N_("Signed as (Japan)")),
    Column("kind", N_("Kind of record, code"), "mou", title=N_("Kind, code")),
    Column("kind_label", N_("Kind of record"), "Memorandum of understanding", title=N_("Kind")),
    Column(
        "signed",
        N_("Whether it is a signed document; others do not count as documents"),
        True,
        Type.BOOLEAN,
        title=N_("Signed document"),
        width=9,
    ),
    Column("signatory", N_("Signed or led by, code"), "government", options=tuple(SIGNATORIES)),
    Column("signatory_label", N_("Signed or led by"), "Both localities’ own governments"),
    Column(
        "formality",
        N_("Level of the document: 4 sister city to 1 letter of intent, 0 no document"),
        2,
        Type.INTEGER,
        options=_LEVELS,
    ),
    Column(
        "formality_label",
        N_("Level of the document in words"),
        "Memorandum or cooperation agreement",
        optional=True,
        title=N_("Formality of the document"),
    ),
    Column(
        "pair_formality",
        N_("Highest level of the pair in the whole data set"),
        2,
        Type.INTEGER,
        options=_LEVELS,
    ),
    Column(
        "status",
        N_("Status of the document on the day of the answer, code"),
        "presumed",
        options=tuple(map(str, Status)),
        optional=True,
    ),
    Column(
        "status_label", N_("Status of the document"), "Presumed in force", optional=True, width=16
    ),
    Column("status_note", N_("Note on the status"), "Still acted on in May 2024", optional=True),
    Column(
        "valid_until",
        N_("Stated end of term"),
        "2027-03-31",
        optional=True,
        width=12,
        shown=day_or_text,
    ),
    Column("renews", N_("Records that this one renews"), ["vj0120"], Type.LIST),
    Column("title", N_("Title"), "Memorandum on economic cooperation", width=40),
    Column("summary", N_("Summary"), "Province and city signed a memorandum.", width=70),
    Column(
        "vn_party",
        N_("Vietnamese party where it is not the locality’s own government"),
        "Port of Hai Phong",
        optional=True,
        title=N_("Vietnamese party"),
    ),
    Column(
        "jp_party",
        N_("Japanese party where it is not the locality’s own government"),
        "Port of Kobe",
        optional=True,
        title=N_("Japanese party"),
    ),
    Column("date_note", N_("Note on the date"), "One source gives the year only.", optional=True),
    Column(
        "fields",
        N_("Fields of cooperation, codes"),
        ["trade", "tourism"],
        Type.LIST,
        title=N_("Fields, codes"),
    ),
    Column(
        "field_labels",
        N_("Fields of cooperation"),
        ["Trade", "Tourism"],
        Type.LIST,
        width=36,
        shown="; ".join,
    ),
    Column(
        "grade",
        N_("Grade of evidence: A, B or C"),
        "A",
        options=tuple(GRADES),
        title=N_("Grade of evidence"),
        width=7,
    ),
    Column("publishers", N_("Independent publishers that support it"), 2, Type.INTEGER),
    Column("official", N_("Whether an official source supports it"), True, Type.BOOLEAN),
    Column(
        "known_from",
        N_("Whose sources it is known from"),
        "both",
        options=tuple(SIDES),
        title=N_("Known from"),
        labels=SIDES,
    ),
    Column(
        "confidence",
        N_("How sure the reading of the sources is"),
        "high",
        options=tuple(CONFIDENCE),
    ),
    Column("clair", N_("Whether it is comparable with CLAIR’s sister ties"), False, Type.BOOLEAN),
    Column(
        "source_ids",
        N_("Supporting sources, identifiers"),
        ["s0146"],
        Type.LIST,
        title=N_("Supporting sources"),
        width=9,
        shown=len,
    ),
    Column(
        "source_urls",
        N_("Supporting sources, addresses"),
        ["https://www.pref.kagawa.lg.jp/"],
        Type.LIST,
        sep=" ",
        title=N_("Addresses of the sources"),
        width=40,
    ),
    Column("sources", N_("All sources, and what each supports"), type=Type.OBJECTS, parts=SOURCES),
    Column(
        "link",
        N_("Permanent address of the record"),
        "https://example.org/r/vj0123",
        title=N_("Link to the record"),
        width=40,
    ),
)
