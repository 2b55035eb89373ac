"""Builds the boundary files from Natural Earth (public domain).

All units of a country are simplified together and then every vertex is rounded on its own, so
neighbours go on sharing every border point; that the result is a valid coverage is checked. The 34
units of today are dissolved from the 63 by data/successions.csv.
"""

import json
from collections.abc import Iterable, Mapping
from math import cos, radians
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, box, mapping, shape
from shapely.geometry.base import BaseGeometry

from .packages import WORLD_ATLAS
from .tables import BOUNDARIES, Row, province_successors

GRID = 0.001
"""Degrees; about 100 m."""

TOLERANCE = {"VN": 0.014, "JP": 0.016, "land": 0.06}
"""Degrees; the square root of the area of the triangles that may be left out."""

SPECK_KM2 = {"VN": 15.0, "JP": 20.0, "land": 150.0}
"""Islands below this are left out, unless nothing else of a unit remains."""

KEEP_AT = ((106.61, 8.69),)
"""Islands kept whatever their size: Con Dao."""

LAND_WINDOW = box(95, 0, 150, 50)
OWN_COUNTRIES = {"704", "392"}
"""ISO 3166-1 numeric: Vietnam and Japan, which have their own files."""

BORDER_GAP = 0.15
"""Degrees from Vietnam's land border within which neighbouring land is filled up to meet it."""

Coverage = dict[str, BaseGeometry]


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons of a geometry, lines and points left out."""
    return [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]


def area_km2(polygon: Polygon) -> float:
    """Area on the sphere, near enough to tell an island from a speck."""
    middle = radians(polygon.centroid.y)
    return float(polygon.area * 111.32 * 111.32 * cos(middle))


def without_specks(geometry: BaseGeometry, least_km2: float) -> BaseGeometry:
    """Leaves out small islands, never the largest part and never those of KEEP_AT."""
    parts = sorted(polygons(geometry), key=lambda part: -part.area)
    kept = [
        part
        for rank, part in enumerate(parts)
        if rank == 0
        or area_km2(part) >= least_km2
        or any(part.distance(shapely.Point(point)) < 0.05 for point in KEEP_AT)
    ]
    return MultiPolygon(kept)


def simplified(features: Mapping[str, BaseGeometry], country: str) -> Coverage:
    """One country's units, simplified together so that borders stay shared, and rounded."""
    ids = sorted(features)
    parts = np.array([without_specks(features[unit], SPECK_KM2[country]) for unit in ids])
    if not shapely.coverage_is_valid(parts):
        raise ValueError(f"{country}: neighbours do not share their borders")
    simple = shapely.coverage_simplify(parts, TOLERANCE[country])
    rounded = shapely.set_precision(simple, GRID, mode="pointwise")
    result = np.array([shapely.remove_repeated_points(shape_) for shape_ in rounded])
    if not shapely.coverage_is_valid(result) or not shapely.is_valid(result).all():
        raise ValueError(f"{country}: rounding broke a border")
    return dict(zip(ids, result, strict=True))


def dissolved(former: Coverage, successions: Iterable[Row]) -> Coverage:
    """The units of today: each former unit joined to the one that took it over."""
    successor = province_successors(successions)
    groups: dict[str, list[BaseGeometry]] = {}
    for unit in sorted(former):
        groups.setdefault(successor.get(unit, unit), []).append(former[unit])
    result = {unit: shapely.coverage_union_all(groups[unit]) for unit in sorted(groups)}
    if not shapely.coverage_is_valid(np.array(list(result.values()))):
        raise ValueError("VN: dissolving broke a border")
    return result


