"""Places as an article names them: which is meant, and whether it acts or is only mentioned.

A name has a role beside what it means: "" for a place that can act, or why it cannot ("person",
"thing", "venue", "parent", "guest", "merged", "contrast", "remark", "aside", "ward", "region").
"visited" and "venue" can still be the other side of a visit or a festival; "body" is a university
or a port.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lib.language.spelling import is_cjk
from lib.reading.atlas import Atlas, is_first
from lib.reading.dates import Written
from lib.reading.layout import Layout
from lib.reading.names import Found, Place
from lib.reading.words import Hit, Marked

# A rank, by side, and the levels that it can mean.
_LEVELS = {
    "province": {"vn": {"province"}, "jp": {"prefecture"}},
    "city": {"vn": {"municipality", "provincial_city"}, "jp": {"city", "special_ward"}},
    # Districts become towns, and a reference table has what they are last.
    "district": {"vn": {"district", "urban_district", "district_town"}, "jp": set()},
    "town": {"vn": {"district_town", "district"}, "jp": {"town"}},
    "village": {"vn": set(), "jp": {"village"}},
    "region": {"vn": set(), "jp": {"region"}},
}
# The lists whose words stand right beside a name.
_BESIDE = (
    *("seat", "rank_before", "rank_behind", "person", "thing", "venue", "visited"),
    *("parties", "activities"),
)
# So near behind a name stands who acts for it.
_NEAR = 14
_SHARED = frozenset(("venue", "visited", "guest", "contrast", "merged", "thing"))
_SAYS_WHICH = ("", "parent", "within", "venue")
_ONE_OF = {"provinces": "province", "cities": "city", "towns": "town"}
_WITHIN = re.compile(
    r"^(?: ?\(|\s*,|\s)?\s*(?:(?:[\w-]+\s){0,4}?(?:in|of|thuộc|thuoc|của|cua|dans|der|de)\s)?"
    r"(?:(?:the|der|la|de|japan's|japan’s|vietnam's|vietnam’s|northern|southern|central|western|"
    r"eastern|japanese|vietnamese|japanischen|nhật bản,) )*(?:tỉnh|tinh|province of|"
    r"prefecture of|provinz|präfektur|prafektur|provincie|prefectuur|"
    r"préfecture d'|préfecture de|province de)?\s*$"
)
_OWNS = re.compile(r"^(?:の|'s |’s | )?$")
_AND = re.compile(
    r"^\s*(?:(?:,|;|/|&|、|と|・|及び|および|並びに|và|va|cùng|cung|and|et|und|en|with|cùng với|"
    r"as well as|và với|hoặc|hoac|hay|or|ou|oder|または|あるいは|か|や|の|に|から|năm|from|from the|the|đến từ|của|tỉnh|thành phố|thị trấn|"
    r"huyện|tp\.?|"
    r"thanh pho|city of|town of|province of|các|for|with the|的)\s*){1,5}$"
)
_PARENTHESIS = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{40,}[\"”“»]|「[^「」]{25,}」|「[^「」]{8,}」(?=と|など)")
_CAPITAL = re.compile(r"[^\W\d_a-zà-ỹ]")
_NEXT_WORD = re.compile(r"[ \-]([^\W\d_][\w'’.-]*)")
_LAST_WORD = re.compile(r"([\w'’.-]+) $")
_EXPLAINED = re.compile(r"([ァ-ヶー・]{3,})(?:県|市|省|町|社|区)?\($")
_BODY_JA = re.compile(
    r"(?:にある|の)?[^\s、。と]{0,14}(?:大学校?|病院|会社|公社|学院|局|部|委員会|評議会|議会)"
)
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
    r"waterworks|commission|leaders|chairman|chairwoman|vice[- ]chair(?:man|woman)?|officials|mayor|governor|"
    r"party secretary|party chief|delegation|mission)\b"
)
# phường Trường Vinh
_WARD_PART = re.compile(r"\b(?:[Pp]hường|[Xx]ã|[Đđ]ường|[Pp]hố|[Tt]hôn) [A-ZĐ][^\W\d_]* $")
# phường Xuân Hương - Đà Lạt
# ホーチミン市のショッピングモールで, ハノイ市の農業大学で
_AT_JA = re.compile(r"の[^、。はがをにもへとの]{2,18}(?:で(?![あはもすき])|において|にて)")
# ông Suzuki Kanagawa
_NAMED_VI = re.compile(
    r"\b(?:ông|Ông|bà|Bà|ngài|Ngài|anh|chị|[Tt]hống đốc|[Tt]hị trưởng|[Gg]iám đốc|[Cc]hủ tịch) "
    r"[A-Z][a-zō]+ $"
)
_UNKNOWN_JA = re.compile("の?[ァ-ヶー・]{2,14}(?:市|県|郡|区|町|村)(?!場)")
_FIRMS_JA = re.compile(
    "内?の[^、。はがをと]{0,10}(?:業者|企業|会社|メーカー|商店|農家|団体|NPO|npo|店主|経営者)"
)
_BODY_VI = re.compile(
    r"(?:Cảng|Trường|Bệnh viện|Đại học|Học viện|Viện|Trung tâm|Ban|Hiệp hội)"
    r"(?: (?!(?:tại|ở|của|và|với|tỉnh|thành|ký|đến|từ|cho|sang|về) )[^\W\d_]+){0,4} $"
)
_SUCH_AS = re.compile(r"\b(?:như|such as|for example|including) [^;.]{0,80}$")
# Binh Duong, which has been a part of Ho Chi Minh City since July
_NOW = re.compile(
    r"(?:\bpart of|\bmerged (?:into|with)|\bnow (?:in|called|belonging to)?|\babsorbed by|"
    r"\bnay (?:là|thuộc)|\b(?:sáp nhập|hợp nhất|nhập) (?:vào|với)|現在の|現・|現)"
    r"[ (,]*(?:the |enlarged |new |tỉnh |thành phố |tp\.? ?)*$"
)
_WARD_OF = re.compile(r"(?:phường|phuong|xã) [^\d\W][\w ]{1,20} ?[-–] ?$")
_DATELINE = re.compile(
    r"(?:,? ?[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?| ?\([^)]*\d[^)]*\)|"
    r", ?\d{1,2} [A-Z][a-z]+(?: \d{4})?)?"
    r"(?: ?\([^)]*\))? [–—-]{1,2} "
)
_KANJI_NAME = re.compile(r"(?:(?![のとはがをにでもや])[\u4e00-\u9fff々ぁ-んァ-ヶー]){0,4}$")
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


@dataclass(frozen=True)
class Mention:
    """A place named at `norm[start:end]`, with its rank at `norm[first:last]`.

    places: what it can mean, the likeliest first; more than one where the day decides.
    """

    start: int
    end: int
    first: int
    last: int
    side: str
    places: tuple[Place, ...]
    rank: str = ""
    role: str = ""
    party: str = ""

    def at(self, day: str) -> Place:
        """The place that it means on a day in ISO, or as far as known; "" for a day not known."""
        return next((place for place in self.places if _is_valid(place, day)), self.places[0])


def _is_valid(place: Place, day: str) -> bool:
    if not day:
        return not place.valid_to
    begins = not place.valid_from or place.valid_from[: len(day)] <= day
    return begins and (not place.valid_to or place.valid_to[: len(day)] >= day[:10])


@dataclass
class _Around:
    """The words of one section of a text by where they end and where they begin."""

    ends: dict[int, list[Hit]] = field(default_factory=dict)
    starts: dict[int, list[Hit]] = field(default_factory=dict)

    @staticmethod
    def of(marked: Marked, section: str) -> "_Around":
        around = _Around()
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


def mentions(marked: Marked, atlas: Atlas, layout: Layout) -> list[Mention]:
    """The places that the article names, in its order."""
    found = _Finder(marked, layout)
    names = atlas.names.find(marked.text)
    if marked.lang == "ja":
        names = _with_aliases(names, marked.text.norm)
    raw = [found.ranked(one.start, one.end, one.places) for one in names]
    inside = [
        one
        for one in raw
        if one is not None and any(p.start <= one.start < p.end for p in layout.paragraphs)
    ]
    return found.resolved(inside)


def _with_aliases(names: list[Found], norm: str) -> list[Found]:
    """The names, and those in katakana that the text explains: ドンズオン県(Đơn Dương)."""
    result = list(names)
    taken = [(one.start, one.end) for one in names]
    for one in names:
        match = _EXPLAINED.search(norm, max(0, one.start - 25), one.start)
        if match is None or is_cjk(norm[one.start]) or match.end() != one.start:
            continue
        for again in re.finditer(re.escape(match[1]), norm):
            if not any(a < again.end() and again.start() < b for a, b in taken):
                result.append(Found(again.start(), again.end(), one.places))
        result.remove(one)
    return sorted(result, key=lambda one: one.start)


class _Finder:
    def __init__(self, marked: Marked, layout: Layout) -> None:
        self.marked = marked
        self.norm = marked.text.norm
        self.layout = layout
        self.around = {section: _Around.of(marked, section) for section in _BESIDE}
        self.quotes = quotes(marked)
        self.asides = [match.span() for match in _PARENTHESIS.finditer(self.norm)]
        self.sentences = [s for p in layout.paragraphs for s in p.sentences]
        self.all_places: dict[int, list[tuple[Place, ...]]] = {}

    # Which place

    def ranked(self, start: int, end: int, places: tuple[Place, ...]) -> Mention | None:
        """The name with the rank that stands beside it, and what it can mean with that rank."""
        side = places[0].side
        self.all_places[start] = [places]
        codes = (*_LEVELS, *_ONE_OF, "ward")
        before = self.around["rank_before"].before(self.norm, start, *codes)
        behind = self.around["rank_behind"].behind(self.norm, end, *codes)
        if _WARD_PART.search(self.norm, max(0, start - 30), start):
            return None
        if _WARD_OF.search(self.marked.text.low, max(0, start - 40), start):
            return None
        first = before.start if before else start
        last = behind.end if behind else end
        rank = (behind or before).code if behind or before else ""  # type: ignore[union-attr]
        if is_cjk(self.norm[start]) and behind:
            rank = self._japanese_rank(rank, side, self.norm[behind.start : behind.end])
        sides = {place.side for place in places}
        kept = places
        if rank == "ward":
            kept = tuple(p for p in places if p.level == "special_ward")
            if not kept:
                return Mention(start, end, first, last, side, places, rank, "ward")
        elif rank in _LEVELS:
            kept = tuple(p for p in places if p.level in _allowed(rank, p))
            if not kept:
                return None
        if len(sides) > 1:
            kept = tuple(p for p in kept if p.side == kept[0].side)
        return Mention(start, end, first, last, kept[0].side, kept, rank)

    def _is_held_in(self, one: Mention) -> bool:
        """Whether it is a city in which a province of its name holds something."""
        first = any(is_first(p) for found in self.all_places.get(one.start, ()) for p in found)
        return first and one.rank in ("city", "town") and self._where(one) == "venue"

    @staticmethod
    def _japanese_rank(rank: str, side: str, word: str) -> str:
        if side == "vn":
            return {"県": "district", "市": "city"}.get(word, rank)
        return "" if word == "省" else "province" if word == "県" else rank

    def resolved(self, found: list[Mention]) -> list[Mention]:
        """The mentions with their meaning and role; those that mean no place are left out."""
        found = self._ranks_of_lists(self._parents(found))
        known = {
            place.id
            for one in found
            if (one.rank or (any(map(is_first, one.places)) and not is_cjk(self.norm[one.start])))
            and (one.rank or len(one.places) == 1)
            and one.rank in ("", *_LEVELS, "within", "ward")
            and one.role in _SAYS_WHICH
            and not self._is_held_in(one)
            for place in one.places
        } | {
            place.id
            for one in found
            if one.rank in (*_LEVELS, "within", "ward")
            and one.role in _SAYS_WHICH
            and not self._is_held_in(one)
            for place in one.places
        }
        kept = []
        for one in found:
            meant = self._meant(one, known)
            if meant:
                one = replace(one, places=meant, role="" if one.role == "within" else one.role)
                kept.append(replace(one, role=one.role or self._role(one, known)))
        return self._roles_of_lists([one for one in kept if not self._is_beside(one, kept)])

    def _is_beside(self, one: Mention, others: list[Mention]) -> bool:
        """Whether a university in Japanese stands beside the prefecture or city that acts."""
        if one.role != "body" or one.rank or not (one.side == "jp" and is_cjk(self.norm[one.start])):
            return False
        start, end = self.sentence(one.start)
        return any(
            two.rank and two.side == "jp" and two.role == "" and start <= two.start < end
            for two in others
        )

    def _roles_of_lists(self, found: list[Mention]) -> list[Mention]:
        """Where something was, or who looked on, is said once for a list: ở Aichi, Osaka và Mie."""
        result = list(found)
        order = range(len(result) - 1, 0, -1) if self.marked.lang == "ja" else range(1, len(result))
        for i in order:
            at, other = (i - 1, i) if self.marked.lang == "ja" else (i, i - 1)
            one, near = result[at], result[other]
            if one.role == "" and near.role in _SHARED and one.side == near.side:
                joined = _AND.match(self.marked.text.low[result[i - 1].last : result[i].first])
                if joined and not (near.role == "thing" and one.rank):
                    result[at] = replace(one, role=near.role)
        return result

    def _parents(self, found: list[Mention]) -> list[Mention]:
        """Provinces that stand beside a place in them only say where it lies."""
        result = list(found)
        for i in range(len(result) - 1):
            one, two = result[i], result[i + 1]
            if one.side != two.side or two.first - one.last > 60 or two.first < one.last:
                continue
            between = self.marked.text.low[one.last : two.first]
            if between.strip() == "(" and two.rank and self._same_name(one, two):
                result[i] = replace(one, places=two.places, rank=one.rank or "within")
                result[i + 1] = replace(two, role="aside")
                continue
            inner = tuple(p for p in one.places if any(q.id == p.parent for q in two.places))
            if "thing" in (self._thing(one), self._thing(two)):
                continue
            again = self._same_name(one, two) and any(map(str.isalpha, between))
            if inner and not again and _WITHIN.match(between) and two.rank not in ("city", "town"):
                result[i] = replace(one, places=inner, role="within", rank=one.rank or "within")
                result[i + 1] = replace(two, role="parent")
                continue
            outer = tuple(p for p in two.places if any(q.id == p.parent for q in one.places))
            if outer and _OWNS.match(between) and one.rank not in ("city", "town"):
                if not between and not is_cjk(self.norm[two.start]):
                    continue
                seat = is_cjk(self.norm[one.start]) and self._where(two) == "seat"
                result[i] = replace(one, role="visited" if seat else "parent")
                if seat:
                    # An office in a town is one in its province.
                    result[i + 1] = replace(two, role="aside")
                    continue
                result[i + 1] = replace(two, places=outer, role="within", rank=two.rank or "within")
        return result

    def _same_name(self, one: Mention, two: Mention) -> bool:
        flat = self.marked.text.flat
        return flat[one.start : one.end] == flat[two.start : two.end]

    def _ranks_of_lists(self, found: list[Mention]) -> list[Mention]:
        """Provinces, cities: the rank that a list has once is that of each place in it."""
        result = list(found)
        for i, one in enumerate(found):
            if one.rank not in _ONE_OF:
                continue
            rank = _ONE_OF[one.rank]
            backwards = one.last > one.end
            step = -1 if backwards else 1
            j = last = i
            while 0 <= j < len(found):
                each = result[j]
                if j != i and found[j].rank in _ONE_OF:
                    break
                if j != i and each.role != "parent":
                    near = found[j + 1] if backwards else found[last]
                    a, b = (each, near) if backwards else (near, each)
                    if each.side != one.side or not self.joined(a, b):
                        break
                allowed = tuple(p for p in each.places if p.level in _allowed(rank, p))
                if each.role != "parent" and allowed and (not each.rank or j == i):
                    result[j] = replace(each, places=allowed, rank=rank)
                if each.role != "parent":
                    last = j
                j += step
        return result

    def joined(self, one: Mention, two: Mention) -> bool:
        """Whether nothing but "and" and commas stands between two places of a list."""
        return stand_together(self.marked, one, two)

    def _meant(self, one: Mention, known: set[str]) -> tuple[Place, ...]:
        if self._is_port(one):
            cities = tuple(p for p in one.places if p.level in ("city", "municipality"))
            if cities:
                return self._ordered(cities, known)
        if one.role == "ward" or one.rank:
            return self._ordered(one.places, known)
        established = tuple(p for p in one.places if p.id in known)
        if len(established) == 1 or (established and not self._seat(one)):
            return self._ordered(established, known)
        firsts = tuple(p for p in one.places if is_first(p))
        if is_cjk(self.norm[one.start]) and one.side == "jp":
            # A name that has no rank to leave out: 北海道, or that of a university.
            if not self._body(one):
                return tuple(p for p in firsts if self.norm[one.end - 1] == "道")
            return firsts or (one.places if len(one.places) == 1 else ())
        seat = self._seat(one)
        if seat:
            allowed = tuple(p for p in one.places if p.level in _allowed(seat, p))
            if allowed:
                return self._ordered(allowed, known)
        if firsts:
            # Hue is the province-level city or the city before it, as the day will tell.
            later = tuple(p for p in one.places if not is_first(p) and firsts[0].valid_from)
            return (*firsts, *later)
        own = tuple(p for p in one.places if p.own and p.level != "region")
        if len(own) == 1:
            return own
        # The port of Ha Long, in an article on Quang Ninh.
        inner = tuple(p for p in one.places if p.parent in known)
        named = self._body(one) or self._is_in_title(one)
        return inner if len(inner) == 1 and named else ()

    def _is_port(self, one: Mention) -> bool:
        """Whether it is the name of a port: of two places of one name that of the city."""
        before = self.norm[max(0, one.first - 8) : one.first].lower()
        behind = self.norm[one.last : one.last + 5].lower()
        return before.endswith(("port of ", "cảng ", "cang ")) or behind.startswith(("港", " port"))

    def _is_in_title(self, one: Mention) -> bool:
        title = self.layout.title
        return title is not None and title[0] <= one.start < title[1]

    def _seat(self, one: Mention) -> str:
        """Whether a mayor or a governor beside the name says which it is."""
        around, norm = self.around["seat"], self.norm
        end = one.last + 2 if norm[one.last : one.last + 2] in ("'s", "’s") else one.last
        hit = around.behind(norm, end, "city", "province")
        hit = hit or around.before(norm, one.first, "city", "province")
        if hit is None and norm[one.first - 4 : one.first].lower() == " of ":
            hit = around.before(norm, one.first - 4, "city", "province")
        return hit.code if hit else ""

    @staticmethod
    def _ordered(places: tuple[Place, ...], known: set[str]) -> tuple[Place, ...]:
        return tuple(sorted(places, key=lambda p: (p.id not in known, not is_first(p), not p.own)))

    # Which role

    def _role(self, one: Mention, known: set[str]) -> str:
        if one.places[0].level == "region":
            return "region"
        role = self._person(one, known) or self._thing(one) or self._aside(one) or self._where(one)
        return "visited" if role == "seat" else role

    def _person(self, one: Mention, known: set[str]) -> str:
        if one.rank and one.rank != "within":
            return ""
        around, norm = self.around["person"], self.norm
        if is_cjk(norm[one.start]):
            name = norm[one.last : one.last + 12]
            for hit in self.marked.hits.of("person", "behind", within=(one.last, one.last + 5)):
                if _KANJI_NAME.fullmatch(norm[one.last : hit.start]) and one.side == "jp":
                    return "person"
            return "person" if around.before(norm, one.first, "before") and name else ""
        if around.before(norm, one.first, "before"):
            return "person"
        capital = self._capital_behind(one)
        if around.before(norm, one.first, "office"):
            named = any(p.id in known for p in one.places)
            if capital or self.marked.lang != "vi":
                return "person"
            return "" if named or not self._other_prefecture(one, known) else "person"
        if one.side == "jp" and capital:
            return "thing"
        return "person" if self._capital_before(one) else ""

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

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence in which a place of the text lies."""
        return next((s for s in self.sentences if s[0] <= at < s[1]), (at, at + 1))

    def _thing(self, one: Mention) -> str:
        around, norm = self.around["thing"], self.norm
        body = self._body(one)
        if body:
            return "" if body == "acts" else body
        if around.before(norm, one.first, "before"):
            return "thing"
        behind = around.behind(norm, one.last, "behind")
        if behind and self._is_office(one):
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
        return "thing" if behind and not self.around["parties"].starts.get(behind.start) else ""

    def _is_of_another(self, one: Mention) -> bool:
        """Whether what follows in Japanese is a thing of the place, and nobody who acts for it."""
        if self.norm[one.last : one.last + 1] != "の" or one.last + 1 in self.all_places:
            return False
        window = (one.last, one.last + _NEAR)
        hits = self.marked.hits
        acting = hits.any("parties", within=window) or hits.any("delegates", within=window)
        return not acting

    def _is_office(self, one: Mention) -> bool:
        """Whether what stands behind a place is the name of one of its offices."""
        if is_cjk(self.norm[one.start]):
            return bool(one.rank and _OFFICE_JA.match(self.norm, one.last))
        owned = self.marked.text.low[one.end : one.last].endswith(("'s", "’s"))
        owned = owned or self.marked.text.low.startswith(("'s", "’s"), one.last)
        return owned and bool(_OFFICE.match(self.marked.text.low, one.last))

    def _body(self, one: Mention) -> str:
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
        if hit is None:
            return ""
        if before and one.rank in ("province", "city", "district"):
            # The department of the province of …
            return "acts"
        if behind and one.rank and is_cjk(norm[one.start]):
            return ""
        return "body"

    def _aside(self, one: Mention) -> str:
        """Whether it is said in quotation marks, or named to tell it from another."""
        if any(a <= one.start < b for a, b in self.quotes):
            return "remark"
        if any(a < one.start < b for a, b in self.asides) and not self._again(one):
            return "aside"
        if _NOW.search(self.marked.text.low, max(0, one.first - 60), one.first):
            return "aside"
        near = (max(0, one.first - 30), one.first)
        for hit in self.marked.hits.of("contrast", within=near):
            if not re.search(r"[,.;、。]", self.norm[hit.end : one.first]):
                return "contrast"
        start, end = self.sentence(one.start)
        if is_cjk(self.norm[one.start]) and self.marked.hits.any("contrast", within=(one.end, end)):
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
                for hit in hits.of(role, within=part)
                if not any(a <= hit.start < b for a, b in self.asides)
            ]
            if within and not signs and (role == "guest" or one.side == "vn"):
                return role
        return ""

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
        if before == "【":
            return self.norm[one.last : one.last + 1] == "】"
        begins = any(p.start == one.first for p in self.layout.paragraphs)
        return begins and bool(_DATELINE.match(self.norm, one.last))

    def _where(self, one: Mention) -> str:
        norm = self.norm
        if self._is_dateline(one):
            return "venue"
        visited, venue = self.around["visited"], self.around["venue"]
        if visited.before(norm, one.first, "before") or visited.behind(norm, one.last, "behind"):
            return "visited"
        if venue.before(norm, one.first, "before"):
            return "venue"
        if venue.behind(norm, one.last, "seat"):
            return "seat"
        if is_cjk(norm[one.start]) and _AT_JA.match(norm, one.last):
            return "venue"
        behind = venue.behind(norm, one.last, "behind")
        if behind and not norm.startswith("は", behind.end):
            return "venue"
        return ""


