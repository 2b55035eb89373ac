"""Communes and wards of Vietnam, where it is said of one that it acts: UBND xã Bát Tràng.

Elsewhere they are where something happens, and their names are those of half the provinces.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lib.facts import reference
from lib.facts.localities import COMMUNES
from lib.reading.names import Found, Place, key_of

_ACTING = re.compile(
    r"(?:\b(?:UBND|[ỦU]y ban nhân dân|Uỷ ban nhân dân|[Cc]hính quyền|[Ll]ãnh đạo|giữa)\s|^\s*)"
    r"(?:xã|phường|đặc khu|Xã|Phường|Đặc khu)\s(?=[^\W\d_a-zà-ỹ])",
    re.MULTILINE,
)
# In English: the People's Committee of Hoi An Ward, Hoi An Ward People's Committee.
_ACTING_EN = re.compile(
    r"\b(?:(?:People['’]s Committee|authorities|leaders|government) of "
    r"(?P<behind>[A-Z][\w'’]*(?: [A-Z][\w'’]*){0,3}?) (?:Ward|Commune)\b"
    r"|(?P<before>(?!The )[A-Z][\w'’]*(?: [A-Z][\w'’]*){0,3}?) (?:Ward|Commune)(?:['’]s)? "
    r"People['’]s Committee)"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LONGEST = 4


@lru_cache(maxsize=1)
def _by_name() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for each in reference.places().values():
        if each.level in COMMUNES:
            place = Place(
                each.id, "vn", str(each.level), each.parent_id, each.valid_from, each.valid_to
            )
            found.setdefault(key_of(each.name_vi), []).append(place)
    return found


def communes(norm: str, found: list[Found]) -> Iterator[Found]:
    """The communes that act, of the provinces that the text names; by the longest name."""
    provinces = {p.id for one in found for p in one.places if p.side == "vn"}
    for match in _ACTING_EN.finditer(norm):
        span = match.span("behind" if match["behind"] else "before")
        own = _of(norm[slice(*span)], provinces)
        if own:
            yield Found(*span, own)
    for match in _ACTING.finditer(norm):
        words: list[int] = []
        at = match.end()
        while len(words) < _LONGEST and (word := _WORD.match(norm, at)):
            words.append(word.end())
            at = word.end() + 1
        for end in reversed(words):
            own = _of(norm[match.end() : end], provinces)
            if own:
                yield Found(match.end(), end, own)
                yield from _again(norm, norm[match.end() : end], own)
                break


def _again(norm: str, name: str, own: tuple[Place, ...]) -> Iterator[Found]:
    """Where a commune that acts is called by its rank alone: xã Tân Uyên và Ureshino sẽ ký."""
    for match in re.finditer(rf"\b(?:xã|phường|đặc khu) ({re.escape(name)})\b", norm):
        if not _ACTING.fullmatch(norm, max(0, match.start() - len("UBND ")), match.start(1)):
            yield Found(*match.span(1), own)


def _of(name: str, provinces: set[str]) -> tuple[Place, ...]:
    """The one commune of a name that lies in one of the provinces."""
    own = tuple(p for p in _by_name().get(key_of(name), []) if p.parent in provinces)
    return own if len(own) == 1 else ()
