"""Whether an act that an article tells is a record of the data set already."""

from lib.facts.dataset import Dataset

_DAY = len("2025-01-01")
_SAME = {
    frozenset(("sister_city", "friendship_agreement")),
    frozenset(("friendship_agreement", "cooperation_agreement")),
    frozenset(("mou", "cooperation_agreement")),
    frozenset(("mou", "friendship_agreement")),
    frozenset(("renewal", "mou")),
    frozenset(("renewal", "cooperation_agreement")),
    frozenset(("renewal", "friendship_agreement")),
    frozenset(("mou", "letter_of_intent")),
}


class Records:
    """The records of a data set by their pair."""

    def __init__(self, data: Dataset) -> None:
        self._by_pair: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
        events = data.events
        columns = ("vn_id", "jp_id", "kind", "date", "signatory")
        rows = zip(events.index, *(events[column] for column in columns), strict=True)
        for key, vn, jp, kind, date, signatory in rows:
            self._by_pair.setdefault((vn, jp), []).append((key, kind, date, signatory))

        after = data.successions
        # The unit that each former one became, by their ids.
        self.successors: dict[str, str] = dict(
            zip(after["predecessor_id"], after["successor_id"], strict=True)
        )

    def pairs(self) -> frozenset[tuple[str, str]]:
        """All pairs that have a record."""
        return frozenset(self._by_pair)

    def days(self, pair: tuple[str, str]) -> list[str]:
        """The days of all records of a pair, "" for those without one."""
        return [one[2] for one in self._by_pair.get(pair, ())]

    def kinds(self, pair: tuple[str, str], day: str) -> list[str]:
        """The kinds of the records of a pair that are of a day, month or year."""
        return [one[1] for one in self._by_pair.get(pair, ()) if one[2].startswith(day)]

    def existing(self, vn: str, jp: str, kind: str, date: str, signatory: str) -> str:
        """The id of the one record that this act is; "" if there is none, or more than one.

        The kinds must be the same, and the dates agree as far as both are known; only of a day that
        both give, another name for the document is the same one too.
        """
        own = self._by_pair.get((vn, jp), [])
        alike = [one for one in own if one[1] == kind and _agree(one[2], date)]
        others = [one for one in own if frozenset((one[1], kind)) in _SAME and _agree(one[2], date)]
        if others and len(date) < _DAY and signatory not in {one[3] for one in alike}:
            # A document of that month that is called otherwise, and nothing tells which is meant.
            return ""
        if not alike and len(date) == _DAY:
            alike = [one for one in own if frozenset((one[1], kind)) in _SAME and one[2] == date]
        exact = [one for one in alike if one[2] == date]
        for chosen in (exact, alike):
            if len(chosen) > 1:
                chosen = [one for one in chosen if one[3] == signatory]
            if len(chosen) == 1:
                return chosen[0][0]
        return ""


def _agree(one: str, two: str) -> bool:
    if not one or not two:
        return one == two
    return one.startswith(two) or two.startswith(one)
