"""The colours of both themes: one meaning, one colour, on every page.

The formality scale runs from grey to red in falling lightness, which keeps its order under the
common colour vision deficiencies; width, order, symbols and words always say the same.
"""

from dataclasses import dataclass

Rgb = tuple[int, int, int]
# The colour of the site.
BRAND: Rgb = (31, 78, 121)

BLACK: Rgb = (0, 0, 0)
WHITE: Rgb = (255, 255, 255)


@dataclass(frozen=True, eq=False)
class Palette:
    """The colours of a theme. Only LIGHT and DARK exist; compared by identity, cheap cache keys.

    `formality` by level 0–4; `areas` by class of `lib.map.area_classes`, the last five a sequence;
    `periods` from early to late; `sequential` from few to many, away from the background in
    lightness. The colours of kinds of events: `lib.style.kinds`.
    """

    formality: tuple[Rgb, ...]
    areas: tuple[Rgb, ...]
    periods: tuple[Rgb, ...]
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
    sequential=((28, 42, 58), (36, 72, 108), (52, 112, 164), (110, 168, 220), (200, 226, 248)),
    accent=(125, 180, 230),
    border=(92, 105, 122),
    grid=(48, 57, 69),
    muted=(164, 174, 187),
    text=(232, 237, 243),
    background=(18, 23, 30),
)


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


def foreground(background: Rgb) -> Rgb:
    """Black or white, whichever reads better on a background: always at least 4.5 to 1."""
    return max(BLACK, WHITE, key=lambda colour: contrast(colour, background))


def css(colour: Rgb, alpha: float = 1) -> str:
    """The colour as CSS."""
    red, green, blue = colour
    return f"rgba({red},{green},{blue},{alpha:g})"


def hexadecimal(colour: Rgb) -> str:
    """The colour as "#1f4e79"."""
    return "#" + bytes(colour).hex()
