"""The two countries of every pair, and the identifiers of localities and pairs."""

from dataclasses import dataclass

from lib.language.i18n import N_

SEPARATOR = "~"


@dataclass(frozen=True)
class Side:
    """A country as one side of every event.

    `code` begins its locality ids and its columns (`vn_id`), `country` is ISO 3166-1, `lang` the
    language of its names.
    """

    code: str
    country: str
    lang: str
    name: str


SIDES = {
    side.code: side
    for side in (
        Side("vn", "VN", "vi", N_("Vietnam")),
        Side("jp", "JP", "ja", N_("Japan")),
    )
}
COUNTRIES = {side.country: side for side in SIDES.values()}


def side_of(locality: str) -> str:
    """The code of the side on which a locality stands: "vn" or "jp"."""
    return locality.partition("-")[0]


def other_side(side: str) -> str:
    """The code of the side across."""
    return next(code for code in SIDES if code != side)


def pair_id(vn: str, jp: str) -> str:
    """The identifier of a pair of localities."""
    return f"{vn}{SEPARATOR}{jp}"


def pair_ends(pair: str) -> tuple[str, str]:
    """The two localities of a pair's identifier."""
    vn, jp = pair.split(SEPARATOR)
    return vn, jp
