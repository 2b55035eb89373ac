"""Codes that carry what they are called and what they mean."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """A code with its label and, where that is not enough, its definition.

    Both are English and marked by `N_`; they are translated where they are shown.
    """

    label: str
    definition: str

    def __new__(cls, code: str, label: str = "", definition: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.definition = definition
        return member


def labels(codes: type[LabelledEnum]) -> Mapping[str, str]:
    """Each code -> its label, in the order of declaration."""
    return {code.value: code.label for code in codes}


def definitions(codes: type[LabelledEnum]) -> Mapping[str, str]:
    """Each code -> its definition, in the order of declaration."""
    return {code.value: code.definition for code in codes}
