"""Dates that are not those of an act, though they stand in its sentence: that of a document named
beside it, of an announcement, of an earthquake, of what has been going on since.
"""

import re

from lib.reading.acts import REPLACES, SIGNED, Act
from lib.reading.article import Article
from lib.reading.dates import Written

# A date so near a document is that of the document: the memorandum of 2013, 2013年の覚書.
_DOCUMENT_OF = re.compile(
    r"\s?\(?\s?(?:of|from|dated|năm|tháng|ký năm|ký ngày|ký tháng|nam|thang|ky nam|ky ngay)\s"
)
_OF_DOCUMENT = re.compile(r"(?:の|に(?:結んだ|締結した|署名した|交わした))[^、。年月日]{0,10}|\s")
# What has been going on since a date: in contact since 2012, 2020年から接触を続けて.
GOES_ON = re.compile(
    r"\b(?:part of|contact|exchanges?|ties|relations|links|worked|work|partners?|cooperation|"
    r"cooperated|run|going|"
    r"tiếp xúc|giao lưu|quan hệ|liên hệ|hợp tác|kết nối|gắn bó|đồng hành|làm việc|"
    r"tiep xuc|giao luu|quan he|lien he|hop tac|ket noi|gan bo|dong hanh)"
    r"[^,.;]{0,24}\b(?:since|từ|kể từ|tu|ke tu)\b(?: năm| nam| tháng| thang| early| late)?\s*$"
)
_GOES_ON_JA = re.compile(
    "(?:から|以来|以降)[^、。]{0,14}(?:接触|交流|関係|連携|協力|つながり|支援)"
)
# Đã ký bản ghi nhớ về quan hệ hữu nghị từ tháng 1-2014: who signs does not go on.
_SIGNED_SINCE = re.compile(
    r"(?:đã |da )?(?:ký|ky)\b[^,.;]*\b(?:từ|tu)(?: năm| nam| tháng| thang)? ?$"
)
_SINCE = re.compile(r"\b(?:since|từ|kể từ|tu)\b[^,.;]{0,8}$")
_SINCE_THEN = re.compile(r"\b(?:since|kể từ khi|từ khi|ke tu khi|tu khi)\b[^,.;]{3,60}$")
_SINCE_JA = ("から", "以来", "以降", "より")
# The day on which somebody said it, not that of what was said.
_SAID_ON = re.compile(
    r"\b(?:said|says|told reporters|told the press|reported|announced|wrote|quoted|stated|"
    r"cho biết|thông báo|công bố|đưa tin|cho hay|cho biet|thong bao|cong bo|dua tin)"
    r"(?: (?:on|late|vào|vao|trong|hôm|hom))*\s*$"
)
_SAID = re.compile(
    r"\b(?:told|said|announced|informed|stated|wrote|reported|cho biết|thông báo|khẳng định|"
    r"nhấn mạnh)\b"
)
_PLAN_JA = re.compile(
    "[^。、]{0,40}(?:こと(?:で|に)(?:合意|一致|同意)|ことを(?:確認|決め|申し合わせ)|予定|計画|方針|見込み)"
)
# Extend the agreement that they signed in 2021.
_THEY_SIGNED = re.compile(
    r"\b(?:they|that|which|two|sides|it|first|originally|hai bên|mà) "
    r"(?:had |have |was |first |đã )*(?:signed|concluded|inked|reached|made|exchanged|ký|ký kết)"
    r"(?: (?:in|on|back|early|late|first|vào|năm|tháng|ngày|từ|hồi))*\s*$"
)
# Gia hạn bản ghi nhớ ký ngày …, renew the memorandum signed on …
_SIGNED_ON = re.compile(
    r"(?: đã| được| which was| that was)* (?:ký|ký kết|signed|concluded)"
    r"(?: (?:lần đầu|vào|hồi|từ|ngày|tháng|năm|first|back|in|on))*\s*"
)
_WHEN = re.compile(r"\b(?:when|after|during|khi|sau khi|lúc|trong chuyến)\b")
_THAT = re.compile(r"[^.;]{0,20}?\b(?:that|rằng)\b")
_ANNOUNCED_THAT = re.compile(
    r"^[^.;]{0,90}?\b(?:announced|said|thông báo|cho biết|công bố|cho hay)(?: that|,| rằng|:)?\s"
)
_AT_CONFERENCE_JA = re.compile(
    "の(?:定例|臨時)?(?:記者会見|会見|本会議|議会|委員会|一般質問)で|(?:に|、)?(?:分か|わか|判明|明らか)"
)
_ANNOUNCED_JA = re.compile(r"^[^。]{0,90}(?:と|を)(?:発表した|発表しました|明らかにした|公表した)")
_BEGAN = re.compile(
    r"\b(?:began|begun|started|launched|set up|bắt đầu|khởi động)"
    r"(?: in| on| từ| vào| năm| tháng)*\s*$"
)
# Those who travelled are back: returned on Saturday, 8日に帰国した.
_RETURNED = re.compile(
    r"\b(?:returned|return|back|flew home|fly home|left for home|wrapped up|về nước|trở về|về đến|"
    r"kết thúc chuyến \w+ \w+|ve nuoc|tro ve)"
    r"(?: (?:home|to \w+|on|\w+day|vào|ngày|from \w+))*[ (]*$"
)
_RETURNED_JA = re.compile("に?(?:は)?(?:帰国|帰県|帰市|帰途|帰路|離日|戻)")
# The MoU follows a visit in January, 1月に訪れたことを契機に結んだ
_LED_TO = re.compile(
    r"\b(?:follow(?:s|ed|ing)?|builds on|result of|tiếp nối|sau chuyến|từ chuyến|kết quả của)\b"
    r"[^,.;]{0,50}(?:visit|trip|talks|mission|chuyến thăm|chuyến công tác|buổi làm việc|chuyến)"
    r"[^,.;]{0,30}$"
)
_LED_TO_JA = re.compile("(?:こと|の|訪問|来県|視察|会談)(?:を|が)(?:契機|きっかけ|機に|受けて)")
_CELEBRATED = re.compile(
    r"(?:周年|anniversary|năm thành lập|năm thiết lập|nam thanh lap)[^。.,、]{0,8}\($"
)
_SIGNED_JA = re.compile(
    "[^、。]{0,40}(?:締結|調印|署名|提携|結ん|交わし)(?:を行っ|をし|し)?(?:た|だ)(?![。、とがので])"
)
_CLOSES = re.compile(
    r"\b(?:closes|closed|ends|ended|runs until|bế mạc|kết thúc|kéo dài đến|mở cửa đến|be mac)"
    r"(?: (?:on|vào|ngày|hết|tối|chiều|sáng))*\s*$"
)
_CLOSES_JA = ("に閉幕", "に閉会", "まで開", "まで行", "までの")
# One more after that of a date: 昨年に続き2回目
_ONE_MORE_JA = ("に続き", "に続いて", "に続く", "に次ぐ", "に次いで", "以来")
# 平成26年10月の提携以来
_SINCE_SIGNED_JA = re.compile("の[^、。はがを]{0,10}(?:提携|締結|調印|協定|覚書)(?:の締結)?以来")
_CONCLUDED_JA = ("に結んだ", "に締結した", "に署名した", "に交わした", "に調印した")
_WHEN_BEHIND = re.compile(r"\s?,? ?(?:when|khi|lúc|với chuyến|with (?:a|the) visit|khi đó)\b")
_UP_TO = re.compile(
    r"\b(?:(?<!back )(?<!dates )(?<!up )to|until|till|through|towards?|đến|tới|den|toi)"
    r"(?: (?:the )?(?:year|end of|năm|hết năm|nam))*"
    r" ?(?:\d*|năm ?\d*|nam ?\d*)$"
)
_DEADLINE = re.compile(
    r"\b(?:trước|truoc|before|no later than|chậm nhất|đến hết|den het|close on)"
    r"(?: (?:là|ngày|ngay))* ?[\d/.n-]{0,5}$"
)
# Since two provinces became one on July 1, 2025; 令和7年7月1日の省の統合により
_MERGED = re.compile(
    r"\b(?:merger|merged|merging|sáp nhập|hợp nhất|sap nhap|hop nhat)\b[^.;]{0,40}$"
)
_MERGED_JA = re.compile(
    "(?:付け?)?の?[^、。はが]{0,14}(?:統合|合併|再編|編入|発足)(?:に|で|後|を|さ|し|と|、)"
)
_ASKED = re.compile(
    r"\b(?:and|but|who|also) (?:also )?(?:invited|asked|proposed|suggested)\b[^.;]*$"
)
_STARTS = re.compile(
    r"\bfrom (?:fiscal |the fiscal |financial )(?:year )?\d*$"
    r"|\b(?:starting|beginning) (?:from |in )$"
)
# 2,071 residents as of January 1
_AS_OF = ("as of ", "as at ", "tính đến ", "tính đến ngày ", "tính đến tháng ")
# 「観光友好都市」の協定 is one document.
_SAME_JA = 3
_BESIDE = 24
# So near behind a year stands what was signed in it.
_TOLD = 45
# So near its beginning has a document that is issued its verb: 声明を発表した
_TO_VERB = 8
_DISASTER = re.compile(
    r"(?:dong dat|con bao|tran lu|lu lut|earthquake|tsunami|typhoon|floods?|disaster)"
    r"(?: (?:of|on|in|hom|ngay|nam|thang|vao))*\s*$"
)
_OF_DISASTER_JA = re.compile("の?[^、。はがを]{0,8}(?:地震|震災|台風|豪雨|津波|水害)")


