"""What an installation adds to its maps: `VJ_OVERLAY`, see docs/overlays.md.

The site itself adds nothing, and so says nothing on borders that are in dispute.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import shapely

from lib.checks.signs import unfit
from lib.facts.localities import COUNTRIES
from lib.language.i18n import LANGUAGES

# How a feature is drawn, and the kinds of geometry that can be.
DRAWN = {
    "label": ("Point",),
    "point": ("Point", "MultiPoint"),
    "outline": ("LineString", "MultiLineString", "Polygon", "MultiPolygon"),
}
LONGEST_NAME, LONGEST_LICENCE, LARGEST = 80, 200, 2 << 20


@dataclass(frozen=True, eq=False)
class Feature:
    """Something on the map: its name by language, how it is drawn, and its WGS 84 geometry.

    `country` is the one on whose small maps it stands, "" for both.
    """

    names: Mapping[str, str]
    draw: str
    geometry: Any
    country: str = ""

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude of a point of it, where its name stands."""
        middle = self.geometry.representative_point()
        return float(middle.x), float(middle.y)


@dataclass(frozen=True, eq=False)
class Overlay:
    """All that is added, and who says so; compared by identity, a cheap key of caches."""

    features: tuple[Feature, ...] = ()
    licences: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.features)

    @property
    def licence(self) -> str:
        """One line for all of it."""
        return "; ".join(self.licences)

    @cached_property
    def tag(self) -> str:
        """A digest of it, "" of nothing: what shows it changes when it does."""
        texts = [json.dumps([dict(f.names), f.draw, f.geometry.wkt]) for f in self.features]
        said = "\n".join([*texts, *self.licences])
        return hashlib.sha256(said.encode()).hexdigest()[:16] if said else ""

    def geojson(self, lang: str) -> list[dict[str, Any]]:
        """The features as GeoJSON, named in a language and marked as what is added."""
        return [
            {
                "type": "Feature",
                "geometry": shapely.geometry.mapping(feature.geometry),
                "properties": {
                    "name": feature.names[lang],
                    "overlay": True,
                    "draw": feature.draw,
                    "licence": self.licence,
                },
            }
            for feature in self.features
        ]


NOTHING = Overlay()


def read(text: str) -> Overlay:
    """The overlay in a file or in all *.geojson of a folder; raises ValueError that says where."""
    path = Path(text)
    files = sorted(path.glob("*.geojson")) if path.is_dir() else [path]
    if not files:
        raise ValueError("the folder has no *.geojson")
    features: list[Feature] = []
    licences: dict[str, None] = {}
    for file in files:
        licence, found = _file(file)
        licences[licence] = None
        features += found
    return Overlay(tuple(features), tuple(licences))


def _file(file: Path) -> tuple[str, list[Feature]]:
    try:
        content = file.read_bytes()
        if len(content) > LARGEST:
            raise ValueError(f"{file.name} is larger than {LARGEST:,} bytes")
        collection = json.loads(content.decode())
    except OSError:
        raise ValueError(f"{file.name} is missing or cannot be opened") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ValueError(f"{file.name} is not JSON in UTF-8") from None
    shape = isinstance(collection, dict) and collection.get("type") == "FeatureCollection"
    if not shape or not isinstance(collection.get("features"), list) or not collection["features"]:
        raise ValueError(f"{file.name} is not a FeatureCollection with features")
    licence = collection.get("licence")
    if not _is_text(licence, LONGEST_LICENCE):
        raise ValueError(f"{file.name}: “licence” must say in one line whose it is")
    return str(licence), [
        _feature(each, f"{file.name}, feature {number}")
        for number, each in enumerate(collection["features"], start=1)
    ]


def _feature(given: Any, place: str) -> Feature:
    properties = given.get("properties") if isinstance(given, dict) else None
    if not isinstance(properties, dict):
        raise ValueError(f"{place} has no properties")
    names = {lang: properties.get(f"name_{lang}") for lang in LANGUAGES}
    for lang, name in names.items():
        if not _is_text(name, LONGEST_NAME):
            raise ValueError(
                f"{place}: name_{lang} {_quoted(name)} must be a plain text of up to "
                f"{LONGEST_NAME} characters, without markup or invisible characters"
            )
    place = f"{place} {_quoted(next(iter(names.values())))}"
    draw = properties.get("draw")
    if not isinstance(draw, str) or draw not in DRAWN:
        raise ValueError(f"{place}: “draw” must be one of {', '.join(DRAWN)}")
    country = properties.get("country", "")
    if country not in ("", *COUNTRIES):
        raise ValueError(f"{place}: “country” must be one of {', '.join(COUNTRIES)}")
    geometry = _geometry(given.get("geometry"), place)
    if geometry.geom_type not in DRAWN[draw]:
        raise ValueError(
            f"{place}: a {draw} cannot be a {geometry.geom_type}, but {' or '.join(DRAWN[draw])}"
        )
    return Feature({lang: str(name) for lang, name in names.items()}, draw, geometry, country)


def _geometry(given: Any, place: str) -> Any:
    try:
        shape = shapely.from_geojson(json.dumps(given))
    except (shapely.errors.GEOSException, ValueError, TypeError):
        raise ValueError(f"{place}: the geometry cannot be read") from None
    if shape is None or shape.is_empty:
        raise ValueError(f"{place} has no geometry")
    coordinates = shapely.get_coordinates(shape)
    if not all(_is_on_earth(x, y) for x, y in coordinates):
        raise ValueError(f"{place}: a position is no longitude and latitude in degrees")
    if not shape.is_valid:
        raise ValueError(f"{place}: the geometry is broken: {shapely.is_valid_reason(shape)}")
    return shape


def _is_on_earth(longitude: float, latitude: float) -> bool:
    finite = math.isfinite(longitude) and math.isfinite(latitude)
    # Mercator knows no poles.
    return finite and abs(longitude) <= 180 and abs(latitude) <= 85


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest and not unfit(value)


def _quoted(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True)
    return f"“{text[:60]!s}”" if text.isprintable() else ascii(text[:60])


def names(overlay: Overlay, lang: str) -> Iterable[str]:
    """What is added, by name, each once."""
    return dict.fromkeys(feature.names[lang] for feature in overlay.features)
