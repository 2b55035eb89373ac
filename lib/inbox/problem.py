"""What is wrong, or odd, with a submission: at which of its fields, in words for its sender."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lib.checks.finding import Severity
from lib.language.edtf import PartialDate
from lib.language.i18n import Localizer, words
from lib.language.quoting import printable


@dataclass(frozen=True)
class Problem:
    """A field ("event.date", "sources.0.url"; "" for the whole), what stands there, and why not.

    `text` is a message marked for translation, `values` what its places in braces take.
    """

    field: str
    value: str
    text: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict, compare=False)
    severity: Severity = "error"

    def message(self, lang: str) -> str:
        """The sentence in a language."""
        said = words(lang)
        shown = {name: _shown(value, said) for name, value in self.values.items()}
        return said.gettext(self.text).format(**shown)


def _shown(value: Any, said: Localizer) -> str:
    if isinstance(value, PartialDate):
        return said.date(str(value))
    return said.number(value) if isinstance(value, int) else str(value)


def problem(
    at: str, value: object, text: str, severity: Severity = "error", **values: Any
) -> Problem:
    """A Problem, with the value cut to what can be repeated."""
    return Problem(at, printable(value if isinstance(value, str) else ""), text, values, severity)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those for which a submission is refused; the others are only told."""
    return [each for each in problems if each.severity == "error"]


class Refused(ValueError):
    """A submission cannot be taken as it is; `problems` say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = [*problems]
        super().__init__("; ".join(f"{p.field}: {p.message('en')}" for p in self.problems))
