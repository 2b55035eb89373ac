"""``python -m data.build.font``: the type of the pictures for previews, the same bytes each time.

Noto Sans JP (OFL 1.1) as the npm package ``@expo-google-fonts/noto-sans-jp`` bundles it, cut to the
letters of English, Vietnamese and Japanese: JIS X 0208, Latin and its marks, and common signs.
Needs fonttools of requirements-build.txt.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from .packages import NpmPackage

FOLDER = Path(__file__).parents[2] / "lib" / "style" / "fonts"
NOTO_SANS_JP = NpmPackage(
    "@expo-google-fonts/noto-sans-jp",
    "0.4.3",
    "Fl+Z6vtD24HFAYsvzB0S9Nery1ly16B9PesdY0wBd+wEHAvkNglnkTUspU0HqGOubkmoa8zusJrKv6vDx1o70A==",
)
# First and last of blocks: Latin with its marks, Vietnamese, signs, kana, full and half width.
_BLOCKS = (
    *((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x323), (0x1E00, 0x1EFF)),
    *((0x2010, 0x203F), (0x3000, 0x30FF), (0xFF00, 0xFFEF)),
)
_ROW = range(0xA1, 0xFF)


def letters() -> Iterator[int]:
    """The code points that the type holds."""
    for first, last in _BLOCKS:
        yield from range(first, last + 1)
    for row in _ROW:
        for cell in _ROW:
            # Empty for a place of the table that no letter stands at.
            yield from map(ord, bytes((row, cell)).decode("euc_jp", "ignore"))


def main() -> None:
    """Writes the type and its licence."""
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=["*"])
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.recalc_timestamp = False
    font = TTFont(BytesIO(NOTO_SANS_JP.read("500Medium/NotoSansJP_500Medium.ttf")))
    font.recalcTimestamp = False
    cut = subset.Subsetter(options)
    cut.populate(unicodes=letters())
    cut.subset(font)
    font.save(FOLDER / "NotoSansJP-Medium.ttf")
    (FOLDER / "LICENSE").write_bytes(NOTO_SANS_JP.read("LICENSE_FONT"))


if __name__ == "__main__":
    main()
