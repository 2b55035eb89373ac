"""Shapes as paths of an SVG."""

import shapely


def path_data(shape: shapely.Geometry, digits: int) -> str:
    """The rings of a shape's polygons as the `d` of a path, to so many decimal places.

    Rings that rounding leaves without an area are left out.
    """
    rings = []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            points = [f"{x:.{digits}f} {y:.{digits}f}" for x, y in ring.coords]
            if len(set(points)) > 2:
                rings.append("M" + "L".join(points) + "Z")
    return "".join(rings)
