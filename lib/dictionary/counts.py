"""What the tables hold in numbers, and where they are known to be thin."""

from collections import Counter
from collections.abc import Mapping

from lib.counting import coverage, quality
from lib.counting.coverage import FOUND_LABELS, Found
from lib.counting.quality import ISSUES
from lib.facts.evidence import GRADE_DEFINITIONS
from lib.facts.perspective import Perspective
from lib.facts.vocabulary import SIGNATORIES, SOURCE_KINDS
from lib.language import edtf

Rows = list[tuple[object, ...]]


def counts(view: Perspective) -> dict[str, Rows]:
    """The rows of each table of counts; they are the same on each day."""
    events = view.events
    kinds = Counter(events["kind"])
    precisions = Counter(
        edtf.parse(text).precision if text else "none known" for text in events["date"]
    )
    issues = quality.counts(events, view.evidence)
    return {
        "grades": _by_code(view, "grade", GRADE_DEFINITIONS),
        "signatories": _by_code(view, "signatory", SIGNATORIES),
        "kinds": [
            (code, row["label_en"], "yes" if row["signed"] else "no", row["formality"], kinds[code])
            for code, row in view.kinds.iterrows()
        ],
        "precisions": [(what, precisions[what]) for what in ("day", "month", "year", "none known")],
        "sources": [
            (kind, SOURCE_KINDS[str(kind)], row["pages"], row["citations"])
            for kind, row in coverage.sources_by_kind(view).iterrows()
        ],
        "levels": [
            (*group, len(rows))
            for group, rows in view.localities.groupby(["country", "level"], sort=True)
        ],
        "issues": [(issue.title, issue.rule, issues[code]) for code, issue in ISSUES.items()],
    }


def _by_code(view: Perspective, column: str, meanings: Mapping[str, str]) -> Rows:
    """Each code with its meaning, the events that have it, and the signed documents."""
    events = Counter(view.events[column])
    signed = Counter(view.events.loc[view.events["signed"], column])
    return [(code, meaning, events[code], signed[code]) for code, meaning in meanings.items()]


def known_gaps(view: Perspective) -> list[str]:
    """The units without a document, a line for each country and class."""
    lines = []
    for country, what in (("VN", "34 units since 2025-07-01"), ("JP", "47 prefectures")):
        found = coverage.coverage(view, country).found
        for kind in (Found.TIES, Found.NONE):
            names = ", ".join(view.name(key, "en") for key in found[kind])
            label = FOUND_LABELS[kind].lower()
            lines.append(f"{country}, {label} ({len(found[kind])} of the {what}): {names}.")
    return lines
