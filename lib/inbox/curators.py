"""Who may decide on what is sent in: by an account, or by sitting at the machine itself."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

# The name in the log of whoever sits at the machine.
HERE = "local"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
# What proxies add. Behind one everybody comes from this machine.
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


def is_loopback(address: str | None) -> bool:
    """Whether what listens at an address answers this machine alone."""
    return address in _LOOPBACK


def signed_in(user: Mapping[str, Any], allowed: Collection[str]) -> str | None:
    """The mail address of a curator; None of anybody else.

    `user` is what the provider of accounts says. It must have seen for itself that the address is
    the user's own: with many, anybody can enter any address.
    """
    email = user.get("email")
    verified = user.get("is_logged_in") is True and user.get("email_verified") is True
    if not verified or not isinstance(email, str):
        return None
    known = email.strip().casefold()
    return known if known in allowed else None


def is_here(headers: Mapping[str, str], url: str | None) -> bool:
    """Whether a visitor sits at this machine: by its own name, and with no proxy in between.

    Another name that leads to this machine would let a page elsewhere ask in the visitor's place.
    """
    given = {name.title() for name in headers}
    host = headers.get("Host") or headers.get("host") or ""
    names = {_name(f"//{host}")} | ({_name(url)} if url else set())
    return bool(host) and not given & set(_FORWARDED) and all(is_loopback(n) for n in names)


def _name(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
