"""How the titles and summaries of the data set's own records are read: `python -m bench.records`.

Each record becomes a text in each language: its title, and its date before its summary. Counted are
those of which both names stand in the text; what else a summary tells is not. A check of words, not
of articles: many fields of a record come from other sources than its summary.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lib.facts.dataset import Dataset, load_dataset
from lib.language.edtf import parse
from lib.reading import Draft, read

_LANGUAGES = ("vi", "ja", "en")
_RANK = re.compile(r"\s*\(.*?\)|(?:県|府|都|市|町|村|省|郡)$")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass
class Count:
    """Records whose pair is named, those found, and of these the right kinds, days and fields."""

    named: int = 0
    found: int = 0
    kinds: int = 0
    days: int = 0
    right: int = 0
    given: int = 0
    due: int = 0


def main() -> None:
    """Prints for each language the shares of pairs, kinds, days, and of fields."""
    data = load_dataset()
    for lang in _LANGUAGES:
        count = Count()
        for event in data.events.to_dict("records"):
            _read(count, event, lang, data)
        print(
            f"{lang}  {count.named} records  pair {count.found / count.named:.3f}  "
            f"kind {count.kinds / count.found:.3f}  date {count.days / count.found:.3f}  "
            f"fields precision {count.right / count.given:.3f} "
            f"recall {count.right / count.due:.3f}"
        )


def _read(count: Count, event: dict[str, Any], lang: str, data: Dataset) -> None:
    day = event["date"]
    opening = f"{_written(day, lang)}" if day else ""
    text = f"{event[f'title_{lang}']}\n\n{opening}{event[f'summary_{lang}']}"
    names = (_RANK.sub("", data.localities.at[event[key], f"name_{lang}"]) for key in _PAIR)
    if not all(name in text for name in names):
        return
    count.named += 1
    published = parse(day).last + timedelta(days=1) if day else None
    own = [d for d in read(text, published=published, data=data).drafts if _is_of(d, event)]
    if not own:
        return
    best = max(own, key=lambda d: (d.kind.value == event["kind"]) * 2 + (_day(d) == day))
    count.found += 1
    count.kinds += best.kind.value == event["kind"]
    count.days += _day(best) == day
    due, given = set(event["fields"]), {value.value for value in best.fields}
    count.right += len(due & given)
    count.given += len(given)
    count.due += len(due)


_PAIR = ("vn_id", "jp_id")


def _is_of(draft: Draft, event: dict[str, Any]) -> bool:
    return (draft.vn.value, draft.jp.value) == (event["vn_id"], event["jp_id"])


def _day(draft: Draft) -> str:
    return draft.date.value if draft.date else ""


def _written(day: str, lang: str) -> str:
    """A date as a text of a language begins with it."""
    known = parse(day)
    at: date = known.first
    if lang == "ja":
        written = f"{at.year}年" + (f"{at.month}月" if known.month else "")
        return written + (f"{at.day}日、" if known.day else "、")
    if lang == "vi":
        if known.day:
            return f"Ngày {at.day}/{at.month}/{at.year}, "
        return f"Tháng {at.month}/{at.year}, " if known.month else f"Năm {at.year}, "
    if known.day:
        return f"On {at.day} {_MONTHS[at.month - 1]} {at.year}, "
    return f"In {_MONTHS[at.month - 1]} {at.year}, " if known.month else f"In {at.year}, "


if __name__ == "__main__":
    main()
