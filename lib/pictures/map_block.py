"""The map on a sheet: beside it, or under it, its legend and the pairs with the most documents."""

from functools import lru_cache

from lib.map import legend, link_classes, notes
from lib.map.content import MapContent, MapRequest
from lib.map.picture import picture
from lib.map.projection import SCENES
from lib.map.svg import world
from lib.pictures import marks
from lib.pictures.block import Area, Block
from lib.pictures.marks import Type
from lib.site.view import View
from lib.style.context import Context
from lib.style.map_style import MapStyle
from lib.style.palette import css
from lib.style.text import shorten, wrap

_SCENE = "wide"
# Of the width, what the map takes where the legend stands beside it.
_SHARE, _GAP = 0.69, 24
# The least width of a legend beside the map.
_LEAST = 190
# Pixels between the map and a legend below it.
_ABOVE = 8
_MOST_PAIRS = 12
# A sheet is laid out in several passes, in which the map is little wider or narrower.
_content = lru_cache(maxsize=64)(picture)


def pictured(view: View, style: MapStyle, until: int | None, context: Context) -> MapContent:
    """What the map of a view shows, however large it is drawn."""
    return _content(MapRequest(view, until, _SCENE, context.width, style, context.palette))


def draw(view: View, style: MapStyle, until: int | None, context: Context, area: Area) -> Block:
    """The map of a view; with the year up to which it is shown, if it is asked for."""
    words, _ = view.words, view.words.gettext
    plane = SCENES[_SCENE]
    ratio = plane.height / plane.width
    size = 12 if area.width > 450 else 10

    def side_of(shown: MapContent, request: MapRequest, width: float) -> "_Side":
        return _Side(request, shown, context, width, size)

    def content(width: float) -> tuple[MapRequest, MapContent]:
        asked = MapRequest(view, until, _SCENE, int(round(width, -1)), style, context.palette)
        return asked, _content(asked)

    # Beside the map or below it: where it leaves more room for the map.
    request, shown = content(area.width)
    _body, legend_height = side_of(shown, request, area.width).draw(0)
    if_beside = min(area.width * _SHARE, area.height / ratio)
    if_below = min(area.width, (area.height - legend_height - _ABOVE) / ratio)
    beside = if_beside >= if_below and area.width - if_beside - _GAP >= _LEAST
    width = if_beside if beside else if_below
    request, shown = content(width)
    pixel = plane.width / width
    left, top = (width + _GAP, 0.0) if beside else (0.0, width * ratio + _ABOVE)
    body, high = side_of(shown, request, area.width - left).draw(area.height - top)
    # In the middle of what it has for itself.
    start = 0.0 if beside else (area.width - width) / 2
    drawn = (
        f'<g transform="translate({start:.1f} 0) scale({1 / pixel:.4f})">'
        f'{world(request, shown, pixel)}</g><g transform="translate({left:.1f} {top:.1f})">'
        f"{body}</g>"
    )
    documents = sum(1 for link in shown.links if link.tip.documents)
    alt = _("Map of Vietnam and Japan with {links} linked pairs of provinces and prefectures.")
    said = [notes.scale(view), notes.borders(view)]
    if until is not None:
        said.append(_("Signed until the end of {year}.").format(year=until))
    return Block(
        drawn,
        _("Partnerships between Vietnamese and Japanese localities"),
        alt.format(links=words.number(documents)),
        max(width * ratio, top + high),
        said,
    )


class _Side:
    """What stands beside or below the map: the legend, and the pairs with the most documents."""

    def __init__(
        self, request: MapRequest, shown: MapContent, context: Context, width: float, size: int
    ) -> None:
        self._request, self._shown, self._width = request, shown, width
        self._text, self._muted = css(context.palette.text), css(context.palette.muted)
        self._border = css(context.palette.border)
        self._size, self._row = size, size * 1.6
        self._columns = 2 if width > 360 else 1

    def draw(self, height: float) -> tuple[str, float]:
        """It as SVG, and the pixels that it takes."""
        view = self._request.view
        links, areas = legend.entries(self._request, self._shown)
        heading = link_classes.title(self._request.style.links, view.dataset, view.words)
        body, y = self._keys(heading, links, True, 0.0)
        title = view.words.gettext("Provinces and prefectures")
        more, y = self._keys(title, areas, False, y + self._row * 0.5)
        pairs, y = self._pairs(y + self._row * 0.5, height)
        return body + more + pairs, y

    def _keys(
        self, heading: str, entries: list[legend.Entry], lines: bool, y: float
    ) -> tuple[str, float]:
        found, y = self._heading(heading, y)
        wide = self._width / self._columns
        type_ = Type(self._size, self._text)
        for first in range(0, len(entries), self._columns):
            told = [wrap(text, wide - 28, self._size) for _colour, text in entries[first:][:2]]
            row = entries[first : first + self._columns]
            for number, ((colour, _text), text) in enumerate(zip(row, told, strict=False)):
                x, middle = number * wide, y + self._row / 2
                half = 2 if lines else self._size / 2
                rim = "" if lines else f'stroke="{self._border}"'
                found += marks.rect((x, middle - half, x + 18, middle + half), css(colour), rim)
                top = middle - self._size * 0.625
                found += marks.text(x + 25, top, text, type_, "top")
            high = max(len(text) for text in told[: len(row)])
            y += self._row + (high - 1) * self._size * 1.25
        return found, y

    def _heading(self, text: str, y: float) -> tuple[str, float]:
        lines = wrap(text, self._width, self._size)
        type_ = Type(self._size, self._muted)
        found = marks.text(0, y + 2, lines, type_, "top")
        return found, y + 6 + len(lines) * self._size * 1.25

    def _pairs(self, y: float, height: float) -> tuple[str, float]:
        """The pairs with the most documents, as many as there is room for; none for fewer than 3.

        Those of as many documents as the first that has no room are left out with it.
        """
        view, words = self._request.view, self._request.view.words
        signed = sorted(
            (link for link in self._shown.links if link.tip.documents),
            key=lambda link: (-link.tip.documents, link.tip.name),
        )
        fits = min(_MOST_PAIRS, int((height - y - 2 * self._row) / self._row))
        if fits < 3 or not signed:
            return "", y
        kept = signed[:fits]
        if len(signed) > fits:
            least = signed[fits].tip.documents
            kept = [link for link in kept if link.tip.documents > least]
        if not kept:
            return "", y
        heading = view.words.gettext("Most signed documents")
        found, y = self._heading(heading, y)
        for number, link in enumerate(kept):
            middle = y + (number + 0.5) * self._row
            count = words.number(link.tip.documents)
            found += marks.text(18, middle, [count], Type(self._size, self._text, "end"))
            name = shorten(link.tip.name, self._width - 30, self._size)
            found += marks.text(25, middle, [name], Type(self._size, self._text))
        return found, y + len(kept) * self._row
