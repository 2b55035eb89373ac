"""The map's own plane: Vietnam and Japan side by side, so that both can be read at once.

At their true distance Vietnam's provinces would be a few pixels wide. So each country is drawn in
Web Mercator, scaled and set into a scene; Okinawa and Amami stand in an inset, as on Japanese
maps. Scene units are pixels at zoom 0, x to the right, y downwards. Not for measuring.
"""

import math
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

Country = Literal["VN", "JP"]
Box = tuple[float, float, float, float]

# West, south, east, north in degrees. What lies in no frame is not drawn (Ogasawara).
FRAMES: dict[str, Box] = {
    "VN": (102.0, 8.1, 110.2, 23.5),
    "JP": (128.4, 30.0, 146.2, 45.7),
    "nansei": (122.8, 24.0, 131.5, 29.99),
}


@dataclass(frozen=True)
class Scene:
    """Where each frame goes: x, y of its upper left corner, and its width, in scene units."""

    width: float
    height: float
    places: dict[str, tuple[float, float, float]]

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Scene coordinates of a WGS 84 point; raises ValueError outside of all frames."""
        for name, (west, south, east, north) in FRAMES.items():
            if west <= longitude <= east and south <= latitude <= north:
                return self._place(name, longitude, latitude)
        raise ValueError((longitude, latitude))

    def _place(self, name: str, longitude: float, latitude: float) -> tuple[float, float]:
        west, _, east, north = FRAMES[name]
        left, top, width = self.places[name]
        scale = width / math.radians(east - west)
        x = left + math.radians(longitude - west) * scale
        y = top + (_mercator(north) - _mercator(latitude)) * scale
        return x, y

    def draw(self, geometry: BaseGeometry) -> BaseGeometry:
        """A WGS 84 geometry in scene coordinates, cut to the frames."""
        parts = []
        for name, frame in FRAMES.items():
            part = shapely.intersection(geometry, box(*frame))
            if not part.is_empty:
                parts.append(
                    shapely.transform(
                        part, lambda xy, name=name: [self._place(name, *point) for point in xy]
                    )
                )
        return shapely.union_all(parts)

    def inset(self) -> Box:
        """The frame of the Nansei inset: left, top, right, bottom."""
        west, south, east, north = FRAMES["nansei"]
        left, top = self._place("nansei", west, north)
        right, bottom = self._place("nansei", east, south)
        return left, top, right, bottom


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


# Wide: Vietnam on the left, Japan on the right. Tall, for phones: Japan above Vietnam.
WIDE = Scene(1000, 700, {"VN": (0, 20, 330), "JP": (385, 5, 610), "nansei": (400, 30, 210)})
TALL = Scene(380, 860, {"VN": (0, 470, 190), "JP": (0, 0, 380), "nansei": (8, 20, 120)})
SCENES = {"wide": WIDE, "tall": TALL}
