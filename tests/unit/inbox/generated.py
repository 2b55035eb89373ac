"""Submissions as nobody means them: `python -m tests.unit.inbox.generated 100000` sends so many.

Each is taken as text or refused with a message at its field, and the store is whole afterwards.
What is taken is looked at as it would leave: no cell of it is a formula or markup.
"""

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from lib.checks.signs import unfit
from lib.facts.dataset import load_dataset
from lib.inbox import desk, guard, judge, post, records, store
from lib.inbox.problem import errors
from lib.inbox.rows import rows
from lib.inbox.states import Conflict, Unknown
from lib.inbox.submission import EVENT, LIMITS, Refused, Wish, read
from lib.language.formulas import FORMULA_STARTS
from lib.language.i18n import LANGUAGES

DATA = load_dataset()
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
_record = st.sampled_from([*DATA.events.index[:200:17], "vj9999", "vj0", "", "VJ0141"])
_url = st.sampled_from(
    [*DATA.sources["url"][:100:9], "https://example.gov.vn/1", "https://www.pref.oita.jp/x"]
)
_sound_date = st.sampled_from(["2026", "2025-09", "2026-03-01", "2019", "2014-12"])
_titles = st.sampled_from(["Ký kết", "Visit", "友好都市提携", "A & B", "'; DROP TABLE x"])
_summaries = st.sampled_from(["Hai bên ký kết.", "They met.", "締結した。", "a < b {sign} %00"])


def _units(country: str) -> list[str]:
    """Units of now and then, those of now the more often."""
    units = DATA.localities[DATA.localities["country"] == country]
    return [*units.index, *[key for key in units.index if not units["valid_to"][key]] * 3]


_GOOD: dict[str, st.SearchStrategy[str]] = {
    "vn_id": st.sampled_from(_units("VN")),
    "jp_id": st.sampled_from(_units("JP")),
    "kind": st.sampled_from(["mou", "visit", "programme", *DATA.kinds.index]),
    "date": st.one_of(_sound_date, _sound_date, st.sampled_from(_DATES)),
    "valid_until": st.one_of(st.just(""), st.just("2031"), st.sampled_from(_DATES)),
    "fields": st.lists(st.sampled_from([*DATA.fields.index]), max_size=3, unique=True).map(
        ";".join
    ),
    "signatory": st.sampled_from(["government", "government", "agency", "king"]),
    "status": st.sampled_from(["", "", "announced", "x"]),
    "title": st.one_of(_titles, _titles, _titles, st.sampled_from(_NASTY)),
    "summary": st.one_of(_summaries, _summaries, _summaries, st.sampled_from(_NASTY)),
}
_clean = st.fixed_dictionaries(
    {
        "url": _url,
        "publisher": st.sampled_from(["Oita Prefecture", "Cổng thông tin", "大分県"]),
        "kind": st.sampled_from(["official", "press"]),
    },
    optional={"published": _sound_date, "lang": st.sampled_from(["vi", "ja", "en"])},
)
_wild = st.fixed_dictionaries(
    {"url": st.one_of(_url, _url, _url, _text)},
    optional={
        "publisher": _text | st.just("Oita Prefecture"),
        "kind": st.sampled_from(["official", "press", "rumour"]),
        "published": st.sampled_from(_DATES),
        "lang": st.sampled_from(["vi", "ja", "en", "xx", "japanese"]),
        "relation": st.sampled_from(["supports", "context", "proves"]),
        "supports": _text,
        "title": _text,
    },
)
_source = st.one_of(_clean, _clean, _clean, _wild)


def _event() -> st.SearchStrategy[dict[str, Any]]:
    good = st.fixed_dictionaries(
        {name: _GOOD[name] for name in ("vn_id", "jp_id", "kind", "title", "summary")},
        optional={n: _GOOD[n] for n in ("date", "valid_until", "fields", "signatory", "status")},
    )
    wild = st.dictionaries(st.sampled_from([*EVENT, "id", "x"]), _anything, max_size=5)
    many = st.sampled_from(_MANY)
    # Most are nearly good: those get farthest.
    return st.one_of(
        good, good, good, st.tuples(good, wild).map(lambda both: {**both[0], **both[1]}), wild, many
    )


