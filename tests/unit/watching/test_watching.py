"""Two dozen lists on a web of its own: good, slow, broken and hostile ones, run again and again."""

import gzip
from collections import Counter
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.inbox import guard, keys, post, store
from lib.inbox.problem import Refused
from lib.inbox.states import TooMany
from lib.inbox.submission import Wish
from lib.watching import __main__ as command
from lib.watching import memory, report, sources
from lib.watching.visitor import PAUSE, Visitor
from lib.watching.watch import Watcher
from lib.watching.wire import Wire
from tests.unit import strategies
from tests.unit.watching.web import Reply, Web

DATA = strategies.index().dataset
DAY = date(2026, 11, 26)
TEXT = {"Content-Type": "text/plain; charset=utf-8"}
HTML = {"Content-Type": "text/html; charset=utf-8"}

SIGNED_VI = """Tỉnh Lâm Đồng và tỉnh Nagano ký biên bản ghi nhớ hợp tác nông nghiệp

Sáng 12/3/2026, tại Đà Lạt, Chủ tịch UBND tỉnh Lâm Đồng và Thống đốc tỉnh Nagano đã ký biên bản \
ghi nhớ về hợp tác trong lĩnh vực nông nghiệp.
"""
SIGNED_JA = """十日町市とラムドン省が友好都市提携

2025年10月27日、新潟県十日町市とベトナム・ラムドン省は、友好都市提携の協定書に署名しました。
"""
WEATHER = """Thời tiết hôm nay tại Hà Nội

Hôm nay trời nhiều mây, có mưa nhỏ vài nơi, gió nhẹ, nhiệt độ từ 18 đến 22 độ C.
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Tin</title><id>urn:x</id><updated>2026-03-12T00:00:00Z</updated>{}</feed>"""
ENTRY = (
    '<entry><title>{1}</title><id>{0}</id><link href="{0}"/>'
    "<updated>2026-03-12T09:00:00Z</updated></entry>"
)
RSS = """<rss version="2.0"><channel><title>News</title><link>/</link>{}</channel></rss>"""
ITEM = (
    "<item><title>{1}</title><link>{0}</link>"
    "<pubDate>Tue, 28 Oct 2025 09:00:00 +0900</pubDate></item>"
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in pairwise("abcdefghi"))
    + ']><rss version="2.0"><channel><title>&i;</title></channel></rss>'
)
PAGE = """<html><head><link rel="alternate" type="application/rss+xml" href="/own.rss"></head><body>
<nav><a href="/">Trang chủ của tỉnh Lâm Đồng</a><a href="/lien-he">Liên hệ</a></nav>
<a href="tin/ky-ket?utm_source=home#top">Lâm Đồng và Nagano ký biên bản ghi nhớ</a>
<a href="/tin/ky-ket"><img src="x.jpg"></a>
<a href="/anh/toan-canh-le-ky-ket.jpg">Toàn cảnh lễ ký kết năm nay</a>
<a href="http://other.test/tin/1">Một bài viết của một tờ báo khác</a>
<a href="javascript:alert(1)">Một liên kết không dẫn đến đâu cả</a>
<a href="file:///etc/passwd">Một liên kết đến máy của người khác</a>
<a href="http://[::1/x">Một liên kết bị hỏng, không đọc được</a>
<a href="/thai">ข่าวสารเกี่ยวกับการเดินทางท่องเที่ยว</a>
<a href="/nen">Một tệp nén không phải là bài viết nào</a>
<a href="/mat">Một bài viết đã bị gỡ khỏi trang này</a></body></html>"""


