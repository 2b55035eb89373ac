"""A perspective's events indexed by the options of every choice parameter."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt

from lib.facts.perspective import Perspective

Mask = npt.NDArray[np.bool_]


class Options(Protocol):
    """What the index needs to know of a choice parameter."""

    @property
    def options(self) -> Callable[[Perspective], list[str]]: ...
    @property
    def held(self) -> Callable[[Perspective], Iterable[Iterable[str]]]: ...


class FilterIndex:
    """A perspective's catalogue with, per choice parameter, a table of events × options."""

    def __init__(self, dataset: Perspective, choices: Mapping[str, Options]) -> None:
        self.dataset = dataset
        self.columns: dict[str, dict[str, int]] = {}
        self.matrices: dict[str, Mask] = {}
        for name, choice in choices.items():
            columns = {option: i for i, option in enumerate(choice.options(dataset))}
            matrix = np.zeros((len(dataset.events), len(columns)), dtype=bool)
            for row, held in enumerate(choice.held(dataset)):
                matrix[row, [columns[option] for option in held]] = True
            self.columns[name] = columns
            self.matrices[name] = matrix
