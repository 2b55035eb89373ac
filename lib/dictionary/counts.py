"""What the tables hold in numbers, and where they are known to be thin."""

from collections.abc import Iterable

from lib.counting import coverage, partnerships, quality
from lib.counting.coverage import FOUND_LABELS, Found
from lib.counting.quality import ISSUES
from lib.dictionary import markdown
from lib.facts.evidence import GRADE_DEFINITIONS
from lib.facts.perspective import Perspective
from lib.facts.vocabulary import SIGNATORIES, SOURCE_KINDS
from lib.language import edtf


def counts(viewpoint: Perspective) -> list[str]:
    """Counts that are the same on each day."""
    events = viewpoint.events
    signed = events[events["signed"]]
    totals = partnerships.totals(events)
    kinds = [
        (
            code,
            kind["label_en"],
            "yes" if kind["signed"] else "no",
            kind["formality"],
            int((events["kind"] == code).sum()),
        )
        for code, kind in viewpoint.kinds.iterrows()
    ]
    precision = [edtf.parse(text).precision if text else "none known" for text in events["date"]]
    return [
        "## Counts",
        "",
        f"{totals.records} events; {totals.documents} of them are signed documents (an event of a "
        "kind with `signed`, unless it was announced only), between "
        f"{totals.partnerships} pairs of localities: the partnerships. {totals.ties} more pairs "
        "have ties or activities only. The two are never added up.",
        "",
        *markdown.table(("kind", "label", "signed document", "formality", "events"), kinds),
        *_two_counts("grade", GRADE_DEFINITIONS, events["grade"], signed["grade"]),
        *_two_counts("signatory", SIGNATORIES, events["signatory"], signed["signatory"]),
        *markdown.table(
            ("date known to the", "events"),
            [(what, precision.count(what)) for what in ("day", "month", "year", "none known")],
        ),
        *markdown.table(
            ("kind of source", "label", "pages", "citations that support"),
            [
                (kind, SOURCE_KINDS[str(kind)], row["pages"], row["citations"])
                for kind, row in coverage.sources_by_kind(viewpoint).iterrows()
            ],
        ),
        *markdown.table(
            ("country", "level", "localities"),
            [
                (*group, len(rows))
                for group, rows in viewpoint.localities.groupby(["country", "level"], sort=True)
            ],
        ),
    ]


def known_gaps(viewpoint: Perspective) -> list[str]:
    """Units without a document, and how many events need help."""
    lines = [
        "## Known gaps",
        "",
        "Units for which no signed document was found, their cities and districts taken in. That "
        "none was found does not mean that none exists.",
        "",
    ]
    for country, what in (("VN", "63 units before 2025-07-01"), ("JP", "47 prefectures")):
        found = coverage.coverage(viewpoint, country)
        for kind in (Found.TIES, Found.NONE):
            names = ", ".join(viewpoint.name(key, "en") for key in found.found[kind])
            lines.append(
                f"- {country}, {FOUND_LABELS[kind].lower()} "
                f"({len(found.found[kind])} of the {what}): {names}."
            )
    counted = quality.counts(viewpoint.events, viewpoint.evidence)
    return [
        *lines,
        "",
        "Events that need help; one can be counted in several rows:",
        "",
        *markdown.table(
            ("list", "rule", "events"),
            [(gap.title, gap.rule, counted[code]) for code, gap in ISSUES.items()],
        ),
    ]


def _two_counts(
    name: str, meanings: dict[str, str], events: Iterable[str], signed: Iterable[str]
) -> list[str]:
    all_codes, signed_codes = list(events), list(signed)
    return markdown.table(
        (name, "meaning", "events", "signed documents"),
        [
            (code, meaning, all_codes.count(code), signed_codes.count(code))
            for code, meaning in meanings.items()
        ],
    )
