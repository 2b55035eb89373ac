"""`python -m docs.screenshots`: the pictures of the README and docs, from a server of its own.

Drawn with the fonts of the browser tests, so that a picture changes only with the page.
"""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, async_playwright

from bench.server import serve
from tests import browsers
from tests.e2e import fonts

FOLDER = Path(__file__).parent / "images"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
_IDLE = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === "notRunning"
        && !document.querySelector('[data-testid="stSkeleton"]');
}"""


@dataclass(frozen=True)
class Picture:
    """A page as it is pictured."""

    name: str
    address: str
    width: int = 1440
    height: int = 1000
    scheme: str = "light"


PICTURES = (
    Picture("map", "/map?lang=en"),
    Picture("map-kanagawa", "/map?lang=ja&jp=jp-kanagawa"),
    Picture("map-today", "/map?lang=vi&units=today&areas=partners", scheme="dark"),
    Picture("overview", "/?lang=ja"),
    Picture("timeline", "/timeline?lang=en", height=1500),
    Picture("locality", "/locality?id=vn-hai-phong&lang=vi", height=1500),
    Picture("fields", "/fields?lang=en", height=1300),
    Picture("record", "/records?record=vj0141&lang=ja", height=1300),
    Picture("phone", "/map?lang=vi&vn=vn-da-nang", 390, 844, "dark"),
)
# The map of the first picture in an installation that adds to it.
WITH_OVERLAY = Picture("map-overlay", "/map?lang=vi")


async def take() -> None:
    FOLDER.mkdir(exist_ok=True)
    if said := fonts.complaint():
        print(said, file=sys.stderr)
    with TemporaryDirectory() as folder:
        example = Path(folder) / "example.geojson"
        example.write_text(_example(), encoding="utf-8")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=browsers.executable(browsers.OF_VISITORS),
                args=_ARGUMENTS,
                env=fonts.environment(Path(folder)),
            )
            with serve("dashboard.py") as server:
                for picture in PICTURES:
                    await _one(browser, picture, server.port)
            with serve("dashboard.py", overlay=example) as server:
                await _one(browser, WITH_OVERLAY, server.port)
            await browser.close()


async def _one(browser: Browser, picture: Picture, port: int) -> None:
    context = await browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
    )
    page = await context.new_page()
    await page.goto(f"http://127.0.0.1:{port}{picture.address}")
    await page.wait_for_function(_IDLE)
    # Maps and charts draw after the script has run; nothing tells when they rest.
    await page.wait_for_timeout(4000)
    await page.screenshot(path=FOLDER / f"{picture.name}.png")
    await context.close()


def _example() -> str:
    """The overlay that docs/overlays.md gives as an example."""
    text = (FOLDER.parent / "overlays.md").read_text(encoding="utf-8")
    return text.partition("```json\n")[2].partition("```")[0]


if __name__ == "__main__":
    asyncio.run(take())
