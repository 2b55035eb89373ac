"""Every place is found under each of its names, with what people set before, behind and into it."""

import unicodedata

import pytest

from data.build import names as build
from data.build import tables
from lib.facts.gazetteer import Term
from lib.filter import filters
from lib.language.folding import fold
from lib.language.i18n import LANGUAGES
from lib.language.spelling import keys
from lib.upkeep.place_names import romaji
from tests.unit import strategies

INDEX = strategies.index()
DATA = INDEX.dataset
GAZETTEER = DATA.gazetteer
LOCALITIES = sorted(DATA.localities.index)

# What is set around a name of each language; "{}" is the name.
AROUND = {
    "en": (
        "{}, Vietnam|{}, Japan",
        "the City of {}",
        "{} City Hall",
        "{} Prefecture",
        "People’s Committee of {}",
        "{} Provincial People's Committee",
        "{}.",
        "({})",
    ),
    "vi": (
        "TP.{}",
        "TP {}",
        "Tp. {}",
        "tỉnh {}",
        "Tỉnh {}, Việt Nam|Tỉnh {}, Nhật Bản",
        "UBND tỉnh {}",
        "U.B.N.D. TP. {}",
        "Ủy ban nhân dân thành phố {}",
        "“{}”",
        "{}!",
    ),
    "ja": ("「{}」", "{}役所", "{}庁", "{}人民委員会", "ベトナム・{}|日本・{}", "{}の"),
}
# How a name comes out of a document, a chat or another keyboard.
PASTED = {
    "zero width space": lambda name: "\u200b".join(name),
    "byte order mark": lambda name: f"\ufeff{name}",
    "soft hyphen": lambda name: name[:2] + "\u00ad" + name[2:],
    "no-break space": lambda name: name.replace(" ", "\u00a0"),
    "direction marks": lambda name: f"\u202a{name}\u202c\u200e",
    "word joiner": lambda name: f"{name}\u2060",
    "variation selector": lambda name: f"{name}\ufe0f",
    "eth": lambda name: name.replace("Đ", "Ð").replace("đ", "ð"),
    "African d": lambda name: name.replace("Đ", "Ɖ").replace("đ", "ɖ"),
    "struck d": lambda name: name.replace("Đ", "D\u0336").replace("đ", "d\u0336"),
    "Cyrillic": lambda name: name.translate(
        str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
    ),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "full width": lambda name: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name
    ),
    "one word": lambda name: name.replace(" ", ""),
    "hyphens": lambda name: name.replace(" ", "-"),
    "underscores": lambda name: name.replace(" ", "_"),
    "dots": lambda name: name.replace(" ", "."),
    "capitals": str.upper,
}
ROMAJI = {
    "kunrei": (("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi")),
    "kunrei glides": (("sho", "syo"), ("shu", "syu"), ("jo", "zyo"), ("cho", "tyo")),
    "old m": (("nb", "mb"), ("nm", "mm"), ("np", "mp")),
    "new n": (("mb", "nb"), ("mp", "np")),
    "typed u": (("ō", "ou"), ("ū", "uu")),
    "typed o": (("ō", "oo"), ("ū", "uu")),
    "circumflex": (("ō", "ô"), ("ū", "û"), ("Ō", "Ô")),
}
KANA = {
    "hiragana": lambda name: "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヴ" else c for c in name),
    "katakana": lambda name: "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゔ" else c for c in name),
    "large": lambda name: name.translate(str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")),
    "no dot": lambda name: name.replace("・", ""),
    "b for v": lambda name: name.replace("ヴィ", "ビ").replace("ヴ", "ブ"),
    "no long vowel": lambda name: name.replace("ー", ""),
    **{
        f"dash {dash!r}": (lambda d: lambda name: name.replace("ー", d))(dash)
        for dash in "-‐–—―−－ｰ~〜"
    },
}
OLD = str.maketrans("広県浜沢国静応桜関児縄賀", "廣縣濱澤國靜應櫻關兒繩賀")


def test_the_table_is_what_the_build_makes_of_readings_and_units():
    units = sorted(tables.read(tables.UNITS), key=lambda row: row["id"])
    by_hand = tables.read(build.BY_HAND)
    assert build.build(units, by_hand) == tables.read(tables.DATA / "names.csv")
    for row in ({"locality": "jp-nowhere"}, {"name": "おおさかし"}, {"name": "なごやふ"}):
        reading = next(r for r in by_hand if (r["locality"], r["kind"]) == ("jp-osaka", "kana"))
        wrong = [{**reading, **row} if each is reading else each for each in by_hand]
        with pytest.raises(ValueError, match="jp-"):
            build.build(units, wrong)


