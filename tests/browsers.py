"""The browser that the tests, the benchmark and the pictures drive."""

import os
import shutil

# For the tests the one without a window: it draws the same and takes a fifth less of the processor.
WINDOWLESS = ("chromium-headless-shell", "chromium", "google-chrome")
# What visitors have comes first where it is measured.
OF_VISITORS = ("chromium", "google-chrome", "chromium-headless-shell")


def executable(names: tuple[str, ...]) -> str | None:
    """The path of the browser: CHROMIUM if it is set, else the first of these on PATH, if any."""
    asked = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, (asked,) if asked else names)), None)
