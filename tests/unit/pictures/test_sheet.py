"""Every picture in every language and size: what must stand on it, and that it can be read."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from PIL import Image

from lib.charts import of_view, rules
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES
from lib.map import notes
from lib.pictures import png, sheet
from lib.pictures.drawings import CHARTS, FOLLOWED, MAP, VIEWS, Asked, Drawing, Order, Whole
from lib.pictures.marks import plain
from lib.pictures.sizes import SIZES
from lib.site.pages import SETTINGS
from lib.style import type as type_
from lib.style.palette import DARK, LIGHT
from tests.unit.pictures.views import DRAWINGS, SVG, WHOLE, drawn, order, texts, view

EVERY: dict[str, Drawing | Whole] = {
    **DRAWINGS,
    **{f"whole {name}": whole for name, whole in WHOLE.items()},
}
EVIL = "<script>alert('&\"')</script>"


def joined(root) -> str:
    return "".join(texts(root)).replace(" ", "")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_title_filter_source_and_address_stand_on_it(name, lang):
    what = EVERY[name]
    seen = view(lang, Units.TODAY, jp=["jp-kanagawa"])
    root = drawn(what, seen, theme="dark")
    said = joined(root)
    title = root.findtext(f"{SVG}title")
    for text in (title, seen.sentence, seen.dataset.version, "https://example.org/map", "CCBY4.0"):
        assert text and text.replace(" ", "") in said, text
    assert (root.findtext(f"{SVG}desc") or "").strip()
    width, height = (float(n) for n in root.get("viewBox", "").split()[2:])
    assert (width, height) == (1280, 720)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_letter_is_an_empty_box_in_a_png(lang):
    font = type_.font(32)
    box = bytes(font.getmask("\uffff"))
    letters = {
        letter
        for what in EVERY.values()
        for text in texts(drawn(what, view(lang)))
        for letter in text
        if letter.strip()
    }
    assert len(letters) > 60
    assert not {each for each in letters if bytes(font.getmask(each)) == box}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["map", "signings", "whole fields"])
def test_nothing_stands_outside_of_the_sheet_or_on_the_source(name, size):
    root = drawn(EVERY[name], view("vi"), size=size)
    high = SIZES[size].height
    # What stands at the edge of the sheet itself: title, filter, totals, source and address.
    own = list(root.findall(f"{SVG}text"))
    for each in own:
        # Bold letters of viewers are a tenth wider than those of the type that lines are set by.
        if each.get("font-weight") == "700":
            long = type_.font(round(float(each.attrib["font-size"]))).getlength(each.text or "")
            assert float(each.attrib["x"]) + 1.1 * long <= SIZES[size].width, each.text
    assert all(0 < float(each.attrib["y"]) < high for each in own)
    source = min(float(each.attrib["y"]) for each in own if "0.3.0" in (each.text or ""))
    for group in root.findall(f"{SVG}g"):
        top = float(group.attrib["transform"].rstrip(")").split()[1])
        for note in group.findall(f"{SVG}text"):
            assert top + float(note.attrib["y"]) < source


def counted(image: Image.Image) -> dict[tuple[int, ...], int]:
    """The colours of an image, each with the number of its pixels."""
    return {colour: n for n, colour in image.getcolors(1 << 24) or [] if isinstance(colour, tuple)}


@pytest.mark.parametrize("theme", sheet.THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_a_png_has_its_size_and_is_not_blank(size, theme):
    what = WHOLE["overview"] if size == "16x9" else MAP
    asked = order(what, view("ja", jp=["jp-kagawa"]), size=size, theme=theme)
    image = Image.open(io.BytesIO(png.of(sheet.of(what, asked), SIZES[size].scale)))
    assert image.size == SIZES[size].dots
    palette = {"light": LIGHT, "dark": DARK}[theme]
    colours = counted(image)
    assert max(colours, key=colours.__getitem__) == palette.background
    # The colour of the text, and that of a link, in more than a stroke.
    assert colours[palette.text] > 200
    assert len(colours) > 100
    middle = image.crop((0, image.height // 3, image.width, image.height * 2 // 3))
    assert len(counted(middle)) > 50


@pytest.mark.parametrize(
    ("name", "chosen", "said"),
    [
        ("signings", {"q": ["xyzzy"]}, "No dated signed document among these records."),
        ("growth", {"kind": ["visit"]}, "No dated signed document among these records."),
        ("lanes", {"q": ["xyzzy"]}, "Nothing with a known date to show in lanes."),
        ("fields-periods", {"kind": ["visit"]}, "No signed document among these records."),
        ("fields-together", {"q": ["xyzzy"]}, "Nothing among these records names two fields."),
        ("fields-regions", {"kind": ["visit"]}, "No signed document among these records."),
        ("locality-lanes", {"q": ["xyzzy"]}, "Nothing with a known date to show in lanes."),
    ],
)
def test_where_there_is_nothing_to_draw_it_says_so(name, chosen, said):
    assert said in texts(drawn(CHARTS[name], view(**chosen)))


@pytest.mark.parametrize("name", EVERY)
def test_what_is_typed_stays_text(name):
    seen = view(q=[EVIL])
    root = drawn(EVERY[name], seen, address=f"https://example.org/?q={EVIL}")
    assert not list(root.iter("script")) and not list(root.iter(f"{SVG}script"))
    assert "<script>alert" in "".join(texts(root))


def test_what_xml_cannot_hold_is_left_out():
    assert plain("a\x00b\x1b\ud800<c>&") == "ab&lt;c&gt;&amp;"


def test_a_long_address_loses_its_filter_and_keeps_its_page():
    long = "https://example.org/map?" + "&".join(f"vn=vn-{n}" for n in range(90))
    said = texts(drawn(MAP, address=long))
    assert "https://example.org/map" in said
    short = "https://example.org/map?vn=vn-hue"
    assert short in texts(drawn(MAP, address=short))


@pytest.mark.parametrize("units", list(Units))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_tells_its_borders_and_its_scale(lang, units):
    seen = view(lang, units)
    root = drawn(MAP, seen)
    for sentence in (notes.scale(seen), notes.borders(seen)):
        assert sentence.replace(" ", "") in joined(root)
    # The frame of the inset.
    frames = [r for r in root.iter(f"{SVG}rect") if r.get("fill") == "none" and r.get("stroke")]
    assert frames


def test_a_chart_tells_how_it_counts():
    seen = view()
    for name, said in {
        "signings": rules.undated(seen),
        "lanes": rules.lanes(of_view.selection(seen, "vn", 10, False), seen),
    }.items():
        assert said
        for sentence in said:
            assert sentence.replace(" ", "") in joined(drawn(CHARTS[name], seen))


def test_a_sheet_of_a_locality_counts_what_it_holds():
    seen = view()
    own = seen.filtered(seen.chosen.with_("jp", ["jp-kanagawa"]))
    root = drawn(WHOLE["locality"], seen)
    assert "Kanagawa" in (root.findtext(f"{SVG}title") or "")
    assert own.sentence in texts(root)
    assert any(text.startswith(f"{len(own.events)} records") for text in texts(root))


# --- The declaration ------------------------------------------------------------------------------


def test_each_chart_of_the_pages_is_declared_with_a_page():
    made = {
        name
        for name, function in vars(of_view).items()
        if "Chart" in str(getattr(function, "__annotations__", {}).get("return", ""))
    }
    assert len(made) >= 8
    # The one to draw a range over is that of the signings, on screen alone.
    assert len(CHARTS) == len(made - {"brush"})
    shown = [each for whole in VIEWS.values() for each in whole.shown]
    assert {*CHARTS.values(), MAP} == {*shown}
    assert set(FOLLOWED) <= set(SETTINGS)


def test_settings_are_followed():
    def made(name: str, **settings: str) -> str:
        return sheet.of(DRAWINGS[name], Order(Asked(view(), settings), SIZES["16x9"], "light", "x"))

    for name, setting, value in (
        ("map", "areas", "partners"),
        ("map", "links", "water"),
        ("map", "year", "2012"),
        ("lanes", "side", "jp"),
        ("lanes", "lanes", "5"),
        ("lanes", "other", "1"),
        ("fields", "counted", "pairs"),
        ("fields-periods", "cells", "share"),
        ("fields-together", "with", "water"),
        ("fields-regions", "country", "JP"),
    ):
        assert made(name) != made(name, **{setting: value}), setting


@pytest.mark.parametrize(("size", "lanes"), [("16x9", 10), ("a4", 20)])
def test_no_more_lanes_than_can_be_read(size, lanes):
    root = drawn(CHARTS["lanes"], size=size, side="jp", lanes="40", other="1")
    shown = of_view.selection(view(), "jp", lanes, True)
    assert rules.lanes(shown, view())[0].replace(" ", "") in joined(root)


def test_one_png_at_a_time_and_few_wait(monkeypatch):
    free, started, made = Event(), Event(), []

    def convert(svg: str, scale: float) -> bytes:
        started.set()
        assert free.wait(30)
        made.append(svg)
        return b""

    monkeypatch.setattr(png, "_converted", convert)
    with ThreadPoolExecutor(png.MOST_WAITING) as pool:
        waiting = [pool.submit(png.of, str(n), 1) for n in range(png.MOST_WAITING)]
        assert started.wait(30)
        while png._PLACES.acquire(blocking=False):
            # A thread that has not come so far yet.
            png._PLACES.release()
        with pytest.raises(png.Busy):
            png.of("one too many", 1)
        free.set()
    assert [each.result(30) for each in waiting] == [b""] * png.MOST_WAITING
    assert sorted(made) == sorted(map(str, range(png.MOST_WAITING)))
    # And again, since all have left their place.
    assert png.of("later", 1) == b""
