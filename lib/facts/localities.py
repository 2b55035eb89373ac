"""Identifiers of localities and of pairs of them."""

SEPARATOR = "~"


def pair_id(vn: str, jp: str) -> str:
    """The identifier of a link between two units."""
    return f"{vn}{SEPARATOR}{jp}"


def pair_ends(link: str) -> tuple[str, str]:
    """The two units of a link's identifier."""
    vn, jp = link.split(SEPARATOR)
    return vn, jp


def side_of(locality: str) -> str:
    """ "vn" or "jp"."""
    return locality[:2]


def other_side(side: str) -> str:
    return "jp" if side == "vn" else "vn"
