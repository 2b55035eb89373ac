"""The API on a kept connection, with and without what the client has already."""

import http.client
import time
from collections.abc import Iterator, Mapping

from bench.figures import Figure, figure
from bench.server import serve

PATHS = (
    "/api/v1/events.json",
    "/api/v1/events.json?jp=jp-kanagawa&limit=10",
    "/api/v1/events.csv",
    "/api/v1/partnerships.geojson",
    "/api/v1/package.zip",
    "/calendar.ics",
    "/r/vj0141",
)


class Client:
    """A connection that is kept."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, headers: Mapping[str, str] = {}) -> tuple[float, int, str]:
        """Milliseconds until the answer is whole, its status, and its ETag."""
        begun = time.perf_counter()
        self._connection.request("GET", path, headers=dict(headers))
        answer = self._connection.getresponse()
        answer.read()
        taken = (time.perf_counter() - begun) * 1000
        return taken, answer.status, answer.headers.get("ETag", "")


def figures(quick: bool) -> Iterator[Figure]:
    """Each beside the smallest answer that the server has, in turn with it."""
    rounds = 5 if quick else 30
    with serve("dashboard.py") as server:
        client = Client(server.port)
        for path in PATHS:
            _, status, tag = client.get(path)
            floors, whole, known = [], [], []
            for _ in range(rounds):
                floors.append(client.get("/_stcore/health")[0])
                whole.append(client.get(path)[0])
                taken, unchanged, _ = client.get(path, {"If-None-Match": tag})
                known.append(taken)
                if (status, unchanged) != (200, 304):
                    raise RuntimeError(f"{path}: {status}, and {unchanged} for what is known")
            yield figure("API", path, "ms", whole, floors)
            yield figure("API", f"{path}, with its ETag", "ms", known, floors)
