"""The names of a locality that follow from its labels and its reading: `names.csv`.

The official forms with the rank, the bare name, and the romaji of the reading (Hepburn with and
without long vowels, and as it is typed: Ōsaka-fu, Osaka-fu, Oosaka).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

# Country and level -> the name with its rank in English and Vietnamese.
OFFICIAL = {
    ("vn", "province"): ("{} Province", "Tỉnh {}"),
    ("vn", "municipality"): ("{} City", "Thành phố {}"),
    ("vn", "provincial_city"): ("{} City", "Thành phố {}"),
    ("vn", "district_town"): ("{} Town", "Thị xã {}"),
    ("vn", "urban_district"): ("{} District", "Quận {}"),
    ("vn", "district"): ("{} District", "Huyện {}"),
    ("vn", "ward"): ("{} Ward", "Phường {}"),
    ("vn", "commune"): ("{} Commune", "Xã {}"),
    ("vn", "township"): ("{} Township", "Thị trấn {}"),
    ("vn", "special_zone"): ("{} Special Zone", "Đặc khu {}"),
    ("jp", "prefecture"): ("{} Prefecture", "Tỉnh {}"),
    ("jp", "city"): ("{} City", "Thành phố {}"),
    ("jp", "special_ward"): ("{} City", "Quận {}"),
    ("jp", "town"): ("{} Town", "Thị trấn {}"),
    ("jp", "village"): ("{} Village", "Làng {}"),
    ("jp", "region"): ("{} Region", "Vùng {}"),
}
# What the ranks of Japan's 47 are where it is no 県.
RANKS = {"都": ("{} Metropolis", "Thủ đô {}"), "府": ("{} Prefecture", "Phủ {}")}
# The end of a Japanese label -> its readings.
READINGS = {
    "県": ("けん",),
    "府": ("ふ",),
    "都": ("と",),
    "市": ("し",),
    "区": ("く",),
    "町": ("ちょう", "まち"),
    "村": ("むら", "そん"),
    "地方": ("ちほう",),
}
_BARE = re.compile("(?<=.)(?:街区|市社|市鎮|特区|県|府|都|市|区|町|村|省|地方)$")
# What tells a unit from another of its name, and names that have their rank in them.
_APART = re.compile(r" \([^()]*\)$")
_RANKED = re.compile(r".+ City|Thành phố .+|(?:District|Ward|Quận|Phường) (?:\d+|[IVX]+)")

_HEPBURN = {
    kana: row + vowel
    for row, five in (
        ("", "あいうえお"),
        ("k", "かきくけこ"),
        ("g", "がぎぐげご"),
        ("s", "さしすせそ"),
        ("z", "ざじずぜぞ"),
        ("t", "たちつてと"),
        ("d", "だぢづでど"),
        ("n", "なにぬねの"),
        ("h", "はひふへほ"),
        ("b", "ばびぶべぼ"),
        ("p", "ぱぴぷぺぽ"),
        ("m", "まみむめも"),
        ("r", "らりるれろ"),
    )
    for kana, vowel in zip(five, "aiueo", strict=True)
}
_HEPBURN |= {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n"}
_HEPBURN |= {"し": "shi", "じ": "ji", "ち": "chi", "ぢ": "ji", "つ": "tsu", "づ": "zu", "ふ": "fu"}
_LONG = {"ou": "ō", "oo": "ō", "uu": "ū"}


def romaji(kana: str, long: bool) -> str:
    """A reading in Hepburn romaji, capitalised; `long` vowels with macrons, else as typed."""
    text = ""
    for sign in kana:
        if sign in "ゃゅょ":
            head = text.removesuffix("i")
            glide = "" if head.endswith(("sh", "ch", "j")) else "y"
            text = head + glide + {"ゃ": "a", "ゅ": "u", "ょ": "o"}[sign]
        elif sign == "っ":
            text += sign
        else:
            sound = _HEPBURN[sign]
            double = "t" if sound.startswith("ch") else sound[:1]
            text = text.replace("っ", double) + sound
    if long:
        text = re.sub("ou|oo|uu", lambda match: _LONG[match[0]], text)
    return text.capitalize()


def plain(text: str) -> str:
    """`text` without macrons."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if c != "\u0304")


def _with_rank(label: str, ranked: str, lang: str) -> Iterator[tuple[str, str, str]]:
    alone = _APART.sub("", label)
    if alone != label:
        yield alone, lang, "short"
    if not _RANKED.fullmatch(alone):
        yield ranked.format(alone), lang, "official"


def derived(unit: Mapping[str, str], kana: str) -> Iterator[tuple[str, str, str]]:
    """Name, language and kind of each; `unit` is a row of localities.csv, `kana` "" or its reading.

    Raises ValueError where the reading contradicts the labels.
    """
    country, label = unit["id"][:2], unit["name_ja"]
    english, vietnamese = OFFICIAL[country, unit["level"]]
    if unit["level"] == "prefecture":
        english, vietnamese = RANKS.get(label[-1], (english, vietnamese))
    yield from _with_rank(unit["name_en"], english, "en")
    yield from _with_rank(unit["name_vi"], vietnamese, "vi")
    bare = label if label == "北海道" else _BARE.sub("", label)
    # The first of something is no name of a ward.
    if not re.search(r"\d", bare):
        yield bare, "ja", "short"
    if not kana:
        return
    ends = READINGS.get(label[len(bare) :], ())
    end = next((e for e in ends if kana.endswith(e)), "")
    if ends and not end:
        raise ValueError(f"{unit['id']}: {kana} does not end as {label} does")
    stem = kana.removesuffix(end)
    yield kana, "ja", "kana"
    yield stem, "ja", "kana"
    long, rank = romaji(stem, True), romaji(end, True).lower()
    # Tambasasayama is written as it is said, Gunma as its kana are.
    if re.sub("m(?=[bpm])", "n", unit["name_en"]) != plain(long):
        raise ValueError(f"{unit['id']}: {long} is not {unit['name_en']}")
    for name in (long, plain(long), romaji(stem, False)):
        yield name, "ja", "romaji"
    if rank:
        for name in (f"{long}-{rank}", plain(f"{long}-{rank}")):
            yield name, "ja", "romaji"
