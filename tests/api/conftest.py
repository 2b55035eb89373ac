"""The open data behind a real HTTP server, without the pages: the clients are real ones too."""

import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from hypothesis import HealthCheck, settings
from starlette.applications import Starlette
from starlette.middleware import Middleware

from lib.api.headers import SecurityHeaders
from lib.api.routes import ROUTES
from tests.unit.strategies import TODAY

# One server answers all examples of a test. Not a profile: that would hold for other folders too.
same_server = settings(
    derandomize=True,
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="package")
def base() -> Iterator[str]:
    """The address of a running server."""
    site = Starlette(routes=ROUTES, middleware=[Middleware(SecurityHeaders)])
    # Port 0: the system picks one that is free.
    server = uvicorn.Server(uvicorn.Config(site, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VJ_TODAY", TODAY.isoformat())
        thread.start()
        deadline = time.monotonic() + 30
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="package")
def site(base) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=base, timeout=60) as client:
        yield client
