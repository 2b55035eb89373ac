"""Whether a place that is named acts, or only stands for a surname, a thing, a venue, a guest."""

import re
from dataclasses import dataclass, field

from lib.language.spelling import is_cjk
from lib.reading.layout import Layout
from lib.reading.mention import Mention, quotes
from lib.reading.words import Hit, Marked

# So near behind a name stands who acts for it, and the tie that it has with another.
_NEAR = 14
_TIE = 26
_PARTICLE_JA = re.compile("[、。はがをも]|での")
_NEXT_WORD = re.compile(r"[ \-]([^\W\d_][\w'’.-]*)")
_LAST_WORD = re.compile(r"([\w'’.-]+) $")
# カントー市建設局, クアンナム省労働・傷病兵・社会局, 長崎県産業労働部
_OFFICE_JA = re.compile(
    r"(?:(?!から)[^\s、。「」（）()とのはがをにでもへ]){0,18}?"
    r"(?:局|部|課|庁|室|委員会|評議会|議会|公社|事業団|水道企業団|センター|党委|指導部)"
    r"(?=[、。・とのはがをにでも()（]|及び|および|職員|長|幹部|と)"
)
# Can Tho's construction department, Fukuoka City's road and sewerage bureau
_OFFICE = re.compile(
    r"(?:['’]s|(?<=['’]s))? (?:(?!and the |with |in |signed |from |to )[\w&,-]+ ){0,6}?"
    r"(?:departments?|bureau|board|authority|utility|agency|office|council|assembly|committee|"
    r"waterworks|commission|leaders|chairman|chairwoman|vice[- ]chair(?:man|woman)?|"
    r"officials|mayor|governor|party secretary|party chief|delegation|mission)\b"
)
# phường Xuân Hương - Đà Lạt
# ホーチミン市のショッピングモールで, ハノイ市の農業大学で
# and ヴィン市にある人民委員会で
_AT_JA = re.compile(
    r"(?:の[^、。はがをにもへとの]{2,18}|に(?:あ|所在す)る[^、。はがをに]{2,18})"
    r"(?:で(?![あはもすき])|において|にて)"
)
# ông Suzuki Kanagawa
_NAMED_VI = re.compile(
    r"\b(?:ông|Ông|bà|Bà|ngài|Ngài|anh|chị|[Tt]hống đốc|[Tt]hị trưởng|[Gg]iám đốc|[Cc]hủ tịch) "
    r"[A-Z][a-zō]+ $"
)
# 田原市の自動車工場を見学した
_SEEN_JA = re.compile(
    "の[^、。はがをと]{0,14}(?:工場|農園|農場|園|施設|店|倉庫|漁港|研究所|機構)(?:など)?(?:を|に|へ)(?:見学|視察|立ち寄)"
)
# sân bay Tokushima với Cam Ranh
_AIRPORTS = re.compile(r"\bsân bay [^,.;]{2,24} (?:với|và|đến|tới|[-–]) $")
# …との連携についてお聞かせください: what is asked about, and not told.
_ASKED_JA = re.compile(
    "(?:お聞かせ(?:ください|願い)|お尋ねします|伺います|お伺いします|お答えください|でしょうか|いかがですか)[。」]*$"
)
# 北見工業大学
_UNIVERSITY_JA = re.compile(
    "(?:工業|工科|医科|農業|農工|商科|外国語|教育|看護|水産|海洋|芸術|女子)大学(?!病院)"
    # 鳥取大の研究者, 鳥取大乾燥地研究センター; but 鳥取大会
    "|大(?=[のとがはをに、。・)」]|大学院|[一-龯]{0,8}(?:センター|研究所|学部|研究科|研究室|病院|教授))"
)
_UNKNOWN_JA = re.compile("の?[ァ-ヶー・]{2,14}(?:市|県|郡|区|町|村)(?!場)")
_FIRMS_JA = re.compile(
    "内?の[^、。はがをと]{0,10}(?:業者|企業|会社|メーカー|商店|農家|団体|NPO|npo|店主|経営者)"
)
_COMPANY_JA = re.compile(
    "[一-龯ァ-ヶーA-Za-z]{1,6}?(?:銀行|信用金庫|信金|新聞社?|放送|工業|製作所|電機|電鉄|鉄道|商事|建設|物産|"
    "食品|精機|化学|病院|運輸|航空|酒造|水産|製薬|製菓|ホテル|ガス|電力)"
)
# 県とベトナム・クアンチ省ドンハー市の
_AND_JA = re.compile(
    "[と×](?:ベトナム(?:国)?(?:北部|中部|南部)?[の・]?)?(?:[ァ-ヶー・]{2,10}[省市]の?)?$"
)
# What two places have together.
_OF_PAIRS = ("documents", "cooperation", "activities")
# クアンチ省の高校生訪問団
_DELEGATION_JA = re.compile(
    "の?[^、。はがをにとでも()]{0,12}(?:訪問団|使節団|代表団|視察団|派遣団|交流団|議員団|親善団|訪日団|一行)"
)
# の藤原忠彦(ふじはら・ただひこ)村長
_READING_JA = re.compile(r"の[^、。()]{2,10}\([^()]{2,24}\)")
# in the northeastern province's Ha Long city
_IN_ITS = re.compile(r"\b(?:in|at) the (?:[\w-]+ ){0,3}(?:province|prefecture|city)['’]s $")
# đoàn chuyên gia Tokushima
_PARTY_OF = re.compile(r"\b(?:[Đđ]oàn|[Nn]hóm) (?:\w+ )?$")
_BODY_VI = re.compile(
    r"(?:Cảng|Trường|Bệnh viện|Đại học|Học viện|Viện|Trung tâm|Ban|Hiệp hội)"
    r"(?: (?!(?:tại|ở|của|và|với|tỉnh|thành|ký|đến|từ|cho|sang|về) )[^\W\d_]+){0,4} $"
)
_BODY_EN = re.compile(
    r" (?:(?:[A-Z][\w-]+|and|&) ){0,4}(?:Council|Bureau|Organi[sz]ation|Corporation|Agency|"
    r"Authority|Federation|Association|Union|Cent(?:er|re)|Institute|Foundation|Board|Chamber)\b"
)
_SUCH_AS = re.compile(r"\b(?:như|such as|for example|including) [^;.]{0,80}$")
# Binh Duong, which has been a part of Ho Chi Minh City since July
_NOW = re.compile(
    r"(?:\bpart of|\bmerged (?:into|with)|\bnow (?:in|called|belonging to)?|\babsorbed by|"
    r"\bnay (?:là|thuộc)|\b(?:sáp nhập|hợp nhất|nhập) (?:vào|với)|現在の|現・|現)"
    r"[ (,]*(?:the |enlarged |new |tỉnh |thành phố |tp\.? ?)*$"
)
_DATELINE = re.compile(
    r"(?:, (?:Japan|Viet ?[Nn]am))?(?:,? ?[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?| ?\([^)]*\d[^)]*\)|"
    r", ?\d{1,2} [A-Z][a-z]+(?: \d{4})?)?"
    r"(?: ?\([^)]*\))? [–—-]{1,2} "
    # Alone on its line: Hanoi, February 19, 2009
    r"|, ?(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4}\s*$",
    re.M,
)
# Kagoshima – Hue. Four flights …
_TWO_NAMES = re.compile(r" [–—-] [A-Z][\w ]{1,24}\.(?: |$)", re.M)
_DATELINE_JA = re.compile("(?:[=＝・ ]?[^】\\n]{0,14})?】")
_BYLINE_JA = re.compile("[=＝][^)\\n]{1,14}\\)")
_BUREAU = 40
_METI = re.compile(r"METI[ -]|^[^,.]{0,20}\bBureau of Economy|経済産業局")
# the mountainous communes of Tam Dao and Lap Thach
_PARTS_OF = re.compile(
    r"\b(?:communes|hamlets|industrial parks|industrial zones|factories) (?:of|in) "
    r"(?:[A-Z][\w-]* |(?:and|the) |[A-Z][\w-]*, )*$"
)
# đường bay Đà Lạt - Narita
_ROUTE = re.compile(
    r"\b(?:đường bay|chuyến bay|tuyến bay|duong bay|chuyen bay|tuyen bay)"
    r"(?: thẳng| mới| thang| moi)*(?: [^,.;]{2,24} [-–])? $"
)
# Hợp tác xã Tài Hoan, huyện Na Rì
_ADDRESS = re.compile(
    r"\b(?<!UBND )(?<!quyền )(?<!dân )(?:[Hh]ợp tác xã|HTX|[Cc]ông ty|[Nn]hà máy|[Tt]rang trại|"
    r"[Nn]ông trại|[Ll]àng|[Xx]ã|[Pp]hường|[Tt]hôn|[Tt]rường|[Bb]ệnh viện|[Kk]hu|[Cc]ụm|[Cc]ảng|"
    r"[Đđ]ường|[Hh]op tac xa|[Nn]ha may|[Ll]ang|[Xx]a|[Pp]huong|[Tt]hon) "
    r"[^,.;()]{2,50}(?:, (?:xã|phường|thị trấn|xa|phuong|thi tran) [^,.;()]{2,30})?, $"
)
_YEAR = re.compile(r" (?:19|20)\d\d $")
_FULL_NAME = re.compile(r" [A-Z][a-zō-ū]+ [A-Z][a-zō-ū]+\b")
_KANJI_NAME = re.compile(r"(?:(?![のとはがをにでもや])[\u4e00-\u9fff々ぁ-んァ-ヶー]){0,4}$")
_PORTAL = re.compile(r" (?:provincial |city |province )?portal\)")
_COUNTRIES = frozenset(
    [
        "nhật",
        "việt",
        "japan",
        "vietnam",
        "viet",
        "japanese",
        "vietnamese",
        "nhat",
        "japon",
        "japans",
    ]
)
_SENTENCE_END = frozenset('.!?:\n"“(')
_PARENTHESIS = re.compile(r"\([^()]*\)")
# The lists whose words stand right beside a name.
_BESIDE = (
    *("seat", "rank_before", "rank_behind", "person", "thing", "venue", "visited"),
    *("parties", "activities"),
)


