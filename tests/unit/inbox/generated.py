"""Submissions as nobody means them: `python -m tests.unit.inbox.generated 100000` sends so many.

Each is taken as text or refused with a message at its field, and the store is whole afterwards.
What is taken is looked at as it would leave: no cell of it is a formula or markup.
"""

import argparse
import asyncio
import copy
import csv
import io
import json
import os
import re
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import httpx
import pandas as pd
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lib.api.routes import ROUTES
from lib.checks.signs import unfit
from lib.facts.dataset import Dataset, of_files
from lib.inbox import desk, guard, judge, post, records, store
from lib.inbox.files import Ids, applied, next_ids
from lib.inbox.problem import errors
from lib.inbox.rows import event_id, rows
from lib.inbox.states import Closed, Conflict, State, Unknown
from lib.inbox.submission import (
    EVENT,
    LIMITS,
    Proposal,
    ProposedPlace,
    ProposedSource,
    Refused,
    Wish,
    read,
)
from lib.language.formulas import FORMULA_STARTS
from lib.language.i18n import LANGUAGES
from lib.site import store as site
from tests.unit import strategies

DATA = strategies.data()
TODAY = date(2026, 11, 26)
_BATCH = 1000
_NASTY = (
    "\x00",
    "\x07",
    "a\x1b[31mb",
    "\u202eevil",
    "\u2066x\u2069",
    "\u200bHuế\u200f",
    "\ufeffTokyo",
    "\ud800",
    "\ufffd",
    "\ue000",
    "e\u0301",
    "ﬁ",
    "=1+1",
    "+SUM(A1)",
    "-2",
    "@x",
    "＝１＋１",
    "\t=1",
    '=HYPERLINK("https://evil.example")',
    "<script>alert(1)</script>",
    "<img src=x onerror=1>",
    "&lt;b&gt;",
    "a < b",
    "</style>",
    "'; DROP TABLE submissions; --",
    '" OR 1=1',
    "%00",
    "${7*7}",
    "{{7*7}}",
    "{sign}",
    "%(x)s",
    "\\N{BULLET}",
    "../../etc/passwd",
    "vj0141",
    "c0001",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://example.org/\r\nX: y",
    "https://example.org",
    "http://127.0.0.1:5432/",
    "file:///etc/passwd",
    "https://user:pw@example.org",
    "http://[::1]/",
    "Ký kết biên bản ghi nhớ",
    "友好都市提携",
    "大阪府\u3000堺市",
    "x" * 5000,
    "ế" * 3000,
    " ",
    "",
)
_DATES = (
    "2014",
    "2014-12",
    "2014-12-25",
    "2014-02-30",
    "2024-02-29",
    "2023-02-29",
    "0000",
    "9999-12-31",
    "2014-13",
    "2014-00-01",
    "14",
    "2014/12/25",
    "25.12.2014",
    "2014-12-25T00:00",
    "２０１４",
    "-2014",
    "20141225",
    "2014-1-1",
    "令和6年",
    "tháng 12",
    "2014~",
    "2014-12-XX",
    "1e3",
    "٢٠١٤",
    "",
)
_text = st.one_of(st.sampled_from(_NASTY), st.sampled_from(_NASTY), st.text(max_size=20))
_LONG = ["x" * size for size in (3999, 4001, 60_000, 1_000_000)]
_MANY = [{str(i): "x" for i in range(size)} for size in (19, 100, 10_000)]
_scalar = _text | st.none() | st.integers() | st.floats() | st.booleans() | st.binary(max_size=5)
_anything = st.recursive(
    _scalar,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_text, inner, max_size=4),
    max_leaves=8,
)

# --- Sound ones ---------------------------------------------------------------------------------

