"""The colours of both themes: one meaning, one colour, on every page.

The formality scale runs from grey to red in falling lightness, which keeps its order under the
common colour vision deficiencies; width, order, symbols and words always say the same.
"""

from dataclasses import dataclass

Rgb = tuple[int, int, int]
# The colour of the site.
BRAND: Rgb = (31, 78, 121)


# There are two of them, told apart by identity.
@dataclass(frozen=True, eq=False)
class Palette:
    """`formality` by level 0–4; `areas` by class of `lib.map.deck`, the last five a sequence;

    `periods` from early to late; `kinds` by code of kinds.csv; `sequential` from few to many,
    away from the background in lightness.
    """

    formality: tuple[Rgb, ...]
    areas: tuple[Rgb, ...]
    periods: tuple[Rgb, ...]
    kinds: dict[str, Rgb]
    sequential: tuple[Rgb, ...]
    accent: Rgb
    border: Rgb
    grid: Rgb
    muted: Rgb
    text: Rgb
    background: Rgb


LIGHT = Palette(
    formality=((130, 139, 150), (109, 172, 219), (31, 111, 178), (205, 130, 0), (178, 42, 36)),
    areas=(
        *((255, 255, 255), (240, 242, 245), (223, 228, 234), (190, 210, 230), (246, 206, 110)),
        *((214, 228, 241), (164, 197, 226), (104, 158, 205), (48, 111, 170), (16, 64, 116)),
    ),
    periods=((92, 53, 122), (44, 105, 162), (30, 150, 130), (210, 150, 20)),
    kinds={
        "sister_city": (178, 42, 36),
        "friendship_agreement": (205, 130, 0),
        "mou": (31, 111, 178),
        "cooperation_agreement": (0, 128, 128),
        "letter_of_intent": (109, 172, 219),
        "renewal": (112, 72, 150),
        "programme": (104, 132, 92),
        "visit": (150, 158, 168),
        "festival": (196, 130, 150),
        "forum": (170, 150, 110),
        "milestone": (120, 120, 60),
        "office": (90, 120, 130),
        "flight": (90, 100, 160),
        "ended": (60, 66, 74),
        "tie": (190, 196, 204),
    },
    sequential=((228, 238, 247), (169, 205, 232), (95, 157, 207), (38, 104, 164), (16, 52, 96)),
    accent=BRAND,
    border=(160, 171, 184),
    grid=(226, 230, 236),
    muted=(91, 102, 115),
    text=(27, 36, 48),
    background=(255, 255, 255),
)
DARK = Palette(
    formality=((139, 148, 160), (156, 206, 243), (78, 154, 222), (240, 180, 60), (240, 104, 96)),
    areas=(
        *((18, 23, 30), (30, 37, 47), (45, 53, 65), (44, 72, 102), (150, 108, 24)),
        *((38, 58, 82), (48, 86, 126), (64, 120, 174), (104, 160, 212), (174, 210, 242)),
    ),
    periods=((180, 140, 220), (100, 160, 226), (70, 196, 172), (240, 196, 92)),
    kinds={
        "sister_city": (240, 104, 96),
        "friendship_agreement": (240, 180, 60),
        "mou": (78, 154, 222),
        "cooperation_agreement": (64, 188, 182),
        "letter_of_intent": (156, 206, 243),
        "renewal": (184, 142, 224),
        "programme": (150, 182, 134),
        "visit": (120, 130, 142),
        "festival": (222, 160, 180),
        "forum": (206, 186, 144),
        "milestone": (186, 186, 110),
        "office": (132, 166, 178),
        "flight": (140, 150, 212),
        "ended": (200, 206, 214),
        "tie": (92, 102, 114),
    },
    sequential=((28, 42, 58), (36, 72, 108), (52, 112, 164), (110, 168, 220), (200, 226, 248)),
    accent=(125, 180, 230),
    border=(92, 105, 122),
    grid=(48, 57, 69),
    muted=(164, 174, 187),
    text=(232, 237, 243),
    background=(18, 23, 30),
)

# Marks that tell the kinds apart without colour: a symbol for points, a pattern for bars.
SYMBOLS = {
    "sister_city": "star",
    "friendship_agreement": "diamond",
    "mou": "circle",
    "cooperation_agreement": "square",
    "letter_of_intent": "triangle-up",
    "renewal": "hexagon",
    "ended": "x",
}
PATTERNS = {
    "friendship_agreement": "/",
    "cooperation_agreement": "x",
    "letter_of_intent": ".",
    "renewal": "\\",
}


def between(colours: tuple[Rgb, ...], share: float) -> Rgb:
    """The colour at `share` (0–1) of a scale of evenly spaced colours."""
    place = min(max(share, 0.0), 1.0) * (len(colours) - 1)
    lower = min(int(place), len(colours) - 2)
    red, green, blue = (
        round(a + (b - a) * (place - lower))
        for a, b in zip(colours[lower], colours[lower + 1], strict=True)
    )
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """The relative luminance of WCAG 2."""
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of WCAG 2; AA asks for 4.5 of a text, 3 of a mark."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


BLACK: Rgb = (0, 0, 0)
WHITE: Rgb = (255, 255, 255)


def ink(ground: Rgb) -> Rgb:
    """Black or white, whichever reads better on `ground`: always at least 4.5 to 1."""
    return max(BLACK, WHITE, key=lambda colour: contrast(colour, ground))


def css(colour: Rgb, alpha: float = 1) -> str:
    """The colour as CSS."""
    red, green, blue = colour
    return f"rgba({red},{green},{blue},{alpha:g})"


def hexadecimal(colour: Rgb) -> str:
    """The colour as "#1f4e79"."""
    return "#" + bytes(colour).hex()