@dataclass
class Around:
    """The words of one section of a text by where they end and where they begin."""

    ends: dict[int, list[Hit]] = field(default_factory=dict)
    starts: dict[int, list[Hit]] = field(default_factory=dict)

    @staticmethod
    def of(marked: Marked, section: str) -> "Around":
        around = Around()
        for hit in marked.hits.of(section):
            around.ends.setdefault(hit.end, []).append(hit)
            around.starts.setdefault(hit.start, []).append(hit)
        return around

    def before(self, norm: str, at: int, *codes: str) -> Hit | None:
        """The word that ends right before `at`."""
        for end in (at, at - 1) if norm[at - 1 : at] in (" ", "-", "'") else (at,):
            for hit in self.ends.get(end, ()):
                if hit.code in codes:
                    return hit
        return None

    def behind(self, norm: str, at: int, *codes: str) -> Hit | None:
        """The word that begins right behind `at`."""
        for start in (at, at + 1) if norm[at : at + 1] in (" ", "-", "'") else (at,):
            for hit in self.starts.get(start, ()):
                if hit.code in codes:
                    return hit
        return None


class Roles:
    """Tells what a place is named for."""

    def __init__(self, marked: Marked, layout: Layout) -> None:
        self.marked = marked
        self.norm = marked.text.norm
        self.layout = layout
        self.around = {section: Around.of(marked, section) for section in _BESIDE}
        self.quotes = quotes(marked)
        self.asides = [match.span() for match in _PARENTHESIS.finditer(self.norm)]
        self.sentences = [s for p in layout.paragraphs for s in p.sentences]
        # Where the names found begin.
        self.starts: set[int] = set()

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence in which a place of the text lies."""
        return next((s for s in self.sentences if s[0] <= at < s[1]), (at, at + 1))

    def role(self, one: Mention, known: set[str]) -> str:
        if one.places[0].level == "region":
            return "body" if self._is_of_bureau(one) else "region"
        role = self._person(one, known) or self.thing(one) or self._aside(one) or self.where(one)
        return "visited" if role == "seat" else role

    def _is_of_bureau(self, one: Mention) -> bool:
        """Whether a region is that of a bureau: METI-Kansai, Cục … vùng Kansai."""
        near = (max(0, one.first - _BUREAU), one.first)
        agency = self.marked.hits.any("parties", "agency", within=near)
        return agency or bool(_METI.search(self.norm, max(0, one.first - 8), one.last + _BUREAU))

    def _person(self, one: Mention, known: set[str]) -> str:
        if one.rank and one.rank != "within":
            return ""
        around, norm = self.around["person"], self.norm
        if is_cjk(norm[one.start]) and norm[one.end - 1] == "道":
            # It is its own rank.
            return ""
        if is_cjk(norm[one.start]):
            name = norm[one.last : one.last + 12]
            for hit in self.marked.hits.of("person", "behind", within=(one.last, one.last + 5)):
                if _KANJI_NAME.fullmatch(norm[one.last : hit.start]) and one.side == "jp":
                    return "person"
            return "person" if around.before(norm, one.first, "before") and name else ""
        if self._is_named_so(one):
            return "person"
        capital = self._capital_behind(one)
        if around.before(norm, one.first, "office"):
            return self._of_office(one, known, capital=capital)
        if self._bears_its_name(one):
            return ""
        if one.side == "jp" and capital:
            return "thing"
        return "person" if self._capital_before(one) else ""

    def _of_office(self, one: Mention, known: set[str], *, capital: bool) -> str:
        """Whether a name behind "governor" or "mayor" is that of the person."""
        if self.marked.lang != "vi":
            return "person"
        if _FULL_NAME.match(self.norm, one.last):
            # Thống đốc Fukuoka Hattori Seitaro: the governor has a name of his own.
            return ""
        named = any(p.id in known for p in one.places)
        return "person" if capital or (not named and self._other_prefecture(one, known)) else ""

    def _is_named_so(self, one: Mention) -> bool:
        """Whether a title or a family name stands before it: ông Yamaguchi, Le Quang Nam."""
        around, norm = self.around["person"], self.norm
        title = around.before(norm, one.first, "before")
        if title and not _PARTY_OF.search(norm, max(0, title.start - 8), title.start):
            return True
        family = around.before(norm, one.first, "family")
        return (
            family is not None
            and norm[family.start].isupper()
            and one.side == "vn"
            and not one.rank
        )

    def _other_prefecture(self, one: Mention, known: set[str]) -> bool:
        own = {place.id for place in one.places}
        return any(key.startswith(f"{one.side}-") and key not in own for key in known)

    def _capital_behind(self, one: Mention) -> bool:
        match = _NEXT_WORD.match(self.norm, one.last)
        if not match or not match[1][0].isupper() or self._is_headline(one):
            return False
        if match[1].lower().strip(".") in _COUNTRIES:
            return False
        at = match.start(1)
        return not any(
            self.around[section].starts.get(at)
            for section in ("rank_behind", "parties", "activities")
        )

    def _capital_before(self, one: Mention) -> bool:
        """Whether a given name stands before it: Kenji Yamaguchi."""
        if self.marked.lang == "vi" and one.side == "jp":
            return bool(_NAMED_VI.search(self.norm, max(0, one.first - 40), one.first))
        if self.marked.lang in ("vi", "ja") or one.side != "jp" or self._is_headline(one):
            return False
        match = _LAST_WORD.search(self.norm, max(0, one.first - 30), one.first)
        if not match or not match[1][0].isupper() or match[1].lower() in _COUNTRIES:
            return False
        before = self.norm[match.start() - 2 : match.start()].strip()
        if match[1].endswith(("'s", "’s")) or before in ("", *_SENTENCE_END):
            return False
        at = match.start(1)
        sections = ("rank_before", "parties", "activities", "venue", "visited", "thing")
        return not any(self.around[section].starts.get(at) for section in sections)

    def _is_headline(self, one: Mention) -> bool:
        """Whether most words of its sentence begin with a capital, as in titles."""
        start, end = self.sentence(one.start)
        words = re.findall(r"(?<![\w'’])[^\W\d_]{4,}", self.norm[start:end])
        capitals = sum(word[0].isupper() for word in words)
        return len(words) > 3 and capitals * 10 > len(words) * 7

    def thing(self, one: Mention) -> str:
        """Whether it names a thing, or a body, and not a place that acts."""
        parts = _PARTS_OF.search(self.norm, max(0, one.first - 80), one.first)
        return "thing" if parts else self._thing(one)

    def _thing(self, one: Mention) -> str:
        around, norm = self.around["thing"], self.norm
        body = self.body(one)
        if body:
            return "" if body == "acts" else body
        year = _YEAR.search(norm, max(0, one.first - 6), one.first)
        # Expo 2025 Osaka
        if around.before(norm, year.start() if year else one.first, "before"):
            return "thing"
        if not one.rank and self._is_part_of_name(one):
            return "thing"
        behind = around.behind(norm, one.last, "behind")
        if behind and self._is_office(one):
            return ""
        if is_cjk(norm[one.start]) and _DELEGATION_JA.match(norm, one.last):
            return ""
        if is_cjk(norm[one.start]) and _UNKNOWN_JA.match(norm, one.last):
            # ハイズオン省チーリン市: a town of the province that is not known by this name.
            return "parent"
        if is_cjk(norm[one.start]) and _FIRMS_JA.match(norm, one.last):
            near = (one.last, one.last + _NEAR)
            return "" if self.marked.hits.any("parties", "agency", within=near) else "thing"
        if is_cjk(norm[one.start]) and _AT_JA.match(norm, one.last):
            return ""
        if is_cjk(norm[one.start]) and self._is_of_another(one):
            return "thing"
        # The people of Hanoi, but not its People's Committee.
        acting = self.around["parties"].starts.get(behind.start, ()) if behind else ()
        return "thing" if behind and all(hit.code == "company" for hit in acting) else ""

    def _is_part_of_name(self, one: Mention) -> bool:
        """Whether it is of the name of an airport or a firm: 大垣共立銀行."""
        if is_cjk(self.norm[one.start]):
            return bool(_COMPANY_JA.match(self.norm, one.last))
        before = (max(0, one.first - 50), one.first)
        return bool(_AIRPORTS.search(self.norm, *before) or _ROUTE.search(self.norm, *before))

    def _is_of_another(self, one: Mention) -> bool:
        """Whether what follows in Japanese is a thing of the place, and nobody who acts for it."""
        if self.norm[one.last : one.last + 1] != "の" or one.last + 1 in self.starts:
            return False
        if _SEEN_JA.match(self.norm, one.last):
            return True
        reading = _READING_JA.match(self.norm, one.last)
        window = (one.last, (reading.end() if reading else one.last) + _NEAR)
        hits = self.marked.hits
        acting = hits.any("parties", within=window) or hits.any("delegates", within=window)
        return not acting and not self._is_of_a_pair(one)

    def _is_of_a_pair(self, one: Mention) -> bool:
        """Whether it is the second of two whose document or tie follows: 県とフエ市の覚書."""
        if not _AND_JA.search(self.norm, max(0, one.first - 24), one.first):
            return False
        stop = _PARTICLE_JA.search(self.norm, one.last + 1)
        within = (one.last, min(stop.start() if stop else one.last + _TIE, one.last + _TIE))
        hits = self.marked.hits
        return any(hits.any(each, within=within) for each in _OF_PAIRS)

    def _is_office(self, one: Mention) -> bool:
        """Whether what stands behind a place is the name of one of its offices."""
        if is_cjk(self.norm[one.start]):
            return bool(one.rank and _OFFICE_JA.match(self.norm, one.last))
        owned = self.marked.text.low[one.end : one.last].endswith(("'s", "’s"))
        owned = owned or self.marked.text.low.startswith(("'s", "’s"), one.last)
        return owned and bool(_OFFICE.match(self.marked.text.low, one.last))

    def body(self, one: Mention) -> str:
        """Whether it is the name of a university, a port or waterworks."""
        around, norm = self.around["parties"], self.norm
        codes = ("agency", "organisation")
        before = around.before(norm, one.first, *codes)
        behind = around.behind(norm, one.last, *codes)
        named = _BODY_VI.search(norm, max(0, one.first - 40), one.first)
        if named and not one.rank and self.marked.lang == "vi":
            # Cảng Quốc tế Long An
            return "body"
        hit = before or behind
        if hit is None and self._bears_its_name(one):
            return "body"
        if hit is None:
            return "body" if not one.rank and _UNIVERSITY_JA.match(norm, one.last) else ""
        if before and one.rank in ("province", "city", "district"):
            # The department of the province of …
            return "acts"
        if behind and one.rank and is_cjk(norm[one.start]):
            return ""
        return "body"

    def _bears_its_name(self, one: Mention) -> bool:
        """Whether it begins the name of a body in English: the Shiga Food Export Council."""
        named = self.marked.lang == "en" and not one.rank
        return named and bool(_BODY_EN.match(self.norm, one.last))

    def is_asked(self, at: int) -> bool:
        """Whether a sentence in Japanese asks somebody to tell of something."""
        return self.marked.lang == "ja" and bool(_ASKED_JA.search(self.norm, *self.sentence(at)))

    def _aside(self, one: Mention) -> str:
        """Whether it is said in quotation marks, or named to tell it from another."""
        if any(a <= one.start < b for a, b in self.quotes):
            return "remark"
        inside = any(a < one.start < b for a, b in self.asides)
        if inside and not self._again(one) and not self._writes(one):
            return "aside"
        if _NOW.search(self.marked.text.low, max(0, one.first - 60), one.first):
            return "aside"
        start, end = self.sentence(one.start)
        if self.is_asked(one.start):
            return "asked"
        if self._is_contrast(one, end):
            return "contrast"
        part = self._part(one, start, end)
        hits = self.marked.hits
        if _SUCH_AS.search(self.marked.text.low, start, one.first) and (
            hits.any("modal", "wish", within=(start, one.first))
            or hits.any("parties", "national", within=(start, one.first))
        ):
            return "remark"
        signs = hits.any("verbs", "sign", "renew", within=part)
        for role in ("merged", "guest"):
            within = [
                hit
                for hit in hits.of(role, "words", within=part)
                if not any(a <= hit.start < b for a, b in self.asides)
            ]
            if within and not signs and (role == "guest" or one.side == "vn"):
                return role
        return ""

    def _is_contrast(self, one: Mention, end: int) -> bool:
        """Whether it is named to tell it from another, in its sentence that goes to `end`."""
        hits = self.marked.hits
        near = (max(0, one.first - 30), one.first)
        if any(
            not re.search(r"[,.;、。]", self.norm[hit.end : one.first])
            for hit in hits.of("contrast", within=near)
        ):
            return True
        return is_cjk(self.norm[one.start]) and hits.any("contrast", within=(one.end, end))

    def _writes(self, one: Mention) -> bool:
        """Whether a report is by the portal of the place: (Vinh Phuc portal) Yesterday, …"""
        portal = _PORTAL.match(self.norm, one.last)
        return bool(portal) and any(p.start == one.first - 1 for p in self.layout.paragraphs)

    def _again(self, one: Mention) -> bool:
        """Whether it says a name in katakana once more in Vietnamese."""
        return self.marked.lang == "ja" and not is_cjk(self.norm[one.start])

    def _part(self, one: Mention, start: int, end: int) -> tuple[int, int]:
        """The part of the sentence between commas; all of it if no document is signed in it."""
        if not self.marked.hits.any("verbs", "sign", "renew", within=(start, end)):
            return start, end
        low = self.norm
        begin = max((low.rfind(mark, start, one.start) for mark in (",", ";", "、")), default=-1)
        stops = [low.find(mark, one.end, end) for mark in (",", ";", "、")]
        stop = min((at for at in stops if at >= 0), default=end)
        return max(begin, start), stop

    def _is_dateline(self, one: Mention) -> bool:
        """Whether it is where a report was written: HANOI, March 15 (VNA) – …"""
        before = self.norm[max(0, one.first - 1) : one.first]
        if before in ("【", "("):
            # 【ダラット=山口和也】, 【ハノイ共同】
            pattern = _DATELINE_JA if before == "【" else _BYLINE_JA
            return bool(pattern.match(self.norm, one.last))
        begins = any(p.start == one.first for p in self.layout.paragraphs)
        headed = _TWO_NAMES.match(self.norm, one.last)
        return begins and not headed and bool(_DATELINE.match(self.norm, one.last))

    def _is_address(self, one: Mention) -> bool:
        """Whether a district only says where a cooperative or a village lies."""
        if self.marked.lang != "vi" or one.rank not in ("district", "city", "town"):
            return False
        return bool(_ADDRESS.search(self.norm, max(0, one.first - 90), one.first))

    def where(self, one: Mention) -> str:
        norm = self.norm
        if self._is_dateline(one):
            return "venue"
        visited, venue = self.around["visited"], self.around["venue"]
        if visited.before(norm, one.first, "before") or visited.behind(norm, one.last, "behind"):
            return "visited"
        if is_cjk(norm[one.start]) and _DELEGATION_JA.match(norm, one.last):
            return "visited"
        if _IN_ITS.search(self.marked.text.low, max(0, one.first - 50), one.first):
            return "venue"
        first = one.first - 4 * norm.startswith("the ", max(0, one.first - 4))
        if venue.before(norm, first, "before") or self._is_address(one):
            return "venue"
        if venue.behind(norm, one.last, "seat"):
            return "seat"
        if is_cjk(norm[one.start]) and _AT_JA.match(norm, one.last):
            return "venue"
        behind = venue.behind(norm, one.last, "behind")
        if behind and not norm.startswith("は", behind.end):
            return "venue"
        return ""
