"""Each run of a page gets a reference, and its place in the figures."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import streamlit as st

from lib.site import log, measures
from lib.site.pages import PAGES

_PATHS = frozenset(page.path for page in PAGES)


def page() -> str:
    """The path of the page that is run, of those that there are: "/map"."""
    last = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    return f"/{last}" if last in _PATHS else "/"


@contextmanager
def run() -> Iterator[None]:
    """Around a run of the script, which Streamlit ends by exceptions of its own, too."""
    # Not taken back: what fails is told of after this.
    log.reference.set(log.new_reference())
    begun = time.perf_counter()
    try:
        yield
    finally:
        measures.RERUNS.labels(page()).observe(time.perf_counter() - begun)


def failed() -> str:
    """Note that the run failed; returns the reference by which the log names it."""
    measures.FAILED_RERUNS.labels(page()).inc()
    return log.reference.get()
