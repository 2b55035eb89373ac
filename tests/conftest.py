"""What all tests share."""

import gc
import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres

# The same commit always gets the same answer; and the machine's other work is no failure, nor that
# Hypothesis reads all modules for the constants in them when it first draws a number.
settings.register_profile(
    "dashboard",
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("dashboard"), max_examples=5)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dashboard"))

# The tests bring their own data and settings, whatever the developer's shell has set. Done on
# import, so before any test module can import Streamlit or the program.
for _name in [name for name in os.environ if name.startswith(("STREAMLIT_", "VJ_"))]:
    del os.environ[_name]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is loaded and collected stays to the end: nobody need look for garbage in it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True)
def nothing_untranslated(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No test may meet a text that a catalogue lacks."""
    yield
    records = [r for when in ("setup", "call") for r in caplog.get_records(when)]
    missing = [r.getMessage() for r in records if r.msg.startswith("No translation")]
    assert not missing, missing


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """A PostgreSQL server for as long as the tests run."""
    programs = postgres.programs()
    if programs is None:
        pytest.fail(
            "PostgreSQL is not installed: run `sh tests/install_services.sh`", pytrace=False
        )
    with postgres.serve(programs) as server:
        yield server