@pytest.mark.parametrize(
    ("kana", "hepburn", "typed"),
    [
        ("とうきょう", "Tōkyō", "Toukyou"),
        ("ほっかいどう", "Hokkaidō", "Hokkaidou"),
        ("きゅうしゅう", "Kyūshū", "Kyuushuu"),
        ("よっかいち", "Yokkaichi", "Yokkaichi"),
        ("しちのへ", "Shichinohe", "Shichinohe"),
        ("ぎっちょう", "Gitchō", "Gitchou"),
        ("じょうえつ", "Jōetsu", "Jouetsu"),
        ("にいがた", "Niigata", "Niigata"),
    ],
)
def test_romaji_of_readings(kana, hepburn, typed):
    assert romaji(kana, long=True) == hepburn
    assert romaji(kana, long=False) == typed


def terms(text: str) -> list[Term]:
    return GAZETTEER.terms(text)


def ways(name: str, lang: str, side: str) -> list[str]:
    position = ("vn", "jp").index(side)
    return [each.split("|")[position % len(each.split("|"))].format(name) for each in AROUND[lang]]


@pytest.mark.parametrize("locality", LOCALITIES)
def test_what_stands_around_a_name_changes_nothing(locality):
    for lang in LANGUAGES:
        name = DATA.name(locality, lang)
        wanted = terms(name)
        assert locality in wanted[0].named
        for way in ways(name, lang, locality[:2]):
            assert terms(way) == wanted, way
        for way, paste in PASTED.items():
            assert terms(paste(name)) == wanted, (way, paste(name))


@pytest.mark.parametrize("pasted", PASTED)
def test_what_is_pasted_along_is_not_refused(pasted):
    for name in ("Đà Nẵng", "Osaka", "ダナン市", "大阪府"):
        wanted, _ = filters.parse({"q": [name]}, INDEX)
        chosen, problems = filters.parse({"q": [PASTED[pasted](name)]}, INDEX)
        assert not problems
        assert list(filters.select(chosen, INDEX).index) == list(
            filters.select(wanted, INDEX).index
        )


@pytest.mark.parametrize("locality", LOCALITIES)
def test_all_labels_in_all_languages_find_the_same(locality):
    wanted = terms(DATA.name(locality, "en"))
    for lang in LANGUAGES:
        assert terms(DATA.name(locality, lang)) == wanted
        full = DATA.full_name(locality, lang)
        assert terms(full) == wanted, full
        country = {"en": f"{full}, Japan", "vi": f"{full}, Nhật Bản", "ja": f"日本{full}"}[lang]
        if locality.startswith("jp"):
            assert terms(country) == wanted, country


@pytest.mark.parametrize("locality", LOCALITIES)
def test_each_other_name_finds_what_the_label_finds(locality):
    wanted = terms(DATA.name(locality, "en"))
    own = DATA.names[DATA.names["locality"] == locality]
    assert len(own) > 1
    for name, kind in zip(own["name"], own["kind"], strict=True):
        written = [name, name.upper(), f" {name} ", f"“{name}”", name.replace(" ", "")]
        if kind == "romaji":
            written += [with_(name.lower(), pairs) for pairs in ROMAJI.values()]
        if kind in ("kana", "short"):
            written += [change(name) for change in KANA.values()]
        for way in written:
            assert terms(way) == wanted, way


