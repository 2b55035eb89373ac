"""The day on which an article says that it was published."""

import re
from datetime import date

from lib.reading.dates import Written
from lib.reading.layout import Layout, marks
from lib.reading.text import Text

_REST = re.compile(
    r"gmt|thứ|hai|ba|tư|năm|sáu|bảy|chủ nhật|thu|chu|nhat|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[月火水木金土日]曜?日?|"
    r"am\b|pm\b|jst|ict|[^\W\d_]+, (?=\d)|\W|\d|時|分|朝刊|夕刊|面|付|号|年|月"
)
_DATELINE = re.compile(r"\s*(?:[–—:\-]|\(|\)\s*[–—-]|\.|$|,)")
_DASH = re.compile(r"[\s,)]*(?:\([^)]{2,30}\))?\s*[–—-]{1,2}\s")
# 10/11/2025 - 10:30 | Cổng thông tin điện tử …
_HOUR = re.compile(r"\s?[-–|,]?\s?\d{1,2}[:h]\d\d(?::\d\d)?\s*(?:[|\-–(]|$)", re.M)
_OPENING = 60
_FEW_WORDS = 4
# The first lines, in which a page says what it is and of when.
_HEAD = 4
_YEAR_ENDS = re.compile(r"[^().]{0,24}(?:\((?:19|20)\d\d\)|\d\d, (?:19|20)\d\d)\s*")
# Monthly flash for officers – 1 December 2025; Shimin Times (English pages), November 17, 2022
_CLOSES_HEAD = re.compile(r"(?:\s[–—|-]{1,2}\s|\s{2,}|[\w)\"”],? ?\(|[\w)\"”], )$")
# Until when something holds, or is to be handed in.
_TERM = re.compile(r"\b(?:until|till|valid|term|deadline)\b")
# A line of a sentence or a title in which something was done.
_SENTENCE = re.compile(r"\b(?:signed|sign|visited|held|concluded|met|was|were|will|is)\b")
_POSTED = re.compile(r"\b(?:posted|published|updated)(?: on)? $")
# Dec. 28, 2022 (Mainichi Japan, from the wire)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*")
# A line that names the issue of a paper of the town.
_ISSUE = 60
# So many lines are the top or the foot of a page, and so long is one that holds a date alone.
_TOP, _SHORT = 6, 14
# From this rank on a day is told by its place alone.
_UNLABELLED = 3
# Tạp chí Doanh nghiệp - 18/07/2023
_OF_PAPER = re.compile(r"^[A-ZĐ][^.:;]{3,60}\s[-–|]\s(?:thứ [\w ]+, )?$", re.I)
# Hà Nội (TTXVN 3/3/2025) …
_OF_AGENCY = re.compile(r"^[^\W\d][^().]{2,24}\((?:[A-ZĐ]{2,8}|[A-Z]\w+)[ ,-]*(?:ngày )?$")
_ISSUE_OF = re.compile(
    r"(?:magazine|newsletter|bulletin|tạp chí|bản tin|"
    r"広報|だより|便り|ニュース|[県市町村区会学院所]報)"
    r"(?:[^.。]|\bno\.|vol\.|№){0,28}$",
    re.I,
)
_OF_ISSUE = re.compile(r"号|発行|\s*(?:issue|edition)\b", re.I)
# The day of a press conference is that of its record.
_CONFERENCE = re.compile(r"記者会見|定例会見|会見録|議事録\s")
# (2023年5月26日) that ends a title is the day of the report.
_CLOSES = re.compile(r"(?:付|付け)?\s*\)\s*")
# …見学する。(西日本新聞、2014年5月1日付) at the end of a report.
_SIGNED_OFF = re.compile(r"[。」]\s*\((?:[^()。]{2,16}[、,\s])?\s*$")
_SIGNED_OFF_END = re.compile(
    r"\s*(?:付け?|[朝夕]刊|掲載|配信|\([日月火水木金土]\)|[日月火水木金土]曜日?|\d+面)*\s*\)\s*"
)
# …と友好議会に 四国新聞 2017年9月20日
_PAPER_ENDS = re.compile(
    r"(?:新聞|新報|日報|民報|民友|通信|タイムス|魁|電子版|デジタル|オンライン|ニュース)\s+$"
)


