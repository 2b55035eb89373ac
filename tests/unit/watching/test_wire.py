"""One request: to public addresses alone, within a time and a size, whatever comes back."""

import gzip
import threading
import time
import zlib

import pytest

from lib.watching.wire import Trouble, Wire, is_public, plain_address
from tests.unit.watching.web import Reply, Web


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("203.0.114.9", True),
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("127.9.9.9", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("239.1.1.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("no address", False),
        ("", False),
    ],
)
def test_which_network_addresses_are_public(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://Example.ORG/a b", "https://example.org/a%20b"),
        ("https://example.org/tin-tức?q=Huế", "https://example.org/tin-t%E1%BB%A9c?q=Hu%E1%BA%BF"),
        ("https://example.org/%E3%81%82", "https://example.org/%E3%81%82"),
        ("http://例え.jp:8080/x", "http://xn--r8jz45g.jp:8080/x"),
        ("http://example.org:80/", "http://example.org/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("ftp://example.org/", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("//example.org/", None),
        ("https://", None),
        ("https://user:secret@example.org/", None),
        ("https://example.org:99999/", None),
        ("https://[::1/", None),
        ("https://" + "a" * 70 + ".org/", None),
        ("", None),
    ],
)
def test_an_address_as_it_is_sent(url, sent):
    if sent is None:
        with pytest.raises(Trouble):
            plain_address(url)
    else:
        assert plain_address(url) == sent


@pytest.fixture
def web():
    with Web() as running:
        yield running


def wire(web, **changed):
    own = {"agent": "test", "seconds": 0.5, "most": 10_000, "allowed": web.allowed}
    return Wire(**{**own, "resolve": web.resolve, **changed})


def test_an_answer_has_address_status_headers_and_body(web):
    web.pages["a.test/x"] = Reply("page", {"ETag": '"1"', "Content-Type": "Text/HTML; charset=x"})
    answer = wire(web).get(web.url("a.test/x"), {"If-None-Match": '"0"'})
    assert (answer.status, answer.body, answer.kind) == (200, b"page", "text/html")
    assert answer.headers["etag"] == '"1"'
    [asked] = web.asked
    assert asked.headers["user-agent"] == "test"
    assert asked.headers["if-none-match"] == '"0"'
    assert asked.headers["host"] == f"a.test:{web.port}"
    assert wire(web).get(web.url("a.test/none")).status == 404


@pytest.mark.parametrize("host", ["inside.test", "127.0.0.2", "mixed.test", "nowhere.test"])
def test_what_is_no_host_of_the_internet_is_not_connected_to(web, host):
    web.hosts |= {"inside.test": ["10.0.0.1"], "mixed.test": ["127.0.0.1", "10.0.0.1"]}
    with pytest.raises(Trouble):
        wire(web).get(web.url(f"{host}/x"))
    assert web.asked == []


def test_without_more_the_own_machine_is_out_of_reach(web):
    web.pages["127.0.0.1/x"] = Reply("secret")
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0"):
        with pytest.raises(Trouble, match=r"is no host of the internet|no answer"):
            Wire("test", seconds=1).get(web.url(f"{host}/x"))
    assert web.asked == []


BOMB = gzip.compress(bytes(20_000_000))


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(b"x" * 20_000), "larger than 10,000 bytes"),
        (Reply(BOMB, {"Content-Encoding": "gzip"}), "larger than 10,000 bytes"),
        (Reply(b"no gzip", {"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (Reply(b"x", {"Content-Encoding": "br"}), "packed as br"),
        (Reply(b"x", {"Content-Encoding": "gzip, gzip"}), "packed as gzip, gzip"),
        (Reply(raw=b"nonsense\r\n\r\n"), "no answer"),
        (Reply(raw=b""), "no answer"),
        (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"), "no answer"),
        (Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000), "no answer"),
        (Reply(drip=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000), "no whole answer within 0.5"),
        (Reply(drip=b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + b"y" * 999), "no whole"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_answer_ends_early(web, reply, why):
    web.pages["a.test/x"] = reply
    before = time.monotonic()
    with pytest.raises(Trouble, match=why):
        wire(web).get(web.url("a.test/x"))
    assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"page"), zlib.compress(b"page")], ids=["gzip", "deflate"]
)
def test_a_packed_answer_is_unpacked(web, packed):
    web.pages["a.test/x"] = Reply(packed, {"Content-Encoding": "gzip"})
    assert wire(web).get(web.url("a.test/x")).body == b"page"


def test_a_port_that_nobody_listens_at(web):
    web.close()
    with pytest.raises(Trouble, match="no answer"):
        wire(web).get(web.url("a.test/x"))
    assert threading.active_count() < 10
