"""The two countries of every pair, their levels, and the identifiers of localities and pairs."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.language.i18n import N_
from lib.language.labels import LabelledEnum

SEPARATOR = "~"
# The frame of Okinawa and Amami.
NANSEI = "nansei"
# West, south, east, north in degrees (WGS 84).
Box = tuple[float, float, float, float]


class Level(LabelledEnum):
    """The rank of an administrative unit."""

    PROVINCE = "province", N_("Province")
    MUNICIPALITY = "municipality", N_("Centrally run city")
    PROVINCIAL_CITY = "provincial_city", N_("Provincial city")
    DISTRICT_TOWN = "district_town", N_("District-level town")
    URBAN_DISTRICT = "urban_district", N_("Urban district")
    DISTRICT = "district", N_("District")
    WARD = "ward", N_("Ward")
    COMMUNE = "commune", N_("Commune")
    TOWNSHIP = "township", N_("Township")
    SPECIAL_ZONE = "special_zone", N_("Special zone")
    PREFECTURE = "prefecture", N_("Prefecture")
    CITY = "city", N_("City")
    SPECIAL_WARD = "special_ward", N_("Special ward of Tokyo")
    TOWN = "town", N_("Town")
    VILLAGE = "village", N_("Village")
    REGION = "region", N_("Region")


COMMUNES = (Level.WARD, Level.COMMUNE, Level.TOWNSHIP, Level.SPECIAL_ZONE)
"""The smallest units of Vietnam, before and since July 2025."""


@dataclass(frozen=True)
class Side:
    """A country as one side of every event.

    `code` begins its locality ids and its columns (`vn_id`), `country` is ISO 3166-1, `lang` the
    language of its names, `zone` the time zone whose day it has. `provinces` are the levels of its
    first-level units, `groups` that of several of these together, `smaller` those of units within
    one. `frames`: what the map shows of it; every point of a locality lies in one of them.
    """

    code: str
    country: str
    lang: str
    zone: str
    name: str
    provinces: tuple[Level, ...]
    groups: tuple[Level, ...]
    smaller: tuple[Level, ...]
    frames: Mapping[str, Box]

    @property
    def levels(self) -> tuple[Level, ...]:
        """All levels of the country's units."""
        return self.provinces + self.groups + self.smaller


VIETNAM = Side(
    "vn",
    "VN",
    "vi",
    "Asia/Ho_Chi_Minh",
    N_("Vietnam"),
    provinces=(Level.PROVINCE, Level.MUNICIPALITY),
    groups=(),
    smaller=(
        Level.PROVINCIAL_CITY,
        Level.DISTRICT_TOWN,
        Level.URBAN_DISTRICT,
        Level.DISTRICT,
        *COMMUNES,
    ),
    frames={"VN": (102.0, 8.1, 110.2, 23.5)},
)
JAPAN = Side(
    "jp",
    "JP",
    "ja",
    "Asia/Tokyo",
    N_("Japan"),
    provinces=(Level.PREFECTURE,),
    groups=(Level.REGION,),
    smaller=(Level.CITY, Level.SPECIAL_WARD, Level.TOWN, Level.VILLAGE),
    # Ogasawara is not drawn.
    frames={"JP": (128.4, 30.0, 146.2, 45.7), NANSEI: (122.8, 24.0, 131.5, 29.99)},
)
SIDES = {side.code: side for side in (VIETNAM, JAPAN)}
COUNTRIES = {side.country: side for side in SIDES.values()}
# Of the units that lie in no other: provinces, prefectures and groups of them.
PROVINCE_LEVELS = tuple(
    level for side in SIDES.values() for level in (*side.provinces, *side.groups)
)


def side_of(locality: str) -> str:
    """The code of the side on which a locality stands: "vn" or "jp"."""
    return locality.partition("-")[0]


def other_side(side: str) -> str:
    """The code of the side across."""
    return next(code for code in SIDES if code != side)


def pair_id(vn: str, jp: str) -> str:
    """The identifier of a pair of localities."""
    return f"{vn}{SEPARATOR}{jp}"


def pair_ends(pair: str) -> tuple[str, str]:
    """The two localities of a pair's identifier."""
    vn, jp = pair.split(SEPARATOR)
    return vn, jp
