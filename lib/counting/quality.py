"""What is least sure among the events: lists to work through, and shares of what is well founded.

Each list is an `Issue`: which events are on it, its rule in words, and why an event is on it. All
functions take events as `lib.facts.perspective` gives them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.facts.dataset import Dataset
from lib.facts.documents import Status
from lib.facts.evidence import Grade
from lib.facts.rows import rows
from lib.facts.vocabulary import KNOWN_FROM, KnownFrom, Relation, SourceKind
from lib.language.i18n import N_, Localizer

Select = Callable[[pd.DataFrame, pd.DataFrame], pd.Series]
Say = Callable[[Any, Dataset, Localizer], str]


@dataclass(frozen=True)
class Issue:
    """A list of events that need help: its title, the rule that puts an event on it, and why."""

    title: str
    rule: str
    wanted: str
    select: Select
    why: Say
    # What the list is sorted by, first to last; empty cells come first.
    order: tuple[str, ...] = ()


def _citations(key: str, relation: Relation, dataset: Dataset) -> pd.DataFrame:
    cited = dataset.evidence.iloc[dataset.citing.get(key, [])]
    return cited[cited["relation"] == relation].join(dataset.sources, on="source_id")


def _publishers(event: Any, dataset: Dataset, words: Localizer) -> str:
    cited = _citations(str(event.Index), Relation.SUPPORTS, dataset)
    return _named(cited, words)


def _named(cited: pd.DataFrame, words: Localizer) -> str:
    return words.list(dict.fromkeys(cited[f"publisher_{words.lang}"]))


def _weak(event: Any, dataset: Dataset, words: Localizer) -> str:
    cited = _citations(str(event.Index), Relation.SUPPORTS, dataset)
    copies = cited["kind"] == SourceKind.OTHER
    groups = (
        (words.gettext("One independent publisher, not an official one: {publishers}"), ~copies),
        (words.gettext("Copies, blogs or wikis: {publishers}"), copies),
    )
    return " · ".join(
        message.format(publishers=_named(cited[chosen], words))
        for message, chosen in groups
        if chosen.any()
    )


def _one_sided(event: Any, dataset: Dataset, words: Localizer) -> str:
    return words.gettext("{side}: {publishers}").format(
        side=words.gettext(KNOWN_FROM[event.sides]), publishers=_publishers(event, dataset, words)
    )


def _undated(event: Any, dataset: Dataset, words: Localizer) -> str:
    return words.gettext("No date known from: {publishers}").format(
        publishers=_publishers(event, dataset, words)
    )


def _announced(event: Any, _: Dataset, words: Localizer) -> str:
    return str(getattr(event, f"status_note_{words.lang}")) or words.gettext(
        "Only an advance notice is known."
    )


def _contradiction(event: Any, dataset: Dataset, words: Localizer) -> str:
    said = [
        words.gettext("{publisher} says otherwise: {text}").format(
            publisher=getattr(source, f"publisher_{words.lang}"),
            text=getattr(source, f"supports_{words.lang}"),
        )
        for source in rows(_citations(str(event.Index), Relation.CONTRADICTS, dataset))
    ]
    return " · ".join(said)


def _date_note(event: Any, _: Dataset, words: Localizer) -> str:
    return str(getattr(event, f"date_note_{words.lang}"))


def _checked(event: Any, _: Dataset, words: Localizer) -> str:
    if not event.checked:
        return words.gettext("Not compared with its sources since it was entered.")
    return words.gettext("Last compared with its sources on {day}.").format(
        day=words.date(event.checked)
    )


ISSUES: dict[str, Issue] = {
    "weak": Issue(
        N_("Weakly supported documents"),
        N_(
            "Signed documents of grade C: neither an official source nor two independent "
            "publishers support them."
        ),
        N_("Wanted: a page of either government, or a second publisher’s report."),
        lambda events, _: events["signed"] & (events["grade"] == Grade.C),
        _weak,
    ),
    "one_sided": Issue(
        N_("Documents known from one side"),
        N_(
            "Signed documents that no source of one of the two countries supports; blogs and "
            "copies are counted for neither."
        ),
        N_("Wanted: a page from the other country, best of its local government."),
        lambda events, _: events["signed"] & (events["sides"] != KnownFrom.BOTH),
        _one_sided,
    ),
    "undated": Issue(
        N_("Without a date"),
        N_("Documents and ties for which no dated act is known, not even by its year."),
        N_("Wanted: a page that dates a visit, a programme or a signing of the pair."),
        lambda events, _: events["date"] == "",
        _undated,
    ),
    "announced": Issue(
        N_("Announced, never confirmed"),
        N_("Records of which only an advance notice is known. They never count as signed."),
        N_("Wanted: a page from after the day that says whether it took place."),
        lambda events, _: events["status"] == Status.ANNOUNCED,
        _announced,
    ),
    "contradicted": Issue(
        N_("Contradicted by a source"),
        N_("Records that at least one source read here contradicts."),
        N_("Wanted: a page that settles which source is right."),
        lambda events, _: events["contradicted"],
        _contradiction,
    ),
    "date_note": Issue(
        N_("Date uncertain"),
        N_(
            "Records with a note on the date: sources differ, or part of the date was inferred or "
            "is that of the report."
        ),
        N_("Wanted: a page that states the full date."),
        lambda events, _: events["date_note_en"] != "",
        _date_note,
    ),
    "unchecked": Issue(
        N_("Not looked at for longest"),
        N_(
            "All records: first those that nobody has compared with their sources since they were "
            "entered, signed documents ahead, then those compared longest ago."
        ),
        N_("Wanted: someone who reads the sources again and says what no longer fits."),
        lambda events, _: pd.Series(True, index=events.index),
        _checked,
        order=("checked",),
    ),
}


def find(code: str, events: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """The events on a list, by its own order; signed documents first, then the latest."""
    issue = ISSUES[code]
    chosen = events[issue.select(events, evidence)]
    chosen = chosen.sort_values(["signed", "first", "date"], ascending=False, kind="stable")
    return chosen.sort_values(list(issue.order), kind="stable") if issue.order else chosen


def counts(events: pd.DataFrame, evidence: pd.DataFrame) -> dict[str, int]:
    """How many events are on each list. An event can be on several."""
    return {code: int(issue.select(events, evidence).sum()) for code, issue in ISSUES.items()}


@dataclass(frozen=True)
class Shares:
    """Of a number of signed documents: how many are how well founded."""

    documents: int
    official: int
    both_sides: int
    grade_a: int


def shares(events: pd.DataFrame) -> Shares:
    """How well founded the signed documents among `events` are."""
    signed = events[events["signed"]]
    return Shares(
        documents=len(signed),
        official=int(signed["official"].sum()),
        both_sides=int((signed["sides"] == KnownFrom.BOTH).sum()),
        grade_a=int((signed["grade"] == Grade.A).sum()),
    )
