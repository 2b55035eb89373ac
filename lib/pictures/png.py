"""SVG as PNG by vl-convert: without a browser, in the type that is shipped with the program."""

import io
from functools import cache
from threading import BoundedSemaphore, Lock
from typing import Any

from PIL import Image

from lib.style import type as type_

# One at a time: a conversion takes a core and some 50 MB for as long as it lasts. The others wait,
# but not so many that no thread is left for what else is asked.
_ONE = Lock()
MOST_WAITING = 8
_PLACES = BoundedSemaphore(MOST_WAITING)


class Busy(RuntimeError):
    """So many pictures are being made that another one would take too long."""


@cache
def _converter() -> Any:
    # Loaded with the first picture: 80 MB of file, of which little is read for this.
    import vl_convert

    vl_convert.register_font_directory(str(type_.FILE.parent))
    return vl_convert


def of(svg: str, scale: float) -> bytes:
    """A document as a PNG with `scale` dots per pixel; raises Busy."""
    if not _PLACES.acquire(blocking=False):
        raise Busy
    try:
        with _ONE:
            return _converted(svg, scale)
    finally:
        _PLACES.release()


def _converted(svg: str, scale: float) -> bytes:
    drawn: bytes = _converter().svg_to_png(svg, scale=scale)
    # Half as large without transparency, of which there is none.
    sink = io.BytesIO()
    Image.open(io.BytesIO(drawn)).convert("RGB").save(sink, "PNG")
    return sink.getvalue()
