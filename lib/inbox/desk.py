"""The curators' side: the queue, one submission with all that is known, and what is decided.

Each step names the version that the curator saw and returns the new one; it raises Overtaken where
another step came in between, Unknown, Closed, and `store.Unavailable`.
"""

from dataclasses import dataclass
from datetime import datetime

from lib.inbox.states import OPEN, Full, Item, State
from lib.inbox.submission import Proposal, Wish


@dataclass(frozen=True)
class Asked:
    """Which submissions are asked for; what is empty asks for nothing.

    `places` are ids of localities; one takes in the places within it.
    """

    states: tuple[State, ...] = OPEN
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    langs: tuple[str, ...] = ()
    sent_before: datetime | None = None
    most: int = 500


def queue(asked: Asked) -> list[Item]:
    """The submissions that are asked for, the one sent first at the top."""
    raise NotImplementedError


def counts() -> dict[State, int]:
    """How many submissions are in each state."""
    raise NotImplementedError


def item(number: str) -> Full:
    """All of a submission."""
    raise NotImplementedError


def edit(number: str, version: int, proposal: Proposal, curator: str) -> int:
    """Put what a curator made of it beside what was sent; its contact stays."""
    raise NotImplementedError


def accept(number: str, version: int, curator: str) -> int:
    """Let it be part of the next version of the data."""
    raise NotImplementedError


def ask(number: str, version: int, text: str, curator: str) -> int:
    """Ask its sender; raises Refused where the text is none."""
    raise NotImplementedError


def reject(number: str, version: int, reason: str, curator: str) -> int:
    """Do not take it, with a reason that its sender reads; raises Refused where that is none."""
    raise NotImplementedError


def reopen(number: str, version: int, curator: str) -> int:
    """Take back what was decided, so that it waits again."""
    raise NotImplementedError


def claim(number: str, curator: str) -> int:
    """Say that one is at it, so that others take another; it keeps nobody from deciding.

    Raises Overtaken where another curator said so within the last half hour. The version stays.
    """
    raise NotImplementedError


def release(number: str, curator: str) -> int:
    """Say that one is at it no longer."""
    raise NotImplementedError
