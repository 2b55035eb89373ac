"""Addresses as they arrive: what others add to a link, copy along with it, or type from memory.

Mail tools and networks add parameters of their own; a sentence leaves its full stop or bracket on
the link; programs write `&amp;`; people type capitals, lists and `lang=jp`. `tidied` and `meant`
give the known value where exactly one is meant, and nothing else: never a wider filter.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache, partial

from babel.core import get_global
from babel.languages import get_official_languages

from lib.facts.localities import SIDES
from lib.facts.perspective import Perspective, Units
from lib.filter.index import FilterIndex
from lib.filter.parameter import Bound
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language import edtf
from lib.language.folding import fold
from lib.language.i18n import LANGUAGES
from lib.site import store
from lib.site.pages import PAGES, SETTINGS
from lib.site.store import Viewpoint

Pairs = list[tuple[str, str]]

# Names that networks, advertisers, mail tools and messengers add to any link: Meta, Google,
# Microsoft, Yahoo! JAPAN, X, TikTok, LinkedIn, Pinterest, Snap, Reddit, LINE, Zalo, Mailchimp,
# HubSpot, Marketo, Klaviyo, Adobe, Oracle, Matomo, Alibaba.
_TRACKING = frozenset(
    re.findall(
        r"\S+",
        """
    fbclid mibextid sfnsn igsh igshid paipv __tn__ fref hc_ref gclid gclsrc gbraid wbraid dclid
    srsltid _ga _gl msclkid yclid yj_r twclid ref_src ref_url ttclid li_fat_id trk trkcampaign epik
    scid sccid rdt_cid ldtag_cl openexternalbrowser openinappbrowser liff.state zarsrc zclid zalo_id
    mkt_tok _kx _ke ck_subscriber_id s_kwcid ef_id cmpid wt_mc spm scm _branch_match_id
    sb_referer_host dm_i elqtrackid
    """,
    )
)
_TRACKING_PREFIXES = (
    *("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "_hs", "mc_", "fb_", "gad_", "zalo_"),
    *("bsft_", "vero_", "oly_", "at_", "dm_"),
)

# One identifier with signs or text of another script around it, and no other one.
_ID = re.compile(r"[^A-Za-z0-9]*([A-Za-z0-9](?:[A-Za-z0-9._~-]*[A-Za-z0-9])?)[^A-Za-z0-9]*")
_SEPARATOR = re.compile(r"[\s,;|+&、，；・/]+")
_DATE = re.compile(r"\D*?(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?(?![\d-])")

_LOCALE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2})?")

# What is asked for under other names at other sites.
_ALIASES = {
    "/feed.xml": "rss rss.xml atom atom.xml feed feeds feed.atom feed.rss index.xml feed/atom",
    "/calendar.ics": "calendar ical ics calendar.ical calendar.xml",
    "/sitemap.xml": "sitemap sitemap_index.xml sitemap.txt",
    "/api/docs": "docs openapi swagger redoc api/v1 data opendata open-data",
    "/api/openapi.json": "openapi.json swagger.json api/v1/openapi.json openapi.yaml",
    "/api/v1/package.zip": "package.zip data.zip datapackage.zip",
    "/.well-known/security.txt": "security.txt",
    "/records": "r record events event search list",
    "/locality": "localities place places province prefecture",
    "/map": "partnerships partnership",
    "/": "home index index.html index.htm index.php dashboard overview",
}
_OTHER_NAMES = {name: path for path, names in _ALIASES.items() for name in names.split()}
DOCUMENTS = tuple(path for path in _ALIASES if "." in path or path.startswith("/api"))
# Every path that there is, by its name, and by the others.
_PATHS = _OTHER_NAMES | {
    path.removeprefix("/"): path for path in (*(f"/{p.path}" for p in PAGES if p.path), *DOCUMENTS)
}


def is_tracking(name: str) -> bool:
    """Whether a parameter is one that others add, which says nothing of what is asked for."""
    plain = name.casefold()
    return plain in _TRACKING or plain.startswith(_TRACKING_PREFIXES)


def language_of(value: str) -> str | None:
    """The language that a value means: "vi-VN", "JA", "jp" for the country, "jpn"; else None."""
    named = {name.casefold(): code for code, name in LANGUAGES.items()}
    if value.strip().casefold() in named:
        return named[value.strip().casefold()]
    match = re.match(r"[^A-Za-z]*([A-Za-z]{2,3})(?![A-Za-z])", value)
    code = match[1] if match else ""
    known = get_global("language_aliases").get(code.lower(), code.lower())
    if known in LANGUAGES:
        return str(known)
    spoken = [c for c in get_official_languages(code.upper(), de_facto=True) if c in LANGUAGES]
    return spoken[0] if spoken else None


def _key(value: str) -> str:
    return re.sub(r"[\s_.-]+", "-", unicodedata.normalize("NFKC", value).casefold())


def _by_key(options: Iterable[str]) -> dict[str, str]:
    """Each option by its key, where no other has the same."""
    keys = {option: _key(option) for option in options}
    times = Counter(keys.values())
    return {key: option for option, key in keys.items() if times[key] == 1}


def known(value: str, options: Collection[str], prefix: str = "") -> str | None:
    """The one of `options` that a value means, which may have signs around it; None for none.

    `prefix` is what the ids begin with and people leave off.
    """
    if value in options:
        return value
    by_key = _by_key(options)
    text = _identifier(value)
    return next((by_key[k] for k in (_key(text), prefix + _key(text)) if k in by_key), None)


def _identifier(value: str) -> str:
    """What is left of a value without the signs around it."""
    match = _ID.fullmatch(unicodedata.normalize("NFKC", value))
    return match[1] if match else value.strip()


@lru_cache(maxsize=4)
def choices(viewpoint: Viewpoint) -> dict[str, Collection[str]]:
    """The values that each parameter of the pages can have, where they are a list."""
    index = store.index(viewpoint)
    dataset = index.dataset
    places = tuple(dataset.localities.index)
    found: dict[str, Collection[str]] = {
        name: tuple(setting.options(dataset)) if setting.options else places
        for name, setting in SETTINGS.items()
        if not setting.private
    }
    return {**found, **_of_filter(index), "units": tuple(map(str, Units)), "lang": tuple(LANGUAGES)}


def _of_filter(index: FilterIndex) -> dict[str, Collection[str]]:
    return {name: tuple(index.columns[name]) for name in CHOICES}


def tidied(pairs: Iterable[tuple[str, str]], options: Mapping[str, Collection[str]]) -> Pairs:
    """The parameters with every value replaced by the one that is meant, where it is plain.

    What is known stays as it is, and so does what means nothing that is known; parameters that
    others add go. `options` are those of `choices`.
    """
    found: Pairs = []
    for name, value in pairs:
        if not value and "=" in name:
            name, _, value = name.partition("=")
        plain = _name(name, options)
        if plain is None:
            if not is_tracking(name):
                found.append((name, value))
            continue
        found += [(plain, each) for each in _values(plain, value, options)]
    return list(dict.fromkeys(found))


def _name(name: str, options: Mapping[str, Collection[str]]) -> str | None:
    """The parameter that a name means; None for none."""
    text = unicodedata.normalize("NFKC", name).casefold()
    plain = re.sub(r"^(?:amp;|\W)+|\W+$", "", text)
    return plain if plain in options or plain in PARAMETERS else None


def _values(name: str, value: str, options: Mapping[str, Collection[str]]) -> list[str]:
    if isinstance(PARAMETERS.get(name), Bound):
        return [_date(value)]
    if name not in options or not value or value in options[name]:
        return [value]
    if name == "lang":
        return [language_of(value) or value]
    read = partial(known, options=options[name], prefix=f"{name}-" if name in SIDES else "")
    # A second question mark: what follows was put on by somebody who did not see the first.
    given = re.split(r"[?#]", value.lstrip("?#"))[0]
    parts = [part for part in _SEPARATOR.split(given) if re.search(r"\w", part)]
    # Words with blanks between them are a list only if each is known.
    enough = all if len(parts) == len(given.split()) else any
    if len(parts) > 1 and _takes_several(name) and enough(map(read, parts)):
        return [read(part) or part for part in parts]
    return [read(given) or value]


def _takes_several(name: str) -> bool:
    if name in PARAMETERS:
        return PARAMETERS[name].multiple
    return name in SETTINGS and SETTINGS[name].most > 1


def _date(value: str) -> str:
    """A date in the form of addresses; the value itself where it is none."""
    try:
        return str(edtf.parse(value))
    except edtf.DateError:
        match = _DATE.match(unicodedata.normalize("NFKC", value))
    if match is None:
        return value
    year, *rest = (part for part in match.groups() if part)
    text = "-".join([year, *(part.zfill(2) for part in rest)])
    try:
        return str(edtf.parse(text))
    except edtf.DateError:
        return value


def record_or_pair(value: str, viewpoint: Viewpoint) -> str | None:
    """The id of the record or pair of localities that a value means; None for none."""
    dataset = store.perspective_of(viewpoint)
    places = tuple(dataset.localities.index)
    ends = _identifier(value).split("~")
    if len(ends) == 2:
        pair = sorted((known(end, places) or "" for end in ends), reverse=True)
        return "~".join(pair) if all(pair) and pair[0][:2] != pair[1][:2] else None
    return known(value, tuple(dataset.events.index))


def place_or_pair(value: str, viewpoint: Viewpoint) -> str | None:
    """The id of the locality or pair of localities that a value means; None for none."""
    if "~" in value:
        return record_or_pair(value, viewpoint)
    return known(value, tuple(store.perspective_of(viewpoint).localities.index))


def meant(path: str, viewpoint: Viewpoint) -> tuple[str, dict[str, str]] | None:
    """The path, and parameters to it, that a path which leads nowhere means; None for none."""
    permanent = path.removeprefix("/r/")
    if permanent != path and permanent.strip("/"):
        key = record_or_pair(permanent, viewpoint)
        return (f"/r/{key}", {}) if key else None
    parts = [part for part in re.split(r"/+", path) if re.search(r"\w", part)]
    lang = language_of(parts[0]) if parts and _LOCALE.fullmatch(parts[0]) else None
    params = {"lang": lang} if lang else {}
    parts = parts[1:] if lang else parts
    for end in range(len(parts), 0, -1):
        place = _place("/".join(parts[:end]))
        rest = parts[end:]
        if place is not None and (not rest or len(rest) == 1):
            return _opened(place, rest, params, viewpoint)
    if len(parts) == 1:
        return _opened(None, parts, params, viewpoint)
    return ("/", params) if not parts and (params or not path.strip("/")) else None


def _place(text: str) -> str | None:
    return _PATHS.get(re.sub(r"^\W+|\W+$", "", unicodedata.normalize("NFKC", text)).casefold())


def _opened(
    place: str | None, rest: list[str], params: dict[str, str], viewpoint: Viewpoint
) -> tuple[str, dict[str, str]] | None:
    """A place, opened on the record or locality that the rest of the path names."""
    if not rest:
        return (place, params) if place else None
    if key := record_or_pair(rest[0], viewpoint):
        one = place == "/records" and "~" not in key
        return ("/records", {"record": key, **params}) if one else (f"/r/{key}", params)
    if place not in (None, *(f"/{page.path}" for page in PAGES)):
        return None
    locality = known(rest[0], tuple(store.perspective_of(viewpoint).localities.index))
    if locality is None:
        return None
    if place in (None, "/", "/locality"):
        return "/locality", {"id": locality, **params}
    return str(place), {locality.partition("-")[0]: locality, **params}


def names(dataset: Perspective, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names by which localities go: their id, with and without its country, and their own."""
    return {
        key: (key, key.partition("-")[2], *(dataset.name(key, lang) for lang in dataset.languages))
        for key in keys
    }


def nearest(value: str, options: Mapping[str, Iterable[str]], most: int = 3) -> list[str]:
    """The options that are written most like a value, the likest first.

    `options` has the names by which each goes.
    """
    by_name = {fold(name): option for option, names in options.items() for name in names}
    found = get_close_matches(fold(value), by_name, 3 * most, 0.75)
    return list(dict.fromkeys(by_name[name] for name in found))[:most]
