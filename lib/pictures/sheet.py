"""A sheet: title, filter in words, what is drawn, how it counts, and where it is from.

Everything stands in the picture itself, so that it can be pasted where no page is around it.
"""

from collections.abc import Sequence

from lib.counting import partnerships
from lib.facts.localities import side_of
from lib.pictures import marks
from lib.pictures.block import Area, Block
from lib.pictures.drawings import Asked, Drawing, Order, Whole
from lib.pictures.marks import FAMILY, Type, plain
from lib.pictures.sizes import Size
from lib.site import config
from lib.site.view import View
from lib.style import type as type_
from lib.style.context import Context
from lib.style.palette import BRAND, DARK, LIGHT, css

THEMES = {"light": LIGHT, "dark": DARK}
_BAR, _GAP, _PITCH = 6, 28, 1.32
_MOST_NOTES = 8
# Viewers set bold letters wider than the type that lines are measured by.
_BOLDER = 1.14


def of(what: Drawing | Whole, order: Order) -> str:
    """A drawing alone on a sheet, or a page with as many of its drawings as can be read on it; as
    an SVG document."""
    if isinstance(what, Drawing):
        return _Sheet(order).document("", (what,))
    view = order.asked.view
    key = order.asked.settings.get("id")
    title = view.dataset.full_name(key, view.lang) if key else view.words.gettext(what.title)
    return _Sheet(order).document(title, what.drawings[: order.size.blocks])


def _of_its_locality(asked: Asked) -> View:
    """The view by whose filter and totals a sheet is headed: of a locality, what it holds."""
    key, view = asked.settings.get("id"), asked.view
    return view.filtered(view.chosen.with_(side_of(key), (key,))) if key else view


