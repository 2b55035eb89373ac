"""Whether an act that a sentence tells is one of the places that it names or speaks of."""

import re

from lib.reading.acts import SIGNED, Act
from lib.reading.article import Article
from lib.reading.mention import Mention
from lib.reading.topics import HELD_AT, LEVELS, Topics

# So near an act stands who does it, in characters.
_REACH = 45
# So near before a place stands that it is asked for.
_ASKED = 60
# So near before talks stands with whom: 副大臣と面談.
_MET_JA = 24
_STATE_JA = re.compile(
    "(?:大臣|首相|国家主席|書記長|大使|総領事|国会議長|次官|県人会|JICA|商工会議所)"
    "[^、。]{0,12}(?:と|との|を|へ|に)(?:の)?(?:面談|会談|表敬|会見|面会|懇談|意見交換|協議|訪問)[^、。]{0,3}$"
)
_MINISTRY_JA = re.compile(
    "[^同両各本当南北東西]省(?=と|の[^、。]{0,12}(?:大臣|次官)|、[^、。]{2,20}省と)"
)
# So near before a document stands the ministry that signs it.
_MINISTRY = 45
_FIRMS = re.compile(
    r"\s(?:\w+\s){0,2}(?:firms|companies|investors|businesses|doanh nghiệp|nhà đầu tư|công ty)\b"
)
# 鳥取大乾燥地研究センターの研究者が2016年に現地を訪れた
_SCHOLARS_JA = re.compile(
    "(?:大学?|研究所|研究センター|高専|大学院)の(?:研究者|教授|准教授|教員|学生|研究チーム)(?:ら)?[^、。]{0,8}が[^、。]{0,24}$"
)
_COMES_JA = re.compile("来(?:県|市|庁|町|村|道|府)")
_SIDES = frozenset(("vn", "jp"))
_BOTH = 2
_SCHOOLS = re.compile(r"\btr[ưu][ờo]ng\b(?! h[ợo]p)|\bschools?\b|\buniversit|高校|学校|大学|校と")
_A_SCHOOL = re.compile(
    r"[A-ZĐ][\w-]+ (?:[A-ZĐ]\w+ )*(?:School|University|College|Academy)|\bTrường [A-ZĐ]"
)
_BODY = (
    r"(?:the )?((?:[A-Z][\w-]+ ){1,4}(?:University|College|School|Hospital|Academy|Group|Company))"
)
_BETWEEN = re.compile(rf"[^.;]{{0,40}}?\bbetween {_BODY} and {_BODY}\b")
_MINISTER = re.compile(r"minister|bộ trưởng|thứ trưởng|thủ tướng|bo truong|thu truong|thu tuong")
_JAPAN = re.compile(r"nh[ậa]t|jap|[来訪]日|日本")
_WITH_MINISTRY = re.compile(r"\s(?:với|with)\s(?:bộ\s|the\s(?:\w+\s)?ministry|ministry|chính phủ)")


