"""Does a client have the answer already?"""


def knows(given: str, tag: str) -> bool:
    """Whether an If-None-Match header names this ETag, compared weakly (RFC 9110, 13.1.2)."""
    known = {entry.strip().removeprefix("W/") for entry in given.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
