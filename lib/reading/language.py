"""In which language a text is written: by its letters, and by its commonest words."""

import re
from collections import Counter

from lib.reading.text import Text

_KANA = re.compile("[ぁ-んァ-ヶ]")
_LATIN = re.compile("[a-zà-ỹ]")
_OTHER = re.compile(
    "[\u0400-\u05ff\u0600-\u06ff\u0900-\u0eff\u1780-\u17ff\uac00-\ud7a3\u4e00-\u9fff]"
)
_COMMON = {
    "vi": "tinh cua va thanh pho hop tac voi nhat ban viet nam ngay cac duoc trong ky ubnd hai ben",
    "en": "the and of in to with for that was is on will by at from its said which has are",
    "fr": "le la les des et du une dans est pour avec par sur au que qui aux ont été selon",
    "de": "der die das und den von mit für im ein eine ist des dem zu auf nicht werden sich sind",
    "nl": "de het een van en in is dat op te voor met zijn aan door werd bij naar ook hebben",
}
_WORDS = {lang: frozenset(words.split()) for lang, words in _COMMON.items()}


def language_of(text: Text) -> str:
    """ISO 639-1 of the language that most of `text` is in; "" if it is none that is read here."""
    letters = text.low[:20_000]
    kana, latin, other = (len(p.findall(letters)) for p in (_KANA, _LATIN, _OTHER))
    if kana * 10 > latin and kana > 5:
        return "ja"
    if other > latin or latin < 20:
        return ""
    if text.has_tones:
        return "vi"
    words = Counter(re.findall(r"[^\W\d_]+", letters))
    count = {lang: sum(words[word] for word in own) for lang, own in _WORDS.items()}
    flat = Counter(re.findall(r"[^\W\d_]+", text.flat[:20_000]))
    count["vi"] = sum(flat[word] for word in _WORDS["vi"])
    best = max(count, key=lambda lang: count[lang])
    return best if count[best] * 12 > sum(words.values()) else ""
