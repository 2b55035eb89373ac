"""What is told to have been done: documents signed, renewed and ended, visits and other acts.

An act is a verb with a document, or a word for a visit, a festival and so on. Whether it has been
done, is to come or is only wished for is told by the words beside its verb.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lib.reading.words import Hit, Marked

SIGNED = (
    "sister_city",
    "friendship_agreement",
    "mou",
    "cooperation_agreement",
    "letter_of_intent",
    "renewal",
)
# Of documents named in one breath the one that is more of its own is meant.
_TIES = ("sister_city", "friendship_agreement")
_FORCE = {kind: rank for rank, kind in enumerate((*SIGNED[:5], "generic"))}
_CLAUSE = re.compile(r"[;；]")
_COLON = re.compile(r"[:：]\s")
_PAST_JA = re.compile(
    r"(?:書?)?(?:を|が|式を|式が)?(?:行|おこな)?(?:し|され|い|われ)?(?:て|た|まし|で[きい])"
)
_ATTRIBUTE_JA = re.compile("(?:を?交わし|し|され|ん|れ)?(?:た|だ)(?![。、と])")
_GOES_ON_JA = re.compile("(?:し|され|い|び|わし|ね)?、")
_BEHIND, _BEFORE, _LISTED = 90, 120, 260
# They met, or held a ceremony, to sign; the first city to sign.
_TO_SIGN = re.compile(
    r"\b(?:first|held|met|gathered|ceremony|came|travel?led|flew|sat down|joined)\b"
    r"[^.;]{0,60}\bto sign$"
)
# A statement is issued, adopted or announced, an agreement is not.
_ISSUED = ("発表", "issued", "adopted", "đưa ra tuyên bố", "ra tuyên bố")
# What was named before, as the subject of signing.
_IT = re.compile(
    r"\b(?:it|this|which) (?:will|was|is|would|has)\b|\bđược $|\bduoc $|^(?:dự kiến|du kien) $",
    re.M,
)
# Gia hạn bản ghi nhớ ký ngày 20/11/2015
_SIGNED_THEN = re.compile(
    r" (?:(?:lần đầu|lan dau|vào|vao|hồi|hoi|ngày|ngay|tháng|thang|năm|nam|từ|tu) )+\d"
)
_SIGNED_JA = re.compile("(?:調印|署名|締結)(?:し|す|され|を|へ|の見)")
_SIGNED_PAST_JA = re.compile("(?:署名|調印|締結)(?:し|され)(?:た|まし|て)")
_NOMINAL = re.compile(
    r"\b(?:kết quả|công tác|tình hình|quy trình|ket qua|cong tac|tinh hinh|quy trinh) $"
)
_TALKED = re.compile(
    r"\b(?:trao đổi|bàn|thảo luận|trao doi|ban|thao luan|talked|spoke)(?: với [^,;]{2,30})?"
    r" (?:về|ve|about)\b[^;]*$"
)
_TALKED_JA = re.compile(
    "[^。]{0,30}(?:について|をめぐっ|をめぐり|に関し|などを話題)[^。]{0,16}(?:意見|話し合|協議|会談|懇談)"
)
# A signing that was put off is still to come.
_PUT_OFF = re.compile(r"\b(?:được|bị|phải|đã|duoc|bi|phai) (?:dời|lùi|hoãn|doi|lui|hoan)\b|を?延期")
_TOPIC_JA = re.compile(
    "(?:観光|経済|技術|人材|産業|農業|文化|教育|青少年|スポーツ|学術|貿易|医療|企業|林業|水産|防災)の?$"
)
_ARRIVES_JA = ("来日", "訪日", "訪越")
_SENT_JA = ("受け入れ", "受入れ", "派遣", "受入")
_VOLUNTEERS_JA = re.compile("協力隊(?!事務)[^、。]{0,14}隊員")
_TRAINEES_JA = re.compile("研修生|実習生|インターン|技能者|介護人材|留学生|国際交流員")
# 協定を3月末で解消することが分かった
_ENDS_JA = re.compile("(?:する)?(?:こと[がをで]|と(?:発表|決め|通知|伝え))")
_MARKED_JA = re.compile("(?:を|の)(?:記念して|記念し、|記念する|記念した|祝って|機に)")
# 草の根技術協力事業の実施に係る合意文書に署名した: what begins is the project.
_OF_PROJECT_JA = re.compile(
    "(?:技術協力|草の根)[^。]{0,60}?"
    "(?:実施に(?:係る|関する|かかる|ついての)|」の?|事業の?)(?:討議)?$"
)
_YEARS_JA = re.compile(r"(?:の?(?:締結|提携|調印|樹立))?(?:から)?\d+周年")
_SIGNING = re.compile("sign|ký|ky |署名|調印|締結|交換|取り交わ|手交")
# Celebrated the fifth anniversary of their cooperation agreement.
_OF_IT = re.compile(
    r"(?: of| since| from| for|'s)(?: the| their| its| a| an| signing| this)*(?: [\w-]+){0,3} "
)
_TOWARDS_JA = re.compile(
    "(?:の?(?:樹立|締結|提携|実現|調印))?(?:に向け|を目指|をめざ|を視野|を前提|に先立)"
)
# 結んだ覚書に基づき: what is told is done under the document.
_UNDER_JA = re.compile("[」』]?(?:に基づ|により|によって|を受け|を踏まえ|に沿っ|に従)")
_OBJECT_JA = re.compile("書?を?、")
REPLACES = ("thay thế", "thay cho", "replac", "succeeds", "それに代わる", "に代わる", "thay the")
_FRAME = re.compile(
    r"(?:\b(?:kết thúc|sau|tại|ket thuc|tai|after|at|following|during|end of|chào mừng|chao mung|"
    r"welcoming|receiving|greeting|hosting)"
    r"(?: the| their| các| cuộc| cac| cuoc)?) $"
)
_DURING = re.compile(r"\b(?:held during|signed during|during)\b[^,.;]{0,45}$")
_FRAME_JA = re.compile("の?(?:後|あと|の席|終了後|に続き|に先立ち)")
# ダラット市と協定へ 5月に調印
_TO_COME_JA = re.compile("(?:協定|提携|覚書|締結|調印|署名|合意書)へ(?= |、|$)")
# What would be concluded if the border was open.
_IF = re.compile(r"\b(?:if|provided that|depends? on|subject to|nếu|neu|với điều kiện)\b")
# The signing foreseen for this morning did not take place.
_NOT_HELD = re.compile(
    r"[^.;]{0,140}\b(?:did not (?:take place|happen|go ahead)|put an end to (?:that|this|the) plan|"
    r"fell through|made (?:it|that|this) impossible|prevented (?:it|that|this)\b|"
    r"could not (?:take place|be held|travel)|(?:was|were|has been|have been) "
    r"(?:cancelled|canceled|called off))\b"
)
# The document: it is a memorandum on …
_IS_A = re.compile(r"[:,] (?:it|this|which) (?:is|was) an? (?:[\w-]+ )?$")
# No documents with partners, không có văn bản nào với đối tác
_NO = re.compile(r"\b(?:no|without|không có|chưa có|khong co|chua co) (?:\w+ ){0,4}$")
# What visitors of whom it is told do there.
_ATTENDED = re.compile(
    r"\b(?:visit\w*|travel\w*|toured|came|went|flew|thăm|sang|đến|tới) [^.;]{4,80}"
    r"(?:and|to|và|,) (?:attend\w*|take part in|took part in|join\w*|watch\w*|tham dự|dự|tham gia)"
    r" [^,.;]{0,30}$"
)
_ATTENDED_JA = re.compile("(?:の[^、。]{1,12})?(?:に|を|へ)(?:参加|出席|観覧|見学|視察|鑑賞|出演)")
_VISITED_JA = re.compile("(?:訪問し|訪れ|訪ね)(?:て)?、")
# 覚書を結ぶことで一致した
_AGREED_JA = re.compile(
    "(?:する|う|ぶ|す|る)?(?:こと|方針|予定|見通し|運び)(?:で|を|に|と)"
    "(?:一致|合意|確認|決め|申し合わせ|調整|同意|なっ|なり|して)"
)
_AT_JA = re.compile("(?:の場|の席|の中)?で(?:は)?(?![あはもすき])|において")
_MONTH_JA = re.compile(r"\d月|来月|来週|\d日")
_PLAIN_JA = re.compile("(?:団|隊)?(?:を?送|を派遣|を?す|に来|し)?(?:る|ます)(?:。|$)")
# …を開く。 …を体験します。
_PRESENT_JA = re.compile(
    "(?<![てで]い)(?:ます|(?:開|招)く|行う|行なう|(?:訪れ|訪ね|迎え|受け入れ|始め|設け)る|始まる|結ぶ|交わす|"
    "贈る|(?:訪問|派遣|開催|実施|参加|出席|締結|調印|署名|開設|就航|運航|会談|面会|視察|滞在|公演|交流|"
    "出発|体験|来日|訪日|来県|来訪|披露|紹介)(?:す|され)る|(?:開か|行わ|催さ)れる)[。」]?\\s*$"
)
_NO_YEAR_JA = re.compile(r"(?<![年\d])\d{1,2}月|[今来][月週]|[今来][春夏秋冬]|(?<![月\d])\d{1,2}日")
_EVERY_JA = re.compile("毎[年月週]|例年|年に\\d|定期的|恒例")
# What a plan can be told of in the present tense.
_PLANNED = frozenset(
    (*SIGNED, "generic", "visit", "festival", "forum", "programme", "office", "flight")
)
_CLOSE_JA = 60
_TWO = 2
_REACH = 40
_APART = 25
_TOUCHING = 5
# 友好交流に関する覚書 is one document.
_NEAR_JA = 14


@dataclass(frozen=True)
class Act:
    """An act told at `norm[start:end]`; `at` is where its verb stands.

    kind: a code of kinds, "generic" for a document without a kind, "ceremony" for the ceremony of a
    document. status: "" or "announced". sure: whether it is told and not only named. clause: where
    its words stand. absorbed: named within another act, so it counts with its own date only. lead:
    what says before a colon who signed the documents of the list in which it stands.
    """

    kind: str
    start: int
    end: int
    at: int
    clause: tuple[int, int]
    status: str = ""
    told: bool = True
    absorbed: bool = False
    ended: bool = False
    lead: tuple[int, int] | None = None


def acts(marked: Marked, start: int, end: int) -> list[Act]:
    """The acts that the sentence `norm[start:end]` tells or names, in its order."""
    found: list[Act] = []
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(marked.plain, start, end)), end]
    for a, b in pairwise(cuts):
        found += _Clause(marked, a, b).acts()
    found += _without_document(marked, cuts, found)
    lead = _COLON.search(marked.plain, start, cuts[1])
    if len(cuts) > _TWO and lead and marked.hits.any("verbs", "sign", within=(start, lead.end())):
        # What was signed with partners: a memorandum with A (2019); a statement with B (2022).
        before = (start, lead.end())
        found = [
            replace(act, told=True, lead=before)
            if act.kind in (*SIGNED, "generic") and act.start > cuts[1] else act
            for act in found
        ]  # fmt: skip
    return found


def _without_document(marked: Marked, cuts: list[int], told: list[Act]) -> Iterator[Act]:
    """The acts of clauses that leave out the document of the one before: with A, signed a
    memorandum in 2014; with B, signed in 2023.
    """
    for a, b in pairwise(cuts[1:]):
        before = [act for act in told if act.told and act.kind in SIGNED and act.start < a]
        verbs = marked.hits.of("verbs", "sign", within=(a, b))
        here = any(a <= act.start < b for act in told)
        if before and verbs and not here and not marked.hits.any("documents", within=(a, b)):
            verb = verbs[0]
            yield Act(before[-1].kind, verb.start, verb.end, verb.start, (a, b))


class _Clause:
    def __init__(self, marked: Marked, start: int, end: int) -> None:
        self.marked = marked
        self.range = start, end
        self.plain = marked.plain
        self.japanese = marked.lang == "ja"
        self.docs = [self._by_topic(doc) for doc in self._of("documents")]

    def _of(self, section: str, *codes: str) -> list[Hit]:
        return self.marked.hits.of(section, *codes, within=self.range)

    def _by_topic(self, doc: Hit) -> Hit:
        """A document on exchange in one field is none on friendship: 観光交流に関する協定."""
        friends = doc.code == "friendship_agreement" and self.plain.startswith("交流", doc.start)
        one = _TOPIC_JA.search(self.plain, max(self.range[0], doc.start - 8), doc.start)
        return replace(doc, code="cooperation_agreement") if friends and one else doc

    def acts(self) -> list[Act]:
        """All acts of the clause."""
        signed = [self._judged(act) for act in (*self._renewed(), *self._signed(), *self._tied())]
        ended = list(self._ended())
        if ended:
            signed = [replace(act, ended=True) for act in signed if act]
        told = [act for act in signed if act]
        told = self._one_each(told)
        milestones = [one for one in self._milestones() if not (told and self._is_marked(one))]
        told = [self._absorbed(act, milestones) for act in told]
        others = [self._judged(act) for act in self._activities() if not self._is_recalled(act)]
        years = set(re.findall(r"(?:19|20)\d\d", self.plain[slice(*self.range)]))
        if ended:
            others = [act for act in others if act and act.kind != "visit"]
        named = [act for act in told if act.told and not act.absorbed and act.kind != "generic"]
        if named and len(years) < _TWO:
            # A flight or a project that a document is about is no act of its own.
            others = [
                act
                for act in others
                if act
                and (
                    act.kind in ("festival", "forum", "visit", "tie")
                    or (act.kind == "office" and act.end <= named[0].start)
                    or self._has_begun(act, named[0].end)
                )
            ]
        if self.japanese:
            others = [act for act in others if act and not self._is_opened_with(act)]
        if named:
            # At the end of the talks they signed …
            others = [act for act in others if act and not self._is_frame(act)]
            others = [
                act
                for act in others
                if act and (act.kind == "milestone" or not self._is_occasion(act))
            ]
        others = [act for act in others if act and not self._is_of_delegation(act, others)]
        if any(act and act.kind == "visit" for act in others):
            # What is talked about on a visit.
            others = [act for act in others if act and act.kind not in ("flight", "tie")]
            others = [act for act in others if act and not self._is_talked_about(act)]
            others = [act for act in others if act and not self._is_seen_there(act)]
            others = [act for act in others if act and not self._is_occasion(act)]
            milestones = [act for act in milestones if not self._is_occasion(act)]
        named_only = [self._celebrated(act, milestones) for act in self._named(told)]
        acts = [*told, *ended, *milestones, *(act for act in others if act), *named_only]
        return [*acts, *(() if any(act.told for act in acts) else self._handed())]

    def _handed(self) -> Iterator[Act]:
        """What one gave another, which both sides and a day must tell: trao cho thành phố bạn."""
        if not self._of("parties", "company") and not self._of("letters"):
            for hit in self._of("handed"):
                yield Act(hit.code, hit.start, hit.end, hit.start, self.range, told=False)

    # Documents

    def _signed(self) -> Iterator[Act]:
        for verb in self._of("verbs", "sign"):
            doc = self._document(verb)
            issued = not self.plain.startswith(_ISSUED, verb.start)
            if doc and self.japanese and _OF_PROJECT_JA.search(self.plain, *self._ahead(doc)):
                yield self._act("programme", doc, verb)
            elif doc and (issued or doc.code == "letter_of_intent"):
                under = doc.start >= verb.end and _UNDER_JA.match(self.plain, doc.end)
                since = self.plain.rfind("、", self.range[0], verb.start)
                own = re.search("[年月]", self.plain[max(since, self.range[0]) : verb.start])
                act = self._act(doc.code, doc, verb)
                if self.japanese and self.marked.hits.any(
                    "verbs", "renew", within=(doc.end, verb.start)
                ):
                    # 覚書を延長することで合意し、18日に調印した
                    act = replace(act, kind="renewal", start=verb.start)
                if act.kind == "generic":
                    said = self._said_to_be(doc) or self._one_more(doc)
                    act = replace(act, kind=said or act.kind)
                yield replace(act, absorbed=bool(under and not own))
                yield from self._beside(doc)
        if not self.docs:
            yield from self._signed_unnamed()

    def _signed_unnamed(self) -> Iterator[Act]:
        """What a verb alone says to have been signed."""
        ties = self._of("activities", "tie")
        for verb in self._of("verbs", "sign")[:1]:
            if ties and not self.plain.startswith(_ISSUED, verb.start):
                # Friendly relations that the two signed in …
                yield self._act("friendship_agreement", ties[0], verb)
            signed = self.japanese and _SIGNED_JA.match(self.plain, verb.start)
            if signed or _IT.search(self.plain, self.range[0], verb.start):
                yield Act("generic", verb.start, verb.end, verb.start, self.range)

    def _ahead(self, doc: Hit) -> tuple[int, int]:
        """What stands before a document in its clause."""
        return max(self.range[0], doc.start - _LISTED), doc.start

    def _said_to_be(self, doc: Hit) -> str:
        """The kind that a clause says a document to be of: … was signed: it is a memorandum on …"""
        return next(
            (
                other.code for other in self.docs
                if other.start > doc.end and _IS_A.search(self.plain, doc.end, other.start)
            ),
            "",
        )  # fmt: skip

    def _one_more(self, doc: Hit) -> str:
        """The kind of the document named last, if this is one more of it: signed one with …"""
        if not self.plain.startswith("one ", doc.start):
            return ""
        before = [
            hit for hit in self.marked.hits.of("documents", within=(doc.start - _LISTED, doc.start))
            if hit.code in SIGNED
        ]  # fmt: skip
        return before[-1].code if before else ""

    def _tied(self) -> Iterator[Act]:
        for verb in self._of("verbs", "establish"):
            doc = self._document(verb, "sister_city", "friendship_agreement")
            passive = not self.japanese and self.plain.endswith(("was ", "were "), 0, verb.start)
            far = _BEFORE if passive else _CLOSE_JA
            if doc and abs(doc.start - verb.end) < far:
                yield self._act(doc.code, doc, verb)
        for doc in self.docs:
            # A verb of its own: kết nghĩa, twinned.
            of_another = any(
                0 <= doc.start - other.end < _NEAR_JA and other.code not in ("generic", doc.code)
                for other in self.docs
            )
            if self.plain[doc.start : doc.end] in _VERBS_TOO and not of_another:
                yield self._act(doc.code, doc, doc)

    def _beside(self, doc: Hit) -> Iterator[Act]:
        """Other documents of one verb: 2009年に覚書を、2019年に協定を取り交わし."""
        for other in self.docs if self.japanese else []:
            if other.end < doc.start and _OBJECT_JA.match(self.plain, other.end):
                yield Act(other.code, other.start, other.end, other.start, self.range)

    def _renewed(self) -> Iterator[Act]:
        for verb in self._of("verbs", "renew"):
            doc = self._document(verb) or self._other_side(verb)
            between = doc and self.marked.hits.any(
                "verbs",
                "sign",
                "establish",
                within=(min(doc.start, verb.start), max(doc.start, verb.start)),
            )
            if self.plain.startswith(REPLACES, verb.start):
                # The date behind it is that of the document that is replaced.
                yield self._act("renewal", verb, verb)
                continue
            apart = doc is not None and (between or verb.start - doc.end > _APART)
            if doc:
                yield self._act("renewal", verb if apart else doc, verb)
            else:
                # It will be renewed on July 22: the document of the sentence before.
                it = _IT.search(self.plain, self.range[0], verb.start)
                yield replace(self._act("renewal", verb, verb), absorbed=not it)

    def _other_side(self, verb: Hit) -> Hit | None:
        return next((doc for doc in self.docs if abs(doc.start - verb.start) < _BEFORE), None)

    def _ended(self) -> Iterator[Act]:
        for verb in self._of("verbs", "end"):
            before = [doc for doc in self.docs if doc.end <= verb.start]
            behind = [doc for doc in self.docs if 0 <= doc.start - verb.end <= 6]
            # Brought their agreement to a close.
            inside = [d for d in self.docs if verb.start < d.start and d.end < verb.end]
            docs = inside or before or behind
            future = self._of("modal", "future")
            if docs and not any(0 <= verb.start - hit.start < 30 for hit in future):
                ahead = _ENDS_JA.match(self.plain, verb.end)
                status = "announced" if ahead else ""
                yield replace(self._act("ended", docs[-1], verb), ended=True, status=status)

    def _document(self, verb: Hit, *kinds: str) -> Hit | None:
        """The document that a verb is about: behind it, or before it in Japanese or the passive."""
        docs = [doc for doc in self.docs if not kinds or doc.code in kinds]
        # 友好提携10周年を記念して覚書を締結: what is celebrated was signed long ago.
        docs = [doc for doc in docs if not _YEARS_JA.match(self.plain, doc.end)] or docs
        # A memorandum between … and … on …, signed on April 14.
        far = _LISTED if self.plain.startswith(", ", verb.start - 2) else _BEFORE
        before = [doc for doc in docs if 0 <= verb.start - doc.end <= far]
        inside = [doc for doc in docs if doc.start < verb.end and verb.start < doc.end]
        if self.japanese:
            past = _ATTRIBUTE_JA.match(self.plain, verb.end)
            named = [doc for doc in docs if past and 0 <= doc.start - past.end() <= _NEAR_JA]
            if named:
                # 2017年に結んだ合意書
                return self._main(named)
            # ビジネスパートナー都市提携を結ぶ
            close = [doc for doc in before if verb.start - doc.end <= _CLOSE_JA]
            if len(close) > 1 and close[-2].end == close[-1].start and close[-2].code in _TIES:
                # 友好港協定を結び
                close.pop()
            own = [doc for doc in inside if doc.code != "generic"]
            # 友好港の提携を結び: what is concluded is called by what stands before it.
            return self._main(own or [*close[-1:], *inside] if inside else close)
        touching = [doc for doc in before if verb.start - doc.end <= _TOUCHING]
        if touching:
            # The agreement signed in …
            return self._main(touching[-1:])
        stop = min(
            (other.start for other in self._of("verbs", "sign") if other.start > verb.start),
            default=self.range[1],
        )
        behind = [doc for doc in docs if verb.end <= doc.start <= min(verb.end + _BEHIND, stop)]
        if behind:
            near = [
                doc
                for doc in behind
                if doc.start - behind[0].end <= _APART
                and not re.search(r"\d", self.plain[behind[0].end : max(doc.start, behind[0].end)])
            ]
            sisters = [doc for doc in near if doc.code == "sister_city"]
            return self._main([behind[0], *sisters] if behind[0].code != "generic" else near)
        return self._main(before[-1:]) or self._main(inside)

    def _main(self, docs: list[Hit]) -> Hit | None:
        """Of documents named together: a sister tie, or else the last that has a kind."""
        named = [doc for doc in docs if doc.code != "generic"]
        # 友好都市提携に向けた意向書
        named = [doc for doc in named if not _TOWARDS_JA.match(self.plain, doc.end)] or named
        sisters = [doc for doc in named if doc.code == "sister_city"]
        if sisters:
            span = (min(doc.start for doc in docs), sisters[0].start)
            if not self.marked.hits.any("modal", "wish", within=span):
                return sisters[0]
            named = [doc for doc in named if doc.code != "sister_city"]
        return named[-1] if named else docs[-1] if docs else None

    def _act(self, kind: str, doc: Hit, verb: Hit) -> Act:
        start, end = min(doc.start, verb.start), max(doc.end, verb.end)
        return Act(kind, start, end, verb.start, self.range)

    def _one_each(self, found: list[Act]) -> list[Act]:
        """Of acts that share their words, one."""
        kept: list[Act] = []
        renewed = any(act.kind == "renewal" for act in found)
        for act in sorted(
            found, key=lambda a: (a.kind != "renewal", _FORCE.get(a.kind, 0), a.start)
        ):
            again = any(act.start < other.end and other.start < act.end for other in kept)
            if again and not (renewed and self._dated_apart(act, kept)):
                continue
            kept.append(act)
        return sorted(kept, key=lambda act: act.start)

    def _dated_apart(self, act: Act, kept: list[Act]) -> bool:
        verb = self._verb_end(act)
        dated = "年" in self.plain[self.range[0] : act.at]
        if self.japanese and dated and _ATTRIBUTE_JA.match(self.plain, verb) and act.at < act.end:
            # 平成31年に締結した覚書を更新する
            return all(act.at != other.at for other in kept)
        years = len(re.findall(r"(?:19|20)\d\d", self.plain[slice(*self.range)]))
        apart = years > 1 or bool(_SIGNED_THEN.match(self.plain, verb))
        return apart and all(act.at != other.at for other in kept)

    def _named(self, told: list[Act]) -> Iterator[Act]:
        """Documents that are named without a verb, and ceremonies."""
        for doc in self.docs:
            near = _NEAR_JA if self.japanese else 0
            if not any(
                act.start - near <= doc.start < act.end
                and (doc.start >= act.start or "、" not in self.plain[doc.end : act.start])
                for act in told
            ):
                yield Act(doc.code, doc.start, doc.end, doc.start, self.range, told=False)
        celebrated = self._of("activities", "milestone")
        if not told:
            for hit in self._of("ceremony")[:1]:
                if celebrated and not _SIGNING.search(self.plain, hit.start, hit.end):
                    # Held a ceremony to mark the anniversary of their agreement.
                    continue
                if self._is_only_celebrated(hit):
                    continue
                yield self._judged(
                    Act("ceremony", hit.start, hit.end, hit.start, self.range)
                ) or Act("ceremony", hit.start, hit.end, hit.start, self.range, told=False)

    def _is_only_celebrated(self, hit: Hit) -> bool:
        """Whether a ceremony in English that is to come is none of signing, as far as is said."""
        signs = _SIGNING.search(self.plain, hit.start, hit.end) or self._of("documents")
        return (
            not self.japanese and not signs and bool(self._of("modal", "future"))
            and not self._of("verbs", "sign")
        )  # fmt: skip

    # What else there is

    def _milestones(self) -> Iterator[Act]:
        for hit in self._of("activities", "milestone"):
            around = (hit.start - (30 if self.japanese else 0), hit.end + 60)
            if self.marked.hits.any("diplomatic", within=around):
                continue
            if self.japanese and self.marked.hits.any(
                "modal", "wish", within=(hit.end, self.range[1])
            ):
                continue
            yield Act("milestone", hit.start, hit.end, hit.start, self.range)

    def _is_marked(self, milestone: Act) -> bool:
        """Whether an anniversary is only what a document was signed for: 10周年を記念して締結."""
        return bool(_MARKED_JA.match(self.plain, milestone.end))

    def _absorbed(self, act: Act, milestones: list[Act]) -> Act:
        for one in milestones:
            gap = one.start - act.end if self.japanese else act.start - one.end
            if -10 <= gap < 80:
                return replace(act, absorbed=True)
        return act

    def _celebrated(self, act: Act, milestones: list[Act]) -> Act:
        """A document that is only named as what is celebrated: the tenth anniversary of their
        memorandum, 覚書の締結10周年.
        """
        plain = self.plain
        of = any(_OF_IT.fullmatch(plain, one.end, max(act.start, one.end)) for one in milestones)
        return replace(act, absorbed=of or act.absorbed)

    def _has_begun(self, act: Act, behind: int) -> bool:
        """Whether a project is said to have begun: right behind its name, or in a part of the
        sentence of its own: Theo thỏa thuận đã ký, từ tháng 5 tỉnh tiếp nhận …
        """
        if act.kind != "programme":
            return False
        comma = self.plain.rfind(",", self.range[0], act.start)
        start = comma if comma >= behind and not self.japanese else act.start
        return self.marked.hits.any("begin", within=(start, act.end + _APART))

    def _is_recalled(self, act: Act) -> bool:
        """Whether a sentence opens with a visit that was told before: Tại buổi tiếp, …"""
        opens = _FRAME.fullmatch(self.plain, self.range[0], act.start)
        return act.kind == "visit" and bool(opens) and self.plain.startswith(",", act.end)

    def _is_frame(self, act: Act) -> bool:
        """Whether a visit only says when or where a document was signed."""
        if act.kind != "visit":
            return False
        if self.japanese:
            return bool(_FRAME_JA.match(self.plain, act.end))
        return bool(_FRAME.search(self.plain, self.range[0], act.start))

    def _is_opened_with(self, act: Act) -> bool:
        """Whether a flight is only when something else is held: 就航に合わせて…を開く."""
        return act.kind == "flight" and self._is_occasion(act)

    def _is_occasion(self, act: Act) -> bool:
        """Whether it is only what brought a visitor: nhân dịp dự lễ kỷ niệm."""
        occasions = ("festival", "forum", "milestone", *(("flight",) if self.japanese else ()))
        if act.kind not in occasions:
            return False
        window = (act.end, act.end + 12) if self.japanese else (act.start - 45, act.start)
        near = self.marked.hits.of("occasion", within=window)
        if near:
            return self.japanese or "," not in self.plain[near[-1].end : act.start]
        before = self.marked.hits.of("occasion", within=(self.range[0], act.start))
        return (
            act.kind == "festival"
            and not self.japanese
            and bool(before)
            and "," not in self.plain[before[-1].end : act.start]
        )

    def _activities(self) -> Iterator[Act]:
        held = self._of("held", "words")
        begun = self._of("begin", "words")
        for hit in self._of("activities"):
            if hit.code in ("milestone", "no"):
                continue
            if self._is_of_trainees(hit) or self._is_arrival(hit):
                continue
            if hit.code == "festival" and _DURING.search(self.plain, self.range[0], hit.start):
                continue
            told = hit.code in ("visit", "tie")
            if hit.code == "programme":
                told = bool(begun) or bool(self._of("carry", "words"))
            elif not told:
                told = bool(held) or bool(begun) or hit.code == "office"
            at = hit.start
            if hit.code == "programme":
                # Its date stands by the word that says that it began.
                behind = [word.start for word in begun if 0 <= word.start - hit.end < _REACH]
                at = behind[0] if behind and not self.japanese else at
            yield Act(hit.code, hit.start, hit.end, at, self.range, told=told)

    def _is_talked_about(self, act: Act) -> bool:
        """Whether a project is what was talked about: trao đổi về du lịch và phái cử lao động."""
        if self.japanese:
            talked = _TALKED_JA.match(self.plain, act.end)
        else:
            talked = _TALKED.search(self.plain, self.range[0], act.start)
        return act.kind == "programme" and bool(talked)

    def _is_seen_there(self, act: Act) -> bool:
        """Whether visitors went to a festival: 訪れ、花まつりに参加した."""
        if act.kind != "festival":
            return False
        if not self.japanese:
            return bool(_ATTENDED.search(self.plain, self.range[0], act.start))
        behind = _ATTENDED_JA.match(self.plain, act.end)
        return bool(behind and _VISITED_JA.search(self.plain, self.range[0], act.start))

    def _is_of_delegation(self, act: Act, others: list[Act | None]) -> bool:
        """Whether a delegation is sent or received, which is a visit: 訪問団を受け入れる."""
        return (
            self.japanese
            and act.kind == "programme"
            and self.plain.startswith(_SENT_JA, act.start)
            and any(
                one and one.kind == "visit" and one.end <= act.start
                and self.plain[one.end - 1] == "団"
                and "、" not in self.plain[one.end : act.start]
                for one in others
            )
        )  # fmt: skip

    def _is_of_trainees(self, hit: Hit) -> bool:
        """Whether trainees or volunteers came, which is no visit: 実習生5人が来日した."""
        if not self.japanese:
            return False
        came = self.plain.startswith("来日", hit.start)
        who = _TRAINEES_JA if came else _VOLUNTEERS_JA
        return bool(who.search(self.plain, self.range[0], hit.start))

    def _is_arrival(self, hit: Hit) -> bool:
        """Whether it only says when visitors came to the country: 17日に来日した委員長は19日、…."""
        if not (self.japanese and self.plain.startswith(_ARRIVES_JA, hit.start)):
            return False
        return any(
            other.start > hit.end and not self.plain.startswith(_ARRIVES_JA, other.start)
            for other in self._of("activities", "visit")
        )

    # Done, to come, or wished for

    def _judged(self, act: Act) -> Act | None:
        """The act with its status; None if it is denied or wished for."""
        if self.japanese:
            return self._judged_japanese(act)
        if _NOMINAL.search(self.plain, self.range[0], act.at):
            # What a report is on: kết quả ký kết thỏa thuận quốc tế
            return None
        low, high = max(self.range[0], act.at - 70), act.at + 8
        if self.marked.hits.any("modal", "negative", within=(max(low, act.at - 40), act.end)):
            return None
        if _NO.search(self.plain, max(self.range[0], act.start - 60), act.start):
            return None
        if _NOT_HELD.match(self.plain, act.end, self.range[1]):
            return None
        wishes = self.marked.hits.of("modal", "wish", within=(low, act.at + 1))
        futures = self.marked.hits.of("modal", "future", within=(low, high))
        if act.kind in (*SIGNED, "ceremony") and _PUT_OFF.search(
            self.plain, act.end, self.range[1]
        ):
            return replace(act, status="announced")
        wished = wishes[-1].start if wishes else -1
        future = futures[-1].start if futures else -1
        if wished >= 0 and not self._told_after(wished, act.at):
            return None
        if future >= 0 and not (
            self._told_after(future, act.at)
            or self._is_past(act, future)
            or _TO_SIGN.search(self.plain, self.range[0], future + len("to sign"))
        ):
            open_yet = _IF.search(self.plain, act.end, self.range[1])
            return None if open_yet else replace(act, status="announced")
        return act

    def _is_past(self, act: Act, future: int) -> bool:
        """Whether the verb is one of the past: will work together under a pact they signed."""
        if self.marked.lang == "vi":
            return False
        verb = re.compile(r"\w*").match(self.plain, act.at)
        participle = bool(verb) and verb[0].endswith(("ed", "ten", "igné", "igne"))  # type: ignore[index]
        between = self.plain[future : act.at]
        return participle and not re.search(
            r"\b(?:be|been|get|wird|werden|worden|sera|seront)\b", between
        )

    def _told_after(self, at: int, verb: int) -> bool:
        """Whether a comma and a past tense stand between a modal word and the verb."""
        between = self.plain[at:verb]
        return bool(re.search(r"[,:]|\bđã\b|\bda ky\b|\bafter\b|\bwhen\b|\bsince\b", between))

    def _judged_japanese(self, act: Act) -> Act | None:
        stop = min(self.range[1], act.at + 45)
        behind = (act.at, stop)
        if act.kind in (*SIGNED, "ceremony") and _PUT_OFF.search(
            self.plain, act.end, self.range[1]
        ):
            return replace(act, status="announced")
        past = _PAST_JA.match(self.plain, self._verb_end(act))
        hits = self.marked.hits
        if hits.any("modal", "negative", within=behind) and not past:
            return None
        wishes = hits.of("modal", "wish", within=(act.at, act.at + 20))
        if _GOES_ON_JA.match(self.plain, self._verb_end(act)) and not self._is_present(act):
            return self._as_the_last_verb(act)
        # What is wished for at talks does not undo them: 会談で、直行便を提案した.
        if wishes and not past and not (act.kind == "visit" and _AT_JA.match(self.plain, act.end)):
            return None
        futures = hits.of("modal", "future", within=behind)
        agreed = _AGREED_JA.match(self.plain, self._verb_end(act))
        if agreed and not _SIGNED_PAST_JA.search(self.plain, agreed.end(), self.range[1]):
            return replace(act, status="announced")
        if _TO_COME_JA.search(self.plain, act.start, act.end):
            return replace(act, status="announced")
        if agreed:
            return act
        if (futures and not past) or self._is_plain(act) or (not past and self._is_present(act)):
            return replace(act, status="announced")
        return act

    def _is_plain(self, act: Act) -> bool:
        """Whether a sentence with a month ends in a verb that is not of the past: 8月に訪れる。"""
        dated = _MONTH_JA.search(self.plain, *self.range)
        return act.kind == "visit" and bool(
            dated and _PLAIN_JA.match(self.plain, self._verb_end(act))
        )

    def _is_present(self, act: Act) -> bool:
        """Whether the last verb of a sentence with a month or a day is one of the present, and
        no custom is told: 8月に訪問し、ホームステイを体験します。
        """
        start, end = self.range
        last = _PRESENT_JA.search(self.plain, max(start, end - 24), end)
        dated = _NO_YEAR_JA.search(self.plain, start, end)
        custom = _EVERY_JA.search(self.plain, start, end)
        return act.kind in _PLANNED and bool(last and dated) and not custom

    def _as_the_last_verb(self, act: Act) -> Act:
        """An act that goes on in its clause is to come if its last verb is: 訪れ、…すると述べた."""
        last = self.marked.hits.of("modal", "future", within=(act.at, self.range[1]))
        said = last and self.plain.startswith(("ると", "すと", "ぶと"), last[-1].start)
        return replace(act, status="announced") if said else act

    def _verb_end(self, act: Act) -> int:
        verbs = [hit for hit in self._of("verbs") if hit.start == act.at]
        return verbs[0].end if verbs else act.end


# Documents whose name is a verb as well.
_VERBS_TOO = frozenset((
    "kết nghĩa", "ket nghia", "twinned", "twinning", "jumelées", "jumelees", "jumelage",
    "đặt quan hệ hữu nghị", "thiết lập quan hệ hữu nghị", "dat quan he huu nghi",
    "thiet lap quan he huu nghi", "xác lập quan hệ hữu nghị", "xac lap quan he huu nghi",
    "là chị em", "la chi em",
))  # fmt: skip
