"""Text folded for comparison: what a reader takes for the same letters becomes the same.

Case, width, diacritics, punctuation, what cannot be seen, look-alike letters and older forms of
kanji never matter. How names alone may be spelled (romaji, long vowels, y and i) is in `spelling`.
"""

import re
import unicodedata
from functools import lru_cache

# Kana voicing marks tell letters apart, unlike Latin diacritics: ダ is not タ.
_VOICING = "\u3099\u309a"
# Latin letters that no normalization takes apart, and letters of other scripts that look like them.
_LOOK_ALIKES = (
    ("đĐðÐɖƉɗƊ₫ᴆᴅ", "d"),
    ("ıɪ", "i"),
    ("øɵ", "o"),
    ("ł", "l"),
    ("ħ", "h"),
    ("аα", "a"),
    ("вβ", "b"),
    ("сϲ", "c"),
    ("ԁ", "d"),
    ("еε", "e"),
    ("ɡ", "g"),
    ("нһ", "h"),
    ("іιӏ", "i"),
    ("јϳ", "j"),
    ("кκ", "k"),
    ("мμ", "m"),
    ("ո", "n"),
    ("оο", "o"),
    ("рρ", "p"),
    ("ԛ", "q"),
    ("ѕ", "s"),
    ("тτ", "t"),
    ("υ", "u"),
    ("ѵν", "v"),
    ("ԝ", "w"),
    ("хχ", "x"),
    ("уγ", "y"),
    ("ζ", "z"),
)
# Kanji as they stand in older texts, in family names or in Chinese, and the form of today.
_KANJI = dict(
    zip(
        "廣縣國澤濱瀧靜應櫻會學圓榮鐵關齋豐實寶壽號鹽惠繪樂觀歸舊驛藝擴圖壓圍醫隱衞假價畫嶽樣獨讀"
        "佛拂邊邉變辯萬滿默譽豫來龍兩綠勞樓錄灣黨臺當總聲靑淺淨眞愼粹數齊攝專戰仙莊爭雙藏續屬對體單"
        "團斷遲晝廳聽鎭遞傳燈稻德彌縱從澁敍將稱燒證條狀乘壤釀觸囑圡壹貳參髙﨑嵜嶋嶌冨峯舘渕淵曾埜"
        "禰檜籠鄕峽狹區驅勳薰徑溪莖經繼鷄輕儉劍檢權獻驗顯嚴效恆黃碎濟劑雜蠶慘棧殘兒濕獵藥彥槇龜驒"
        "繩瀨黑橫戶內穗溫帶靈姬晉步產說收"
        "东冈长滨爱县广岛绳贺儿泻宫鸟关龟马桥泽盐库户冲枥须",
        "広県国沢浜滝静応桜会学円栄鉄関斎豊実宝寿号塩恵絵楽観帰旧駅芸拡図圧囲医隠衛仮価画岳様独読"
        "仏払辺辺変弁万満黙誉予来竜両緑労楼録湾党台当総声青浅浄真慎粋数斉摂専戦仙荘争双蔵続属対体単"
        "団断遅昼庁聴鎮逓伝灯稲徳弥縦従渋叙将称焼証条状乗壌醸触嘱土壱弐参高崎崎島島富峰館淵淵曽野"
        "祢桧篭郷峡狭区駆勲薫径渓茎経継鶏軽倹剣検権献験顕厳効恒黄砕済剤雑蚕惨桟残児湿猟薬彦槙亀騨"
        "縄瀬黒横戸内穂温帯霊姫晋歩産説収"
        "東岡長浜愛県広島縄賀児潟宮鳥関亀馬橋沢塩庫戸沖栃須",
        strict=True,
    )
)
_SMALL_KANA = dict(
    zip(
        "ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ",
        "アイウエオツヤユヨワカケあいうえおつやゆよわ",
        strict=True,
    )
)
_UNSEEN = "\u115f\u1160\u3164\u2800"
_KANA = "ぁ-ゖァ-ヺ"
_LONG = re.compile(rf"(?<=[{_KANA}])[‐-―−\-─━~〜](?=[{_KANA}]|$|[\s\W])|(?<=[ァ-ヺ])一(?=[ァ-ヺ])")
_V_ROW = re.compile("ヴ[アイエオ]?|ゔ[あいえお]?")
_V_TO_B = dict(
    zip(
        ("ヴ", "ヴア", "ヴイ", "ヴエ", "ヴオ", "ゔ", "ゔあ", "ゔい", "ゔえ", "ゔお"),
        "ブバビベボぶばびべぼ",
        strict=True,
    )
)
_BREAKS = re.compile(r"[\W_]+")
_BREAKS_BUT_MARKS = re.compile(r"(?:[^\w\u0300-\u036f\u3099\u309a]|_)+")
_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼʹ＇`´](?=\w)")


class _Letters(dict[int, str | None]):
    """What `str.translate` makes of each character; worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        gone = category == "Cf" or (category in ("Mn", "Me") and character not in _VOICING)
        self[code] = None if gone else character
        return self[code]


class _Seen(dict[int, str | None]):
    """The same, but only what cannot be seen is taken out, marks on letters stay."""

    def __missing__(self, code: int) -> str | None:
        self[code] = None if unicodedata.category(chr(code)) == "Cf" else chr(code)
        return self[code]


_INVISIBLE: dict[int, str | None] = dict.fromkeys(map(ord, _UNSEEN))
_LETTERS = _Letters(
    _INVISIBLE
    | {ord(letter): plain for letters, plain in _LOOK_ALIKES for letter in letters}
    | {ord(old): new for old, new in (_KANJI | _SMALL_KANA).items()}
)
_SEEN = _Seen(_INVISIBLE | {ord(c): "đ" for c in "ðÐɖƉ"})


def visible(text: str) -> str:
    """`text` without the characters that cannot be seen and come along when text is pasted."""
    return text.translate(_SEEN)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in lower case, without diacritics, its words with one blank between them.

    Nothing is left of a text without a letter or digit.
    """
    letters = unicodedata.normalize("NFKD", text).translate(_LETTERS).casefold()
    # Lower case can be a letter with a mark again, and a mark can have hidden a look-alike.
    letters = unicodedata.normalize("NFKD", letters).translate(_LETTERS)
    letters = _APOSTROPHES.sub("", unicodedata.normalize("NFC", letters))
    letters = _LONG.sub("ー", letters)
    letters = _V_ROW.sub(lambda match: _V_TO_B[match[0]], letters)
    return _BREAKS.sub(" ", letters).strip()


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`text` in lower case with its diacritics, with one blank between words."""
    letters = unicodedata.normalize("NFKC", visible(text)).casefold()
    letters = unicodedata.normalize("NFC", letters)
    return _BREAKS_BUT_MARKS.sub(" ", _APOSTROPHES.sub("", letters)).strip()
