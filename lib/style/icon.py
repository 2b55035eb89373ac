"""The icon of the site, declared by its SVG, as the pictures that old and small programs want."""

import io
import re
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from PIL import Image, ImageDraw

FILE = Path(__file__).parents[1] / "ui" / "icon.svg"
# Of the tab, the task bar and the desktop.
ICO_SIZES = (16, 32, 48)
TOUCH_SIZE = 180
_FINER, _STEPS = 4, 60


class _Pictures:
    """Each drawn when it is first asked for."""

    @cached_property
    def ico(self) -> bytes:
        """`favicon.ico`, in each of ICO_SIZES."""
        sizes = [(size, size) for size in ICO_SIZES]
        return _saved(_drawn(max(ICO_SIZES)), "ICO", sizes=sizes)

    @cached_property
    def touch(self) -> bytes:
        """A PNG for the home screens of phones."""
        return _saved(_drawn(TOUCH_SIZE), "PNG")


PICTURES = _Pictures()


def _saved(image: Image.Image, form: str, **more: Any) -> bytes:
    sink = io.BytesIO()
    image.save(sink, form, **more)
    return sink.getvalue()


def _drawn(size: int) -> Image.Image:
    """The SVG at a size in pixels: its rectangle, its one curve, and its circles."""
    svg = ET.fromstring(FILE.read_text(encoding="utf-8"))
    scale = size * _FINER / float(svg.attrib["viewBox"].split()[2])
    image = Image.new("RGBA", (size * _FINER, size * _FINER))
    pen = ImageDraw.Draw(image)
    for shape in svg:
        given = shape.attrib
        match shape.tag.rpartition("}")[2]:
            case "rect":
                whole = (0, 0, size * _FINER - 1, size * _FINER - 1)
                pen.rounded_rectangle(whole, float(given["rx"]) * scale, given["fill"])
            case "path":
                _stroke(pen, given, scale)
            case "circle":
                pen.circle(
                    (float(given["cx"]) * scale, float(given["cy"]) * scale),
                    float(given["r"]) * scale,
                    given["fill"],
                )
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _stroke(pen: ImageDraw.ImageDraw, given: dict[str, str], scale: float) -> None:
    """A cubic curve with round ends."""
    x = [float(number) * scale for number in re.findall(r"[\d.]+", given["d"])]
    half = float(given["stroke-width"]) * scale / 2
    for step in range(_STEPS + 1):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        centre = tuple(sum(w * x[2 * i + axis] for i, w in enumerate(weights)) for axis in (0, 1))
        pen.circle((centre[0], centre[1]), half, given["stroke"])
