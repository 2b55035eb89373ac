"""The sender's side: to send, to look what became of it, to add to it, to withdraw it.

Raises `store.Unavailable` where the store cannot be asked.
"""

from dataclasses import dataclass

from lib.inbox.states import Standing
from lib.inbox.submission import Proposal


@dataclass(frozen=True)
class Sender:
    """Who sends. `address` is the network address, for limits alone and never stored.

    `key_id` is that of an office; None is the form. `client_id` is the sender's own name of what is
    sent, under which it is taken once: of the form `draft_id()`.
    """

    address: str
    key_id: int | None = None
    client_id: str | None = None


@dataclass(frozen=True)
class Receipt:
    """That a submission was taken: its number, and the token of the link where it stands.

    `repeated` if it had been sent before. An office gets no token: its key is one.
    """

    number: str
    token: str
    repeated: bool = False


def draft_id() -> str:
    """A name for what is being written, which nobody else can guess: make one for each form."""
    raise NotImplementedError


def send(proposal: Proposal, sender: Sender, *, edition: str) -> Receipt:
    """Take a proposal in; the same one of a sender's `client_id` once.

    Raises TooMany, Conflict.
    """
    raise NotImplementedError


def standing(token: str) -> Standing:
    """How the submission of a token stands; raises Unknown."""
    raise NotImplementedError


def add(token: str, text: str = "", proposal: Proposal | None = None) -> Standing:
    """Add a message, or put a proposal in the place of the one sent.

    Raises Unknown, Closed, TooMany, Refused.
    """
    raise NotImplementedError


def withdraw(token: str) -> Standing:
    """Take it back; raises Unknown, and Closed once it is decided upon for good."""
    raise NotImplementedError


def of_key(key_id: int) -> list[Standing]:
    """The submissions of an office, the latest first."""
    raise NotImplementedError