# What looks like code and is text: it is taken, and must still be text wherever it leaves.
_HARMLESS = (
    "'; DROP TABLE x",
    '" OR 1=1 --',
    "a < b",
    "b > a",
    "A & B",
    "{sign}",
    "{{7*7}}",
    "${7*7}",
    "%(x)s %00",
    "[x](javascript:alert(1))",
    "**b** `c` :smile: $x$",
    "<1 script",
    "x onerror=alert(1)",
    "]]>",
    "-->",
    "\\N{BULLET} \\u202e",
    "../../etc/passwd",
    "1=1",
    "a=b+c-d@e",
    "tel:=1",
    "Huế → 京都",
    "“…”",
)
_WORDS = {
    "vi": ("Hai bên", "ký kết", "biên bản ghi nhớ", "giao lưu", "thương mại", "đoàn công tác"),
    "en": ("Both sides", "signed", "a memorandum", "on exchange", "of trainees", "visit"),
    "ja": ("両者は", "覚書を", "締結した", "交流", "研修生", "訪問"),
}
_letters = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=12)


def _prose(lang: str, most: int) -> st.SearchStrategy[str]:
    """Words of a language, now and then with what looks like code, or any letters and signs."""
    words = st.sampled_from(_WORDS[lang])
    odd = st.sampled_from(_HARMLESS) | _letters
    parts = st.lists(words | words | odd, max_size=most)
    return st.tuples(words, parts).map(lambda made: " ".join([made[0], *made[1]]))


_record = st.sampled_from([*DATA.events.index])
_url = st.one_of(
    st.sampled_from([*DATA.sources["url"][:100:9]]),
    st.integers(0, 10**6).map("https://example.gov.vn/tin/{}".format),
    st.integers(0, 10**6).map("https://www.pref.example.jp/x?id={}&a=b".format),
)


def _today(country: str) -> list[str]:
    units = DATA.localities[DATA.localities["country"] == country]
    return [key for key in units.index if not units["valid_to"][key]]


_UNITS = {side: st.sampled_from(_today(side.upper())) for side in ("vn", "jp")}
_date = st.dates(date(2025, 8, 1), date(2026, 11, 25))
_sound_date = st.one_of(_date.map(str), _date.map(lambda day: str(day)[:7]))
_fields = st.lists(st.sampled_from([*DATA.fields.index]), max_size=3, unique=True).map(";".join)


def _sources(lang: str, least: int = 1) -> st.SearchStrategy[list[dict[str, str]]]:
    one = st.fixed_dictionaries(
        {
            "url": _url,
            "publisher": st.sampled_from(["Oita Prefecture", "Cổng thông tin", "大分県"]),
            "kind": st.sampled_from(["official", "press"]),
        },
        optional={
            "lang": st.sampled_from([*LANGUAGES]),
            "published": _sound_date,
            "supports": _prose(lang, 4),
            "relation": st.sampled_from(["supports", "supports", "context"]),
            "title": _prose(lang, 2),
        },
    )
    return st.lists(one, min_size=least, max_size=2, unique_by=lambda each: each["url"])


def _texts(lang: str) -> dict[str, st.SearchStrategy[str]]:
    return {"title": _prose(lang, 3), "summary": _prose(lang, 8)}


def _sound(wish: Wish, lang: str) -> st.SearchStrategy[dict[str, Any]]:
    """What somebody who means it could send."""
    pair = {"vn_id": _UNITS["vn"], "jp_id": _UNITS["jp"]}
    kinds = st.sampled_from(["mou", "visit", "programme", "forum", "cooperation_agreement"])
    event: dict[Wish, st.SearchStrategy[dict[str, str]]] = {
        Wish.NEW: st.fixed_dictionaries(
            {**pair, "kind": kinds, "date": _sound_date, **_texts(lang)},
            optional={"fields": _fields},
        ),
        Wish.CORRECTION: st.fixed_dictionaries(
            {"title": _prose(lang, 3)}, optional={"summary": _prose(lang, 8), "fields": _fields}
        ),
        Wish.NONE: st.fixed_dictionaries(pair),
        Wish.ENDED: st.fixed_dictionaries({"date": _sound_date, **_texts(lang)}),
    }
    others = [other for other in LANGUAGES if other != lang]
    fixed: dict[str, st.SearchStrategy[Any]] = {"wish": st.just(str(wish)), "lang": st.just(lang)}
    if wish in event:
        fixed["event"] = event[wish]
    if wish in (Wish.CORRECTION, Wish.SOURCE, Wish.ENDED):
        fixed["record"] = _record
    fixed["sources"] = _sources(lang, 1 if wish is not Wish.NONE else 0)
    translated = st.dictionaries(
        st.sampled_from(others), st.fixed_dictionaries({"title": _prose(others[0], 3)}), max_size=1
    )
    optional: dict[str, st.SearchStrategy[Any]] = {
        "note": _prose(lang, 8) | st.sampled_from(_HARMLESS),
        "contact": _letters,
    }
    if wish in (Wish.NEW, Wish.CORRECTION):
        optional["translations"] = translated
    return st.fixed_dictionaries(fixed, optional=optional)


