"""What the rules of the data package say to a proposal, each at its field."""

from lib.facts.dataset import Dataset
from lib.inbox.problem import Problem
from lib.inbox.submission import Proposal


def problems(data: Dataset, proposal: Proposal) -> list[Problem]:
    """What would be wrong or odd with the rows that it would become, errors first."""
    raise NotImplementedError