# The last label before a date that says when a page was changed: its day is asked for last.
_CHANGED = re.compile(
    r"(?:updated|modified|revised|cập nhật|cap nhat|更新日?|改定日?|aktualisiert|"
    r"mis à jour|actualisé|bijgewerkt)[^\d\n]{0,14}$"
)


def published(text: Text, layout: Layout, dates: list[Written]) -> date | None:
    """The day that a line of its own, a label or a dateline gives; None if none does.

    It does not depend on the order of the lines: of days given in the same way, the latest.
    """
    ranks: list[tuple[float, date]] = []
    notice = any(marks()["place"].match(text.low, *line) for line in layout.lines)
    for one in dates:
        year = (
            one.year or _year_of_issue(text, layout, dates, one) or _year_apart(layout, dates, one)
        )
        if year is None or one.month is None or one.day is None:
            continue
        try:
            day = date(year, one.month, one.day)
        except ValueError:
            continue
        line = _line(layout, one)
        if line is None or _is_of_act(text, line, notice=notice):
            continue
        rank = 3.0 if one.year is None else float(_rank(text, layout, line, one))
        if rank >= _UNLABELLED and line in layout.others:
            continue
        if rank and _CHANGED.search(text.low, line[0], one.start):
            rank += 0.5
        if not rank and closes_title(text, layout, one):
            rank = 4
        if rank:
            ranks.append((rank, day))
    if not ranks:
        return None
    best = min(rank for rank, _ in ranks)
    return max(day for rank, day in ranks if rank == best)


def _line(layout: Layout, one: Written) -> tuple[int, int] | None:
    return next((s for s in layout.lines if s[0] <= one.start < s[1]), None)


def _is_of_act(text: Text, line: tuple[int, int], *, notice: bool) -> bool:
    """Whether a line has the day of what is told: 日時, or Date in a notice that has a place."""
    if not marks()["day"].match(text.low, *line) or _CONFERENCE.search(text.norm, 0, line[0]):
        return False
    both = marks()["published"].match(text.low[slice(*line)].strip(" \t([【|-•"))
    return notice or not both


def _year_of_issue(text: Text, layout: Layout, dates: list[Written], one: Written) -> int | None:
    """The year of an issue that is called by its day, from the lines beside it: 6月1日号."""
    line = _line(layout, one)
    beside = _year_beside(text, layout, dates, one)
    if beside:
        return beside
    if line is None or line[1] - line[0] > _ISSUE or not text.norm.startswith("号", one.end):
        return None
    at = layout.lines.index(line)
    near = layout.lines[max(0, at - 2) : at + 3]
    years = [
        other.year for other in dates
        if other.year and any(a <= other.start < b and b - a <= _ISSUE for a, b in near)
    ]  # fmt: skip
    return years[0] if len(set(years)) == 1 else None


def _year_apart(layout: Layout, dates: list[Written], one: Written) -> int | None:
    """The year of a day at the top of a page, from a line of its own elsewhere, or from the session
    that a line above it names with the same month: 令和3年6月定例会 / 6月16日 一般質問.
    """
    line = _line(layout, one)
    if line is None or line not in layout.lines[:_TOP] or one.end - line[0] > _SHORT:
        return None
    for other in dates:
        there = _line(layout, other)
        if other.year is None or other.day is not None or there is None:
            continue
        alone = other.month is None and there[1] - there[0] <= _SHORT
        above = other.month == one.month and there < line and there[1] - there[0] <= _ISSUE
        if (alone and there in layout.lines[-_TOP:]) or (above and line[1] - line[0] <= _ISSUE):
            return other.year
    return None


def _year_beside(text: Text, layout: Layout, dates: list[Written], one: Written) -> int | None:
    """The year that a line at the top gives beside a day: March 18 (2025), June 2025 (June 17)."""
    line = _line(layout, one)
    if line is None or line not in layout.lines[:_HEAD] or one.month is None:
        return None
    here = [other for other in dates if other.year and line[0] <= other.start < line[1]]
    behind = [other.year for other in here if _YEAR_ENDS.fullmatch(text.norm, one.end, line[1])]
    closed = text.norm[one.start - 1 : one.start] == "("
    same = [o.year for o in here if closed and o.month == one.month and o.day is None]
    years = {*behind, *same}
    return years.pop() if len(years) == 1 else None


