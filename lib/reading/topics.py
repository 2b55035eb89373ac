"""Of whom an article speaks: who is meant where a sentence names nobody of a side."""

import re
from collections import Counter
from dataclasses import replace
from functools import cached_property

from lib.reading.acts import Act, acts
from lib.reading.article import Article
from lib.reading.atlas import is_first
from lib.reading.layout import Paragraph
from lib.reading.mention import Mention
from lib.reading.names import Place

ACTING = ("", "visited", "body")
# Kinds of which a place where they are held is a side.
HELD_AT = frozenset(("milestone", "festival", "office", "flight", "forum", "programme"))
# What stands for a place that was named before: the code of its words, its side and levels.
_STANDS_FOR = (
    ("prefecture", "jp", ("prefecture",)),
    ("province", "vn", ("province",)),
    ("city", "vn", ("municipality", "provincial_city")),
    ("district", "vn", ("district", "urban_district", "district_town")),
    ("town", "jp", ("town", "village")),
    ("ward", "jp", ("special_ward",)),
)
_SAME_JA = re.compile("同(市|県|省)")
_SAME = {
    "市": ("city", "municipality", "provincial_city"),
    "県": ("prefecture",),
    "省": ("province",),
}
# Where everybody meets ministers, companies and the press.
CAPITALS = frozenset(("vn-hanoi", "jp-tokyo"))
# Of whom a writer speaks: 本市 is no prefecture and no town.
_OWN_JA = re.compile("[本当]([市県府道町村])(?![道内外庁会民大])")
_OWN = {
    "市": ("city",), "県": ("prefecture",), "府": ("prefecture",), "道": ("prefecture",),
    "町": ("town",), "村": ("village",),
}  # fmt: skip
# Prefectures that are called by another word than 県.
_NO_KEN = ("jp-hokkaido", "jp-tokyo", "jp-kyoto", "jp-osaka")
_OPENING = 12
_HEAD = 3
LEVELS = tuple(code for code, _, _ in _STANDS_FOR)
# A line of a notice that says where it was.
_PLACE_LINE = re.compile(
    r"[\s\d.()・○●◆■]*(?:場所|会場|ところ|開催地|出席者|参加者|[Đđ]ịa điểm|[Vv]enue|[Pp]lace)"
)
# An item of a list that begins with what it is about.
_ITEM = re.compile(r"\s*[+*•·–-] (?=[A-Z][^.:\n]{2,40}:)")
_COLON = re.compile(r"\s*(?:\([^)]*\))?\s*[:|]")


