"""How well articles are read: `python -m bench.reading [FOLDER …]`.

A folder has texts (`NN-slug.txt`) and `expected.json`; what each of its keys means, and how it is
scored, stands in tests/reading/articles/README.md. Printed are the shares over all articles and for
each language, the time for an article and what memory reading takes.
"""

import argparse
import json
import resource
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lib.facts.dataset import Dataset, load_dataset

ARTICLES = Path(__file__).parents[1] / "tests" / "reading" / "articles"
# What an article has for each of these beside the right value is right too.
_ALSO = "_also"
_STATUSES = ("", "announced", "ended")


@dataclass
class Score:
    """Counts over articles; the shares are of 1, and 1.0 where there is nothing to count."""

    drafts: int = 0
    items: int = 0
    matched: int = 0
    fields_right: int = 0
    fields_given: int = 0
    fields_due: int = 0
    kinds: int = 0
    dates: int = 0
    valued: int = 0
    invented: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Matched drafts of all drafts."""
        return _share(self.matched, self.drafts)

    @property
    def recall(self) -> float:
        """Matched items of all items."""
        return _share(self.matched, self.items)

    @property
    def kind(self) -> float:
        """Matched items with the right kind."""
        return _share(self.kinds, self.valued)

    @property
    def date(self) -> float:
        """Matched items with the right date."""
        return _share(self.dates, self.valued)

    @property
    def fields(self) -> float:
        """Micro F1 of the fields of matched items."""
        return _share(2 * self.fields_right, self.fields_given + self.fields_due)

    def add(self, other: "Score") -> None:
        """Adds the counts of another."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def plain(draft: Any) -> dict[str, Any]:
    """The values of a draft by the keys of expected.json."""
    single = ("vn", "jp", "kind", "date", "status", "signatory", "existing")
    found: dict[str, Any] = {}
    for key in single:
        value = getattr(draft, key)
        found[key] = value.value if value else ""
    found["fields"] = [value.value for value in draft.fields]
    return found


def score(expected: dict[str, Any], drafts: Sequence[dict[str, Any]], data: Dataset) -> Score:
    """The score of one article."""
    items = expected["expected"]
    pairs = _best(items, list(drafts))
    result = Score()
    name = expected["file"]
    matched_drafts = {id(draft) for _, draft in pairs}
    matched_items = {id(item) for item, _ in pairs}
    for item, draft in pairs:
        if not item.get("optional"):
            result.matched += 1
            result.drafts += 1
            result.items += 1
        _values(result, name, item, draft)
    for draft in drafts:
        if id(draft) not in matched_drafts:
            result.drafts += 1
            result.unmatched.append(f"{name}: {_short(draft)}")
    for item in items:
        if id(item) not in matched_items and not item.get("optional"):
            result.items += 1
            result.missed.append(f"{name}: {_short(item)}")
    _warnings(result, expected, drafts)
    _unknown(result, name, drafts, data)
    return result


def _warnings(result: Score, expected: dict[str, Any], drafts: Sequence[dict[str, Any]]) -> None:
    """Drafts that `not_expected` warns of."""
    for draft in drafts:
        for warning in expected.get("not_expected", ()):
            if _is_warned(draft, warning):
                short = f"{expected['file']}: {_short(draft)}"
                result.warned.append(f"{short} ({warning['reason']})")


def _unknown(result: Score, name: str, drafts: Sequence[dict[str, Any]], data: Dataset) -> None:
    """Codes that the data set does not have."""
    for draft in drafts:
        for code in draft["fields"]:
            if code not in data.fields.index:
                result.invented.append(f"{name}: field {code}")
        if draft["kind"] not in data.kinds.index or draft["status"] not in _STATUSES:
            result.invented.append(f"{name}: {_short(draft)}")


def _values(result: Score, name: str, item: dict[str, Any], draft: dict[str, Any]) -> None:
    required = not item.get("optional")
    right = draft["kind"] in _right(item, "kind")
    dated = draft["date"] in _right(item, "date")
    if required:
        result.valued += 1
        result.kinds += right
        result.dates += dated
        due = set(item["fields"])
        given = set(draft["fields"]) - set(item.get("fields_optional", ()))
        result.fields_due += len(due)
        result.fields_given += len(given)
        result.fields_right += len(due & given)
        if not right or not dated:
            result.wrong.append(
                f"{name}: {draft['kind']} {draft['date'] or '-'} for {_short(item)}"
            )
        if due != given:
            lacks, more = sorted(due - given), sorted(given - due)
            result.wrong.append(f"{name}: {_short(item)} fields lack {lacks} more {more}")
    coarser = any(day.startswith(draft["date"]) for day in _right(item, "date"))
    if not coarser:
        result.invented.append(f"{name}: date {draft['date']} for {_short(item)}")
    allowed = {*item["fields"], *item.get("fields_optional", ())}
    result.invented += [
        f"{name}: field {code} for {_short(item)}"
        for code in draft["fields"]
        if code not in allowed
    ]
    for key in ("status", "existing"):
        if draft[key] and draft[key] not in _right(item, key):
            result.invented.append(f"{name}: {key} {draft[key]} for {_short(item)}")


