"""An article taken apart, and what its sentences tell."""

from dataclasses import dataclass
from datetime import date

from lib.language.edtf import PartialDate
from lib.reading.acts import Act
from lib.reading.dates import Written
from lib.reading.layout import Layout
from lib.reading.mention import Mention
from lib.reading.words import Marked


@dataclass(frozen=True)
class Told:
    """An act of one pair as one sentence tells it. place: paragraph and sentence, by number.

    own: which sides the sentence names itself. day: None if it gives none.
    """

    act: Act
    vn: Mention
    jp: Mention
    own: frozenset[str]
    day: PartialDate | None
    written: Written | None
    place: tuple[int, int]
    title: bool


@dataclass(frozen=True)
class Article:
    """An article taken apart.

    published: the day from which its words count; shown: that which it shows as its own, the same
    unless only the month of an issue is known.
    """

    marked: Marked
    layout: Layout
    mentions: list[Mention]
    dates: list[Written]
    published: date | None
    shown: date | None = None