def closes_title(text: Text, layout: Layout, one: Written) -> bool:
    """Whether a date in parentheses ends the title: 覚書を締結(2023年5月26日)."""
    title = layout.title
    return (
        title is not None
        and title[0] < one.start < title[1]
        and one.day is not None
        and text.norm[title[0] : one.start].rstrip().endswith("(")
        and bool(_CLOSES.fullmatch(text.norm, one.end, title[1]))
    )


def issued(text: Text, layout: Layout, dates: list[Written]) -> date | None:
    """The first day of the month of an issue, from which days of a month count: 令和6年12月号."""
    for one in dates:
        line = _line(layout, one)
        short = line is not None and line[1] - line[0] < _ISSUE
        if not (one.year and one.month and not one.day and short and line):
            continue
        headed = _ISSUE_OF.search(text.norm, line[0], one.start) or (
            line in layout.lines[:_HEAD]
            and _CLOSES_HEAD.search(text.norm, line[0], one.start)
            and not text.norm[one.end : line[1]].strip()
            and not _SENTENCE.search(text.norm, line[0], one.start)
        )
        if headed or _OF_ISSUE.match(text.norm, one.end):
            return date(one.year, one.month, 1)
    return None


def in_dateline(text: Text, layout: Layout, one: Written) -> bool:
    """Whether a date stands in the opening of a report: HANOI, March 15 (VNA) – …"""
    line = _line(layout, one)
    if line is None or one.end - line[0] > _OPENING:
        return False
    if not text.norm[line[0] : one.start].strip() and "(" not in text.norm[one.end : one.end + 3]:
        # It opens a line of a chronicle.
        return False
    dash = _DASH.match(text.norm, one.end, line[1])
    before = text.norm[line[0] : one.start]
    return bool(dash) and len(before.split()) <= _FEW_WORDS and "." not in before.rstrip(". ")


def _rank_beside(text: Text, layout: Layout, line: tuple[int, int], one: Written) -> int:
    """The rank of a date that stands alone but for a word before it, or parentheses behind it."""
    opening, rest = text.low[line[0] : one.start], text.norm[one.end : line[1]]
    if _POSTED.search(opening):
        return 2
    if not opening.strip() and _ASIDE.fullmatch(rest):
        return 3
    if _OF_PAPER.match(text.norm[line[0] : one.start]) and not rest.strip():
        return 3
    top = line in layout.lines[:_HEAD]
    ends = top and one.year and not rest.strip(" )") and not _SENTENCE.search(opening)
    return 5 if ends and _CLOSES_HEAD.search(opening) else 0


def _signs_off(norm: str, line: tuple[int, int], one: Written) -> bool:
    """Whether a Japanese report ends with the paper and its day, or its title does."""
    before = norm[max(line[0], one.start - 24) : one.start]
    closed = _SIGNED_OFF_END.fullmatch(norm, one.end, line[1])
    if closed and _SIGNED_OFF.search(before):
        return True
    named = _PAPER_ENDS.search(before)
    return bool(named) and not norm[one.end : line[1]].strip(" ()月火水木金土日曜")


def _rank(text: Text, layout: Layout, line: tuple[int, int], one: Written) -> int:
    start, end = line
    around = text.low[start : one.start] + " " + text.low[one.end : end]
    short = end - start < 120
    stripped = text.low[start:end].strip(" \t([【|-•")
    if short and marks()["published"].match(stripped):
        return 1
    if short and marks()["published"].search(around) and end - start < 80:
        return 2
    if (
        short
        and len(_REST.sub("", around)) <= 22
        and not _TERM.search(around)
        and not re.search(r"[.。]\s*$", text.norm[start:end])
    ):
        return 3
    opening = text.norm[start : one.start]
    beside = _rank_beside(text, layout, line, one) if short else 0
    if beside:
        return beside
    agency = _OF_AGENCY.match(opening) and text.norm.startswith(")", one.end)
    if agency or _signs_off(text.norm, line, one):
        return 4
    if short and not opening.strip() and _HOUR.match(text.norm, one.end):
        return 3
    if one.start - start < _OPENING and _DATELINE.match(text.norm, one.end):
        stops = "–—()" if text.norm.startswith(",", one.end) else "–—(),"
        if opening.strip().isupper() or re.search(rf"[{stops}]\s*(?:ngày |ngay )?$", opening, re.I):
            return 4
        if re.match(r"\s*\([^)]*\)", opening):
            return 4
    return 0
