"""Where scripts are off, WebSockets blocked, or the colours the system's: what then is there."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.language.i18n import LANGUAGES
from lib.site.pages import PAGES
from tests import proxy
from tests.e2e.conftest import _SETTLED, NewPage, Server

# What the notes say in each language.
BLOCKED = {"en": "block WebSocket", "vi": "chặn kết nối WebSocket", "ja": "WebSocket接続を遮断"}
SCRIPTLESS = {"en": "needs JavaScript", "vi": "cần JavaScript", "ja": "JavaScriptが必要"}
WAY = "/records?jp=jp-kagawa&lang="


def leads_on(page: Page, note: str, said: dict[str, str], lang: str) -> None:
    """A note stands there in all languages, the reader's first, and its links work as they are."""
    parts = page.locator(f"{note} div[lang]")
    assert parts.evaluate_all("all => all.map(e => e.lang)") == [
        lang,
        *(other for other in LANGUAGES if other != lang),
    ]
    for each in LANGUAGES:
        part = page.locator(f"{note} div[lang={each}]")
        expect(part).to_be_visible()
        expect(part).to_contain_text(said[each])
    links = parts.first.locator("a").evaluate_all("all => all.map(a => a.href)")
    assert len(links) == 6
    for link in links:
        assert page.request.get(link).ok, link
    parts.first.locator("a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/r/vj" in page.url


@pytest.mark.parametrize(
    ("how", "lang"),
    [
        (proxy.Sockets.REFUSED, "en"),
        (proxy.Sockets.HUNG, "vi"),
        (proxy.Sockets.STRIPPED, "ja"),
    ],
)
def test_a_blocked_websocket_is_told(
    server: Server, new_page: NewPage, how: proxy.Sockets, lang: str
) -> None:
    with proxy.without_sockets(server.port, how) as origin:
        tab = new_page(replace(server, url=origin))
        # Nobody waits for the note here.
        tab.page.clock.install()
        tab.page.goto(f"{origin}{WAY}{lang}")
        expect(tab.page.locator("#unreached")).to_be_hidden()
        tab.page.clock.fast_forward(13_000)
        expect(tab.page.locator("#unreached")).to_be_visible()
        leads_on(tab.page, "#unreached", BLOCKED, lang)


def test_a_page_that_is_there_says_nothing_of_it(new_page: NewPage) -> None:
    tab = new_page()
    tab.page.clock.install()
    tab.page.goto(f"{tab.server.url}{WAY}en")
    tab.page.clock.resume()
    expect(tab.page.get_by_role("heading", level=1)).to_be_visible()
    tab.page.clock.fast_forward(13_000)
    expect(tab.page.locator("#unreached")).to_have_count(0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_the_page_leads_on(server: Server, browser: Browser, lang: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{server.url}{WAY}{lang}")
        leads_on(page, "noscript", SCRIPTLESS, lang)
    finally:
        context.close()


_COLOURS = """
all => all.map(e => { const s = getComputedStyle(e); return [s.backgroundColor, s.color] })
"""


def colours(page: Page, selector: str) -> list[list[str]]:
    """Background and text of each element."""
    found: list[list[str]] = page.locator(selector).evaluate_all(_COLOURS)
    assert found, selector
    return found


def test_what_colour_tells_is_seen_in_forced_colours(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.page.emulate_media(forced_colors="active")
    tab.goto("/map?lang=en&jp=jp-fukuoka&only=signed")
    told_without_colours(tab.page)
    tab.appear("dark")
    told_without_colours(tab.page)


def told_without_colours(forced: Page) -> None:
    """The map with its slider tells by more than colours, where the system sets these."""
    assert forced.evaluate("matchMedia('(forced-colors: active)').matches")
    expect(forced.locator(".st-key-w_year")).to_be_visible()
    canvas = colours(forced, "body")[0][0]
    samples = {back for back, _ in colours(forced, "[data-testid=stHtml] span[aria-hidden]")}
    # Five kinds of links, five of places.
    assert len(samples) >= 9
    chosen = colours(forced, ".vj-choices-segments label:has(:checked)")
    others = colours(forced, ".vj-choices-segments label:not(:has(:checked))")
    assert chosen and others
    assert not {tuple(each) for each in chosen} & {tuple(each) for each in others}
    slider = ".st-key-w_year [role=group] > div > div"
    for part in (":empty", ":has(input)"):
        ((drawn, _),) = colours(forced, slider + part)
        assert drawn != canvas and not clear(drawn), part


def clear(background: str) -> bool:
    """Whether nothing is drawn there."""
    return background.startswith("rgba") and background.endswith(", 0)")


# --- Every page where it is enlarged, calm, and coloured by the system ----------------------------

# Elements that reach beyond the window, and cannot be scrolled to within their own surroundings.
_WIDER = """
() => {
    const own = ["auto", "scroll", "hidden", "clip"]
    const scrolls = e => e && e.dataset?.testid !== "stMain"
        && (own.includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement))
    const found = []
    for (const e of document.querySelectorAll("body *")) {
        const {left, right, width, height} = e.getBoundingClientRect()
        // What lies left of the window altogether is out of reach on purpose.
        if (!width || !height || right <= 0 || (left > -1 && right < innerWidth + 1)) continue
        if (getComputedStyle(e).visibility === "hidden" || scrolls(e.parentElement)) continue
        found.push([Math.round(left), Math.round(right), e.outerHTML.slice(0, 160)])
    }
    const main = document.querySelector("[data-testid=stMain]")
    if (main.scrollWidth > main.clientWidth) found.push([0, main.scrollWidth, "the page itself"])
    return found
}
"""
# What would move: animations and transitions that take time.
_MOVING = """
() => {
    const long = times => times.split(",").some(time => parseFloat(time) > 0.001)
    const moves = e => {
        const {animationName, animationDuration, transitionDuration} = getComputedStyle(e)
        return (animationName !== "none" && long(animationDuration)) || long(transitionDuration)
    }
    const all = root => [...root.querySelectorAll("*")]
    const shadows = all(document).map(e => e.shadowRoot).filter(Boolean)
    return [document, ...shadows].flatMap(all).filter(moves).map(e => e.outerHTML.slice(0, 160))
}
"""
# What can have the focus and does not look otherwise with it.
_UNSEEN = """
() => {
    const seen = e => {
        const around = [e, e.parentElement, e.parentElement.parentElement, e.nextElementSibling]
        return around.filter(Boolean).map(each => {
            const {outline, borderColor, backgroundColor} = getComputedStyle(each)
            return outline + borderColor + backgroundColor
        }).join("|")
    }
    const can = "a[href], button, input, select, summary, textarea, [tabindex='0']"
    return [...document.querySelectorAll(can)].filter(e => {
        if (e.disabled || e.closest("[inert], [aria-hidden=true]")) return false
        if (!e.checkVisibility()) return false
        const before = seen(e)
        e.focus({focusVisible: true, preventScroll: true})
        if (document.activeElement !== e) return false
        const after = seen(e)
        e.blur()
        return before === after
    }).map(e => e.outerHTML.slice(0, 160))
}
"""
OPENED = "&open=records&open=signings&open=lanes&open=fields&mark=water"
# A desktop's and a phone's window, each enlarged to twice its size.
ENLARGED = (720, 195)


@pytest.mark.parametrize(("number", "path"), [*enumerate(page.path for page in PAGES)])
def test_a_page_that_is_enlarged_calm_or_in_forced_colours(
    new_page: NewPage, number: int, path: str
) -> None:
    tab = new_page(viewport=(1440, 900), forced_colors="active", reduced_motion="reduce")
    more = {"map": OPENED, "locality": "&id=jp-kagawa", "records": "&jp=jp-kagawa"}.get(path, "")
    # The languages take turns: each is the first alike often.
    first, second, third = ([*LANGUAGES, *LANGUAGES][number % 3 + n] for n in range(3))
    tab.goto(f"/{path}?lang={first}{more}")
    assert not tab.page.evaluate(_MOVING)
    assert not tab.page.evaluate(_UNSEEN)
    for width in ENLARGED:
        tab.page.set_viewport_size({"width": width, "height": 450})
        # By the style alone, before the page is drawn anew: what is wide is behind the menu.
        assert tab.page.locator(".vj-pages").is_hidden()
        expect(tab.page.locator(".vj-menu > button")).to_be_visible()
        tab.page.wait_for_function(_SETTLED)
        assert not tab.page.evaluate(_WIDER), (first, width)
    tab.follow(f"/{path}?lang={second}{more}")
    assert not tab.page.evaluate(_WIDER), (second, width)
    tab.page.set_viewport_size({"width": 320, "height": 640})
    tab.follow(f"/{path}?lang={third}{more}")
    assert not tab.page.evaluate(_WIDER), (third, 320)
    tab.page.locator(".vj-menu > button").press("Enter")
    expect(tab.page.locator(".vj-pages")).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(tab.page.locator(".vj-pages")).to_be_hidden()
