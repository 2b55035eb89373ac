"""How the titles and summaries of the data set's own records are read: `python -m bench.records`.

Each record becomes a text in each language: its title, and its date before its summary. Counted are
those of which both names stand in the text; what else a summary tells is not. A check of words, not
of articles: many fields of a record come from other sources than its summary.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lib.facts.dataset import Dataset, load_dataset
from lib.facts.localities import SIDES
from lib.language.edtf import parse
from lib.language.i18n import words
from lib.reading import Draft, read

# The languages, each with what stands behind the date with which a text begins.
_BEHIND = {"vi": ", ", "ja": "、", "en": ", "}
_RANK = re.compile(r"\s*\(.*?\)|(?:県|府|都|市|町|村|省|郡)$")


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
    for lang in _BEHIND:
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
    opening = words(lang).date(day) + _BEHIND[lang] if day else ""
    text = f"{event[f'title_{lang}']}\n\n{opening}{event[f'summary_{lang}']}"
    units = (event[f"{side}_id"] for side in SIDES)
    names = (_RANK.sub("", data.localities.at[unit, f"name_{lang}"]) for unit in units)
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


def _is_of(draft: Draft, event: dict[str, Any]) -> bool:
    return (draft.vn.value, draft.jp.value) == (event["vn_id"], event["jp_id"])


def _day(draft: Draft) -> str:
    return draft.date.value if draft.date else ""


if __name__ == "__main__":
    main()
