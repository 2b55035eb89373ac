"""How often one may: by network address and by key, counted in the memory of the process.

Nothing of it is stored, and addresses are counted under a digest that no other process can make.
"""

import hashlib
import secrets
import time
from collections.abc import Sequence
from functools import cache
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from lib.inbox.states import TooMany

# What is counted -> how often it may be. An office, or a whole administration, can be behind one
# address, so that of the form is no tight one.
RATES = {
    # Pages and small answers; a first visit takes one, since its files are counted for themselves.
    "page": "240 per minute; 3000 per hour",
    # The files that pages are made of: some 120 for a first visit, in an office of fifty.
    "part": "6000 per minute",
    # Sessions that begin; a page that has lost its server asks again every few seconds.
    "session": "120 per minute",
    # Work on files and pictures, in tenths of a second: what is kept costs nothing.
    "work": "60 per minute",
    # Files that a form takes, which are held in memory while its session lasts.
    "upload": "20 per minute; 60 per hour",
    "form": "30 per hour; 100 per day",
    "everybody": "2000 per day",
    "message": "30 per hour",
    "key": "600 per hour; 5000 per day",
    # Articles that a key has read.
    "read": "120 per hour; 1000 per day",
    "bad key": "20 per hour",
}
_SALT = secrets.token_bytes(16)
# A clock that is set back by so many seconds would keep whoever has come since from coming for as
# long again: then counting begins anew.
_JUMP = 5.0


class _Clock:
    """Notices that the machine's clock was set back since it was last asked."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def was_set_back(self) -> bool:
        before, self._ahead = self._ahead, time.time() - time.monotonic()
        return self._ahead < before - _JUMP


_clock = _Clock()


@cache
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


@cache
def _rates(of: str) -> list[RateLimitItem]:
    return parse_many(RATES[of])


def hit(of: str, who: str) -> None:
    """Count one more by somebody; raises TooMany, which counts as none."""
    room(of, who)
    add(of, who)


def room(of: str, who: str) -> None:
    """Raises TooMany where somebody may not any more; counts nothing."""
    mark = _mark(who)
    if _clock.was_set_back():
        forget()
    if over := [rate for rate in _rates(of) if not _limiter().test(rate, of, mark)]:
        again = max(_limiter().get_window_stats(rate, of, mark).reset_time for rate in over)
        raise TooMany(max(1, round(again - time.time())))


def add(of: str, who: str, cost: int = 1) -> None:
    """Count what somebody did; what is over the rate fills it."""
    mark = _mark(who)
    for rate in _rates(of):
        if not _limiter().hit(rate, of, mark, cost=min(cost, rate.amount)):
            left = _limiter().get_window_stats(rate, of, mark).remaining
            _limiter().hit(rate, of, mark, cost=left)


def forget() -> None:
    """Begin to count anew."""
    _limiter().storage.reset()


def _mark(who: str) -> str:
    return hashlib.blake2b(who.encode("utf-8", "replace"), key=_SALT, digest_size=16).hexdigest()


def client(forwarded: Sequence[str], peer: str, proxies: int) -> str:
    """Who asks, as limits count them: the address, of IPv6 the network that one subscriber has.

    `forwarded` are the X-Forwarded-For headers, `peer` who is at the other end of the connection,
    `proxies` how many of our own stand in between. Each of these adds at the end the address that
    asked it, so that as many entries from the end are theirs, and what stands before was written by
    whoever asked. Where there are fewer, or no address, somebody came past a proxy: then it is the
    peer.
    """
    entries = [entry.strip() for header in forwarded for entry in header.split(",")]
    told = entries[-proxies] if 0 < proxies <= len(entries) else peer
    return _network(told) or _network(peer) or peer


def _network(text: str) -> str:
    # Some proxies write the port too: 203.0.113.9:4711, [2001:db8::1]:4711.
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