def leads_to(target: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": target})


ARTICLE = f"""<!DOCTYPE html><html lang="vi"><head><title>{SIGNED_VI.splitlines()[0]}</title></head>
<body><nav><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a></nav><article>
<h1>{SIGNED_VI.splitlines()[0]}</h1><p>{SIGNED_VI.splitlines()[2]}</p>
<p>Hai bên sẽ cử cán bộ sang trao đổi kinh nghiệm trồng rau và hoa trong năm tới, đồng thời hỗ trợ
doanh nghiệp của hai tỉnh tìm hiểu thị trường.</p></article>
<footer>Cổng thông tin điện tử</footer></body></html>"""


# Each list: whether it is a feed, its answer, and what the report says of it.
LISTS = {
    "atom.test/feed": (True, Reply(ATOM.format(ENTRY.format("/vi", "Ký kết"))), ""),
    "rss.test/feed": (
        True,
        Reply(RSS.format(ITEM.format("/ja", "提携"))),
        "",
    ),
    "page.test/": (False, Reply(PAGE, HTML), ""),
    "cut.test/feed": (True, Reply(RSS.format(ITEM.format("/vi", "Ký"))[:-30]), ""),
    "none.test/feed": (True, Reply("<html><body>Xin chào</body></html>", HTML), "this is no feed"),
    "empty.test/feed": (True, Reply(""), "this is no feed"),
    "gone.test/feed": (True, Reply(status=404), "answers with 404"),
    "broken.test/feed": (True, Reply(status=500), "answers with 500"),
    "slow.test/feed": (True, Reply(drip=b"HTTP/1.1 200 OK\r\n" * 99), "no whole answer within"),
    "bomb.test/feed": (
        True,
        Reply(gzip.compress(bytes(9_000_000)), {"Content-Encoding": "gzip"}),
        "larger than",
    ),
    "closed.test/feed": (True, Reply(ATOM), "robots.txt does not allow it"),
    "ill.test/feed": (True, Reply(ATOM), "robots.txt does not allow it"),
    "dead.test/feed": (True, Reply(ATOM), "no whole answer within"),
    "inside.test/feed": (
        True,
        leads_to("http://10.0.0.1/"),
        "no host",
    ),
    "file.test/feed": (
        True,
        leads_to("file:///etc/passwd"),
        "no addr",
    ),
    "port.test/feed": (
        True,
        leads_to("http://a.test:25/"),
        "unusual",
    ),
    "loop.test/feed": (True, leads_to("/feed"), "to the next"),
    "moved.test/feed": (True, leads_to("/new", 301), ""),
    "busy.test/feed": (True, Reply(status=429), "answers with 429"),
    "laughs.test/feed": (True, Reply(LAUGHS), "declares entities"),
    "laughs16.test/feed": (True, Reply(LAUGHS.encode("utf-16")), "declares entities"),
    "nowhere.test/feed": (True, Reply(), "no such host"),
    "picture.test/": (
        False,
        Reply(b"\x89PNG", {"Content-Type": "image/png"}),
        "no page with links",
    ),
    "same.test/feed": (True, Reply(ATOM.format(""), {"ETag": '"7"'}), ""),
    "long.test/feed": (
        True,
        Reply(
            RSS.format("".join(ITEM.format(f"/{n}", f"Tin {n}") for n in range(9))), {"ETag": "w"}
        ),
        "",
    ),
}
PAGES = {
    "atom.test/vi": Reply(SIGNED_VI, TEXT),
    "rss.test/ja": Reply(SIGNED_JA, TEXT),
    "page.test/tin/ky-ket": Reply(ARTICLE, HTML),
    "page.test/thai": Reply("ข่าวสารเกี่ยวกับการเดินทาง " * 40, TEXT),
    "page.test/nen": Reply(b"PK", {"Content-Type": "application/zip"}),
    "cut.test/vi": Reply(WEATHER, TEXT),
    "moved.test/new": Reply(ATOM.format("")),
    "closed.test/robots.txt": Reply("User-agent: *\nDisallow: /\n"),
    "ill.test/robots.txt": Reply(status=503),
    "dead.test/robots.txt": Reply(drip=b"HTTP/1.1 200 OK\r\n" * 99),
    "atom.test/robots.txt": Reply("User-agent: *\nCrawl-delay: 7\n"),
    **{f"long.test/{n}": Reply(WEATHER, TEXT) for n in range(9)},
}


@pytest.fixture
def web():
    with Web() as running:
        running.hosts["inside.test"] = ["127.0.0.1"]
        running.pages = {**PAGES, **{page: reply for page, (_, reply, _) in LISTS.items()}}
        yield running


class Run:
    """A run with a memory of its own, whose drafts are kept in `proposals`."""

    def __init__(self, web, **changed):
        self.web, self.waits, self.proposals = web, [], {}
        wire = Wire("test", 0.3, 100_000, allowed=web.allowed, resolve=web.resolve)
        self.memory = memory.Memory()
        self.changed = {"most": 4, **changed}
        self.wire = wire

    def send(self, proposal, name):
        self.proposals[name] = proposal
        return f"c{len(self.proposals):04d}"

    def __call__(self, pages=None):
        self.web.asked.clear()
        visitor = Visitor(self.wire, sleep=self.waits.append)
        own = {"send": self.send, **self.changed}
        watcher = Watcher(visitor, self.memory, DATA, DAY, **own)
        wanted = LISTS if pages is None else pages
        return watcher.run(
            sources.Source(page.partition(".")[0], self.web.url(page), LISTS[page][0])
            for page in wanted
        )

    def asked(self):
        return Counter(each.page for each in self.web.asked)


def test_two_dozen_lists_of_every_kind(web):
    run = Run(web)
    done = run()
    for line, (page, (_, _, why)) in zip(done.lines, LISTS.items(), strict=True):
        assert line.source.url == web.url(page)
        assert why in line.trouble if why else line.trouble == "", page
    results = {
        f"{urlsplit(url).hostname}{urlsplit(url).path}": result
        for line in done.lines
        for url, result in line.results
    }
    assert results.pop("page.test/thai").startswith("not read: ")
    assert results == {
        "atom.test/vi": report.DRAFTS,
        "rss.test/ja": report.DRAFTS,
        "page.test/tin/ky-ket": report.DRAFTS,
        "page.test/nen": "application/zip is not read",
        "page.test/mat": "answers with 404",
        "cut.test/vi": report.NO_ACT,
        **{f"long.test/{n}": report.NO_ACT for n in range(4)},
    }
    assert {line.source.office: line.later for line in done.lines if line.later} == {"long": 5}
    assert [line.feeds for line in done.lines if line.feeds] == [(web.url("page.test/own.rss"),)]
    # Nothing was asked for twice, nothing that no list of ours leads to.
    assert set(run.asked().values()) <= {1, 6}
    assert [page for page, times in run.asked().items() if times == 6] == ["loop.test/feed"]
    assert not [page for page in run.asked() if page.startswith(("other.", "a.", "10."))]
    told = str(done)
    assert told.startswith(
        "25 lists asked, 11 new pages read, 3 drafts put into the inbox, 5 pages"
    )
    for part in ("answers with 404", "own.rss", "4 × no act", "5 × no act", "c0003"):
        assert (part in told) == (part != "4 × no act"), part


def test_what_a_page_tells_is_proposed_with_its_words_and_its_address(web):
    run = Run(web)
    run(["atom.test/feed", "rss.test/feed"])
    vi, ja = run.proposals.values()
    assert (vi.wish, vi.lang, vi.record) == (Wish.NEW, "vi", "")
    assert {name: vi.event[name] for name in ("vn_id", "jp_id", "kind", "date")} == {
        "vn_id": "vn-lam-dong",
        "jp_id": "jp-nagano",
        "kind": "mou",
        "date": "2026-03-12",
    }
    [source] = vi.sources
    assert (source.url, source.title) == (web.url("atom.test/vi"), "Ký kết")
    assert (source.publisher, source.published) == ("atom", "2026-03-12")
    assert "“12/3/2026”" in source.supports
    assert "the program alone" in vi.note
    # A place that the data set lacks comes along from the reference.
    assert ja.event["jp_id"] == "jp-niigata.tokamachi"
    assert [place.name_ja for place in ja.places] == ["十日町市"]


def test_a_second_run_asks_only_for_what_is_new(web):
    run = Run(web)
    run()
    sent = dict(run.proposals)
    again = run()
    assert run.proposals == sent
    assert again.sent == []
    lines = {line.source.office: line for line in again.lines}
    assert lines["same"].trouble == report.UNCHANGED
    # What failed is told with how often; what was left is read now; what was gone is asked again.
    assert lines["gone"].trouble == "answers with 404, in 2 runs"
    assert [urlsplit(url).path for url, _ in lines["long"].results] == ["/4", "/5", "/6", "/7"]
    read = [page for page in run.asked() if page.startswith(("atom.", "page."))]
    assert sorted(read) == [
        *("atom.test/feed", "atom.test/robots.txt"),
        *("page.test/", "page.test/mat", "page.test/robots.txt"),
    ]
    third, fourth = run(["page.test/", "long.test/feed"]), run(["page.test/", "long.test/feed"])
    assert [len(line.results) for line in third.lines] == [1, 1]
    assert [len(line.results) for line in fourth.lines] == [0, 0]
    assert fourth.lines[1].trouble == report.UNCHANGED


def test_hosts_are_asked_with_pauses_as_long_as_they_want(web):
    run = Run(web)
    run(["atom.test/feed", "cut.test/feed"])
    robots, feed, page = [each for each in web.asked if each.page.startswith("atom.")]
    assert (robots.page, feed.page, page.page) == tuple(
        f"atom.test/{name}" for name in ("robots.txt", "feed", "vi")
    )
    # robots.txt, list and page of each host; of the first the page comes only 7 seconds later.
    assert sorted(round(wait) for wait in run.waits) == [PAUSE, PAUSE, PAUSE, 7]
    assert {each.headers["user-agent"] for each in web.asked} == {"test"}


def test_a_page_that_is_cited_is_not_read(web):
    cited = str(DATA.sources["url"].iloc[0])
    web.pages["atom.test/feed"] = Reply(ATOM.format(ENTRY.format(cited, "Cited")))
    run = Run(web)
    done = run(["atom.test/feed"])
    assert done.lines[0].results == [(cited, report.CITED)]
    assert sorted(run.asked()) == ["atom.test/feed", "atom.test/robots.txt"]


def test_the_time_of_a_run_and_the_room_of_the_inbox_end_it_politely(web):
    run = Run(web, seconds=0)
    done = run()
    assert (done.lines, done.ended) == ([], "the time was over")

    def full(proposal, name):
        raise TooMany(60)

    run = Run(web, send=full)
    done = run(["atom.test/feed", "rss.test/feed"])
    assert done.ended == "the inbox takes no more for now"
    assert [line.later for line in done.lines] == [1, 1]
    # Nothing is lost: the next run sends both.
    run.changed.pop("send")
    assert len(run(["atom.test/feed", "rss.test/feed"]).sent) == 2


def test_what_the_inbox_refuses_is_told_and_not_tried_again(web):
    def refuse(proposal, name):
        raise Refused([])

    run = Run(web, send=refuse)
    assert "cannot be taken in" in str(run(["atom.test/feed"]))
    assert run(["atom.test/feed"]).lines[0].results == []


@pytest.fixture
def inbox(tmp_path, monkeypatch):
    monkeypatch.setenv("VJ_DATABASE", f"sqlite:///{tmp_path / 'inbox.db'}")
    store.close()
    guard.forget()
    yield
    store.close()
    guard.forget()


def test_drafts_stand_in_the_inbox_once_also_when_the_memory_is_lost(web, inbox):
    pages = ["atom.test/feed", "rss.test/feed"]
    first = Run(web, send=command.sender(DATA.edition))(pages)
    again = Run(web, send=command.sender(DATA.edition))(pages)
    assert [number for number, *_ in first.sent] == [number for number, *_ in again.sent]
    [key] = keys.listed()
    assert key.name == command.OFFICE
    assert {each.number for each in post.of_key(key.id)} == {n for n, *_ in first.sent}
    keys.withdraw(command.OFFICE, "test")
    with pytest.raises(ValueError, match="withdrawn"):
        command.sender(DATA.edition)


def test_the_memory_is_kept_whole_and_forgets_what_is_old(tmp_path):
    path = tmp_path / "var" / "watching.json"
    known = memory.load(path)
    known.lists["http://a.test/"] = memory.Seen("e", "m", 2)
    known.pages["http://a.test/1"] = memory.Page("2026-11-26", 1, "drafts")
    known.pages["http://a.test/2"] = memory.Page("2020-01-01", 1, "drafts")
    known.save(path, DAY)
    kept = memory.load(path)
    assert kept.lists == known.lists
    assert [*kept.pages] == ["http://a.test/1"]
    assert [*path.parent.iterdir()] == [path]
    for text in ("", "[]", '{"lists": {"x": {"y": 1}}, "pages": {}}', "{"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=r"watching\.json"):
            memory.load(path)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "office"),
        ("[[office]]", "office 1 has no name"),
        ('[[office]]\nname = "A"\nfed = []', "A: fed is not known"),
        ('[[office]]\nname = "A"\nfeed = "https://a.test/"', "A: feed is no list"),
        ('[[office]]\nname = "A"\npage = ["ftp://a.test/"]', "ftp://a.test/ is no address"),
        ('[[office]]\nname = "A"\npage = [1]', "1 is no address"),
        ('[[office]]\nname = "A"\npage = ["http://a/", "http://a/"]', "twice"),
        ('other = 1\n[[office]]\nname = "A"', "nothing else"),
        ("[[office", "list.toml"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(tmp_path, capsys, text, why):
    path = tmp_path / "list.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(sources.BadList, match=why):
        sources.read(path)
    assert command.main([str(path)]) == 1
    assert why in capsys.readouterr().err


def test_the_list_to_begin_with_has_addresses_of_cited_hosts_alone(tmp_path):
    begun = tmp_path / "begun.toml"
    begun.write_text(sources.to_begin_with(DATA), encoding="utf-8")
    cited = {sources.host_of(url) for url in load_dataset(DATA_FOLDER).sources["url"]}
    for path in (begun, DATA_FOLDER / "feeds.toml"):
        watched = sources.read(path)
        assert len(watched) > 100
        assert {each.host for each in watched} <= cited
