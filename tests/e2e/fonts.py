"""The fonts of the browser tests and of the pictures, as fonts.conf lists them."""

import os
import sys
from pathlib import Path
from xml.etree import ElementTree

CONF = Path(__file__).with_name("fonts.conf")


def missing() -> list[Path]:
    """The files of fonts.conf that this machine does not have."""
    accepted = ElementTree.parse(CONF).findall("selectfont/acceptfont/glob")
    return [path for glob in accepted if not (path := Path(glob.text or "")).is_file()]


def complaint() -> str | None:
    """Why the browser draws with the machine's own fonts, if it does."""
    if not (lacking := missing()):
        return None
    what = "This machine's own fonts are used: pictures, widths and line breaks can differ"
    if not sys.platform.startswith("linux"):
        return f"{what} from those with the fonts of {CONF.name}, which are for Linux."
    files = ", ".join(path.name for path in lacking)
    return (
        f"{what}, and signs that they lack are boxes. For the fonts of {CONF.name} install Debian's"
        f" fonts-noto-core and fonts-noto-cjk. Missing: {files}."
    )


def environment(cache: Path) -> dict[str, str | float | bool]:
    """The environment of a browser that draws with the fonts of fonts.conf.

    fontconfig writes its cache in the folder `cache`. Where a file is missing, the environment is
    this process's own: see `complaint()`.
    """
    if missing():
        return dict(os.environ)
    others = {
        name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG_")
    }
    # Of what the language is that a text does not tell, fontconfig would ask the locale.
    own = {"FONTCONFIG_FILE": str(CONF), "XDG_CACHE_HOME": str(cache), "FC_LANG": "en"}
    return {**others, **own}