def submissions() -> st.SearchStrategy[Any]:
    """What may be sent: nearly good, wild, or nothing of the kind."""
    shaped = st.fixed_dictionaries(
        {
            "wish": st.sampled_from([*map(str, Wish), "new", "new", "new", "delete"]),
            "lang": st.sampled_from([*LANGUAGES, "vi", "en", "fr"]),
        },
        optional={
            "event": _event(),
            "record": _record,
            "sources": st.lists(_source, max_size=3) | _anything,
            "places": st.lists(
                st.fixed_dictionaries({"id": st.just("jp-aichi.agui") | _text}), max_size=2
            ),
            "translations": st.dictionaries(
                st.sampled_from(["en", "vi", "ja", "fr"]),
                st.dictionaries(st.sampled_from(["title", "summary", "id"]), _text, max_size=2),
                max_size=2,
            ),
            "note": _text | st.sampled_from(_LONG),
            "contact": _text,
            "trap": _anything,
        },
    )
    good = st.fixed_dictionaries(
        {
            "wish": st.just("new"),
            "lang": st.sampled_from(["vi", "en"]),
            "event": _event(),
            "sources": st.lists(_source, min_size=1, max_size=2),
        }
    )
    return st.one_of(good, shaped, st.dictionaries(_text, _anything, max_size=4))


def outcome(raw: Any, *, draft: str | None = None) -> str:
    """What becomes of a submission: "taken", or by whom it was refused.

    Raises AssertionError where a refusal has no message at a field, or what is taken is no text.
    """
    try:
        proposal = read(raw)
    except Refused as refused:
        return _told(refused.problems, "refused as it is")
    found = judge.problems(DATA, proposal, TODAY)
    if wrong := errors(found):
        return _told(wrong, "refused by the data's rules")
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
    return "taken again" if receipt.repeated else "taken"


def _told(problems: Any, how: str) -> str:
    assert problems
    for each in problems:
        assert isinstance(each.field, str) and len(each.value) <= 81
        assert each.value.isprintable()
        for lang in LANGUAGES:
            assert each.message(lang)
    return how


def forged(random: Random) -> None:
    """A link that was never given leads nowhere."""
    token = "".join(chr(random.randrange(1, 0x3000)) for _ in range(random.randrange(60)))
    for asked in (post.standing, post.withdraw):
        try:
            asked(token)
        except Unknown:
            continue
        raise AssertionError(token)


def whole(expected: int) -> None:
    """Raises AssertionError where the store has not exactly what was taken, each with its log."""
    items = desk.queue(desk.Asked(states=(), most=10**9))
    assert len(items) == expected == len({item.number for item in items})
    for each in items[:: max(1, len(items) // 200)]:
        assert [entry.act for entry in desk.item(each.number).log] == ["sent"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.unit.inbox.generated")
    parser.add_argument("number", type=int)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="at most so long")
    chosen = parser.parse_args()
    counted: Counter[str] = Counter()
    random, begun, drafts = Random(1), time.monotonic(), [post.draft_id()] * 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("VJ_DATABASE", f"sqlite:///{Path(folder) / 'inbox.db'}")
        for rate in guard.RATES:
            guard.RATES[rate] = "1000000000 per hour"

        def send(raw: Any) -> None:
            old = random.random() < 0.1
            counted[outcome(raw, draft=random.choice(drafts) if old else None)] += 1

        for batch in range(-(-chosen.number // _BATCH)):
            if time.monotonic() - begun > chosen.seconds:
                break
            _many(send, batch)
            forged(random)
            print(sum(counted.values()), dict(counted), flush=True)
        whole(counted["taken"])
        store.close()
    total = sum(counted.values())
    print(f"{total} in {time.monotonic() - begun:.0f} s, the store whole:")
    for how, number in counted.most_common():
        print(f"{number:8} {how}")


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
