"""The sizes that a picture can have: for a slide, a report, a page or a phone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """A size in CSS pixels, in which type is set, and `scale`: the dots of a PNG per pixel.

    `margin` is free at each side, `title` the size of the title's type, and `blocks` the number of
    charts that can stand on it and be read.
    """

    name: str
    width: int
    height: int
    scale: float
    margin: int
    title: int
    blocks: int

    @property
    def upright(self) -> bool:
        """Whether what stands on it is set one below the other."""
        return self.height > self.width

    @property
    def millimetres(self) -> tuple[int, int] | None:
        """Width and height of paper, so that it is printed as large as it is; None of all else."""
        if not self.name.startswith("a4"):
            return None
        return round(self.width / 96 * 25.4), round(self.height / 96 * 25.4)

    @property
    def dots(self) -> tuple[int, int]:
        """Width and height of a PNG."""
        if paper := self.millimetres:
            width, height = (int(n / 25.4 * 96 * self.scale) for n in paper)
            return width, height
        return round(self.width * self.scale), round(self.height * self.scale)

    @property
    def body(self) -> int:
        """The type of what is said under the title."""
        return max(11, round(self.title * 0.56))

    @property
    def small(self) -> int:
        """The type of notes and of the source."""
        return max(9, round(self.title * 0.42))


# A4 is 210 × 297 mm at 96 pixels an inch.
SIZES = {
    size.name: size
    for size in (
        Size("16x9", 1280, 720, 1.5, 44, 28, 2),
        Size("4x3", 1024, 768, 1.5625, 36, 26, 2),
        Size("1x1", 800, 800, 1.5, 32, 24, 1),
        Size("2x3", 400, 600, 2.7, 14, 17, 1),
        Size("a4", 794, 1123, 2, 52, 26, 2),
        Size("a4-landscape", 1123, 794, 2, 48, 26, 2),
    )
}
DEFAULT = "16x9"
