"""The rules, each declared once: its name, where it looks, its severity, its sentence.

A rule that looks at readable data is a function under `@rule`. What turns up while the files are
read or in Frictionless's report has no function of its own and is declared by `declare`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from lib.checks.finding import Finding, Severity
from lib.checks.tables import Data, Place, Unreadable


@dataclass(frozen=True)
class Rule:
    """`where`: patterns of file:column, separated by blanks. `sentence`: {} takes a detail."""

    name: str
    layer: str
    where: str
    severity: Severity
    sentence: str

    def at(self, place: Place) -> Finding:
        return Finding(
            place.file,
            place.line,
            place.column,
            place.value,
            self.sentence.replace("{}", place.detail),
            self.severity,
            self.name,
        )

    def covers(self, finding: Finding) -> bool:
        """Whether the finding lies where the rule says that it looks."""
        place = f"{finding.file}:{finding.column}"
        return any(fnmatchcase(place, pattern) for pattern in self.where.split())


Check = Callable[[Data], Iterable[Place]]

RULES: dict[str, Rule] = {}
_CHECKS: dict[str, Check] = {}


def declare(name: str, layer: str, where: str, severity: Severity, sentence: str) -> Rule:
    if name in RULES:
        raise ValueError(f"two rules are named {name}")
    RULES[name] = Rule(name, layer, where, severity, sentence)
    return RULES[name]


def rule(name: str, where: str, severity: Severity, sentence: str) -> Callable[[Check], Check]:
    """Declares the function below it as a rule of the layer that its module is named after."""

    def register(check: Check) -> Check:
        declare(name, check.__module__.rpartition(".")[2], where, severity, sentence)
        _CHECKS[name] = check
        return check

    return register


def run(layer: str, data: Data) -> list[Finding]:
    """What the layer's rules find; a rule is passed over if a table that it needs is not whole."""
    findings: list[Finding] = []
    for name, check in _CHECKS.items():
        if RULES[name].layer == layer:
            try:
                findings += [RULES[name].at(place) for place in check(data)]
            except Unreadable:
                continue
    return findings