class _Sheet:
    """A sheet that is written from its edges to its middle."""

    def __init__(self, order: Order) -> None:
        view = _of_its_locality(order.asked)
        self._order, self._size, self._view = order, order.size, view
        self._room = self._size.width - 2 * self._size.margin
        self._context = Context(
            view.words,
            THEMES[order.theme],
            view.sentence,
            view.dataset.version,
            view.today,
            self._room,
        )
        self._text = css(self._context.palette.text)
        self._muted = css(self._context.palette.muted)

    def document(self, title: str, shown: Sequence[Drawing]) -> str:
        """The whole SVG document; of one drawing without a title it takes the drawing's own."""
        size, palette = self._size, self._context.palette
        foot, bottom = self._foot()
        head, top = self._head(title)
        if not title:
            # Known with the drawing; its lines leave room for it.
            title = self._draw(shown[0], Area(self._room, bottom - top, "t")).title
            head, top = self._head(title)
        blocks = self._blocks(shown, top, bottom, alone=len(shown) == 1)
        body = "".join(svg for svg, _block in blocks)
        told = _sentences(self._view, [block.alt for _svg, block in blocks])
        bar = css(BRAND if palette is LIGHT else palette.accent)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {_measures(size)} '
            f'viewBox="0 0 {size.width} {size.height}" role="img" '
            f'font-family="{plain(FAMILY)}" fill="{self._text}" lang="{self._view.lang}">'
            f"<title>{plain(title)}</title><desc>{plain(told)}</desc>"
            f'<rect width="100%" height="100%" fill="{css(palette.background)}"/>'
            f'<rect width="100%" height="{_BAR}" fill="{bar}"/>{head}{body}{foot}</svg>'
        )

    def _lines(
        self, lines: Sequence[str], x: float, y: float, size: int, colour: str, weight: int = 400
    ) -> tuple[str, float]:
        """Lines from `y` downwards; where the next one can begin."""
        look = Type(size, colour, weight=weight)
        drawn = "".join(
            marks.text(x, y + (n + 0.5) * size * _PITCH, [each], look)
            for n, each in enumerate(lines)
        )
        return drawn, y + len(lines) * size * _PITCH

    def _head(self, title: str) -> tuple[str, float]:
        """Title, filter and totals; where what is drawn can begin."""
        size, words = self._size, self._view.words
        counted = partnerships.totals(self._view.events)
        totals = words.clauses(partnerships.count_in_words(counted, words))
        y = _BAR + size.margin * 0.6
        found = ""
        for text, type_size, colour, most, weight in (
            (title, size.title, self._text, 2, 700),
            (self._view.sentence, size.body, self._text, 3, 400),
            (totals, size.small + 1, self._muted, 2, 400),
        ):
            wide = self._room if weight == 400 else self._room / _BOLDER
            lines = type_.lines(text, type_size, round(wide), most)
            drawn, y = self._lines(lines, size.margin, y, type_size, colour, weight)
            found += drawn
            y += 3
        return found, y + size.small

    def _foot(self) -> tuple[str, float]:
        """Source and address; where what is drawn must end."""
        size = self._size
        source = self._context.source
        licence = config.current().overlay.licence
        source = f"{source} · {licence}" if licence else source
        lines = type_.lines(source, size.small, self._room, 2)
        lines += self._address()
        top = size.height - size.margin * 0.5 - len(lines) * size.small * _PITCH
        drawn, _y = self._lines(lines, size.margin, top, size.small, self._muted)
        return drawn, top - size.small * 0.6

    def _address(self) -> list[str]:
        """The address of the view; without its filter, which is told in words, where it is long."""
        whole = self._order.address
        fits = type_.font(self._size.small).getlength(whole) <= self._room
        return [whole if fits else whole.partition("?")[0]]

    # --- What is drawn ----------------------------------------------------------------------------

    def _blocks(
        self, shown: Sequence[Drawing], top: float, bottom: float, alone: bool
    ) -> list[tuple[str, Block]]:
        """Each drawing with its place: beside each other, or on an upright sheet below."""
        size, found, y = self._size, [], top
        number = len(shown)
        columns = 1 if size.upright or alone else number
        width = (self._room - _GAP * (columns - 1)) / columns
        for n, drawing in enumerate(shown):
            high = bottom - top if columns > 1 else (bottom - y - _GAP * 0.6) / (number - n)
            left = size.margin + (width + _GAP) * (n if columns > 1 else 0)
            svg, block, used = self._block(drawing, Area(width, high, f"b{n}"), alone)
            at = f"{left:.1f} {(top if columns > 1 else y):.1f}"
            found.append((f'<g transform="translate({at})">{svg}</g>', block))
            y += used + _GAP * 0.6
        return found

    def _block(self, drawing: Drawing, area: Area, alone: bool) -> tuple[str, Block, float]:
        """A drawing with its notes, and its heading unless it is alone; the pixels it takes."""
        size = self._size
        first = self._draw(drawing, area)
        heading = (
            [] if alone else type_.lines(first.title, size.body, round(area.width / _BOLDER), 2)
        )
        head, y = self._lines(heading, 0, 0, size.body, self._text, 700)
        told = _sentences(self._view, first.notes)
        notes = type_.lines(told, size.small, round(area.width), _MOST_NOTES) if told else []
        below = len(notes) * size.small * _PITCH + 8
        block = self._draw(drawing, Area(area.width, area.height - y - below, area.prefix))
        said, end = self._lines(notes, 0, y + block.height + 6, size.small, self._muted)
        return f'{head}<g transform="translate(0 {y:.1f})">{block.svg}</g>{said}', block, end

    def _draw(self, drawing: Drawing, area: Area) -> Block:
        return drawing.draw(self._order.asked, self._context, area)


def _sentences(view: View, parts: Sequence[str]) -> str:
    """Sentences as one text."""
    return view.words.sentences(part for part in parts if part)


def _measures(size: Size) -> str:
    if paper := size.millimetres:
        return f'width="{paper[0]}mm" height="{paper[1]}mm"'
    return f'width="{size.width}" height="{size.height}"'
