"""The words that people set before and behind a place's name: its rank, its offices, its wards.

Latin ones are written as they stand in a key (see `lib.language.spelling`): folded, without blanks.
None of them says more than the name does: with and without them the same place is meant. Who holds
an office, an assembly or a department is something else, and is looked for in the texts.
"""

import re

_BEFORE = (
    "tinh|thanhpho|thudo|tp|huyen|thixa|tx|quan|"
    "ubnd|uybannhandan|chinhquyen|vanphongubnd|toathichinh|"
    "the|cityof|prefectureof|provinceof|districtof|townof|villageof|"
    "peoplescommitteeof|governmentof|prefecturalgovernmentof|provincialgovernmentof"
)
_BEHIND = (
    "prefectural|provincial|municipal|metropolitan|office|authorities|administration|"
    "prefecture|pref|province|prov|metropolis|municipality|city|town|village|district|region|"
    "peoplescommittee|pc|"
    "government|govt|hall|s|"
    "県|府|都|道|市|町|村|省|地方|特別市|直轄市|中央直轄市|役所|市役所|役場|庁|政府|人民委員会|"
    "けん|ふ|し|ちよう|まち|むら|そん|けんちよう|ふちよう|しやくしよ|やくば|ちほう|の"
)
# Japanese ranks and offices in Roman letters; behind a Japanese name alone.
_BEHIND_ROMAJI = "ken|fu|to|shi|si|cho|chou|machi|mura|son|ku|chiho|chihou|kencho|fucho|tocho"

BEFORE = re.compile(_BEFORE)
BEHIND = re.compile(f"(?:{_BEHIND})$")
BEHIND_ROMAJI = re.compile(f"(?:{_BEHIND_ROMAJI}|(?:shi|ku)yakusho|yakuba)$")

# How a rank ends a label; what is left is the bare name.
RANK = re.compile(
    r"^(?:tinh|tỉnh|thanh pho|thành phố|tp)\s+|"
    r"\s+(?:prefecture|province|city|town|village|district|metropolis)$|"
    r"(?<=.)(?:県|府|都|市|町|村|省|地方)$"
)

# Within a text of kanji and kana. A ward lies behind what it is part of, a county before a town.
CJK_RANKS = "県府都道市町村省"
CJK_BEHIND = re.compile(
    "(?:県|府|都|道|市|町|村|省|特別市|直轄市|中央直轄市|国)?"
    "(?:役所|市役所|役場|庁|政府|人民委員会)?"
)
CJK_WARD = re.compile("[^市県区]{1,5}(?:区(?:役所)?|郡)")
CJK_BETWEEN = re.compile("[のとー]|及び|および")

# A part of a list of words that names a ward or commune: "Quận 1, TP.HCM", "Naka-ku, Yokohama".
WARD = re.compile(
    r"(?:quận|huyện|phường|xã|thị xã|thị trấn)\s|(?:quan|phuong|q|p)\s?\d+$|"
    r"\w.*\s(?:ku|gun|ward|county)$"
)

# How a country is called; in texts it is looked for under the first few.
LONG_NAMES = 3
COUNTRIES = {
    "vn": ("Vietnam", "Việt Nam", "ベトナム", "ベトナム社会主義共和国", "越南", "VN"),
    "jp": ("Japan", "Nhật Bản", "日本", "日本国", "Nhật", "JP"),
}
