"""A page as Streamlit runs it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def opened(page: str, **params: str | list[str]) -> AppTest:
    """The page of a file in pages/ at these URL parameters (`from_` for `from`)."""
    app = AppTest.from_file(str(ROOT / "lib" / "app.py"), default_timeout=60)
    for name, value in params.items():
        app.query_params[name.rstrip("_")] = value
    app.switch_page(str(ROOT / "pages" / page))
    app.run()
    assert not app.exception
    assert not list(app.error)
    return app
