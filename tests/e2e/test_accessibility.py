"""axe-core finds nothing serious on any page, in either theme; its script is our own copy."""

from importlib.resources import files
from typing import Any, Literal

import pytest

from lib.site.pages import PAGES
from tests.e2e.conftest import NewPage, Tab

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
ADDRESSES = {
    **{entry.path: f"/{entry.path}?lang=vi" for entry in PAGES},
    "locality": "/locality?id=jp-kagawa&lang=ja",
    "record": "/records?record=vj0141&lang=en",
}
# Streamlit's own parts, which no setting of ours reaches.
FOREIGN = (
    # The table is drawn on a canvas; its hidden twin for screen readers scrolls within it.
    "[data-testid='stDataFrame']",
    "[data-testid='stDataFrameResizable']",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", ADDRESSES)
def test_no_serious_finding(new_page: NewPage, page: str, theme: Literal["light", "dark"]) -> None:
    tab = new_page(viewport=(1280, 900), color_scheme=theme)
    tab.goto(ADDRESSES[page])
    found = findings(tab)
    assert not found, "\n".join(found[:12])


def findings(tab: Tab) -> list[str]:
    """The grave findings of axe on the page as it stands."""
    tab.page.evaluate(AXE)
    result: dict[str, Any] = tab.page.evaluate(
        "exclude => axe.run({exclude}, {resultTypes: ['violations']})",
        [[selector] for selector in FOREIGN],
    )
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in result["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
