"""The columns of the table of events, and of the sources that stand under each."""

from datetime import date

from lib.exports.columns import (
    Column,
    Type,
    boolean,
    integer,
    objects,
    optional,
    partial_date,
    several,
)
from lib.facts.documents import EXTENSIONS, FORMALITY, Status
from lib.facts.evidence import GRADES
from lib.facts.vocabulary import CONFIDENCE, KNOWN_FROM, RELATIONS, SIGNATORIES, SOURCE_KINDS
from lib.language.i18n import N_
from lib.language.quoting import opening

PAGE = "https://www.pref.kagawa.lg.jp/"
ARCHIVED = f"https://web.archive.org/web/20261001000000/{PAGE}"

RELATION = Column(
    "relation", N_("What it does"), "supports", title=N_("Relation"), width=14, labels=RELATIONS
)
SUPPORTS = optional(
    "supports", N_("What the source says"), "date, parties, fields", width=60, shown=opening
)
SOURCES = (
    Column("source_id", N_("Identifier of the source"), "s0146", title=N_("Source"), width=9),
    RELATION,
    SUPPORTS,
    Column(
        "publisher", N_("Who published it"), "Kagawa Prefecture", title=N_("Publisher"), width=34
    ),
    Column(
        "kind",
        N_("Kind of publisher"),
        "official",
        title=N_("Kind of source"),
        width=14,
        labels=SOURCE_KINDS,
    ),
    partial_date(
        "published", N_("When, as precisely as known"), "2016-10-12", title=N_("Published")
    ),
    Column("lang", N_("Language of the page"), "ja", title=N_("Language"), width=9),
    Column("url", N_("Address of the page"), PAGE, title=N_("Address"), width=70),
    optional("title", N_("Title of the page, where known"), "ハイフォン市との覚書", width=40),
    optional("archived_url", N_("Address of an archived copy"), ARCHIVED, width=70),
)

# Both localities of a row.
PLACES = (
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
)
COLUMNS = (
    Column("id", N_("Stable identifier of the record"), "vj0123", title=N_("Record"), width=9),
    partial_date(
        "date", N_("Date as precisely as known: year, month or day"), "2014-12", title=N_("Date")
    ),
    optional("date_first", N_("First day that the date can mean"), "2014-12-01", Type.DATE),
    optional("date_last", N_("Last day that the date can mean"), "2014-12-31", Type.DATE),
    *PLACES,
    Column("vn_signed_id", N_("Vietnamese locality that signed"), "vn-hai-phong"),
    Column("vn_signed", N_("Its name"), "Hai Phong", title=N_("Signed as (Vietnam)")),
    Column("jp_signed_id", N_("Japanese locality that signed"), "jp-kagawa"),
    Column("jp_signed", N_("Its name"), "Kagawa", title=N_("Signed as (Japan)")),
    Column("kind", N_("Kind of record, code"), "mou", title=N_("Kind, code")),
    Column("kind_label", N_("Kind of record"), "Memorandum of understanding", title=N_("Kind")),
    boolean(
        "signed",
        N_("Whether it is a signed document; others do not count as documents"),
        True,
        title=N_("Signed document"),
        width=9,
    ),
    Column("signatory", N_("Signed or led by, code"), "government", options=SIGNATORIES),
    Column("signatory_label", N_("Signed or led by"), "Both localities’ own governments"),
    integer(
        "formality",
        N_("Level of the document: 4 sister city to 1 letter of intent, 0 no document"),
        2,
        options=FORMALITY,
    ),
    optional(
        "formality_label",
        N_("Level of the document in words"),
        "Memorandum or cooperation agreement",
        title=N_("Formality of the document"),
    ),
    integer(
        "pair_formality",
        N_("Highest level of the pair in the whole data set"),
        2,
        options=FORMALITY,
    ),
    optional(
        "status",
        N_("Status of the document on the day of the answer, code"),
        "presumed",
        options=tuple(map(str, Status)),
    ),
    optional("status_label", N_("Status of the document"), "Presumed in force", width=16),
    boolean(
        "running",
        N_("Whether the document still runs, itself or by one that renews or replaces it"),
        True,
        title=N_("Still running"),
        width=9,
    ),
    optional("status_note", N_("Note on the status"), "Still acted on in May 2024"),
    partial_date("valid_until", N_("Stated end of term"), "2027-03-31"),
    optional(
        "extension",
        N_("How the stated term goes on, code"),
        "tacit",
        title=N_("Extension of the term"),
        labels=EXTENSIONS,
    ),
    several("renews", N_("Records that this one renews"), ["vj0120"]),
    several(
        "replaces",
        N_("Records whose place this one takes without being their renewal"),
        ["vj0128"],
        title=N_("Records that this one replaces"),
    ),
    Column("title", N_("Title"), "Memorandum on economic cooperation", width=40),
    Column("summary", N_("Summary"), "Province and city signed a memorandum.", width=70),
    optional(
        "vn_party",
        N_("Vietnamese party where it is not the locality’s own government"),
        "Port of Hai Phong",
        title=N_("Vietnamese party"),
    ),
    optional(
        "jp_party",
        N_("Japanese party where it is not the locality’s own government"),
        "Port of Kobe",
        title=N_("Japanese party"),
    ),
    optional("date_note", N_("Note on the date"), "One source gives the year only."),
    several(
        "fields",
        N_("Fields of cooperation, codes"),
        ["trade", "tourism"],
        title=N_("Fields, codes"),
    ),
    several("field_labels", N_("Fields of cooperation"), ["Trade", "Tourism"], width=36),
    Column(
        "grade",
        N_("Grade of evidence: A, B or C"),
        "A",
        options=GRADES,
        title=N_("Grade of evidence"),
        width=7,
    ),
    integer("publishers", N_("Independent publishers that support it"), 2),
    boolean("official", N_("Whether an official source supports it"), True),
    boolean(
        "contradicted",
        N_("Whether a source contradicts it"),
        False,
        title=N_("Contradicted by a source"),
        width=12,
    ),
    Column(
        "known_from",
        N_("Whose sources it is known from"),
        "both",
        title=N_("Known from"),
        labels=KNOWN_FROM,
    ),
    Column(
        "confidence",
        N_("Curators’ confidence: how directly the sources state what the record holds"),
        "high",
        options=CONFIDENCE,
        title=N_("Curators’ confidence"),
    ),
    optional(
        "checked",
        N_("Day on which the record was last compared with the pages it cites"),
        "2026-11-26",
        Type.DATE,
        title=N_("Last compared with its sources"),
        width=12,
        read=date.fromisoformat,
    ),
    boolean("clair", N_("Whether it is comparable with CLAIR’s sister ties"), False),
    several(
        "source_ids",
        N_("Supporting sources, identifiers"),
        ["s0146"],
        title=N_("Supporting sources"),
        width=9,
        shown=len,
    ),
    several(
        "source_urls",
        N_("Supporting sources, addresses"),
        [PAGE],
        title=N_("Addresses of the sources"),
        width=40,
    ),
    objects("sources", N_("All sources, and what each supports"), parts=SOURCES),
    Column(
        "link",
        N_("Permanent address of the record"),
        "https://example.org/r/vj0123",
        title=N_("Link to the record"),
        width=40,
    ),
)
