"""Codes of the tables that have no table of their own."""

from lib.facts.localities import Level
from lib.facts.successions import Reason
from lib.language.i18n import N_
from lib.language.labels import LabelledEnum, labels


class Signatory(LabelledEnum):
    """Who signed or led: the less official of the two sides."""

    GOVERNMENT = "government", N_("Both localities’ own governments")
    ASSEMBLY = "assembly", N_("Assembly")
    AGENCY = "agency", N_("Agency or public body")
    ORGANISATION = "organisation", N_("Chamber, association or company")


class SourceKind(LabelledEnum):
    """What kind of publisher a source has."""

    OFFICIAL = "official", N_("Official source")
    PRESS = "press", N_("Press")
    ORGANISATION = "organisation", N_("Organisation")
    OTHER = "other", N_("Blog, wiki or copy")


class Relation(LabelledEnum):
    """What a source does for a record."""

    SUPPORTS = "supports", N_("Supports")
    CONTEXT = "context", N_("Gives context")
    CONTRADICTS = "contradicts", N_("Contradicts")


class KnownFrom(LabelledEnum):
    """From whose sources a record is known."""

    BOTH = "both", N_("Known from both sides’ sources")
    VN = "vn", N_("Known from Vietnamese sources only")
    JP = "jp", N_("Known from Japanese sources only")
    OTHER = "other", N_("Known from third parties, blogs or copies only")


class Confidence(LabelledEnum):
    """How directly the sources say what a record holds."""

    HIGH = "high", N_("High: a source states parties, act and date or year")
    MEDIUM = (
        "medium",
        N_("Medium: partly inferred, or known from a notice, a copy or a later mention only"),
    )
    LOW = "low", N_("Low: a passing mention")


class Link(LabelledEnum):
    """How a page answered when it was last asked for."""

    ALIVE = "alive", N_("Seen alive")
    MOVED = "moved", N_("Moved to another address")
    FRONT_PAGE = "front_page", N_("Leads to the front page of its site only")
    GONE = "gone", N_("Gone")
    REFUSED = "refused", N_("Does not answer programs")
    FAILED = "failed", N_("No answer")


# Code -> label.
SIGNATORIES = labels(Signatory)
SOURCE_KINDS = labels(SourceKind)
RELATIONS = labels(Relation)
KNOWN_FROM = labels(KnownFrom)
CONFIDENCE = labels(Confidence)
# Only doubt is said on screen: beside the grade of evidence, a second scale reads as one that
# disagrees with it.
DOUBTS = {code: label for code, label in CONFIDENCE.items() if code != Confidence.HIGH}
LINKS = labels(Link)
LEVELS = labels(Level)
SUCCESSION_REASONS = labels(Reason)