class Topics:
    """Tells who is spoken of."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.marked = article.marked
        self.mentions = article.mentions
        self.main = {side: self._main(side) for side in ("vn", "jp")}

    @cached_property
    def are_a_pair(self) -> bool:
        """Whether the two places that act most are named together: at the top or in a paragraph."""
        both = [one.places[0].id if one else "" for one in self.main.values()]
        top = (0, self._lead()[1])
        for start, end in (top, *((p.start, p.end) for p in self.article.layout.paragraphs)):
            here = {
                place.id
                for m in self.mentions
                if start <= m.start < end and m.role not in ("remark", "contrast")
                for place in m.places
            }
            if here.issuperset(both):
                return True
        return False

    def is_in_title(self, side: str) -> bool:
        """Whether the title names the place of a side that acts most."""
        main, title = self.main[side], self.article.layout.title
        return bool(main and title) and any(
            title[0] <= one.start < title[1] and one.places[0] == main.places[0]  # type: ignore[index, union-attr]
            for one in self.mentions
        )

    def of(self, side: str, act: Act, number: int, before: int) -> Mention | None:
        """Who is meant if a sentence that begins at `before`, in a paragraph, names nobody."""
        label = self.label(side, number)
        found = label or self._meant(side, act, number, before)
        return None if not label and found and self._is_of_another_item(found, number) else found

    def _is_of_another_item(self, found: Mention, number: int) -> bool:
        """Whether a place is one of which only other items of a list tell: + Hue: … + Hanoi: …"""
        paragraphs = self.article.layout.paragraphs
        items = [p for p in paragraphs if _ITEM.match(self.marked.text.norm, p.start)]
        own = paragraphs[number]
        if self.marked.lang != "en" or own not in items:
            return False
        named = [m for m in self.mentions if m.places[0] == found.places[0]]
        return all(any(p.start <= m.start < p.end for p in items if p != own) for m in named)

    def _meant(self, side: str, act: Act, number: int, before: int) -> Mention | None:
        return (
            self.label(side, number)
            or self._writer(side, act)
            or self._pointed_at(side, act)
            or self._of_level(side, act, before)
            or self._at_main(side, act)
            or self._went_to(side, act, number, before)
            or self._topic(side, number, before)
            or self._only_one(side, act)
        )

    def _pointed_at(self, side: str, act: Act) -> Mention | None:
        """The place named last if words point at it: với địa phương này, with this city."""
        words = self.marked.hits.of("anaphora", "this", within=act.clause)
        before = [
            m for m in self.mentions
            if words and m.last <= words[0].start and m.role in ("", "visited")
        ]  # fmt: skip
        if before and before[-1].side == side:
            return before[-1]
        return self._of_same(side, act)

    def _writer(self, side: str, act: Act) -> Mention | None:
        """In Japanese the place whose office or chamber writes: 本市, 当所."""
        own = side == "jp" and self.speaks_of(act.clause, "own")
        return self.main[side] if own else None

    def _same_district(self, act: Act) -> Mention | None:
        """The Vietnamese district that 同県 stands for, if one was the last to be called 県."""
        word = re.compile("同県").search(self.marked.plain, *act.clause)
        norm = self.marked.text.norm
        named = [
            m for m in self.mentions
            if word and m.last <= word.start() and m.role != "thing" and norm[m.last - 1] == "県"
        ]  # fmt: skip
        return named[-1] if named and named[-1].side == "vn" else None

    def _of_same(self, side: str, act: Act) -> Mention | None:
        """In Japanese the place of the paragraph that 同市 stands for: ハノイで、同市の委員長は."""
        start = next(
            p.start for p in self.article.layout.paragraphs if p.start <= act.clause[0] < p.end
        )
        for word in _SAME_JA.finditer(self.marked.plain, *act.clause):
            named = [
                m for m in self.mentions
                if start <= m.start and m.last <= word.start()
                and m.role in ("", "visited", "venue") and m.places[0].level in _SAME[word[1]]
            ]  # fmt: skip
            if named and named[-1].side == side:
                return named[-1]
        return None

    def _at_main(self, side: str, act: Act) -> Mention | None:
        """Who the article is about, if a clause begins with what was told: at the talks, …"""
        opening = (act.clause[0], act.clause[0] + _OPENING)
        return self.main[side] if self.marked.hits.any("there", within=opening) else None

    def label(self, side: str, number: int) -> Mention | None:
        """The place that heads a section: a line of its own, or a name before a colon."""
        paragraphs = self.article.layout.paragraphs
        for at in (number, number - 1):
            if at < 0 or paragraphs[at].kind != "body":
                continue
            one = paragraphs[at]
            inside = [
                m for m in self.mentions
                if m.side == side and one.start <= m.start < one.end and m.role in ("", "remark")
            ]  # fmt: skip
            norm = self.marked.text.norm
            if _PLACE_LINE.match(norm, one.start):
                continue
            if at == number and inside and self._is_of_names(one.sentences[0]):
                return inside[0]
            if at == number:
                if (
                    inside
                    and _COLON.match(norm, inside[0].last)
                    and (
                        not norm[one.start : inside[0].first].strip(
                            " \t-–•*+・◆○●0123456789.)(/|月日"
                        )
                    )
                ):
                    return inside[0]
            elif (
                one.end - one.start < 60
                and inside
                and not re.search(r"[.。!?]\s*$", norm[one.start : one.end])
            ):
                return inside[0]
        return None

    def _is_of_names(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence is only the names that head a paragraph: Kagoshima – Hue."""
        norm = self.marked.text.norm
        rest = norm[sentence[0] : sentence[1]]
        here = [one for one in self.mentions if sentence[0] <= one.start < sentence[1]]
        for one in here:
            rest = rest.replace(norm[one.first : one.last], "", 1)
        return self.marked.lang != "ja" and bool(here) and not any(map(str.isalpha, rest))

    def speaks_of(self, clause: tuple[int, int], *codes: str) -> bool:
        """Whether a clause has a word for a place named before: the province, not that of …"""
        starts = {one.first for one in self.mentions} | {one.start for one in self.mentions}
        named = [(one.first, one.last) for one in self.mentions]
        japanese = self.marked.lang == "ja"
        return any(
            (japanese or not {hit.start, hit.end, hit.end + 1} & starts)
            and not any(first <= hit.start < last for first, last in named)
            for hit in self.marked.hits.of("anaphora", *codes, within=clause)
        )

    def _main(self, side: str) -> Mention | None:
        """The place of a side that acts most; what the title names counts for more."""
        score: Counter[str] = Counter()
        first: dict[str, Mention] = {}
        title = self.article.layout.title or (0, 0)
        lead = self._lead()
        # Whose bulletin it is, if it speaks of itself: 北見工業大学 学報 … 本学は.
        head = self._head(lead) if self._is_of_writer(side) else ()
        for one in self.mentions:
            if one.side != side or one.role not in ACTING or self._is_not_own(one):
                continue
            one = self._of_acting_province(one)
            key = one.places[0].id
            known = first.get(key)
            first[key] = one if known is None or (known.role and not one.role) else known
            score[key] += 1
            if title[0] <= one.start < title[1]:
                score[key] += 4
            if lead[0] <= one.start < lead[1]:
                score[key] += 2
            if any(p.start <= one.start < p.end for p in head):
                score[key] += 3
        if not score:
            return self._only_held_at(side) or self._only_named(side) or self._only_said(side)
        best = max(score, key=lambda key: (score[key], -first[key].start))
        return self._within_lead(best, first, lead) or first[best]

    def _head(self, lead: tuple[int, int]) -> tuple[Paragraph, ...]:
        """The first lines: who writes, and of what."""
        paragraphs = self.article.layout.paragraphs
        return tuple(p for p in paragraphs[:_HEAD] if p.start < lead[0]) or paragraphs[:1]

    @cached_property
    def _own_levels(self) -> tuple[str, ...]:
        """The levels of which whoever writes can be: 本市."""
        found = {level for word in _OWN_JA.findall(self.marked.plain) for level in _OWN[word]}
        return tuple(sorted(found)) if self.marked.lang == "ja" else ()

    def _is_not_own(self, one: Mention) -> bool:
        """Whether a Japanese place cannot be the one that writes, and is no part of it."""
        levels = self._own_levels
        return one.side == "jp" and bool(levels) and one.places[0].level not in levels

    def _is_of_writer(self, side: str) -> bool:
        text = (0, len(self.marked.plain))
        return side == "jp" and self.marked.hits.any("anaphora", "own", within=text)

    def _of_acting_province(self, one: Mention) -> Mention:
        """A university of a Vietnamese town as one of the province that is named as acting."""
        if one.role != "body" or one.rank or one.side != "vn":
            return one
        of = (
            m.places for m in self.mentions
            if m.role == "" and m.rank == "province" and m.places[0].id == one.places[0].parent
        )  # fmt: skip
        return replace(one, places=next(of, one.places))

    def _within_lead(
        self, best: str, first: dict[str, Mention], lead: tuple[int, int]
    ) -> Mention | None:
        """The district or city that acts in the lead, if its province is named elsewhere only."""
        here = [
            m for m in self.mentions
            if lead[0] <= m.start < lead[1] and m.role in ACTING and m.places[0].id in first
        ]  # fmt: skip
        if any(m.places[0].id == best for m in here):
            return None
        title = self.article.layout.title or (0, 0)
        headed = {p.id for m in self.mentions if title[0] <= m.start < title[1] for p in m.places}
        return next(
            (
                m for m in here
                if m.rank and m.places[0].parent == best and m.places[0].id in headed
            ),
            None,
        )  # fmt: skip

    def _only_held_at(self, side: str) -> Mention | None:
        """The place to which the title or the lead has the other side go, if none acts."""
        title = self.article.layout.title or (0, 0)
        lead = self._lead()
        others = [m for m in self.mentions if m.side != side and m.role in ACTING]
        for paragraph in self.article.layout.paragraphs:
            for start, end in paragraph.sentences:
                if not (title[0] <= start < title[1] or lead[0] <= start < lead[1]):
                    continue
                here = [m for m in self.mentions if start <= m.start < end and m.side == side]
                venues = [m for m in here if m.role == "venue"]
                told = [a for a in acts(self.marked, start, end) if a.told and a.kind in HELD_AT]
                officials = self.marked.hits.of(
                    "parties", "government", "assembly", within=(start, end)
                )
                there = [m for m in venues if officials and m.places[0].id not in CAPITALS]
                if (told or there) and any(start <= m.start < end for m in others):
                    found = venues if told else there
                    if found:
                        return found[0]
        return None

    def _only_named(self, side: str) -> Mention | None:
        """In Japanese the one province of Vietnam of which the lead speaks: …省の防災づくり."""
        start, end = self._lead()
        named = [
            m for m in self.mentions
            if m.side == side == "vn" and start <= m.start < end and m.role == "thing" and m.rank
            and not self.marked.plain.startswith(("の出身", "出身"), m.last)
        ]  # fmt: skip
        only = self.marked.lang == "ja" and len({m.places[0].id for m in named}) == 1
        return named[0] if only else None

    def _only_said(self, side: str) -> Mention | None:
        """In Japanese the one prefecture that is named, be it in a remark, whose governor acts."""
        _, end = self._lead()
        acts = self.marked.lang == "ja" and self.marked.hits.any("seat", within=(0, end))
        named = [
            m for m in self.mentions
            if m.side == side == "jp" and m.rank and m.role not in ("asked", "person", "parent")
        ]  # fmt: skip
        if (
            acts
            and {m.role for m in named} == {"thing"}
            and any(m.role == "asked" for m in self.mentions)
        ):
            # A governor who speaks of what the prefecture makes, and is asked about others.
            return replace(named[0], role="") if len({m.places[0].id for m in named}) == 1 else None
        only = {m.places[0].id for m in named if m.role in ("", "remark", "visited", "venue")}
        return named[0] if acts and len(only) == len({m.places[0].id for m in named}) == 1 else None

    def _lead(self) -> tuple[int, int]:
        body = [
            p for p in self.article.layout.paragraphs if p.kind == "body" and p.end - p.start > 60
        ]
        return (body[0].start, body[0].end) if body else (0, 0)

    def _went_to(self, side: str, act: Act, number: int, before: int) -> Mention | None:
        """The province to which the paragraph has a delegation go on, for the talks there."""
        start = self.article.layout.paragraphs[number].start
        talks = act.kind == "visit" and self.marked.hits.any("talks", "words", within=act.clause)
        main = self.main[side]
        named = [
            m for m in self.mentions
            if talks and m.side == side and start <= m.start < before and m.rank
            and is_first(m.places[0]) and m.places[0].id not in CAPITALS
            and m.role in ("", "visited", "venue")
            and not (main and main.places[0].parent == m.places[0].id)
        ]  # fmt: skip
        return replace(named[-1], role="visited") if named and named[-1].role == "venue" else None

    def _topic(self, side: str, number: int, before: int) -> Mention | None:
        """Who is spoken of when a sentence names nobody of a side."""
        paragraphs = self.article.layout.paragraphs
        paragraph = paragraphs[number]
        label = self.label(side, number)
        if label:
            return label
        near = [
            one
            for one in self.mentions
            if one.side == side
            and one.role in ("", "visited")
            and paragraph.start <= one.start < before
        ]
        main = self.main[side]
        if main and near and near[-1].role and near[-1].places[0].parent == main.places[0].id:
            # A town of the province that was visited.
            return main
        held = [
            one for one in self.mentions
            if one.side == side and one.role == "venue" and one.rank
            and paragraph.start <= one.start < before
        ]  # fmt: skip
        if self.marked.lang == "ja" and held and not near and self._stood_for(held[0], before):
            return replace(held[0], role="visited")
        if near and (main is None or all(one.places[0].id != main.places[0].id for one in near)):
            return near[-1]
        return main

    def _stood_for(self, one: Mention, before: int) -> bool:
        """Whether a place is spoken of as 同市 in the next sentences of its paragraph."""
        words = _SAME_JA.finditer(self.marked.plain, one.last, before)
        return any(one.places[0].level in _SAME[word[1]] for word in words)

    def _of_level(self, side: str, act: Act, before: int) -> Mention | None:
        """The place that "the prefecture" or "the town" stands for; None without such a word."""
        district = self._same_district(act)
        if district:
            return district if side == "vn" else self.main[side]
        for code, own, levels in _STANDS_FOR:
            if own != side or not self.speaks_of(act.clause, code):
                continue
            main = self.main[side]
            if main and main.places[0].level in levels:
                return main
            able = [
                m for m in self.mentions
                if m.side == side and m.places[0].level in levels and m.start < before
                and m.role in ("", "visited", "parent", "venue")
            ]  # fmt: skip
            if able:
                return able[-1]
            inner = self._inner() if code == "prefecture" else None
            if inner and self._acts(act):
                # 道がダナン市と結んだ, in an article on a town of Hokkaido.
                place = Place(inner.places[0].parent, side, "prefecture")
                return replace(inner, places=(place,), rank="province", role="")
            # Whose waterworks were told of: leaders of the province came to say thank you.
            bodies = {
                m.places[0].id: m for m in self.mentions
                if m.side == side and m.places[0].level in levels and m.start < before
                and m.role == "body"
            }  # fmt: skip
            if code == "province" and self.marked.lang != "ja" and len(bodies) == 1:
                return next(iter(bodies.values()))
            # Whose disaster prevention is helped: ニントゥアン省の防災づくり.
            named = [
                m for m in self.mentions
                if m.side == side and m.places[0].level in levels and m.start < before
                and m.role == "thing" and m.rank
            ]  # fmt: skip
            if len({m.places[0].id for m in named}) == 1:
                return named[-1]
        return None

    def _inner(self) -> Mention | None:
        """The city whose prefecture is spoken of: who the article is about, or, where that is
        called 県, the first that does not lie in Hokkaido or Osaka.
        """
        main = self.main["jp"]
        ken = any(
            "県" in self.marked.plain[hit.start : hit.end]
            for hit in self.marked.hits.of("anaphora", "prefecture")
        )
        named = [
            m for m in (main, *(m for m in self.mentions if m.side == "jp" and m.rank))
            if m and m.places[0].parent and not (ken and m.places[0].parent in _NO_KEN)
        ]  # fmt: skip
        sure = main is not None or len({m.places[0].parent for m in named}) == 1
        return named[0] if named and sure else None

    def _acts(self, act: Act) -> bool:
        """Whether "the prefecture" is who acts, and not one that was named: 県は, not 同県."""
        plain = self.marked.plain
        words = self.marked.hits.of("anaphora", "prefecture", within=act.clause)
        return any(not plain.startswith("同", hit.start) for hit in words)

    def _only_one(self, side: str, act: Act) -> Mention | None:
        """The only province of a side that the article names, if the clause speaks of one."""
        if not self.speaks_of(act.clause):
            return None
        found = {
            m.places[0].id: m
            for m in self.mentions
            if m.side == side and m.role in ("", "parent", "venue", "visited")
            and is_first(m.places[0]) and not self._is_not_own(m)
        }  # fmt: skip
        return next(iter(found.values())) if len(found) == 1 else None