_sound_one = st.one_of(
    *(_sound(wish, lang) for wish in (Wish.NEW, Wish.NEW, Wish.NEW, *Wish) for lang in LANGUAGES)
)

# --- With something that nobody means ------------------------------------------------------------

_PATHS = [
    *(("event", name) for name in (*EVENT, "id", "x")),
    *(("sources", 0, name) for name in (*ProposedSource.model_fields, "id")),
    *(("places", 0, name) for name in ProposedPlace.model_fields),
    *(("translations", lang, name) for lang in (*LANGUAGES, "fr") for name in ("title", "x")),
    *((name,) for name in ("record", "event", "sources", "places", "translations", "note")),
    *((name,) for name in ("contact", "trap", "x", "", "lang", "wish")),
]
_hostile = st.one_of(
    _text,
    _text,
    st.sampled_from(_NASTY).map("Ký kết {}".format),
    st.sampled_from(_DATES),
    _anything,
    st.sampled_from(_LONG),
    st.sampled_from(_MANY),
)


def _put(raw: dict[str, Any], changes: list[tuple[tuple[Any, ...], Any]]) -> dict[str, Any]:
    """`raw` with values put at paths, where there is room for them."""
    made = copy.deepcopy(raw)
    for path, value in changes:
        at: Any = made
        for step in path[:-1]:
            if isinstance(at, dict):
                at = at.setdefault(step, [{}] if step in ("sources", "places") else {})
            else:
                at = at[0] if isinstance(at, list) and at else {}
        if isinstance(at, dict):
            at[path[-1]] = copy.deepcopy(value)
    return made


@st.composite
def submissions(draw: st.DrawFn) -> Any:
    """What may be sent: sound, sound but for one thing or two, or nothing of the kind."""
    # A choice by number: hypothesis takes "one of" within "one of" for one list.
    how = draw(st.integers(0, 9))
    if how < 9:
        sound = draw(_sound_one)
        return sound if how < 2 else _put(sound, draw(_changes))
    return draw(_odd)


_changes = st.lists(st.tuples(st.sampled_from(_PATHS), _hostile), min_size=1, max_size=2)
_wild = st.dictionaries(st.sampled_from([*EVENT, "id", "x"]), _anything, max_size=5)
_odd = st.one_of(
    st.fixed_dictionaries(
        {"wish": st.sampled_from([*map(str, Wish), "delete"]), "lang": st.just("en")},
        optional={"event": _wild, "sources": _anything, "translations": _anything, "trap": _text},
    ),
    st.dictionaries(_text, _anything, max_size=4),
)


def outcome(
    raw: Any,
    *,
    draft: str | None = None,
    refused: Counter[str] | None = None,
    tokens: list[str] | None = None,
) -> str:
    """What becomes of a submission: "taken", or by whom it was refused.

    `refused` counts the messages of refusals, `tokens` gets the links of what is taken. Raises
    AssertionError where a refusal has no message at a field, or what is taken is no text.
    """
    refused = Counter() if refused is None else refused
    try:
        proposal = read(raw)
    except Refused as wrong:
        return _told(wrong.problems, "refused as it is", refused)
    found = judge.problems(DATA, proposal, TODAY)
    if wrong_rows := errors(found):
        return _told(wrong_rows, "refused by the data's rules", refused)
    for made in rows(DATA, proposal, fill=True).values():
        for row in made:
            for cell in row.values():
                assert not unfit(cell) and not cell.startswith(FORMULA_STARTS), cell
    sender = post.Sender("", None, draft or post.draft_id())
    try:
        receipt = post.send(proposal, sender, edition=DATA.edition)
    except Conflict:
        return "sent under a name that is taken"
    kept = post.standing(receipt.token)
    assert kept.proposal == proposal.model_copy(update={"contact": ""})
    assert len(json.dumps(records.stored(proposal))) < 8 * LIMITS[""]
    if receipt.repeated:
        return "taken again"
    if tokens is not None:
        tokens.append(receipt.token)
    # The same by a second click is there once.
    assert post.send(proposal, sender, edition=DATA.edition).repeated
    return "taken"


