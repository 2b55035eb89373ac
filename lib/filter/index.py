"""A perspective's events indexed by the options of every choice parameter."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.facts.perspective import Perspective

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class FilterIndex:
    """A perspective with, per choice parameter, a table of events × options.

    `columns` says which column of its table an option is.
    """

    dataset: Perspective
    columns: Mapping[str, dict[str, int]]
    matrices: Mapping[str, Mask]
