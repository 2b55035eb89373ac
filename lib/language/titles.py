"""Finds the titles of the data package's columns, for `make messages`."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

Message = tuple[int, str, str, list[str]]


def extract(file: BinaryIO, *_: object, **_options: object) -> Iterator[Message]:
    """The columns' titles as Babel takes them (line, function, message, comments).

    The function is `N_`: the titles are translated where they are shown.
    """
    resources: list[Any] = json.load(file)["resources"]
    for resource in resources:
        for field in resource.get("schema", {}).get("fields", []):
            if "title" in field:
                yield 0, "N_", field["title"], []