def _told(problems: Any, how: str, counted: Counter[str]) -> str:
    assert problems
    for each in problems:
        assert isinstance(each.field, str) and len(each.value) <= 81
        assert each.value.isprintable()
        for lang in LANGUAGES:
            assert each.message(lang)
    counted[problems[0].text] += 1
    return how


def forged(random: Random, given: Sequence[str] = ()) -> None:
    """A link that was never given leads nowhere, nor does one that is nearly one of those given."""
    made = ["".join(chr(random.randrange(1, 0x3000)) for _ in range(random.randrange(60)))]
    for token in given:
        at = random.randrange(len(token))
        other = "A" if token[at] != "A" else "B"
        made += [
            token[:at] + other + token[at + 1 :],
            token[:-1],
            f"{token} ",
            f"{token}\0",
            "%" + token,
        ]
        made += [each for each in (token.lower(), token.swapcase()) if each != token]
    for token in made:
        for asked in (post.standing, post.withdraw, lambda each: post.add(each, "x")):
            try:
                asked(token)
            except Unknown:
                continue
            raise AssertionError(token)


def late(token: str) -> None:
    """With the link of what was withdrawn nothing can be done any more but look at it."""
    assert post.withdraw(token).state is State.WITHDRAWN
    for asked in (post.withdraw, lambda each: post.add(each, "x")):
        try:
            asked(token)
        except Closed:
            continue
        raise AssertionError(token)
    assert post.standing(token).state is State.WITHDRAWN


@dataclass
class Sent:
    """What became of all that was sent; `taken` is what of it the exports are looked at with."""

    counted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    different: set[bytes] = field(default_factory=set)
    tokens: list[str] = field(default_factory=list)
    withdrawn: int = 0

    def send(self, raw: Any, draft: str | None = None) -> None:
        """Send it, and count what becomes of it."""
        self.different.add(sha256(repr(raw).encode("utf-8", "replace")).digest()[:12])
        how = outcome(raw, draft=draft, refused=self.refused, tokens=self.tokens)
        self.counted[how] += 1

    def links(self, random: Random) -> None:
        """Try forged links, and old ones."""
        given = random.sample(self.tokens, min(5, len(self.tokens)))
        forged(random, given)
        if given:
            late(given[0])
            self.tokens.remove(given[0])
            self.withdrawn += 1

    def whole(self) -> None:
        """Raises AssertionError where the store has not just what was taken, each with its log."""
        items = desk.queue(desk.Asked(states=(), most=10**9))
        assert len(items) == self.counted["taken"] == len({item.number for item in items})
        for each in items:
            acts = [str(entry.act) for entry in desk.item(each.number).log]
            withdrawn = each.state is State.WITHDRAWN
            assert acts == ["sent", *(["withdrawn"] if withdrawn else [])]
        assert sum(each.state is State.WITHDRAWN for each in items) == self.withdrawn
        with store.reading() as connection:
            if connection.dialect.name == "sqlite":
                said = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                assert said == "ok" and not broken

    def told(self) -> str:
        """The figures."""
        lines = [f"{sum(self.counted.values())} sent, {len(self.different)} different ones"]
        lines += [f"{number:8} {how}" for how, number in self.counted.most_common()]
        return "\n".join([*lines, *(f"{n:8}   {why}" for why, n in self.refused.most_common())])


# --- As it would leave ---------------------------------------------------------------------------

