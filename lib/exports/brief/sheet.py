"""The sheet as every writer takes it: sections of rows, each cell cut to the lines it may take.

Widths and lines are measured in the type that the program ships. Word and browsers set their own,
so each line is measured a little narrower than it is, and the sheet is not filled to its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lib.style import type as type_

# Of A4, in points: the sheet, the margin on all sides, the type, and from line to line.
WIDTH, HEIGHT, MARGIN = 595.28, 841.89, 42.0
SIZE, LEADING, TITLE_SIZE, HEADING_SIZE, SMALL_SIZE = 8.5, 11.5, 17.0, 10.5, 7.0
INNER = WIDTH - 2 * MARGIN
# Left of and right of what stands in a cell.
PADDING = 2.5
# So many lines fit under the title; a heading takes HEADING of them.
LINES, HEADING = 58.0, 1.7
# What another type may be wider.
_SLACK = 0.93
# Pixels that measure a point.
SCALE = 10


@dataclass(frozen=True)
class Cell:
    """A text and where it leads to, if anywhere."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Shape:
    """The columns of a section: shares of the width, and how many lines a cell may take."""

    shares: tuple[float, ...]
    most: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """A heading ("" for none), the titles of the columns, rows, and what is said under them."""

    heading: str
    shape: Shape
    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: float
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """All that stands on it. `whole` is the address of all that is known, `day` the facts'."""

    title: str
    lang: str
    whole: str
    day: date
    facts: Section
    sections: tuple[Section, ...]
    foot: tuple[str, ...]

    @property
    def lines(self) -> float:
        """The lines that it takes under its title."""
        foot = sum(_measured(text, 1.0, 9, SMALL_SIZE)[1] for text in self.foot)
        whole = sum(section.lines for section in (self.facts, *self.sections))
        return whole + foot * SMALL_SIZE / SIZE


def section(
    heading: str,
    shape: Shape,
    rows: Sequence[Sequence[Cell]],
    titles: tuple[str, ...] = (),
    note: str = "",
) -> Section:
    """A section with each cell cut to the lines that its column may take."""
    cut, lines = [], HEADING if heading else 0.0
    for row in rows:
        fitted = [
            (cell, *_measured(cell.text, share, most))
            for cell, share, most in zip(row, shape.shares, shape.most, strict=True)
        ]
        cut.append(tuple(Cell(text, cell.link) for cell, text, _ in fitted))
        lines += max(count for *_, count in fitted)
    lines += bool(titles and rows)
    note, extra = _measured(note, 1.0, 2) if note else ("", 0)
    return Section(heading, shape, titles if rows else (), tuple(cut), lines + extra, note)


def _measured(text: str, share: float, most: int, size: float = SIZE) -> tuple[str, int]:
    width = (share * INNER - 2 * PADDING) * _SLACK
    return type_.fitted(text, round(size * SCALE), round(width * SCALE), most)
