"""The fonts that the browser draws with, and the comparison of what is read back from paper."""

import io

import pypdf
import pytest
from playwright.sync_api import Browser, CDPSession

from tests.e2e import fonts
from tests.e2e.reading import as_seen


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Việt Nam \u2012 Nhật Bản", "Việt Nam – Nhật Bản"),
        ("Nguồn:\u00a0Quan\nhệ", "Nguồn: Quan hệ"),
        ("Vie\u0323\u0302t", "Việt"),
        ("o\ufb03ce", "office"),
        ("sister\u2011city", "sister-city"),
        ("⻑崎県と⺠間", "長崎県と\n民間"),
        ("\u2f3e籍 ハノイ\u2027フエ", "戸籍 ハノイ・フエ"),
        ("2014〜2024⋯", "2014～2024…"),
    ],
)
def test_what_looks_alike_is_alike(printed: str, meant: str) -> None:
    assert as_seen(printed) == as_seen(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2014–2024", "2014-2024"), ("Huế", "Hue"), ("ハノイ", "ハ丿イ"), ("ー", "–"), ("1,5", "1.5")],
)
def test_what_looks_different_is_different(one: str, other: str) -> None:
    assert as_seen(one) != as_seen(other)


TEXTS = ("Source – 2014", "Quan hệ đối tác địa phương", "長崎県の民間交流・西日本", "→ ✓ ▶ ●")
FAMILIES = ("'DejaVu Sans'", "Arial", "'Noto Serif'", "system-ui", "serif", "sans-serif")


@pytest.fixture
def _own_fonts() -> None:
    if fonts.missing():
        pytest.skip("the fonts of fonts.conf are not on this machine")


@pytest.mark.usefixtures("_own_fonts")
def test_whatever_is_asked_for_no_other_fonts_are_drawn_with(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "".join(f'<p style="font-family:{each}">{"<br>".join(TEXTS)}</p>' for each in FAMILIES)
        + f'<p style="font-family:monospace">{"".join(TEXTS)}</p><p lang="zh">{TEXTS[2]}</p>'
    )
    session = page.context.new_cdp_session(page)
    used = _families(session)
    page.close()
    assert {"Noto Sans", "Noto Sans CJK JP"} <= used
    assert {name for name in used if not name.startswith(("Noto Sans", "Noto Mono"))} == set()


def _families(session: CDPSession) -> set[str]:
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    paragraphs = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "p"})
    return {
        font["familyName"]
        for node in paragraphs["nodeIds"]
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }


def test_paper_is_read_back_as_it_is_seen(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f"<p style=\"font-family:'Noto Sans'\">{'<br>'.join(TEXTS[:3])}</p>")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf()))
    page.close()
    text = as_seen("".join(page.extract_text() for page in paper.pages))
    assert text == as_seen("".join(TEXTS[:3]))
