"""The map's own plane: Vietnam and Japan side by side, so that both can be read at once.

At their true distance Vietnam's provinces would be a few pixels wide. So each country is drawn in
Web Mercator, scaled and set into a scene; Okinawa and Amami stand in an inset, as on Japanese
maps. Scene units are pixels at zoom 0, x to the right, y downwards. Not for measuring.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.facts.localities import NANSEI, SIDES, Box

# West, south, east, north in degrees. What lies in none of them is not drawn.
FRAMES = {name: box for side in SIDES.values() for name, box in side.frames.items()}


@dataclass(frozen=True)
class Scene:
    """Where each frame goes: x, y of its upper left corner, and its width, in scene units.

    `overflow` is where what an installation adds stands if it lies in no frame: a box in which
    nothing else is drawn.
    """

    width: float
    height: float
    places: dict[str, tuple[float, float, float]]
    overflow: Box

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Scene coordinates of a WGS 84 point; raises ValueError outside of all frames."""
        for name, (west, south, east, north) in FRAMES.items():
            if west <= longitude <= east and south <= latitude <= north:
                x, y = self._place(name, longitude, latitude)
                return float(x), float(y)
        raise ValueError((longitude, latitude))

    def _place(self, name: str, longitude: Any, latitude: Any) -> tuple[Any, Any]:
        """Scene coordinates by one frame, of a point or of arrays of points."""
        west, _, east, north = FRAMES[name]
        left, top, width = self.places[name]
        scale = width / np.radians(east - west)
        x = left + np.radians(longitude - west) * scale
        y = top + (_mercator(north) - _mercator(latitude)) * scale
        return x, y

    def draw(self, shapes: gpd.GeoSeries) -> gpd.GeoSeries:
        """WGS 84 shapes in scene coordinates, cut to the frames; in the order given."""
        parts = []
        for name, frame in FRAMES.items():
            part = shapes.intersection(shapely.box(*frame))
            place = partial(self._place, name)
            parts.append(
                part[~part.is_empty].transform(
                    lambda points, place=place: np.column_stack(place(*points.T))
                )
            )
        drawn = gpd.GeoDataFrame(geometry=pd.concat(parts)).dissolve(level=0)
        return drawn.geometry.reindex(shapes.index)

    def bounds(self, frame: str) -> Box:
        """Where a frame stands: left, top, right, bottom."""
        west, south, east, north = FRAMES[frame]
        (left, top), (right, bottom) = self.project(west, north), self.project(east, south)
        return left, top, right, bottom

    def inset(self) -> Box:
        """Where the inset stands: left, top, right, bottom."""
        return self.bounds(NANSEI)


def _mercator(latitude: Any) -> Any:
    return np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2))


# Wide: Vietnam on the left, Japan on the right. Tall, for phones: Japan above Vietnam.
WIDE = Scene(
    1000,
    700,
    {"VN": (0, 20, 330), "JP": (385, 5, 610), NANSEI: (400, 30, 210)},
    (790, 550, 998, 698),
)
TALL = Scene(
    380,
    860,
    {"VN": (0, 470, 190), "JP": (0, 0, 380), NANSEI: (8, 20, 120)},
    (205, 725, 378, 856),
)
SCENES = {"wide": WIDE, "tall": TALL}
