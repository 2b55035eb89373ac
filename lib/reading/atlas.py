"""The names that are looked for: those of the data set, and of the reference of both countries.

Communes and wards are left out: they are where something happens, and their names are those of
half the provinces.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lib.facts import reference
from lib.facts.dataset import Dataset
from lib.facts.localities import COMMUNES, Level, side_of
from lib.language.spelling import is_cjk
from lib.reading.names import Names, Place

_RANK = re.compile("(?<=.)(?:県|府|都|市|区|町|村|省|地方)$")
_HIRAGANA = re.compile("[ぁ-んー]+")
_SEPARATE = re.compile(r"\s*\(.*?\)")
# Short forms that are words of their own, or the initials of many.
_TOO_SHORT = 2


class Atlas:
    """The places, and the finder of their names."""

    def __init__(self, data: Dataset) -> None:
        self.places = {place.id: place for place in _places(data)}
        self.names = Names(_named(data, self.places))
        # Japanese municipalities by their names in hiragana, if only one has it: かこがわし.
        kana = Counter(
            name for each in reference.places().values() for name in each.other_names
            if _HIRAGANA.fullmatch(name)
        )  # fmt: skip
        self.kana = {
            name: self.places[each.id]
            for each in reference.places().values() if each.id in self.places
            for name in each.other_names if kana[name] == 1
        }  # fmt: skip
        # The Vietnamese names of the units below the provinces, with their places.
        self.units = [
            (_bare(each.name_vi), place)
            for each in reference.places().values()
            if (place := self.places.get(each.id)) and place.side == "vn" and place.parent
        ]


def _places(data: Dataset) -> Iterator[Place]:
    own = data.localities
    for each in reference.places().values():
        if each.id not in own.index and each.level not in COMMUNES:
            yield Place(
                each.id, side_of(each.id), str(each.level), each.parent_id,
                each.valid_from, each.valid_to,
            )  # fmt: skip
    for key in own.index:
        level, parent, begins, ends = (
            str(own.at[key, column]) for column in ("level", "parent_id", "valid_from", "valid_to")
        )
        yield Place(str(key), side_of(str(key)), level, parent, begins, ends, own=True)


def _named(data: Dataset, places: dict[str, Place]) -> Iterator[tuple[str, Place]]:
    labels = {lang: data.localities[f"name_{lang}"].to_dict() for lang in data.languages}
    for own in labels.values():
        for key, name in own.items():
            yield _bare(name), places[str(key)]
    yield from _named_otherwise(data, places)
    for each in reference.places().values():
        if each.id in places:
            outer = reference.places().get(each.parent_id)
            same = outer is not None and outer.name_vi == each.name_vi
            # The city of Hai Duong is written as its province is.
            heir = outer.name_ja if outer and same and not each.name_ja else ""
            for name in {each.name_en, each.name_vi, each.name_ja, heir} - {""}:
                yield _bare(name), places[each.id]
            for name in each.other_names:
                if not re.search("[ぁ-ん]", name):
                    yield _bare(name), places[each.id]


def _named_otherwise(data: Dataset, places: dict[str, Place]) -> Iterator[tuple[str, Place]]:
    others = data.names
    for key, name, kind in zip(others["locality"], others["name"], others["kind"], strict=True):
        # Official forms are the name and its rank; readings in kana are a way to write prefectures.
        if kind not in ("kana", "official", "romaji") and (len(name) > _TOO_SHORT or is_cjk(name)):
            yield _bare(name), places[key]
        elif kind == "kana" and places[key].level == Level.PREFECTURE and len(name) > _TOO_SHORT:
            # With its rank behind it: とくしま県.
            yield name, places[key]


def _bare(name: str) -> str:
    return _RANK.sub("", _SEPARATE.sub("", name))


def is_first(place: Place) -> bool:
    """Whether the place is a province, a centrally run city or a prefecture."""
    return place.level in (Level.PROVINCE, Level.MUNICIPALITY, Level.PREFECTURE)
