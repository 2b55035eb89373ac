"""The colours of both themes: one meaning, one colour, on every page.

The formality scale runs from grey to red in falling lightness, which keeps its order under the
common colour vision deficiencies; width, order and words always say the same.
"""

from dataclasses import dataclass

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """`formality` by level 0–4; `areas` by class of `lib.maps`."""

    formality: tuple[Rgb, ...]
    areas: tuple[Rgb, ...]
    border: Rgb
    text: Rgb
    background: Rgb


LIGHT = Palette(
    formality=((130, 139, 150), (109, 172, 219), (31, 111, 178), (205, 130, 0), (178, 42, 36)),
    areas=((255, 255, 255), (240, 242, 245), (223, 228, 234), (190, 210, 230), (112, 156, 200)),
    border=(160, 171, 184),
    text=(27, 36, 48),
    background=(255, 255, 255),
)
DARK = Palette(
    formality=((139, 148, 160), (156, 206, 243), (78, 154, 222), (240, 180, 60), (240, 104, 96)),
    areas=((18, 23, 30), (30, 37, 47), (45, 53, 65), (44, 72, 102), (74, 124, 174)),
    border=(92, 105, 122),
    text=(232, 237, 243),
    background=(18, 23, 30),
)


def css(colour: Rgb) -> str:
    """The colour as CSS."""
    return f"rgb({colour[0]} {colour[1]} {colour[2]})"
