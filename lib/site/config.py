"""The settings of this installation: every `VJ_…` environment variable, declared once.

`current()` reads the environment, first at the start, and refuses what is not known or cannot be
used, by its name. The table in README.md is that of `VARIABLES`.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lib.facts.dataset import DATA_FOLDER
from lib.site import correction_template, overlay
from lib.site.overlay import NOTHING, Overlay

PREFIX = "VJ_"


class BadSetting(ValueError):
    """A variable is unknown or cannot be used; the argument names it and says why."""


@dataclass(frozen=True)
class Variable:
    """An environment variable: what it sets, how it is read, and an example."""

    name: str
    about: str
    example: str
    read: Callable[[str], Any]


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise ValueError("there is no such folder")
    return folder


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("expected a day such as 2026-09-01") from None


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("expected an address such as https://example.org")
    return text.rstrip("/")


VARIABLES = {
    variable.name.removeprefix(PREFIX).lower(): variable
    for variable in (
        Variable("VJ_DATA", "Folder of the data package instead of data/.", "/srv/data", _folder),
        Variable(
            "VJ_BASE_URL",
            "Address under which the site is served; without it, what each request names.",
            "https://example.org",
            _base_url,
        ),
        Variable(
            "VJ_CORRECTIONS",
            "Where “suggest a correction” leads: a mail address, or an https address with {title} "
            "and {body}.",
            "mailto:office@example.org",
            correction_template.check,
        ),
        Variable(
            "VJ_OVERLAY",
            "GeoJSON file, or folder of such, that is added to every map (docs/overlays.md).",
            "/srv/overlay.geojson",
            overlay.read,
        ),
        Variable(
            "VJ_TODAY",
            "The day for which status and anniversaries are told instead of today, for tests.",
            "2026-09-01",
            _day,
        ),
    )
}


@dataclass(frozen=True)
class Config:
    """This installation: the values of VARIABLES, or what holds without them."""

    data: Path = DATA_FOLDER
    base_url: str | None = None
    corrections: str = correction_template.DEFAULT
    overlay: Overlay = NOTHING
    today: date | None = None


def current() -> Config:
    """The configuration in the environment as it is now; raises BadSetting."""
    given = sorted((k, v) for k, v in os.environ.items() if k.startswith(PREFIX) and v)
    return _parsed(tuple(given))


def parse(environment: Mapping[str, str]) -> Config:
    """The configuration that variables ask for; empty ones ask for nothing. Raises BadSetting."""
    known = {variable.name: key for key, variable in VARIABLES.items()}
    values: dict[str, Any] = {}
    for name, text in environment.items():
        if not name.startswith(PREFIX) or not text:
            continue
        if name not in known:
            raise BadSetting(f"{name} is not known; known are {', '.join(sorted(known))}")
        try:
            values[known[name]] = VARIABLES[known[name]].read(text)
        except ValueError as error:
            raise BadSetting(f"{name}={text!r} cannot be used: {error}") from error
    return Config(**values)


# Asked for several times in each run; reading is cheap, but not that cheap.
@lru_cache(maxsize=8)
def _parsed(given: tuple[tuple[str, str], ...]) -> Config:
    return parse(dict(given))


def today() -> date:
    """The day (UTC) on which status and anniversaries are told."""
    return current().today or datetime.now(UTC).date()
