"""Places as an article names them: which is meant by each name."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lib.facts.localities import COMMUNES, Level
from lib.language.spelling import is_cjk
from lib.reading.atlas import Atlas, is_first
from lib.reading.communes import communes
from lib.reading.heard import units_heard
from lib.reading.layout import Layout
from lib.reading.mention import AND, Mention, stand_together
from lib.reading.names import Found, Place
from lib.reading.roles import Roles
from lib.reading.words import Marked

# A rank, by side, and the levels that it can mean.
_LEVELS = {
    "province": {"vn": {"province"}, "jp": {"prefecture"}},
    "city": {"vn": {"municipality", "provincial_city"}, "jp": {"city", "special_ward"}},
    # Districts become towns, and a reference table has what they are last.
    "district": {"vn": {"district", "urban_district", "district_town"}, "jp": {"special_ward"}},
    "town": {"vn": {"district_town", "district"}, "jp": {"town"}},
    "village": {"vn": set(), "jp": {"village"}},
    "region": {"vn": set(), "jp": {"region"}},
}
_WARDS = {*COMMUNES, Level.SPECIAL_WARD}
_SHARED = frozenset(("venue", "visited", "guest", "contrast", "merged", "thing"))
_SAYS_WHICH = ("", "parent", "within", "venue")
_ONE_OF = {"provinces": "province", "cities": "city", "towns": "town"}
_WITHIN = re.compile(
    r"^(?: ?\(|\s*,|\s)?\s*(?:(?:(?:[\w-]+|\d{1,3},\d{3}),?\s){0,7}?"
    r"(?:in|of|thuộc|thuoc|của|cua|dans|der|de)\s)?"
    r"(?:(?:the|der|la|de|japan's|japan’s|vietnam's|vietnam’s|northern|southern|central|western|"
    r"eastern|japanese|vietnamese|japanischen|nhật bản,) )*(?:tỉnh|tinh|province of|"
    r"prefecture of|provinz|präfektur|prafektur|provincie|prefectuur|"
    r"préfecture d'|préfecture de|province de)?\s*$"
)
# Toyama, a city of 410,000 people in …
_A_CITY = re.compile(
    r", (?:a|an|the) (?:[\w-]+ ){0,4}?(?:city|town|village|port) [^.;]*\b(?:in|of) $"
)
_EXPLAINS = re.compile(r", (?:(?:to|in|of|for) which|where|whose|home of|nơi|quê hương)\b[^,]*$")
# Khi còn là thành phố thuộc tỉnh Kiên Giang, Phú Quốc đã …
_BELONGS = re.compile(r"\b(?:thuộc|thuoc) $")
_OWNS = re.compile(r"^(?:の|'s |’s | )?$")
_ITS_SCHOOL = re.compile(
    r" (?:university|college), (?:the|a) (?:\w+ )?(?:university|college|school) "
    r"(?:of|run by) (?:the )?"
)
# The letters for a body, in parentheses behind its name.
_LETTERS = re.compile(r"[^.;()\n]{3,60}\(([A-Z][A-Za-z]*[A-Z]{2,})\)")
_SEAT = re.compile(r"\b(?:capital|seat) of|tỉnh lỵ|thủ phủ|省都|県庁所在地")
_EXPLAINED = re.compile(r"([ァ-ヶー・]{3,})(?:県|市|省|町|社|区)?\($")
# With Naha, pupils from Yaizu; but Tanaka Yaizu is somebody.
_JOINED = re.compile(r"\b(?:[Ww]ith|and|[Ff]rom|between|với|Với|và|giữa|cùng) $")
_HEAD_OF = re.compile(r"\b([Mm]ayor|[Gg]overnor) (?:[A-Z][\w'’.-]+ ){1,3}of $")
_SIDE_OF = re.compile(r"\b(?:Kita|Higashi|Nishi|Minami|Shin|Kami|Shimo|Naka|Oku)-$")
# Shonai, population 20,000, …
_POPULATION = re.compile(r",? \(?(?:with a )?population (?:of )?\d")
_AND_NAME = re.compile(r" (?:and|with) (?=[A-Z])")
_SOMEBODY = (
    r"[a-zà-ỹ][.,]? (?:[A-ZĐ][\w.]+ ){{1,2}}{name}\b(?! (?:City|Prefecture|Town))"
    r"|\b{name} [A-ZĐ][a-zà-ỹ]+"
)
_HEAD = 3
_MASTHEAD = re.compile(
    "(?:広報|市報|町報|村報|市政だより|町政だより)(?:紙)?[ 「『]*([ぁ-ん]{2,9})(?![ァ-ヶー一-龯])"
    "|(?<![ぁ-ん])([ぁ-ん]{2,9})(?:市|町|村)?(?:議会だより|議会報|市報|町報|の広報|市政だより|国際交流)"
)
_KANA_RANKS = ("し", "ちょう", "まち", "むら", "そん")
_HEADS_JA = re.compile("】\\s*(?:県|府|都)(?:は|が|と|の|議会)")
# What stands behind and before a name of one kanji that is no part of a word.
_ALONE = re.compile("[とでのにがはをへも、。,・」)=\\s-]|$", re.M)
_IN_WORD = re.compile("[一-龯々ァ-ヶー]")
# phường Trường Vinh
_WARD_PART = re.compile(r"\b(?:[Pp]hường|[Xx]ã|[Đđ]ường|[Pp]hố|[Tt]hôn) [A-ZĐ][^\W\d_]* $")
_WARD_OF = re.compile(r"(?:phường|phuong|xã) [^\d\W][\w ]{1,20} ?[-–] ?$")


def mentions(marked: Marked, atlas: Atlas, layout: Layout) -> list[Mention]:
    """The places that the article names, in its order."""
    found = _Finder(marked, layout, atlas)
    names = atlas.names.find(marked.text)
    if marked.lang == "ja":
        names = _with_aliases(names, marked.text.norm)
        heard = units_heard(marked.text.norm, names, atlas.units)
        names = sorted([*names, *heard], key=lambda one: one.start)
    if marked.lang in ("vi", "en"):
        acting = list(communes(marked.text.norm, names))
        taken = [(one.start, one.end) for one in acting]
        names = [one for one in names if not any(one.start < b and a < one.end for a, b in taken)]
        names = sorted([*names, *acting], key=lambda one: one.start)
    if marked.lang == "en":
        names = [one for one in names if not _is_half(marked.text.norm, one.start, one.end)]
    heads = _mastheads(marked.text.norm, layout, atlas, names) if marked.lang == "ja" else ()
    raw: list[Mention | None] = []
    for one in names:
        last = raw[-1].last if raw and raw[-1] and marked.lang == "en" else 0
        raw.append(found.ranked(one.start, one.end, one.places, last))
    raw += [found.headed(one) for one in heads]
    raw.sort(key=lambda one: one.start if one else 0)
    inside = [
        one
        for one in raw
        if one is not None and any(p.start <= one.start < p.end for p in layout.paragraphs)
    ]
    return found.resolved(inside)


def _is_half(norm: str, start: int, end: int) -> bool:
    """Whether it is half of a name with a hyphen: Kita-Ibaraki."""
    before = norm[max(0, start - 9) : start]
    first = _SIDE_OF.fullmatch(norm[start : end + 1]) and norm[end + 1 : end + 2].isalpha()
    return bool(first or _SIDE_OF.search(before))


def _mastheads(norm: str, layout: Layout, atlas: Atlas, known: list[Found]) -> Iterator[Found]:
    """The town that the head of its paper writes in hiragana: 広報かこがわ, やいづ市議会だより."""
    for line in layout.lines[:_HEAD]:
        for match in _MASTHEAD.finditer(norm, *line):
            code = 1 if match[1] else 2
            places = [atlas.kana.get(match[code] + rank) for rank in _KANA_RANKS]
            able = {place.id: place for place in places if place}
            start, end = match.span(code)
            if len(able) == 1 and not any(a.start < end and start < a.end for a in known):
                yield Found(start, end, (*able.values(),))


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
    def __init__(self, marked: Marked, layout: Layout, atlas: Atlas) -> None:
        self.marked = marked
        self.atlas = atlas
        self.norm = marked.text.norm
        self.layout = layout
        self.roles = Roles(marked, layout)
        self.around = self.roles.around
        self.all_places: dict[int, list[tuple[Place, ...]]] = {}

    # Which place

    def ranked(
        self, start: int, end: int, places: tuple[Place, ...], taken: int = 0
    ) -> Mention | None:
        """The name with the rank that stands beside it, and what it can mean with that rank.

        taken: where the name before it ends with its own rank: Otsu City of Shiga.
        """
        side = places[0].side
        self.all_places[start] = [places]
        self.roles.starts.add(start)
        codes = (*_LEVELS, *_ONE_OF, "ward")
        before = self.around["rank_before"].before(self.norm, start, *codes)
        behind = self.around["rank_behind"].behind(self.norm, end, *codes)
        before = None if before and before.start < taken else before
        if before and behind and before.code != behind.code:
            # Urasoe City of Okinawa Prefecture: the city is the one before.
            before = None
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
            kept = tuple(p for p in places if p.level in _WARDS)
            if not kept:
                return Mention(start, end, first, last, side, places, rank, "ward")
        elif rank in _LEVELS:
            loosely = self.marked.lang == "en"
            kept = tuple(p for p in places if p.level in _allowed(rank, p, loosely=loosely))
            kept = kept or self._called_by_seat(rank, places)
            if not kept:
                return None
        if len(sides) > 1:
            kept = tuple(p for p in kept if p.side == kept[0].side)
        return Mention(start, end, first, last, kept[0].side, kept, rank)

    def _called_by_seat(self, rank: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """The province that is called by the last part of its name, that of its seat: フエ省."""
        if self.marked.lang != "ja" or rank != "province":
            return ()
        return tuple(
            self.atlas.places[p.parent] for p in places
            if p.side == "vn" and p.parent in self.atlas.places
            and p.parent.endswith("-" + p.id.rpartition(".")[2])
        )  # fmt: skip

    def headed(self, one: Found) -> Mention:
        """The town whose paper it is, which need not say its rank."""
        place = one.places[0]
        self.all_places[one.start] = [one.places]
        self.roles.starts.add(one.start)
        last = one.end + self.norm.startswith(("市", "町", "村"), one.end)
        rank = place.level if place.level in _LEVELS else "city"
        return Mention(one.start, one.end, one.start, last, place.side, one.places, rank)

    def _is_held_in(self, one: Mention) -> bool:
        """Whether it is a city in which a province of its name holds something."""
        first = any(is_first(p) for found in self.all_places.get(one.start, ()) for p in found)
        return first and one.rank in ("city", "town") and self.roles.where(one) == "venue"

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
            meant = self._named_short(one, found, known) or self._meant(one, known)
            if meant:
                one = replace(one, places=meant, role="" if one.role == "within" else one.role)
                kept.append(replace(one, role=one.role or self.roles.role(one, known)))
        kept = self._abbreviated(self._asked_about(kept))
        return self._roles_of_lists([one for one in kept if not self._is_beside(one, kept)])

    def _asked_about(self, found: list[Mention]) -> list[Mention]:
        """Japanese places that a questioner brings up are no party in the answer either."""
        asked: set[str] = set()
        seen: set[str] = set()
        result = []
        for one in found:
            own, side = one.places[0].id, one.side
            again = self.roles.is_asked(one.start) or own in asked
            if (
                self.marked.lang == "ja"
                and side == "jp"
                and again
                and (own in asked or own not in seen)
            ):
                asked.add(own)
                one = replace(one, role="asked")
            seen.add(own)
            result.append(one)
        return result

    def _abbreviated(self, found: list[Mention]) -> list[Mention]:
        """The mentions, and the bodies that are named again by the letters that the text gives for
        them: Thua Thien Hue Water Supply Company (HueWACO) … With HueWACO, …
        """
        again: list[Mention] = []
        for one in found if self.marked.lang == "en" else []:
            letters = _LETTERS.match(self.norm, one.last) if one.role == "body" else None
            if letters is None:
                continue
            for match in re.finditer(rf"\b{re.escape(letters[1])}\b", self.norm[letters.end() :]):
                start, end = (letters.end() + at for at in match.span())
                again.append(replace(one, start=start, end=end, first=start, last=end))
        spans = [(one.start, one.end) for one in again]
        kept = [one for one in found if not any(a <= one.start < b for a, b in spans)]
        return sorted([*kept, *again], key=lambda one: one.start)

    def _is_beside(self, one: Mention, others: list[Mention]) -> bool:
        """Whether a university in Japanese stands beside the prefecture or city that acts."""
        if (
            one.role != "body"
            or one.rank
            or not (one.side == "jp" and is_cjk(self.norm[one.start]))
        ):
            return False
        start, end = self.roles.sentence(one.start)
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
                joined = AND.match(self.marked.text.low[result[i - 1].last : result[i].first])
                # In Vietnamese the rank of a list is that of each: các thành phố A và B.
                own = one.rank and (one.first < one.start or self.marked.lang != "vi")
                if joined and not (near.role == "thing" and own):
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
            # Beside them the last word of a title and the first below it.
            if between.count("\n") > 1 or self._explained(result, i, between):
                continue
            inner = tuple(p for p in one.places if any(q.id == p.parent for q in two.places))
            a_city = bool(_A_CITY.match(between)) and not self.roles.thing(one)
            if not a_city and "thing" in (self.roles.thing(one), self.roles.thing(two)):
                result[i : i + 2] = self._of_a_thing(one, two, between)
                continue
            again = self._same_name(one, two) and any(map(str.isalpha, between))
            # A commune lies in a city, a city in a province.
            outside = two.rank not in ("city", "town") or one.rank == "ward"
            if inner and not again and _WITHIN.match(between) and outside:
                result[i] = replace(one, places=inner, role="within", rank=one.rank or "within")
                result[i + 1] = replace(two, role="parent")
                continue
            outer = tuple(p for p in two.places if any(q.id == p.parent for q in one.places))
            if outer and between == ", " and _BELONGS.search(self.norm, 0, one.first):
                result[i] = replace(one, role="parent")
                result[i + 1] = replace(two, places=outer, role="within", rank=two.rank or "within")
                continue
            again = self._same_name(one, two) and not two.rank
            if outer and _OWNS.match(between) and one.rank not in ("city", "town") and not again:
                if not between and not is_cjk(self.norm[two.start]):
                    continue
                seat = is_cjk(self.norm[one.start]) and self.roles.where(two) == "seat"
                result[i] = replace(one, role="visited" if seat else "parent")
                if seat:
                    # An office in a town is one in its province.
                    result[i + 1] = replace(two, role="aside")
                    continue
                result[i + 1] = replace(two, places=outer, role="within", rank=two.rank or "within")
        return result

    def _explained(self, result: list[Mention], i: int, between: str) -> bool:
        """Whether one of two places that stand together explains the other; it is put aside."""
        one, two = result[i], result[i + 1]
        if between.strip() == "(" and two.rank and self._same_name(one, two):
            # Of a city with a rank of its own the parentheses say where it lies.
            if not one.rank or one.rank == two.rank:
                result[i] = replace(one, places=two.places, rank=one.rank or "within")
            result[i + 1] = replace(two, role="aside")
            return True
        if _EXPLAINS.match(between) and _are_kin(one, two):
            # Kanagawa Prefecture, to which Yokohama belongs, …
            result[i + 1] = replace(two, role="aside")
            return True
        if _ITS_SCHOOL.fullmatch(between) and _are_kin(one, two):
            # Ha Long University, the university of Quang Ninh Province: it is the province's.
            result[i] = replace(one, places=two.places)
            result[i + 1] = replace(two, role="aside")
            return True
        if _SEAT.search(between):
            inner = tuple(p for p in one.places if any(q.id == p.parent for q in two.places))
            if inner and not self.roles.where(one):
                # Da Lat, the capital of Lam Dong Province, and Kofu became sister cities.
                result[i] = replace(one, places=inner, role="within", rank=one.rank or "within")
                result[i + 1] = replace(two, role="parent")
                return True
            # In Phu Ly, the capital of Ha Nam Province: what is done there is the province's.
            result[i] = replace(one, role="aside")
            return True
        return False

    def _of_a_thing(self, one: Mention, two: Mention, between: str) -> tuple[Mention, Mention]:
        """A prefecture right before or behind its city, whatever that is for: 愛媛県西条市の方,
        học sinh đến từ thành phố Yonago, tỉnh Tottori.
        """
        beside = one.last == two.first and two.rank and is_cjk(self.norm[two.start])
        if beside and any(p.id == q.parent for p in one.places for q in two.places):
            return replace(one, role="parent"), two
        lies = any(p.parent == q.id for p in one.places for q in two.places)
        if lies and two.rank and between in (", ", " ("):
            return one, replace(two, role="parent")
        return one, two

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

    def _named_short(
        self, one: Mention, found: list[Mention], known: set[str]
    ) -> tuple[Place, ...]:
        """The province of which a name without a rank is the last part, if the text has it in full
        and nowhere names the city: フエ, for トゥアティエン・フエ省.
        """
        if one.rank or any(p.id in known for p in one.places):
            return ()
        name, parents = self.norm[one.start : one.end], {p.parent for p in one.places}
        return next(
            (
                m.places for m in found
                if m.rank and m.end - m.start > len(name)
                and self.norm[m.start : m.end].endswith(name)
                and parents & {p.id for p in m.places}
            ),
            (),
        )  # fmt: skip

    def _meant(self, one: Mention, known: set[str]) -> tuple[Place, ...]:
        if self._is_port(one):
            cities = tuple(p for p in one.places if p.level in ("city", "municipality"))
            others = {p.id for p in one.places} - {p.id for p in cities}
            if cities and not (others & known and self.marked.lang == "en"):
                return self._ordered(cities, known)
        if one.role == "ward" or one.rank:
            return self._ordered(one.places, known)
        if self._is_within_word(one):
            return ()
        established = tuple(p for p in one.places if p.id in known)
        if len(established) == 1 or (established and not self._seat(one)):
            return self._ordered(established, known)
        firsts = tuple(p for p in one.places if is_first(p))
        if is_cjk(self.norm[one.start]) and one.side == "jp":
            return self._unranked(one, firsts)
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
        return own if len(own) == 1 else self._without_rank(one, known)

    def _is_within_word(self, one: Mention) -> bool:
        """Whether a name of one kanji is part of a word: 関 in 関する, 津 in 津波."""
        if one.end - one.start > 1 or not is_cjk(self.norm[one.start]):
            return False
        return not _ALONE.match(self.norm, one.end) or bool(
            _IN_WORD.search(self.norm, max(0, one.start - 1), one.start)
        )

    def _without_rank(self, one: Mention, known: set[str]) -> tuple[Place, ...]:
        """The one place that a name without a rank can mean that the data set does not hold."""
        # The port of Ha Long, in an article on Quang Ninh.
        inner = tuple(p for p in one.places if p.parent in known)
        named = self.roles.body(one) or self._is_in_title(one)
        if _POPULATION.match(self.norm, one.last):
            return inner if len(inner) == 1 else one.places if len(one.places) == 1 else ()
        if len(inner) == 1 and named:
            return inner
        only = inner if one.side == "vn" else one.places
        only = tuple(p for p in only if p.level != "region")
        return only if len(only) == 1 and self._stands_with_the_other(one) else ()

    def _stands_with_the_other(self, one: Mention) -> bool:
        """Whether a name without a rank is named with one of the other side, and nobody's: Hoi An
        works with Naha.
        """
        norm = self.norm
        joined = _JOINED.search(norm, max(0, one.first - 12), one.first) or self._is_first_of_two(
            one
        )
        if is_cjk(norm[one.start]) or not joined:
            return False
        start, end = self.roles.sentence(one.start)
        others = any(
            start <= at < end and any(p.side != one.side for places in found for p in places)
            for at, found in self.all_places.items()
        )
        name = re.escape(norm[one.start : one.end])
        return others and not re.search(_SOMEBODY.format(name=name), norm)

    def _is_first_of_two(self, one: Mention) -> bool:
        """Whether "and" and a name of the other side follow in English: the two cities, Tam Ky and
        Fukuyama.
        """
        and_ = _AND_NAME.match(self.norm, one.last) if self.marked.lang == "en" else None
        behind = self.all_places.get(and_.end(), []) if and_ else []
        # Toyota and Vinh Phuc can be a firm and a province.
        if not self.marked.hits.any("both", within=self.roles.sentence(one.start)):
            return False
        return any(p.side != one.side for places in behind for p in places)

    def _unranked(self, one: Mention, firsts: tuple[Place, ...]) -> tuple[Place, ...]:
        """A name in Japanese that has no rank to leave out: 北海道, or that of a university."""
        if self.norm[one.first - 1 : one.first] == "【" and _HEADS_JA.match(self.norm, one.last):
            # 【鳥取】県は…
            return firsts
        if not self.roles.body(one):
            return tuple(p for p in firsts if self.norm[one.end - 1] == "道")
        return firsts or (one.places if len(one.places) == 1 else ())

    def _is_port(self, one: Mention) -> bool:
        """Whether it is the name of a port or a chamber: of two of one name that of the city."""
        before = self.norm[max(0, one.first - 8) : one.first].lower()
        behind = self.norm[one.last : one.last + 6].lower()
        return before.endswith(("port of ", "cảng ", "cang ")) or behind.startswith(
            ("港", " port", "商工会議所")
        )

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
            # Mayor Nakane Yasuhiro of Okazaki
            named = _HEAD_OF.search(norm, max(0, one.first - 60), one.first)
            if hit is None and named and self.marked.lang == "en":
                return "city" if named[1].lower().endswith("mayor") else "province"
        return hit.code if hit else ""

    @staticmethod
    def _ordered(places: tuple[Place, ...], known: set[str]) -> tuple[Place, ...]:
        return tuple(sorted(places, key=lambda p: (p.id not in known, not is_first(p), not p.own)))


def _are_kin(one: Mention, two: Mention) -> bool:
    """Whether one of two places lies in the other."""
    return any(p.parent == q.id or q.parent == p.id for p in one.places for q in two.places)


def _allowed(rank: str, place: Place, *, loosely: bool = False) -> set[str]:
    levels = set(_LEVELS[rank][place.side])
    if place.id == "jp-tokyo" and rank == "city":
        levels.add("prefecture")
    if rank == "town" and place.side == "vn" and loosely:
        # The highland town of Da Lat: English calls small cities so.
        levels.add("provincial_city")
    return levels
