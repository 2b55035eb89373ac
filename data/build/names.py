"""Builds data/names.csv: ``python -m data.build.names``, which needs no further package.

By hand, in other_names.csv: the kana reading of each Japanese locality with its rank, common
abbreviations, former names and other spellings. What is not certain is left out. From these and
units.csv follow: the official forms with the rank, the bare names, and the romaji of the readings
(Hepburn with and without long vowels, and as they are typed: Ōsaka-fu, Osaka-fu, Oosaka).
"""

import re
import unicodedata
from collections.abc import Iterator

from .tables import DATA, UNITS, Row, read, write

COLUMNS = ["locality", "name", "language", "kind"]
BY_HAND = UNITS.with_name("other_names.csv")

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
_BARE = re.compile("(?<=.)(?:県|府|都|市|区|町|村|省|地方)$")

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


def derived(unit: Row, kana: str) -> Iterator[tuple[str, str, str]]:
    """The names that follow from the labels and the reading: name, language, kind."""
    country, label = unit["id"][:2], unit["name_ja"]
    english, vietnamese = OFFICIAL[country, unit["level"]]
    if unit["level"] == "prefecture":
        english, vietnamese = RANKS.get(label[-1], (english, vietnamese))
    if not unit["name_en"].endswith(" City"):
        yield english.format(unit["name_en"]), "en", "official"
    if not unit["name_vi"].startswith("Thành phố "):
        yield vietnamese.format(unit["name_vi"]), "vi", "official"
    bare = label if label == "北海道" else _BARE.sub("", label)
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


def build(units: list[Row], by_hand: list[Row]) -> list[Row]:
    """The rows of names.csv, sorted.

    Raises ValueError where a name by hand is of no locality, or a reading contradicts the label.
    """
    if unknown := {row["locality"] for row in by_hand} - {unit["id"] for unit in units}:
        raise ValueError(f"{BY_HAND.name}: no localities: {sorted(unknown)}")
    readings = {row["locality"]: row["name"] for row in by_hand if row["kind"] == "kana"}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for unit in units:
        own = [*derived(unit, readings.get(unit["id"], ""))]
        own += [
            (row["name"], row["language"], row["kind"])
            for row in by_hand
            if row["locality"] == unit["id"]
        ]
        labels = {unit[f"name_{lang}"] for lang in ("en", "vi", "ja")}
        for name, language, kind in own:
            if name not in labels:
                names.setdefault((unit["id"], name), (language, kind))
    return [dict(zip(COLUMNS, (*key, *value), strict=True)) for key, value in sorted(names.items())]


def main() -> None:
    """Writes names.csv and says how many names there are."""
    units = sorted(read(UNITS), key=lambda row: row["id"])
    rows = build(units, read(BY_HAND))
    write(DATA / "names.csv", COLUMNS, rows)
    print(f"names.csv: {len(rows)} names")


if __name__ == "__main__":
    main()
