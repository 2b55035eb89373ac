"""The settings of this installation: every `VJ_…` environment variable, declared once.

`current()` reads the environment, first at the start, and refuses what is not known or cannot be
used, by its name; `in_use()` is the same for what asks all the time. The table in README.md is that
of `VARIABLES`.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from lib.facts.dataset import DATA_FOLDER
from lib.facts.localities import SIDES, VIETNAM
from lib.site import correction_template, overlay
from lib.site.overlay import NOTHING, Overlay

PREFIX = "VJ_"
_FRAMER = re.compile(
    r"'self'|'none'|https?:|(?:https?://)?(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?", re.I
)


class BadSetting(ValueError):
    """A variable is unknown or cannot be used; the argument names it and says why."""


@dataclass(frozen=True)
class Variable:
    """An environment variable: what it sets, how it is read, and an example.

    What stands in a `secret` one is never repeated.
    """

    name: str
    about: str
    example: str
    read: Callable[[str], Any]
    secret: bool = False


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


def _zone(text: str) -> ZoneInfo:
    # One of a country, since the pages say whose day they go by.
    if get_global("zone_territories").get(text, "ZZ") in ("ZZ", "001"):
        raise ValueError("expected a time zone of a country such as Asia/Tokyo")
    try:
        return ZoneInfo(text)
    except (ValueError, ZoneInfoNotFoundError):
        raise ValueError("this time zone is not known here") from None


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("expected an address such as https://example.org")
    return text.rstrip("/")


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 3600):
        raise ValueError("expected whole seconds, at most 3600")
    return int(text)


def _count(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,4}", text):
        raise ValueError("expected a number, 1 to 99999")
    return int(text)


def _log(text: str) -> str:
    if text not in ("text", "json"):
        raise ValueError("expected text or json")
    return text


def _secret(text: str) -> str:
    if len(text) < 16 or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("expected at least 16 letters, digits and signs")
    return text


def _framers(text: str) -> str:
    sources = text.split()
    if "'none'" in sources and len(sources) > 1:
        raise ValueError("'none' stands alone")
    for source in sources:
        if not _FRAMER.fullmatch(source):
            raise ValueError(f"{source} is no site such as https://www.example.org")
    return " ".join(sources)


def _switch(text: str) -> bool:
    if text not in ("on", "off"):
        raise ValueError("expected on or off")
    return text == "on"


def _database(text: str) -> str:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError("this is no address") from None
    expected = "expected sqlite:////srv/inbox.db or postgresql://user:password@host/name"
    if parts.fragment or not text.isprintable():
        raise ValueError(expected)
    if parts.scheme == "sqlite" and parts.path.strip("/") and not (parts.netloc or parts.query):
        return text
    if parts.scheme == "postgresql" and parts.path.strip("/"):
        return text
    raise ValueError(expected)


def _mail_addresses(text: str) -> frozenset[str]:
    addresses = [address.strip() for address in text.split(",")]
    for address in addresses:
        if not re.fullmatch(r"[^@\s,<>]+@[^@\s,<>]+\.[^@\s,<>]+", address):
            raise ValueError("expected mail addresses, with commas between them")
    # Compared with what a provider of accounts says, whose letters may be others.
    return frozenset(address.casefold() for address in addresses)


def _proxies(text: str) -> int:
    if not re.fullmatch("[0-9]", text):
        raise ValueError("expected how many proxies there are, 0 to 9")
    return int(text)


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
            "VJ_FRAMERS",
            "Which sites may show pages within theirs, as in `frame-ancestors` of a content "
            "security policy; without it any site that is served over TLS.",
            "'self' https://www.example.org",
            _framers,
        ),
        Variable(
            "VJ_LIMITS",
            "`off` where a proxy limits requests itself; without it each client has the rates of "
            "lib/inbox/guard.py.",
            "off",
            _switch,
        ),
        Variable(
            "VJ_SESSIONS",
            "How many visitors one process takes at the same time; without it 500.",
            "200",
            _count,
        ),
        Variable(
            "VJ_EXPORTS",
            "How many files of more than 5,000 rows are made at the same time, while others wait "
            "their turn; without it 1.",
            "2",
            _count,
        ),
        Variable(
            "VJ_DRAIN",
            "For how many seconds after SIGTERM open pages go on while new visitors are sent "
            "elsewhere; without it none.",
            "20",
            _seconds,
        ),
        Variable(
            "VJ_LOG",
            "How lines of the log are written: `text` or `json`; without it as text.",
            "json",
            _log,
        ),
        Variable(
            "VJ_METRICS",
            "A secret of at least 16 characters: /metrics answers whoever sends it as bearer "
            "token; without it there is no such address.",
            "a-secret-of-your-own",
            _secret,
            secret=True,
        ),
        Variable(
            "VJ_TIMEZONE",
            "Time zone whose day is today for all readers; without it Japan’s for pages in "
            "Japanese and Vietnam’s for all others.",
            "Asia/Tokyo",
            _zone,
        ),
        Variable(
            "VJ_TODAY",
            "The day for which status and anniversaries are told instead of today, for tests.",
            "2026-09-01",
            _day,
        ),
        Variable(
            "VJ_INBOX",
            "Whether readers can send in facts and corrections (docs/security.md): on or off.",
            "off",
            _switch,
        ),
        Variable(
            "VJ_DATABASE",
            "Where what they send is kept; without it var/inbox.db, which SQLite makes by itself.",
            "postgresql://vj@localhost/inbox",
            _database,
            secret=True,
        ),
        Variable(
            "VJ_CURATORS",
            "Mail addresses of those who may decide on it, with commas between them.",
            "an@example.org,sato@example.org",
            _mail_addresses,
        ),
        Variable(
            "VJ_CURATE_HERE",
            "Whether who sits at this machine may decide on it without an account; the program "
            "then listens at 127.0.0.1 alone: on or off.",
            "on",
            _switch,
        ),
        Variable(
            "VJ_PUBLISH",
            "Whether curators can publish a new data version from the page: on or off.",
            "on",
            _switch,
        ),
        Variable(
            "VJ_PROXIES",
            "How many proxies stand before the program, each of which adds to X-Forwarded-For the "
            "address that it was asked from.",
            "1",
            _proxies,
        ),
    )
}

_NAMES = sorted(variable.name for variable in VARIABLES.values())


@dataclass(frozen=True)
class Config:
    """This installation: the values of VARIABLES, or what holds without them."""

    data: Path = DATA_FOLDER
    base_url: str | None = None
    corrections: str = correction_template.DEFAULT
    overlay: Overlay = NOTHING
    framers: str = "'self' https:"
    limits: bool = True
    sessions: int = 500
    exports: int = 1
    drain: int = 0
    log: str = "text"
    metrics: str = ""
    timezone: ZoneInfo | None = None
    today: date | None = None
    inbox: bool = True
    database: str = ""
    curators: frozenset[str] = frozenset()
    curate_here: bool = False
    publish: bool = False
    proxies: int = 0


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
        variable = VARIABLES[known[name]]
        try:
            values[known[name]] = variable.read(text)
        except ValueError as error:
            given = "…" if variable.secret else repr(text)
            raise BadSetting(f"{name}={given} cannot be used: {error}") from error
    return Config(**values)


def in_use() -> Config:
    """The configuration as `current` has it, which has refused unknown names before.

    Pages ask dozens of times in a run, and to walk through the whole environment takes long.
    """
    return _parsed(tuple((name, os.environ[name]) for name in _NAMES if name in os.environ))


@lru_cache(maxsize=8)
def _parsed(given: tuple[tuple[str, str], ...]) -> Config:
    return parse(dict(given))


def zone(lang: str) -> ZoneInfo:
    """The time zone of the readers of a language: their country's, Vietnam's for any other."""
    own = {side.lang: side.zone for side in SIDES.values()}
    return in_use().timezone or ZoneInfo(own.get(lang, VIETNAM.zone))


def today(lang: str) -> date:
    """The day, where the readers of a language are, on which status and anniversaries are told."""
    return in_use().today or datetime.now(zone(lang)).date()


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def beginning(day: date) -> datetime:
    """When a day begins for the first of all readers, in UTC."""
    zones = {in_use().timezone or ZoneInfo(side.zone) for side in SIDES.values()}
    return min(datetime.combine(day, time(), zone) for zone in zones).astimezone(UTC)