def _allowed(rank: str, place: Place) -> set[str]:
    levels = set(_LEVELS[rank][place.side])
    if place.id == "jp-tokyo" and rank == "city":
        levels.add("prefecture")
    return levels


def quotes(marked: Marked) -> list[tuple[int, int]]:
    """Where somebody is quoted at length."""
    return [match.span() for match in _QUOTED.finditer(marked.text.norm)]


def stand_together(
    marked: Marked, one: Mention, two: Mention, dates: Iterable[Written] = ()
) -> bool:
    """Whether "and", commas, words for their bodies and dates alone stand between two places."""
    between = list(marked.text.low[one.last : two.first])
    spans = [(each.start, each.end) for each in dates if one.last <= each.start < two.first]
    if marked.lang != "ja":
        parties = marked.hits.of("parties", within=(one.last, two.first))
        spans += [(hit.start, hit.end) for hit in parties]
    for start, end in spans:
        between[start - one.last : end - one.last] = " " * (end - start)
    joined = _PARENTHESIS.sub(" ", "".join(between))
    if marked.lang == "ja":
        joined = _BODY_JA.sub("", joined)
    return not joined.strip() or bool(_AND.match(joined))


def groups(
    found: Iterable[Mention], marked: Marked, dates: Iterable[Written] = ()
) -> list[list[Mention]]:
    """The mentions of one side in lists: those joined by "and" or commas stand together."""
    result: list[list[Mention]] = []
    for one in found:
        if result and stand_together(marked, result[-1][-1], one, dates):
            result[-1].append(one)
        else:
            result.append([one])
    return result