class OtherDays:
    """Tells which dates belong to something else than an act."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.marked = article.marked

    def is_of_another(self, one: Written, act: Act) -> bool:
        """Whether a date is that of something that is told beside an act."""
        if not act.told:
            return False
        told = (*SIGNED, "generic", "ended")
        if act.kind not in told and self.marked.text.low.endswith(_AS_OF, 0, one.start):
            return True
        if self._is_of_wish(one, act) or self._is_start(one, act):
            return True
        if self._is_said_on(one, act) or self._is_said_that(one, act):
            return True
        if act.kind in (*SIGNED, "generic", "visit", "milestone") and self._is_end(one):
            return True
        if self._is_of_plan(one, act) or self._is_of_merger(one, act):
            return True
        low = self.marked.text.low
        if self.marked.lang == "ja" and low.startswith(_ONE_MORE_JA, one.end):
            return True
        if act.kind not in SIGNED and _SINCE_SIGNED_JA.match(low, one.end):
            return True
        if act.kind in ("tie", "programme", "ended"):
            return False
        return (
            bool(one.day and self._is_of_disaster(one))
            or (act.kind == "visit" and self._is_no_visit(one, act))
            or (act.kind in ("visit", "milestone") and self._is_recalled(one, act))
            or (act.kind == "renewal" and self._is_renewed(one, act))
            or (act.kind in ("festival", "forum", "visit") and self._is_closing(one))
            or (act.kind == "milestone" and self._is_celebrated(one))
            or (act.kind == "milestone" and self._is_when(one, act))
            or ((act.kind in SIGNED or act.kind == "generic") and self._is_since_then(one, act))
            or self._leads_up(one, act)
            or self._goes_on(one, act)
            or self._is_of_since(one, act)
            or self._is_of_document(one, act)
        )

    def _is_of_wish(self, one: Written, act: Act) -> bool:
        """Whether a date in English is that of what somebody asks for behind an act that is done:
        thanked the city for its gift and invited a choir to a festival in August.
        """
        behind = self.marked.lang == "en" and not act.status and act.end <= one.start
        return behind and bool(_ASKED.search(self.marked.text.low, act.end, one.start))

    def _is_start(self, one: Written, act: Act) -> bool:
        """Whether a date in English is that from which something under a document is done."""
        behind = self.marked.lang == "en" and act.kind in SIGNED and act.end <= one.start
        low = self.marked.text.low
        return behind and bool(
            _STARTS.search(low, max(act.end, one.start - 30), min(one.start + 7, one.end))
        )

    def _is_no_visit(self, one: Written, act: Act) -> bool:
        """Whether something began on a date, goes on since then, or those who travelled returned.

        A programme that the two began in 2017; fruit that is exported since 2020.
        """
        low = self.marked.text.low
        before = low[max(0, one.start - 30) : one.start]
        if self.marked.lang == "ja" and _SIGNED_JA.match(low, one.end, max(one.end, act.start)):
            # 2016年に覚書を締結したハイフォン市を訪問した
            return True
        if _WHEN_BEHIND.match(low, one.end):
            # It began in October 2019, when a group of the city came.
            return False
        returned = _RETURNED.search(before) or _RETURNED_JA.match(low, one.end)
        return bool(_BEGAN.search(before) or returned) or self._is_since(one)

    def _is_recalled(self, one: Written, act: Act) -> bool:
        """Whether a date is that of a document that was spoken of: welcoming the delegation, he
        recalled the memorandum signed in 2017.
        """
        if self.marked.lang == "ja" or one.start < act.end:
            return False
        hits = self.marked.hits
        said = hits.of("speech", "words", within=(act.end, one.start))
        then = (said[0].end, one.start) if said else (0, 0)
        if said and self.marked.lang == "vi" and one.day is None:
            # Tại buổi hội đàm, ông nhắc lại: năm 2021, hai tỉnh đã ký …
            then = (said[0].end, one.end + _TOLD)
        return hits.any("verbs", "sign", "establish", within=then) or hits.any(
            "documents", within=then
        )

    def _is_since_then(self, one: Written, act: Act) -> bool:
        """Whether a comma parts a document from since when something goes on: Theo thỏa thuận
        đã ký, từ tháng 5/2023 tỉnh tiếp nhận …
        """
        if self.marked.lang == "ja" or one.start < act.end or not self._is_since(one):
            return False
        return "," in self.marked.text.norm[act.end : one.start]

    def _is_of_plan(self, one: Written, act: Act) -> bool:
        """Whether a date in Japanese is that of a plan behind an act that is done: 会談し、
        10月に技術者を招くことで合意した.
        """
        behind = self.marked.lang == "ja" and not act.status and act.at < one.start
        return behind and bool(_PLAN_JA.match(self.marked.text.low, one.end))

    def _is_end(self, one: Written) -> bool:
        """Whether a date is the end of a term or a deadline: cooperation to 2030, gửi hồ sơ
        trước ngày 30/11.
        """
        low = self.marked.text.low
        if self.marked.lang == "ja":
            return one.day is None and low.startswith(("まで", "度まで", "末まで"), one.end)
        before = low[max(0, one.start - 24) : min(one.start + 5, one.end)]
        return bool(_DEADLINE.search(before) or (not one.month and _UP_TO.search(before)))

    def _is_of_merger(self, one: Written, act: Act) -> bool:
        """Whether a date is that on which provinces became one, and no act between tells else."""
        low = self.marked.text.low
        if self.marked.lang == "ja":
            return one.day is not None and bool(_MERGED_JA.match(low, one.end))
        merged = _MERGED.search(low, max(act.clause[0], one.start - 60), one.start)
        return merged is not None and not merged.start() <= act.start < one.start

    def _is_when(self, one: Written, act: Act) -> bool:
        """Whether a date is that of another visit: the gift follows a promise made when the
        governor came in October.
        """
        if self.marked.lang == "ja" or one.start < act.end:
            return False
        when = _WHEN.search(self.marked.text.low, act.end, one.start)
        within = (when.end(), one.start) if when else (0, 0)
        return self.marked.hits.any("activities", "visit", within=within)

    def _is_celebrated(self, one: Written) -> bool:
        """Whether a date in parentheses is that of what is celebrated: 10周年(12月12日)を祝う."""
        return bool(_CELEBRATED.search(self.marked.text.low, max(0, one.start - 24), one.start))

    def _is_renewed(self, one: Written, act: Act) -> bool:
        """Whether a date is that of the document that is renewed: 2016年に結んだ覚書を更新する."""
        japanese = self.marked.lang == "ja"
        if self.marked.plain.startswith(REPLACES, act.start):
            return (one.start > act.start) != japanese
        low = self.marked.text.low
        concluded = next((w for w in _CONCLUDED_JA if low.startswith(w, one.end)), "")
        if concluded and not low.startswith(("。", "\n"), one.end + len(concluded)):
            return one.end + len(concluded) < act.clause[1]
        if act.at < one.start and _THEY_SIGNED.search(low, act.at, one.start):
            return True
        start, end = act.clause
        # Extended their 2018 memorandum in 2021.
        more = sum(start <= each.start < end for each in self.article.dates) > 1
        docs = self.marked.hits.of("documents", within=act.clause)
        if any(
            doc.end <= one.start and _SIGNED_ON.fullmatch(low, doc.end, one.start) for doc in docs
        ):
            return True
        return more and any(
            self._is_of(one, doc.start, doc.end)
            or (doc.end <= one.start and not low[doc.end : one.start].strip(" ("))
            for doc in docs
        )

    def _is_closing(self, one: Written) -> bool:
        """Whether a date is that on which something ends that began before: closes on Sunday."""
        low = self.marked.text.low
        before = _CLOSES.search(low, max(0, one.start - 24), one.start)
        return bool(before) or low.startswith(_CLOSES_JA, one.end)

    def _leads_up(self, one: Written, act: Act) -> bool:
        """Whether a date is that of a visit that led to a document: 1月の訪問を機に…を結んだ."""
        if act.kind not in SIGNED:
            return False
        low = self.marked.text.low
        if self.marked.lang == "ja":
            return one.end < act.start and bool(_LED_TO_JA.search(low, one.end, act.start))
        return bool(_LED_TO.search(low, max(act.clause[0], one.start - 90), one.start))

    def _goes_on(self, one: Written, act: Act) -> bool:
        low = self.marked.text.low
        if self.marked.lang == "ja":
            on = _GOES_ON_JA.match(low, one.end)
            # Not 2009年から友好協力協定を結び: the word is one of the document's name.
            goes_on = on is not None and one.day is None and not act.start < on.end() <= act.end
        else:
            on = GOES_ON.search(low, max(0, one.start - 60), one.start)
            # Not "a cooperation agreement since 2022".
            own = on is not None and act.kind in SIGNED and act.start <= on.start() < act.end
            own = own or bool(act.kind in SIGNED and _SIGNED_SINCE.match(low, act.start, one.start))
            goes_on = on is not None and not own
        when = low[one.end : one.end + 7].lstrip(" ,").startswith(("khi", "when", "where"))
        return goes_on and not when and not act.start <= one.start < act.end

    def _is_of_since(self, one: Written, act: Act) -> bool:
        """Whether a date is in a clause that says since when, the act outside of it: the first
        since the province took in Kon Tum in July.
        """
        since = _SINCE_THEN.search(
            self.marked.text.low, max(act.clause[0], one.start - 70), one.start
        )
        return since is not None and not since.start() < act.end <= one.start

    def _is_of_document(self, one: Written, act: Act) -> bool:
        """Whether a date is that of another document, named beside it."""
        near = act.end + (_SAME_JA if self.marked.lang == "ja" else 0)
        return any(
            not act.start <= doc.start < near and self._is_of(one, doc.start, doc.end)
            for doc in self.marked.hits.of("documents", within=act.clause)
        )

    def _is_since(self, one: Written) -> bool:
        """Whether a year or a month is since when something is so: từ năm 2020, 2020年から."""
        low = self.marked.text.low
        if one.day or one.same:
            return False
        if self.marked.lang == "ja":
            return low.startswith(_SINCE_JA, one.end)
        return bool(_SINCE.search(low, max(0, one.start - 12), min(one.start + 3, one.end)))

    def _is_of_disaster(self, one: Written) -> bool:
        """Whether a date is that of an earthquake or a storm: trận động đất ngày 1/1."""
        low = self.marked.text.flat
        return bool(_DISASTER.search(low, max(0, one.start - _BESIDE), one.start)) or bool(
            _OF_DISASTER_JA.match(low, one.end)
        )

    def _is_said_on(self, one: Written, act: Act) -> bool:
        """Whether a date is that of an announcement: 13日、…と発表した, cho biết ngày 13/3."""
        low = self.marked.text.low
        if self.marked.lang == "ja" and _AT_CONFERENCE_JA.match(low, one.end):
            # 13日の会見で、…を更新すると述べた; …が9日分かった
            return True
        if self.marked.lang == "ja" and one.start < act.start:
            # The first date of a sentence that ends so: 14日、…調印したと発表した.
            earlier = any(act.clause[0] <= o.start < one.start for o in self.article.dates)
            announced = _ANNOUNCED_JA.match(low[act.start : act.clause[1]])
            own = act.kind == "letter_of_intent" and "発表" in low[act.at : act.at + _TO_VERB]
            return bool(announced) and not earlier and not own
        if one.start < act.start and act.status == "announced":
            said = _ANNOUNCED_THAT.match(low[one.end : act.start])
            return bool(said or _SAID_ON.search(low, max(0, one.start - 30), one.start))
        # Nobody says something in a year: cho biết năm 2023 tỉnh đã tiếp nhận …
        year = one.year is not None and one.month is None
        return not year and bool(_SAID_ON.search(low, max(0, one.start - 30), one.start))

    def _is_said_that(self, one: Written, act: Act) -> bool:
        """Whether what was said on a date is told behind it: told a meeting on August 29 that …"""
        low = self.marked.text.low
        return (
            one.start < act.start
            and bool(_THAT.match(low, one.end))
            and bool(_SAID.search(low, max(act.clause[0], one.start - 90), one.start))
        )

    def _is_of(self, one: Written, start: int, end: int) -> bool:
        low = self.marked.text.low
        if one.end <= start:
            return bool(_OF_DOCUMENT.fullmatch(low, one.end, start))
        return one.start >= end and bool(_DOCUMENT_OF.fullmatch(low, end, one.start))
