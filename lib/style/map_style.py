"""What the map's colours can tell."""

from dataclasses import dataclass
from enum import StrEnum


class Areas(StrEnum):
    """What the fill of a province or prefecture tells; values of the URL parameter `areas`."""

    FOUND = "found"
    PARTNERS = "partners"
    DOCUMENTS = "documents"
    LATEST = "latest"


class Links(StrEnum):
    """What the colour of a link tells; values of the URL parameter `links`, as codes of fields."""

    FORMALITY = "formality"
    PERIOD = "period"
    FIELDS = "fields"


@dataclass(frozen=True)
class MapStyle:
    """What the visitor chose to see on the map; for `links` see `lib.map.link_classes`."""

    areas: Areas = Areas.FOUND
    links: str = Links.FORMALITY
