"""How each kind of signed document is drawn: the one declaration of its colours and marks.

Symbols (of points) and patterns (of bars) tell the kinds apart without colour. Events that are no
signed documents are drawn in grey.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from lib.style.palette import DARK, Palette, Rgb


@dataclass(frozen=True)
class KindStyle:
    """A kind's colour on the light and the dark background, its symbol and its pattern in plotly's
    names."""

    light: Rgb
    dark: Rgb
    symbol: str
    pattern: str = ""

    def colour(self, palette: Palette) -> Rgb:
        """The colour in a theme."""
        return self.dark if palette is DARK else self.light


KINDS = {
    "sister_city": KindStyle((178, 42, 36), (240, 104, 96), "star"),
    "friendship_agreement": KindStyle((205, 130, 0), (240, 180, 60), "diamond", "/"),
    "mou": KindStyle((31, 111, 178), (78, 154, 222), "circle"),
    "cooperation_agreement": KindStyle((0, 128, 128), (64, 188, 182), "square", "x"),
    "letter_of_intent": KindStyle((109, 172, 219), (156, 206, 243), "triangle-up", "."),
    "renewal": KindStyle((112, 72, 150), (184, 142, 224), "hexagon", "\\"),
}
# For kinds that only the data know: they read on both backgrounds and are like none above. The
# numbers have no common divisor, so the first twelve such kinds all look different.
SPARE_COLOURS = ((198, 70, 160), (104, 134, 36), (150, 104, 72), (110, 116, 150))
SPARE_MARKS = (("pentagon", "|"), ("cross", "-"), ("triangle-down", "+"))


def styles(codes: Iterable[str]) -> dict[str, KindStyle]:
    """The style of each signed kind of kinds.csv; one that is not declared gets a spare one."""
    spare = map(_spare, count())
    return {code: KINDS.get(code) or next(spare) for code in codes}


def _spare(number: int) -> KindStyle:
    colour = SPARE_COLOURS[number % len(SPARE_COLOURS)]
    return KindStyle(colour, colour, *SPARE_MARKS[number % len(SPARE_MARKS)])
