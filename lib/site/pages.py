"""The pages, each declared once."""

from dataclasses import dataclass

from lib.language.i18n import N_


@dataclass(frozen=True)
class PageEntry:
    """A page: its file in pages/, its path, title, and what it is for.

    `counted` if the totals of the filtered records stand above it, `filtered` if the filter does.
    """

    file: str
    path: str
    title: str
    purpose: str
    filtered: bool = True
    counted: bool = True


PAGES = (
    PageEntry(
        "overview.py",
        "",
        N_("Overview"),
        N_("What the data set says at a glance, and the latest signings."),
    ),
    PageEntry(
        "map.py",
        "map",
        N_("Map"),
        N_("Which provinces and prefectures are linked; click to filter."),
    ),
    PageEntry(
        "timeline.py",
        "timeline",
        N_("Timeline"),
        N_("Signings over the years, a lane per locality, and what comes up next."),
    ),
    PageEntry(
        "locality.py",
        "locality",
        N_("Locality"),
        N_("One province, prefecture or city: its partners, documents and dates; to print."),
        counted=False,
    ),
    PageEntry(
        "fields.py",
        "fields",
        N_("Fields"),
        N_("What they cooperate in, how that changed, and in which regions."),
    ),
    PageEntry(
        "records.py",
        "records",
        N_("Records"),
        N_("All records of the current filter with their sources, and downloads."),
    ),
    PageEntry(
        "evidence.py",
        "evidence",
        N_("Evidence"),
        N_("What is least sure, so that others can help to confirm or correct it."),
    ),
    PageEntry(
        "about.py",
        "about",
        N_("About"),
        N_("Scope, method, counting rules, coverage, licence, and how to cite or correct."),
        filtered=False,
        counted=False,
    ),
)


def entry_of(path: str) -> PageEntry:
    """The page at `path`; raises StopIteration if there is none."""
    return next(entry for entry in PAGES if entry.path == path)