def countries_50m() -> list[tuple[str, BaseGeometry]]:
    """Country id and geometry from the TopoJSON of world-atlas."""
    topology = WORLD_ATLAS.read_json("countries-50m.json")
    scale, shift = (topology["transform"][key] for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(indices: list[int]) -> list[Any]:
        points: list[Any] = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(arc if not points else arc[1:])
        return points

    def polygon(rings: list[list[int]]) -> BaseGeometry:
        outer, *inner = (ring(indices) for indices in rings)
        return shapely.make_valid(Polygon(outer, inner))

    result = []
    for item in topology["objects"]["countries"]["geometries"]:
        parts = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        result.append((item.get("id", ""), shapely.union_all([polygon(part) for part in parts])))
    return result


def neighbouring_land(vietnam: Coverage, japan: Coverage) -> BaseGeometry:
    """Land around the two countries, as one shape without borders in it.

    It is drawn from a coarser map than the provinces, so near Vietnam's land border it is first
    filled up on both sides and then cut by the provinces, so that both meet to within the rounding.
    """
    countries = countries_50m()
    around = [
        shapely.clip_by_rect(shape_, *LAND_WINDOW.bounds)
        for code, shape_ in countries
        if code not in OWN_COUNTRIES
    ]
    detailed = shapely.union_all([part for part in around if not part.is_empty])
    land = MultiPolygon([p for p in polygons(detailed) if area_km2(p) >= SPECK_KM2["land"]])
    land = shapely.coverage_simplify([land], TOLERANCE["land"])[0]
    here = shapely.union_all([shape_ for code, shape_ in countries if code == "704"])
    provinces = shapely.union_all(list(vietnam.values()))
    own = shapely.union_all([provinces, *japan.values()])
    inner_strip = shapely.intersection(shapely.buffer(land, BORDER_GAP), here)
    outer_strip = shapely.intersection(shapely.buffer(provinces, BORDER_GAP), detailed)
    land = shapely.difference(shapely.union_all([land, inner_strip, outer_strip]), own)
    gaps = [
        Polygon(hole)
        for part in polygons(shapely.union_all([land, own]))
        for hole in part.interiors
        if hole.distance(provinces) < GRID
    ]
    land = shapely.difference(shapely.union_all([land, *gaps]), own)
    land = shapely.set_precision(land, GRID)
    return MultiPolygon([p for p in polygons(land) if area_km2(p) >= SPECK_KM2["land"]])


def geometry_json(geometry: BaseGeometry) -> dict[str, Any]:
    """GeoJSON with outer rings counter-clockwise (RFC 7946), in a fixed order."""
    parts = [shapely.orient_polygons(part) for part in polygons(shapely.normalize(geometry))]
    parts.sort(key=lambda part: (-part.area, part.bounds))
    whole = mapping(parts[0] if len(parts) == 1 else MultiPolygon(parts))

    def plain(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, 3)
        return [plain(item) for item in value]

    return {"type": whole["type"], "coordinates": plain(whole["coordinates"])}


def write(path: Path, shapes: Coverage) -> None:
    """A feature collection with one feature per line, sorted by id."""
    lines = []
    for number, unit in enumerate(sorted(shapes)):
        feature = {
            "type": "Feature",
            "properties": {"id": unit, "n": number},
            "geometry": geometry_json(shapes[unit]),
        }
        lines.append(json.dumps(feature, separators=(",", ":")))
    body = ",\n".join(lines)
    text = f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


def build(
    units: Iterable[Row], admin1: Mapping[str, dict[str, Any]], successions: list[Row]
) -> dict[str, Coverage]:
    """Writes the four files; returns the shapes by file name."""
    sources = {row["id"]: row["natural_earth"] for row in units if row["natural_earth"]}
    raw = {unit: shape(admin1[code]["geometry"]) for unit, code in sources.items()}
    former = {
        unit: geometry
        for unit, geometry in raw.items()
        if unit.startswith("vn-") and unit not in UNITS_WITHOUT_OWN_POLYGON
    }
    vn63 = simplified(former, "VN")
    jp47 = simplified({u: g for u, g in raw.items() if u.startswith("jp-")}, "JP")
    files = {
        "vn-63": vn63,
        "vn-34": dissolved(vn63, successions),
        "jp-47": jp47,
        "land": {"land": neighbouring_land(vn63, jp47)},
    }
    expected = {"vn-63": 63, "vn-34": 34, "jp-47": 47, "land": 1}
    for name, shapes in files.items():
        if len(shapes) != expected[name]:
            raise ValueError(f"{name}: {len(shapes)} features instead of {expected[name]}")
        BOUNDARIES.mkdir(exist_ok=True)
        write(BOUNDARIES / f"{name}.geojson", shapes)
    return files


UNITS_WITHOUT_OWN_POLYGON = frozenset({"vn-hue"})
"""Units that exist only after a change: their shape comes from dissolving, not from the source."""
