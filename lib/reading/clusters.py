"""One act of a pair, and all that an article tells of it."""

from dataclasses import dataclass, field
from datetime import timedelta

from lib.language.edtf import PartialDate
from lib.reading.article import Told
from lib.reading.words import Hit

# Which name of a document counts if it has several.
KINDS = ("renewal", "sister_city", "friendship_agreement", "mou", "cooperation_agreement",
         "letter_of_intent", "generic")  # fmt: skip
DOCUMENTS = frozenset((*KINDS, "ceremony"))
_CALLED_BY_EITHER = frozenset(("friendship_agreement", "mou"))
_NEAR = timedelta(days=4)


@dataclass
class Cluster:
    """One act of a pair, and all that tells of it.

    likely: that it is one at all, 0 to 1. added: no rule found it.
    """

    pair: tuple[str, str]
    told: list[Told]
    kind: str
    day: PartialDate | None
    main: bool = False
    hits: list[Hit] = field(default_factory=list)
    likely: float = 1.0
    added: bool = False

    @property
    def best(self) -> Told:
        """What tells most of it."""
        return max(
            self.told, key=lambda t: (t.day == self.day, len(t.own), not t.title, t.act.told)
        )


def is_same_document(cluster: Cluster, one: Told) -> bool:
    """Whether a document is that of a cluster: of the same day, or alike and of no other."""
    if not agree(cluster.day, one.day):
        return False
    kinds = {t.act.kind for t in cluster.told} - {"generic"}
    beside = one.place in {t.place for t in cluster.told} or (
        one.act.status == "announced" and cluster.told[0].act.status == "announced"
    )
    if beside and kinds | {one.act.kind} <= {"friendship_agreement", "cooperation_agreement"}:
        return True
    exact = cluster.day == one.day and one.day is not None and one.day.day is not None
    if cluster.day == one.day and one.day is not None and one.day.month is not None:
        # A memorandum on friendship is called by either word; of one month they are one.
        exact = exact or kinds | {one.act.kind} <= _CALLED_BY_EITHER
    return exact or one.act.kind == "generic" or not kinds or one.act.kind in kinds


def is_plan(cluster: Cluster) -> bool:
    """Whether a document is only said to be signed some day."""
    return all(t.act.status == "announced" for t in cluster.told)


def agree(one: PartialDate | None, two: PartialDate | None) -> bool:
    if one is None or two is None:
        return one is two
    a, b = str(one), str(two)
    return a.startswith(b) or b.startswith(a)


def is_later(one: PartialDate | None, two: PartialDate | None) -> bool:
    return one is not None and (two is None or one.first > two.last)


def near(one: PartialDate, two: PartialDate | None) -> bool:
    if two is None:
        return True
    if one.day and two.day:
        return abs(one.first - two.first) <= _NEAR
    return bool(two.month) and agree(one, two)