class Doubts:
    """Doubts whether places did an act."""

    def __init__(self, article: Article, topics: Topics) -> None:
        self.marked = article.marked
        self.mentions = article.mentions
        self.topics = topics

    def is_theirs(
        self, act: Act, named: dict[str, list[Mention]], own: set[str], *, labelled: bool
    ) -> bool:
        """Whether the places named for both sides did the act.

        own: the sides that the sentence names itself; labelled: whether a heading names one.
        """
        known = labelled or self.topics.are_a_pair or self.topics.speaks_of(act.clause, *LEVELS)
        if not own and not known:
            return False
        if act.kind in SIGNED:
            return not (
                self._is_by_ministries(act, own)
                or self._is_of_schools(act, own)
                or self._is_between_others(act)
            )
        one_sided = len(own) == 1
        if act.kind == "visit":
            return self._is_visit(act, named, own, labelled=labelled)
        spoken = labelled or self.topics.speaks_of(act.clause)
        if one_sided and act.kind in HELD_AT and self._is_wished_for(act, named, own):
            return False
        if act.kind == "forum" and len(own & _SIDES) < _BOTH and self._is_national(act):
            # The Prime Minister attended a conference.
            return False
        return not (
            act.kind in HELD_AT and one_sided and not spoken and not self._is_main(named, own)
        )

    def _is_wished_for(self, act: Act, named: dict[str, list[Mention]], own: set[str]) -> bool:
        """Whether the side that the sentence does not name is one that somebody asks for later on:
        mong muốn được kết nối với tỉnh Nagano.
        """
        (missing,) = _SIDES - own
        one = named[missing][0]
        return one.first > act.end and self.marked.hits.any(
            "modal", "wish", within=(one.first - _ASKED, one.first)
        )

    def _is_visit(
        self, act: Act, named: dict[str, list[Mention]], own: set[str], *, labelled: bool
    ) -> bool:
        if self._is_of_the_state(act) or self._is_of_firms(act) or self._is_by_a_school(act, own):
            return False
        both = self.marked.hits.any("both", within=act.clause)
        if len(own) == 1:
            known = labelled or self._is_main(named, own) or self._goes_on(act, named, own)
            known = known or self._is_to_the_only_one(act, named, own)
            known = known or ("jp" not in own and self._is_by_members(act))
            known = known or ("jp" not in own and self._comes_here(act))
            known = known or (
                "vn" not in own and self.marked.hits.any("of_province", within=act.clause)
            )
            # Its governor had come to Hoa Binh in January 2020.
            known = known or self.marked.hits.any("its", within=(act.clause[0], act.start))
            return (known or both) and not self._is_to_country(act, own)
        start, end = act.clause
        return (
            bool(own)
            or labelled
            or both
            or self.topics.speaks_of(act.clause)
            or self._is_at_an_organ(act)
            or any(start <= m.start < end and m.role == "body" for m in self.mentions)
        )

    def _is_of_schools(self, act: Act, own: set[str]) -> bool:
        """Whether schools are who has a tie, and no two places: trường kết nghĩa."""
        tied = act.kind in ("sister_city", "friendship_agreement") and len(own & _SIDES) < _BOTH
        return tied and bool(_SCHOOLS.search(self.marked.plain, *act.clause))

    def _is_between_others(self, act: Act) -> bool:
        """Whether two bodies are named whose document it is, one of them of no place known: an
        agreement between Phan Thiet University and Sojo University.
        """
        between = _BETWEEN.match(self.marked.text.norm, act.end)
        return between is not None and not all(
            any(between.start(n) <= m.start < between.end(n) for m in self.mentions) for n in (1, 2)
        )

    def _is_by_a_school(self, act: Act, own: set[str]) -> bool:
        """Whether people of a school that is named are who travels, and no two places."""
        if self.marked.lang == "ja":
            return bool(_SCHOLARS_JA.search(self.marked.plain, act.clause[0], act.start))
        if len(own & _SIDES) == _BOTH:
            return False
        before = (act.clause[0], act.start)
        officials = self.marked.hits.any("parties", "government", "assembly", within=before)
        return not officials and bool(_A_SCHOOL.search(self.marked.text.norm, *before))

    def _is_national(self, act: Act) -> bool:
        return self.marked.hits.any("parties", "national", within=act.clause)

    def _is_at_an_organ(self, act: Act) -> bool:
        """Whether a committee or a governor is named whose place Japanese need not say again."""
        organs = ("assembly", "government")
        return self.marked.lang == "ja" and self.marked.hits.any(
            "parties", *organs, within=act.clause
        )

    def _is_of_firms(self, act: Act) -> bool:
        """Whether firms are who came: has welcomed 14 firms."""
        return self.marked.lang != "ja" and bool(_FIRMS.match(self.marked.text.low, act.end))

    def _is_by_ministries(self, act: Act, own: set[str]) -> bool:
        """Whether ministries stand right before the words of a document, and no place between."""
        hits = self.marked.hits
        if self.marked.lang == "ja" and "vn" not in own:
            # 文化・スポーツ・観光省と覚書を結び: a ministry, for provinces are written in katakana.
            return bool(_MINISTRY_JA.search(self.marked.text.norm, act.clause[0], act.start))
        near = hits.of("parties", "national", within=(act.start - _MINISTRY, act.start))
        near = [hit for hit in near if hit.start >= act.clause[0]]
        if _WITH_MINISTRY.match(self.marked.text.low, act.end):
            return True
        if not near or hits.any("both", within=act.clause):
            return False
        return not any(near[-1].end <= one.start < act.start for one in self.mentions)

    def _is_to_country(self, act: Act, own: set[str]) -> bool:
        """Whether a trip to the country of the side that is not named is told: nobody there."""
        plain = self.marked.plain
        return any(
            ("jp" if _JAPAN.search(plain, hit.start, hit.end) else "vn") not in own
            for hit in self.marked.hits.of("country", "words", within=act.clause)
        )

    def _is_of_the_state(self, act: Act) -> bool:
        """Whether an ambassador or a minister is who visits, and nobody of the other side."""
        hits = self.marked.hits
        before = hits.of("parties", "national", within=(act.clause[0], act.start))
        if self.marked.lang == "ja":
            start = max(act.clause[0], act.start - _MET_JA)
            return bool(_STATE_JA.search(self.marked.text.norm, start, act.end))
        if not before:
            return False
        named = [m for m in self.mentions if act.clause[0] <= m.start < act.start]
        minister = any(_MINISTER.search(self.marked.plain, h.start, h.end) for h in before)
        if minister and not any(m.role in ("", "visited", "guest") for m in named):
            # The minister worked with the governor of …
            return True
        return not hits.any("seat", within=act.clause) and not hits.any(
            "tour", "words", within=act.clause
        )

    def _goes_on(self, act: Act, named: dict[str, list[Mention]], own: set[str]) -> bool:
        """Whether a delegation spoken of before goes on to somebody else, for talks."""
        (side,) = own
        hits = self.marked.hits
        acting = any(one.role in ("", "visited") for one in named[side])
        (other,) = {"vn", "jp"} - own
        main = self.topics.main[other]
        goes = main is not None and named[other][0].places[0] == main.places[0]
        # Whom one meets at a conference is no visit.
        met = self.marked.hits.any("activities", "forum", within=(act.clause[0], act.start))
        return (
            acting
            and goes
            and not met
            and hits.any("talks", "words", within=act.clause)
            and (hits.any("tour", "words", within=act.clause) or self._is_by_an_official(act))
        )

    def _is_by_an_official(self, act: Act) -> bool:
        """Whether officials of Vietnam are who met somebody: Chủ tịch … làm việc với Thống đốc."""
        before = (act.clause[0], act.start)
        return self.marked.lang == "vi" and self.marked.hits.any("head", within=before)

    def _is_to_the_only_one(self, act: Act, named: dict[str, list[Mention]], own: set[str]) -> bool:
        """Whether officials travel in an article that the title says to be about the one place of
        the other side that acts in it.
        """
        (missing,) = _SIDES - own
        main = self.topics.main[missing]
        acting = {one.places[0].id for one in self.mentions if one.side == missing and not one.role}
        titled = self.topics.is_in_title(missing)
        officials = self.marked.hits.any("parties", "government", "assembly", within=act.clause)
        travel = all(one.role == "" for side in own for one in named[side])
        return bool(main and titled and officials and travel) and len(acting) == 1

    def _is_by_members(self, act: Act) -> bool:
        """Whether members of the prefecture's own assembly are who travels: 有志の県議が…を訪れ."""
        before = (act.clause[0], act.start)
        spoken = self.topics.speaks_of(before, "prefecture")
        return spoken and self.marked.hits.any("parties", "assembly", within=before)

    def _comes_here(self, act: Act) -> bool:
        """Whether officials came to whoever writes in Japanese: クアンナム省書記が来県."""
        hits, plain = self.marked.hits, self.marked.plain
        officials = hits.any("parties", "government", "assembly", within=act.clause)
        return officials and bool(_COMES_JA.match(plain, act.start))

    def _is_main(self, named: dict[str, list[Mention]], own: set[str]) -> bool:
        """Whether the one side that is named is who the article is about."""
        (side,) = own
        main = self.topics.main[side]
        return main is not None and any(
            one.places[0].id == main.places[0].id for one in named[side]
        )

    def can_be_left_out(self, act: Act, own: set[str]) -> bool:
        hits = self.marked.hits
        if hits.any("others", "words", within=act.clause):
            return False
        spoken = bool(own) and self.topics.speaks_of(act.clause)
        # With a company of the other side; one that stands far from the act has no part in it.
        reach = act.clause
        if own:
            reach = (max(reach[0], act.start - _REACH), min(reach[1], act.end + _REACH))
        both = hits.any("both", within=act.clause)
        if both and not own:
            # The two sides signed …, so that firms of each invest.
            reach = (act.clause[0], act.end)
        apart = act.kind in ("visit", "tie", "flight", "forum") or spoken
        if not apart and hits.any("parties", "company", within=reach):
            return False
        missing = {"vn", "jp"} - own
        elsewhere = any(
            one.side in missing and act.clause[0] <= one.start < act.clause[1]
            for one in self.mentions
        )
        # A document with a union of another place.
        if (
            act.kind in SIGNED
            and elsewhere
            and not both
            and hits.any("parties", "organisation", within=act.clause)
        ):
            return False
        near = act.clause
        if self.marked.lang == "ja" and own:
            near = (act.start - _REACH, act.end + _REACH)
        national = hits.any("parties", "national", within=near)
        # A minister who travels meets others.
        return not (national and (act.kind == "visit" or not own))