# So many are one data set.
_TOGETHER = 2000
_HELD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
_NUMBER = re.compile(r"-?[\d.]+").fullmatch
# What stands before the colon of a line of a calendar.
_OF_CALENDARS = frozenset(
    {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "DTSTART"}
    | {"DTEND", "RRULE", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES", "TRANSP", "LAST-MODIFIED"}
    | {"X-WR-CALNAME", "NAME", "X-WR-CALDESC", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SEQUENCE"}
    | {"DURATION", "SOURCE", "LOCATION", "CLASS"}
)


class _Tags(HTMLParser):
    """The elements of a page with their attributes, and where its addresses lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.attributes: set[tuple[str, str]] = set()
        self.schemes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag] += 1
        for name, value in attrs:
            self.attributes.add((tag, name))
            if name in ("href", "src", "action", "formaction", "srcset", "poster"):
                scheme, colon, _rest = str(value).partition(":")
                self.schemes.add(scheme.strip().lower() if colon and scheme.isalpha() else "")


def _data(proposals: Sequence[Proposal]) -> tuple[Dataset, list[str]]:
    """The package with all of these, as curators could accept them; the ids of their records."""
    ids, tables = next_ids(DATA), dict[str, dict[tuple[str, ...], dict[str, str]]]()
    keys: list[str] = []
    for proposal in proposals:
        made = rows(DATA, proposal, ids, fill=True)
        keys.append(event_id(DATA, proposal, ids))
        for name, new_rows in made.items():
            key = DATA.package.tables[name].key
            tables.setdefault(name, {}).update({tuple(r[k] for k in key): r for r in new_rows})
        new = [row for row in made.get("sources", ()) if row["id"] not in DATA.sources.index]
        ids = Ids(ids.event + (keys[-1] not in DATA.events.index), ids.source + len(new))
    changed = {name: list(each.values()) for name, each in tables.items()}
    data = of_files({**DATA.files, **applied(DATA, changed)}, DATA.archives)
    return data, sorted({key for key in keys if key in data.events.index})


async def _left(data: Dataset, keys: Sequence[str], lang: str) -> None:
    """Raises AssertionError where a file or page of a data set has a live formula or tag."""
    site._loaded.editions[data.edition] = site._loaded.current = data
    transport = httpx.ASGITransport(Starlette(routes=ROUTES))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:

        async def got(path: str) -> httpx.Response:
            answer = await client.get(path, headers={"accept": "text/html"})
            assert answer.status_code == 200, (path, answer.text[:500])
            return answer

        for table in ("events", "partnerships", "sources", "localities"):
            _plain_csv((await got(f"/api/v1/{table}.csv?lang={lang}")).content)
            _plain_book((await got(f"/api/v1/{table}.xlsx?lang={lang}")).content)
            frame = pd.read_parquet(
                io.BytesIO((await got(f"/api/v1/{table}.parquet?lang={lang}")).content)
            )
            _plain_cells(map(str, frame.to_numpy().ravel()))
            path = f"/api/v1/{table}.json?lang={lang}&limit=1000"
            while path:
                page = (await got(path)).json()
                assert page["data"]
                path = str(page["meta"]["next"] or "").removeprefix("http://x")
        found = (await got(f"/api/v1/events.geojson?lang={lang}")).json()
        assert len(found["features"]) >= len(keys)
        await _package((await got("/api/v1/package.zip")).content)
        await _read_by_programs(got, lang)
        pairs = {f"{e.vn_id}~{e.jp_id}" for e in map(data.event, keys)}
        await _pages(got, [f"/r/{key}" for key in DATA.events.index[::9]], keys, "/r/", lang)
        usual = [f"/brief/{key}" for key in DATA.localities.index[::9]]
        ends = {end for pair in sorted(pairs) for end in pair.split("~")}
        await _pages(got, usual, sorted(ends), "/brief/", lang)


Got = Callable[[str], Awaitable[httpx.Response]]


def _plain_cells(cells: Iterable[str]) -> None:
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS) and not _NUMBER(cell)]


def _plain_csv(content: bytes) -> None:
    for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        assert not [cell for cell in line if cell.startswith(FORMULA_STARTS)], line


def _plain_book(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for name in opened.namelist():
            xml = opened.read(name)
            assert b"<f>" not in xml and b"<f " not in xml, name
            links = re.findall(rb'Target="([a-z]+):', xml) if name.endswith("rels") else []
            assert {*links} <= {b"http", b"https"}, name


async def _package(content: bytes) -> None:
    """The package's own tables, as a person opens them in a spreadsheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        tables = [name for name in opened.namelist() if name.endswith(".csv")]
        assert len(tables) > 10
        for name in tables:
            _plain_csv(opened.read(name))


async def _read_by_programs(got: Got, lang: str) -> None:
    """Feeds and calendar: what is HTML in them, and the names of what is there."""
    for path in ("/feed.xml", "/changes.xml"):
        feed = ElementTree.fromstring((await got(f"{path}?lang={lang}")).content)
        for part in feed.iter():
            assert part.tag.rpartition("}")[2] not in ("script", "style", "iframe", "img"), part.tag
            if part.get("type") == "html":
                tags = _Tags(part.text or "")
                assert not {"script", "style", "iframe", "img", "form"} & {*tags.found}, part.text
                assert not [name for _tag, name in tags.attributes if name.startswith("on")]
                assert tags.schemes <= {"http", "https", ""}, tags.schemes
            for name in ("href", "src"):
                assert str(part.get(name, "http:")).partition(":")[0] in ("http", "https")
    text = (await got(f"/calendar.ics?lang={lang}")).text
    lines = text.replace("\r\n ", "").split("\r\n")
    names = {re.split("[:;]", line, maxsplit=1)[0] for line in lines if line}
    assert names <= _OF_CALENDARS, names - _OF_CALENDARS
    assert not [line for line in lines if line.startswith("URL") and ":http" not in line]


async def _pages(got: Got, usual: Sequence[str], keys: Iterable[str], way: str, lang: str) -> None:
    """Pages have no other elements and attributes than those of what was there before."""
    known = [_Tags((await got(f"{path}?lang={lang}")).text) for path in usual]
    attributes = set[tuple[str, str]]().union(*(each.attributes for each in known))
    schemes = {"http", "https"}.union(*(each.schemes for each in known))
    for key in keys:
        page = (await got(f"{way}{key}?lang={lang}")).text
        tags = _Tags(page)
        assert tags.attributes <= attributes, (key, tags.attributes - attributes)
        assert tags.schemes <= schemes, (key, tags.schemes)
        assert tags.found["script"] == known[0].found["script"], key
        for held in _HELD.findall(page):
            json.loads(held)


def exported(proposals: Sequence[Proposal]) -> int:
    """How many records these make, each of which leaves without a live formula or tag."""
    site.load()
    count = 0
    for start in range(0, len(proposals), _TOGETHER):
        data, keys = _data(proposals[start : start + _TOGETHER])
        lang = [*LANGUAGES][start // _TOGETHER % len(LANGUAGES)]
        asyncio.run(_left(data, keys, lang))
        count += len(keys)
    return count


def _kept() -> list[Proposal]:
    items = desk.queue(desk.Asked(states=(), most=10**9))
    return [desk.item(each.number).proposal for each in items]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.unit.inbox.generated")
    parser.add_argument("number", type=int)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="at most so long")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first thousand")
    chosen = parser.parse_args()
    random, begun, drafts = Random(chosen.first), time.monotonic(), [post.draft_id()] * 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("VJ_DATABASE", f"sqlite:///{Path(folder) / 'inbox.db'}")
        for rate in guard.RATES:
            guard.RATES[rate] = "1000000000 per hour"
        sent, again = Sent(), Random(chosen.first)

        def send(raw: Any) -> None:
            sent.send(raw, random.choice(drafts) if again.random() < 0.02 else None)

        for batch in range(chosen.first, chosen.first - (-chosen.number // _BATCH)):
            if time.monotonic() - begun > chosen.seconds:
                break
            _many(send, batch)
            sent.links(random)
            print(
                f"{time.monotonic() - begun:.0f} s, seed {batch}:", dict(sent.counted), flush=True
            )
        sent.whole()
        print(f"In {time.monotonic() - begun:.0f} s, the store whole:\n{sent.told()}", flush=True)
        print(f"{exported(_kept())} records as files and pages, without a formula or tag")
        store.close()


def _many(send: Callable[[Any], None], batch: int) -> None:
    kept = settings(
        max_examples=_BATCH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    seed(batch)(kept(given(submissions())(send)))()


if __name__ == "__main__":
    main()
