"""Shapes as paths of an SVG."""

import numpy as np
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


def short_path_data(shape: shapely.Geometry, parts: int) -> str:
    """The same in whole parts of a unit, each point told by its way from the one before."""
    rings = []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            points = np.rint(shapely.get_coordinates(ring) * parts).astype(int)
            steps = np.diff(points, axis=0)
            steps = steps[steps.any(axis=1)]
            if len(steps) > 2:
                x, y = points[0]
                # The last step, back to the first point, is what "z" says.
                way = " ".join(f"{dx} {dy}" for dx, dy in steps[:-1])
                rings.append(f"M{x} {y}l{way}z".replace(" -", "-"))
    return "".join(rings)