def _right(item: dict[str, Any], key: str) -> list[str]:
    return [item[key], *item.get(key + _ALSO, ())]


def _short(one: dict[str, Any]) -> str:
    return f"{one['vn']} {one['jp']} {one['kind']} {one['date'] or '-'}"


def _best(
    items: Sequence[dict[str, Any]], drafts: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Items with the draft of their pair, so that kind and date fit best."""
    fits = [
        (_fit(item, draft), i, j)
        for i, item in enumerate(items)
        for j, draft in enumerate(drafts)
        if draft["vn"] in _right(item, "vn") and draft["jp"] in _right(item, "jp")
    ]
    found = []
    used_items: set[int] = set()
    used_drafts: set[int] = set()
    for _, i, j in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        if i not in used_items and j not in used_drafts:
            used_items.add(i)
            used_drafts.add(j)
            found.append((items[i], drafts[j]))
    return found


def _fit(item: dict[str, Any], draft: dict[str, Any]) -> float:
    kind = draft["kind"] in _right(item, "kind")
    day = draft["date"] in _right(item, "date")
    coarse = bool(draft["date"]) and any(d.startswith(draft["date"]) for d in _right(item, "date"))
    return 2.0 * kind + 2.0 * day + coarse + 0.5 * (not item.get("optional"))


def _is_warned(draft: dict[str, Any], warning: dict[str, Any]) -> bool:
    for key, value in warning.items():
        if key == "reason":
            continue
        allowed = value if isinstance(value, list) else [value]
        if draft[key] not in allowed:
            return False
    return True


def read_folder(
    folder: Path, data: Dataset
) -> Iterable[tuple[dict[str, Any], list[dict[str, Any]], float]]:
    """Per article what is expected, what is read and the seconds that it took."""
    from lib.reading import read

    for expected in json.loads((folder / "expected.json").read_text(encoding="utf-8")):
        source = (folder / expected["file"]).read_bytes()
        begin = time.perf_counter()
        reading = read(source, published=None, data=data, name=expected["file"])
        seconds = time.perf_counter() - begin
        shown = reading.published.isoformat() if reading.published else ""
        if shown != expected["published"]:
            print(f"  {expected['file']}: published {shown or '-'}, not {expected['published']}")
        yield expected, [plain(draft) for draft in reading.drafts], seconds


def _line(name: str, one: Score) -> str:
    return (
        f"{name:<6} precision {one.precision:.3f}  recall {one.recall:.3f}  kind {one.kind:.3f}  "
        f"date {one.date:.3f}  fields {one.fields:.3f}  invented {len(one.invented)}  "
        f"unmatched {len(one.unmatched)}  warned {len(one.warned)}  ({one.items} items)"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the scores of each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="tuned and held if none is named")
    parser.add_argument("--detail", action="store_true", help="name each miss")
    options = parser.parse_args(arguments)
    data = load_dataset()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    from lib.reading import read

    text = "Ngày 1/1/2025, tỉnh Sơn La và tỉnh Gifu (Nhật Bản) ký bản ghi nhớ hợp tác."
    read(text, published=date(2025, 1, 1), data=data)
    print(f"loading {time.perf_counter() - begin:.2f} s")
    for folder in options.folders or [ARTICLES / "tuned", ARTICLES / "held"]:
        _folder(folder, data, detail=options.detail)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory for reading {(after - before) / 1024:.0f} MB")


def _folder(folder: Path, data: Dataset, *, detail: bool) -> None:
    print(folder)
    total = Score()
    by_lang: dict[str, Score] = {}
    seconds = []
    for expected, drafts, took in read_folder(folder, data):
        one = score(expected, drafts, data)
        total.add(one)
        by_lang.setdefault(expected["lang"], Score()).add(one)
        seconds.append(took)
    for lang, one in sorted(by_lang.items()):
        print(_line(lang, one))
    print(_line("all", total))
    if seconds:
        mean = sum(seconds) / len(seconds)
        print(f"an article: {mean * 1000:.0f} ms, at most {max(seconds) * 1000:.0f} ms")
    if detail:
        for name in ("unmatched", "missed", "wrong", "invented", "warned"):
            print(f"-- {name}")
            print("\n".join(getattr(total, name)))


if __name__ == "__main__":
    main()
