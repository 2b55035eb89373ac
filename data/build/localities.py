"""Builds data/localities.csv from data/build/units.csv and the reference packages.

Names, levels, dates and identifiers are kept by hand in units.csv. Coordinates come from:

- province-level units and regions: the point of the largest part of their own shape in
  data/boundaries that is farthest from its border (for a unit that took in others in 2025, of
  its shape before, so that the point lies inside on both maps);
- smaller units: GeoNames (CC BY 4.0) by id; for rural districts, which GeoNames does not list as
  places, vietnamadminunits (MIT) by official code; or latitude and longitude in units.csv.
"""

from collections.abc import Mapping
from math import cos, radians
from typing import Any

import shapely
from shapely import affinity
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from .boundaries import Coverage, polygons
from .packages import geonames_places, iso_codes, vietnamese_districts
from .tables import DATA, Row, write

COLUMNS = [
    "id",
    "country",
    "level",
    "name_en",
    "name_vi",
    "name_ja",
    "parent_id",
    "iso_3166_2",
    "wikidata_id",
    "geonames_id",
    "latitude",
    "longitude",
    "valid_from",
    "valid_to",
]

REGIONS = {
    "jp-region-kansai": ("shiga", "kyoto", "osaka", "hyogo", "nara", "wakayama"),
    "jp-region-kyushu": (
        "fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki", "kagoshima",
    ),
}  # fmt: skip

FARTHEST_MOVE = 0.05
"""Degrees; a point farther outside its parent than this is a namesake, not a coast."""


def label_point(shape: BaseGeometry) -> Point:
    """The point of the largest part that is farthest from its border (by true distance)."""
    part = max(polygons(shape), key=lambda polygon: polygon.area)
    stretch = cos(radians(part.centroid.y))
    squeezed = affinity.scale(part, xfact=stretch, origin=(0, 0))
    radius = shapely.maximum_inscribed_circle(squeezed, tolerance=0.0005)
    centre = shapely.get_point(radius, 0)
    return on_grid(Point(centre.x / stretch, centre.y))


def on_grid(point: Point) -> Point:
    """Four decimals: about 10 m."""
    return Point(round(point.x, 4), round(point.y, 4))


def drawn_inside(point: Point, shape: BaseGeometry) -> Point:
    """The point itself, or the nearest one inside where the generalised coast leaves it out."""
    if shape.contains(point):
        return point
    for inset in (0.001, 0.002, 0.004):
        inner = shapely.buffer(shape, -inset)
        if inner.is_empty:
            continue
        line = shapely.shortest_line(inner, point)
        moved = on_grid(shapely.get_point(line, 0))
        if shape.contains(moved):
            return moved
    raise ValueError(f"no point inside near {point}")


def build(
    units: list[Row], admin1: Mapping[str, dict[str, Any]], shapes: Mapping[str, Coverage]
) -> list[str]:
    """Writes localities.csv; returns notes for the person who runs the build."""
    notes: list[str] = []
    places, districts, codes = geonames_places(), vietnamese_districts(), iso_codes()
    shape_of = {**shapes["vn-34"], **shapes["vn-63"], **shapes["jp-47"]}
    for region, members in REGIONS.items():
        shape_of[region] = shapely.union_all([shape_of[f"jp-{name}"] for name in members])
    rows = []
    for unit in units:
        own_id = unit["id"]
        parent = own_id.partition(".")[0] if "." in own_id else ""
        if unit["iso_3166_2"] and unit["iso_3166_2"] not in codes:
            raise ValueError(f"{own_id}: {unit['iso_3166_2']} is not an ISO 3166-2 code")
        if unit["natural_earth"] and unit["geonames_id"]:
            known = str(admin1[unit["natural_earth"]]["properties"]["gn_id"])
            if unit["geonames_id"] != known:
                raise ValueError(f"{own_id}: GeoNames id {unit['geonames_id']}, expected {known}")
        if not parent:
            point = label_point(shape_of[own_id])
        else:
            if unit["latitude"]:
                given = Point(float(unit["longitude"]), float(unit["latitude"]))
            elif unit["vn_district_code"]:
                name, latitude, longitude = districts[unit["vn_district_code"]]
                if name != unit["name_vi"]:
                    raise ValueError(f"{own_id}: {name} has code {unit['vn_district_code']}")
                given = Point(longitude, latitude)
            else:
                place = places[unit["geonames_id"]]
                if place["countrycode"] != own_id[:2].upper():
                    raise ValueError(f"{own_id}: {place['name']} lies in {place['countrycode']}")
                given = Point(place["longitude"], place["latitude"])
            given = on_grid(given)
            point = drawn_inside(given, shape_of[parent])
            if point != given:
                away = given.distance(point)
                notes.append(f"{own_id}: {given} moved to {point} ({away:.4f} degrees)")
                if away > FARTHEST_MOVE:
                    raise ValueError(f"{own_id}: {given} is far outside {parent}")
        rows.append(
            {column: unit.get(column, "") for column in COLUMNS}
            | {
                "country": own_id[:2].upper(),
                "parent_id": parent,
                "latitude": f"{point.y:.4f}",
                "longitude": f"{point.x:.4f}",
            }
        )
    write(DATA / "localities.csv", COLUMNS, rows)
    return notes
