"""The script that draws the map in the browser, as one file that browsers keep."""

import json
import re
from functools import cache
from pathlib import Path

from lib.site.kept import Kept

_FOLDER = Path(__file__).with_name("browser")
# Each uses those before it.
_MODULES = ("labels.js", "camera.js", "scene.js", "view.js")


@cache
def frame() -> str:
    """The few rules that give the map its size before the script has come."""
    return (_FOLDER / "frame.css").read_text(encoding="utf-8")


@cache
def code() -> Kept:
    """The modules of browser/ and their style, joined into one module."""
    style = (_FOLDER / "map.css").read_text(encoding="utf-8")
    parts = [f"const CSS = {json.dumps(style)}"]
    for name in _MODULES:
        text = (_FOLDER / name).read_text(encoding="utf-8")
        # In one file nothing need be imported, and the last module's default is that of all.
        text = re.sub(r"^import .*\n", "", text, flags=re.M)
        parts.append(text if name == _MODULES[-1] else re.sub(r"^export ", "", text, flags=re.M))
    return Kept.of("\n".join(parts))
