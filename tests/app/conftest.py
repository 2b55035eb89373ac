"""What the tests of whole pages share."""

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from lib.site import store


@pytest.fixture(scope="package", autouse=True)
def installed_packages_are_read_once() -> Iterator[None]:
    """Each run of an `AppTest` looks for components in all that is installed: half of its time."""
    scan = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which what has passed and what comes is known."""
    monkeypatch.setenv("VJ_TODAY", "2026-09-26")
    store.index.cache_clear()
    store.selected.cache_clear()
