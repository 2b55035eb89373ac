"""What a sheet says of a locality or a pair, drawn from the same tables as the pages."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

import pandas as pd

from lib.counting import partnerships, profile, signings, upcoming
from lib.exports import event_table
from lib.exports.brief.sheet import Cell, Section, Shape, section
from lib.facts.documents import FORMALITY, STATUS_LABELS, Status
from lib.facts.localities import SEPARATOR, other_side, pair_ends, pair_id, side_of
from lib.facts.rows import row, rows
from lib.facts.vocabulary import LEVELS, SIGNATORIES, Relation, Signatory, SourceKind
from lib.language.i18n import LANGUAGES
from lib.site.links import Links
from lib.site.view import View

MONTHS = 24
# The sources that are named of a record: the official ones first.
SOURCES_EACH = 2

_IN_URLS = "/:?#[]@!$&'()*+,;=%~"
Row = tuple[Cell, ...]
_FACTS = Shape((0.17, 0.83), (2, 2))
_PARTNERS = Shape((0.19, 0.34, 0.22, 0.09, 0.16), (2, 2, 2, 1, 2))
_RECORDS = Shape((0.15, 0.52, 0.18, 0.15), (2, 2, 2, 1))
_DATES = Shape((0.26, 0.74), (1, 1))
_SOURCES = Shape((0.06, 0.34, 0.15, 0.45), (1, 1, 1, 1))


@dataclass(frozen=True)
class Matter:
    """The records of a locality or of both of a pair (`keys`) in a view."""

    view: View
    links: Links
    keys: tuple[str, ...]
    events: pd.DataFrame

    @property
    def key(self) -> str:
        """The id of the locality or pair."""
        return SEPARATOR.join(self.keys)

    @property
    def place(self) -> str:
        """The locality that the sheet is of; "" for a pair."""
        return self.keys[0] if len(self.keys) == 1 else ""

    def name(self, lang: str) -> str:
        """The locality or both, with what they lie in."""
        return " – ".join(self.view.dataset.full_name(key, lang) for key in self.keys)

    @cached_property
    def facts(self) -> Section:
        """Names in all languages, rank and history, what is counted, and the fields."""
        _, words = self.view.words.gettext, self.view.words
        counted = partnerships.count_in_words(partnerships.totals(self.events), words)
        lines = [(language, self.name(lang)) for lang, language in LANGUAGES.items()]
        lines += [
            (_("Unit"), self._unit()),
            (_("Found so far"), words.clauses(counted)),
            (_("Fields of cooperation"), self._fields()),
        ]
        return section("", _FACTS, [(Cell(name), Cell(text)) for name, text in lines if text])

    def _unit(self) -> str:
        """Rank of a locality, and what it came from or went into."""
        if not self.place:
            return ""
        _, words, dataset = self.view.words.gettext, self.view.words, self.view.dataset
        before, after = profile.history(dataset, self.place)
        parts = [_(LEVELS[row(dataset.localities, self.place).level])]
        for step in after:
            name = dataset.full_name(step.later, words.lang)
            parts.append(
                _("since {date} part of {unit}").format(date=words.date(step.date), unit=name)
            )
        if before:
            names = words.list(dataset.full_name(step.former, words.lang) for step in before)
            parts.append(_("Holds the ties of: {units}").format(units=names))
        return words.clauses(parts)

    def _fields(self) -> str:
        """The fields that signed documents name, with how many name each, the most named first."""
        dataset, words = self.view.dataset, self.view.words
        named = self.events.loc[self.events["signed"], "fields"].explode().dropna()
        counts = named.value_counts(sort=False).sort_values(ascending=False, kind="stable")
        return "\N{NO-BREAK SPACE}· ".join(
            f"{dataset.label('fields', code, words.lang)} ({words.number(count)})"
            for code, count in counts.items()
        )

    @cached_property
    def partners(self) -> list[Row]:
        """The partners of a locality as of `profile.partners`; of a pair none."""
        if not self.place or self.events.empty:
            return []
        _, words, dataset = self.view.words.gettext, self.view.words, self.view.dataset
        return [
            (
                Cell(dataset.full_name(str(one.Index), words.lang), self._pair(str(one.Index))),
                Cell(_(FORMALITY[one.formality])),
                Cell(_(STATUS_LABELS[Status(one.status)]) if one.status else "–"),
                Cell(words.number(one.documents) if one.documents else "–"),
                Cell(partnerships.latest_in_words(one, words)),
            )
            for one in rows(profile.partners(self.events, side_of(self.place)))
        ]

    def partners_shown(self, most: int) -> Section:
        """Partners with formality, status, documents and latest signing."""
        _ = self.view.words.gettext
        titles = (_("Partner"), _("Formality"), _("Status"), _("Documents"), _("Latest signing"))
        return self._list(_("Partners"), _PARTNERS, self.partners, most, titles)

    def _pair(self, partner: str) -> str:
        ends = {side_of(key): key for key in (self.place, partner)}
        return self.links.partnership(pair_id(**ends), self.view)

    @cached_property
    def documents(self) -> list[str]:
        """The signed documents, the latest first."""
        return list(map(str, signings.newest_first(signings.signings(self.events)).index))

    @cached_property
    def others(self) -> list[str]:
        """The records that are none, the latest first."""
        return list(map(str, signings.newest_first(self.events[~self.events["signed"]]).index))

    def records_shown(
        self, heading: str, found: list[str], most: int, numbers: dict[str, int]
    ) -> Section:
        """Records with title, status and the numbers of their sources."""
        _ = self.view.words.gettext
        lines = [self._record(self.view.dataset.event(key), numbers) for key in found[:most]]
        titles = (_("Date"), _("Title"), _("Status"), _("Record, sources"))
        note = self._more(len(found) - len(lines)) if found else _("No signed document found.")
        return section(heading, _RECORDS, lines, titles, note)

    def _record(self, event: Any, numbers: dict[str, int]) -> tuple[Cell, ...]:
        _, words, dataset = self.view.words.gettext, self.view.words, self.view.dataset
        title = str(getattr(event, f"title_{words.lang}"))
        if self.place:
            partner = dataset.full_name(
                getattr(event, f"{other_side(side_of(self.place))}_id"), words.lang
            )
            title = _("{name}: {value}").format(name=partner, value=title)
        notes = [dataset.signed_as(event, words)]
        if event.signatory != Signatory.GOVERNMENT:
            notes.insert(0, _(SIGNATORIES[event.signatory]))
        if said := words.clauses(filter(None, notes)):
            title = f"{title} ({said})"
        cited = " ".join(f"[{numbers[s['source_id']]}]" for s in self.cited[event.Index])
        return (
            Cell(words.short_date(event.date) if event.date else signings.when(event, words)),
            Cell(title, self.links.record(event.Index, words.lang)),
            Cell(signings.standing(event, words) or "–"),
            Cell(f"{event.Index} {cited}".strip()),
        )

    @cached_property
    def cited(self) -> dict[str, list[dict[str, Any]]]:
        """Per record the sources that the sheet names of it."""
        found = event_table.citations(self.events.index, self.view.dataset, self.view.lang)
        chosen = {}
        for key in map(str, self.events.index):
            sources = [s for s in found.get(key, ()) if s["relation"] == Relation.SUPPORTS]
            sources.sort(key=lambda s: s["kind"] != SourceKind.OFFICIAL)
            chosen[key] = sources[:SOURCES_EACH]
        return chosen

    @cached_property
    def dates(self) -> list[Row]:
        """What comes within MONTHS, by date; what may be over is not in it."""
        _, words, dataset = self.view.words.gettext, self.view.words, self.view.dataset
        found = upcoming.dates(self.events, self.view.today, MONTHS).ahead
        lines: list[Row] = []
        for entry in (entry for group in found for entry in group.entries):
            event = dataset.event(entry.event_id)
            what = _("{occasion}: {pair}, {kind}").format(
                occasion=upcoming.occasion(entry, words),
                pair=dataset.pair_name(event.vn_id, event.jp_id, words.lang),
                kind=dataset.label("kinds", event.kind, words.lang),
            )
            link = self.links.record(entry.event_id, words.lang)
            lines.append((Cell(words.date(entry.date)), Cell(what, link)))
        return lines

    def dates_shown(self, most: int) -> Section:
        """Anniversaries and ends of term to come."""
        _ = self.view.words.gettext
        heading = _("Coming up in the next two years")
        return (
            self._list(heading, _DATES, self.dates, most)
            if self.dates
            else section(heading, _DATES, (), (), _("None known."))
        )

    def sources_shown(self, numbers: dict[str, int]) -> Section:
        """The sources by number: publisher, date and address."""
        _, words = self.view.words.gettext, self.view.words
        known = {s["source_id"]: s for cited in self.cited.values() for s in cited}
        lines = []
        for key, number in numbers.items():
            source = known[key]
            # Whatever letters it has: the type of the PDF knows those of three languages.
            address = quote(source["url"].partition("://")[2].removeprefix("www."), _IN_URLS)
            day = words.short_date(source["published"]) if source["published"] else "–"
            cells = (f"[{number}]", source["publisher"], day)
            lines.append((*map(Cell, cells), Cell(address, source["url"])))
        return section(_("Sources"), _SOURCES, lines)

    def numbers(self, keys: list[str]) -> dict[str, int]:
        """The number of each source of these records, in the order in which they are named."""
        named = dict.fromkeys(s["source_id"] for key in keys for s in self.cited[key])
        return {key: number for number, key in enumerate(named, 1)}

    def _list(
        self,
        heading: str,
        shape: Shape,
        lines: list[Row],
        most: int,
        titles: tuple[str, ...] = (),
    ) -> Section:
        return section(heading, shape, lines[:most], titles, self._more(len(lines) - most))

    def _more(self, left_out: int) -> str:
        """That so many are left out; "" for none."""
        if left_out <= 0:
            return ""
        return self.view.words.ngettext("and {count} more", "and {count} more", left_out)


def of(key: str, view: View, links: Links) -> Matter | None:
    """The matter of a locality or pair in a view; None where there is no such, or no such pair."""
    if SEPARATOR not in key:
        if key not in view.dataset.localities.index:
            return None
        chosen = view.chosen.with_(side_of(key), (key,))
        return Matter(view, links, (key,), view.filtered(chosen).events)
    if key.count(SEPARATOR) > 1:
        return None
    vn, jp = pair_ends(key)
    events = view.dataset.events
    own = events[(events["vn_id"] == vn) & (events["jp_id"] == jp)]
    return None if own.empty else Matter(view, links, (vn, jp), own)