def with_(name: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        name = name.replace(old, new)
    return name


@pytest.mark.parametrize("locality", [key for key in LOCALITIES if key.startswith("jp")])
def test_japanese_names_in_older_kanji_with_ward_county_or_office(locality):
    label, wanted = DATA.name(locality, "ja"), terms(DATA.name(locality, "ja"))
    parent = DATA.localities["parent_id"][locality]
    above = DATA.name(parent, "ja") if parent else ""
    written = [label.translate(OLD), f"{label}政府", f"{above} {label}", f"日本国{above}{label}"]
    if label.endswith("市"):
        written += [
            f"{above}{label}中央区",
            f"{label}北区役所",
            f"Chuo-ku, {DATA.name(locality, 'en')}",
        ]
    if label.endswith(("町", "村")):
        written += [f"{above}東山郡{label}", f"{label}役場"]
    for way in written:
        assert terms(way) == wanted, way


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("TPHCM", "Ho Chi Minh City"),
        ("TP HCM", "Ho Chi Minh City"),
        ("Quận 1, TP.HCM", "Ho Chi Minh City"),
        ("phường Bến Nghé, Sài Gòn", "Ho Chi Minh City"),
        ("Quận Hải Châu, Đà Nẵng", "Da Nang"),
        ("T.T. Huế", "Thua Thien Hue"),
        ("Qui Nhơn", "Quy Nhon"),
        ("Bắc Cạn", "Bac Kan"),
        ("Daklak", "Dak Lak"),
        ("Đắc Lắc", "Dak Lak"),
        ("ハチン省", "Ha Tinh"),
        ("アンジャン", "An Giang"),
        ("クァンナム", "Quang Nam"),
        ("フ-ト", "Phu Tho"),
        ("フ一ト", "Phu Tho"),
        ("ﾌｰﾄ", "Phu Tho"),
        ("东京", "Tokyo"),
        ("静冈", "Shizuoka"),
        ("紀ノ川市", "Kinokawa"),
        ("Oosaka", "Osaka"),
        ("Ohsaka", "Osaka"),
        ("ŌSAKA", "Osaka"),
        ("Sizuoka", "Shizuoka"),
        ("Kouchi", "Kochi"),
        ("oosaka-fu", "Osaka"),
        ("sakaishi", "Sakai"),
    ],
)
def test_everyday_forms(written, place):
    assert terms(written) == terms(place)


def test_a_name_inside_another_is_not_that_name():
    kyoto = GAZETTEER.terms("京都")[0]
    assert "jp-tokyo" not in kyoto.localities
    assert kyoto.matches(["東京都の訪問", "京都の訪問", "東京都と京都府"]) == [False, True, True]


def test_what_stands_beside_a_place_is_looked_for_too():
    place, word = GAZETTEER.terms("ダナン市水道公社")
    assert place.named == {"vn-da-nang"}
    assert word.words == ("水道公社",)
    # Without rank or office nothing says where the name ends.
    assert [term.words for term in GAZETTEER.terms("福岡空港")] == [("福岡空港",)]
    assert len(GAZETTEER.terms("Kagawa Hai Phong")) == 2


@pytest.mark.parametrize(
    "words",
    ["wastewater", "Samson", "quan hệ hữu nghị", "công nghệ thông tin", "ソフト", "観光", "minedo"],
)
def test_other_words_are_no_places(words):
    assert not any(term.named for term in GAZETTEER.terms(words))


@pytest.mark.parametrize("signs", [".", "…", "“”", "—", "・", "!?", "\u200b.", "☎"])
def test_signs_alone_are_no_search_and_the_notice_says_so(signs):
    chosen, problems = filters.parse({"q": [signs]}, INDEX)
    assert not chosen
    assert [problem.reason for problem in problems] == ["no_words"]
    assert GAZETTEER.terms(signs) == []
    assert GAZETTEER.find(signs) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kagawa", "jp-kagawa"),
        ("kag", "jp-kagawa"),
        ("Da Nang", "vn-da-nang"),
        ("danan", "vn-da-nang"),
        ("かが", "jp-kagawa"),
        ("大阪府堺市", "jp-osaka.sakai"),
        ("tphcm", "vn-ho-chi-minh-city"),
        ("hyou", "jp-hyogo"),
        ("chi minh", "vn-ho-chi-minh-city"),
    ],
)
def test_a_name_is_found_while_it_is_typed(typed, first):
    found = GAZETTEER.find(typed)
    assert found[0] == first
    assert len(found) == len(set(found)) < 10


def test_a_whole_name_is_found_in_every_label():
    for key in LOCALITIES:
        for lang in LANGUAGES:
            assert key in GAZETTEER.find(DATA.full_name(key, lang))[:2]


def test_what_is_no_name_finds_no_place():
    assert GAZETTEER.find("zzzz") == GAZETTEER.find("") == []


def test_no_spelling_is_shared_by_places_of_different_names():
    """A rule that made two names one would find the wrong place."""
    for key in LOCALITIES:
        for lang in LANGUAGES:
            for other in GAZETTEER.terms(DATA.name(key, lang))[0].named:
                assert fold(DATA.name(other, "en")) == fold(DATA.name(key, "en")), (key, other)
    for name in DATA.names["name"]:
        named = {DATA.name(key, "en") for key in GAZETTEER.terms(name)[0].named}
        assert len(named) == 1, (name, named)
        assert keys(name)
