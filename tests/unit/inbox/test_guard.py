"""Who asks, as limits count them, and how often one may."""

import time

import pytest

from lib.inbox import guard
from lib.inbox.states import TooMany

PEER = "192.0.2.1"
# X-Forwarded-For as it comes, how many proxies are ours, and who asked.
CAME = [
    ([], 0, PEER),
    (["203.0.113.9"], 0, PEER),
    (["203.0.113.9"], 1, "203.0.113.9"),
    # Written by whoever asked, before our proxy added its own.
    (["1.1.1.1, 203.0.113.9"], 1, "203.0.113.9"),
    (["1.1.1.1", "2.2.2.2, 203.0.113.9"], 1, "203.0.113.9"),
    (["1.1.1.1, 203.0.113.9, 10.0.0.7"], 2, "203.0.113.9"),
    # Past a proxy.
    ([], 1, PEER),
    (["203.0.113.9"], 2, PEER),
    # No address.
    (["unknown"], 1, PEER),
    (["203.0.113.9, "], 1, PEER),
    (["<script>"], 1, PEER),
    (["203.0.113.9\x00"], 1, PEER),
    # With a port, as some proxies write it.
    (["203.0.113.9:4711"], 1, "203.0.113.9"),
    (["[2001:db8:1:2:3:4:5:6]:4711"], 1, "2001:db8:1:2::"),
    # One subscriber has a network of IPv6, not an address.
    (["2001:db8:1:2:3:4:5:6"], 1, "2001:db8:1:2::"),
    (["2001:db8:1:2:ffff::1"], 1, "2001:db8:1:2::"),
    (["::ffff:203.0.113.9"], 1, "203.0.113.9"),
]


@pytest.mark.parametrize(("forwarded", "proxies", "address"), CAME)
def test_a_forged_header_makes_nobody_another(forwarded, proxies, address):
    assert guard.client(forwarded, PEER, proxies) == address


@pytest.mark.parametrize("peer", ["", "testclient", "/run/socket"])
def test_a_peer_without_an_address_is_one_all_the_same(peer):
    assert guard.client([], peer, 0) == peer


@pytest.fixture
def rates(monkeypatch):
    monkeypatch.setattr(guard, "RATES", {"a": "2 per hour; 3 per day", "b": "1 per hour"})
    guard._rates.cache_clear()
    guard.forget()
    yield
    guard._rates.cache_clear()
    guard.forget()


@pytest.mark.usefixtures("rates")
def test_each_is_counted_alone():
    for who in ("x", "y", "ế", "\ud800", ""):
        guard.hit("a", who)
        guard.hit("a", who)
        with pytest.raises(TooMany) as over:
            guard.hit("a", who)
        assert 0 < over.value.seconds <= 3600
        with pytest.raises(TooMany):
            guard.room("a", who)
        guard.hit("b", who)


@pytest.mark.usefixtures("rates")
def test_to_look_counts_nothing():
    for _ in range(5):
        guard.room("b", "x")
    guard.hit("b", "x")


@pytest.mark.parametrize("of", guard.RATES)
def test_every_rate_can_be_read(of):
    assert guard._rates(of)


@pytest.mark.usefixtures("rates")
@pytest.mark.parametrize(
    ("seconds", "again"),
    [(-90_000, True), (-3_600, True), (-10, True), (-1, False), (0, False), (60, False)],
)
def test_a_clock_that_is_set_back_shuts_nobody_out(seconds, again, monkeypatch):
    guard.hit("b", "x")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + seconds)
    if again:
        guard.hit("b", "x")
    with pytest.raises(TooMany) as refused:
        guard.hit("b", "x")
    assert 0 < refused.value.seconds <= 3_605
    # Back on time nobody is shut out either.
    monkeypatch.setattr(time, "time", real)
    guard.room("a", "x")
