"""What rules make of articles, and the signs of it: `python -m bench.first_sight FOLDER HANDS`.

Run by `bench.learning` in a checkout of an older reader, beside the signs of today. HANDS: the
first letters of the files. Prints for each article what is expected of it and what was read:
`kept` the acts that the rules found, `added` days that could be those of more acts, each with its
`draft`, its `signs` and whether it is `right` (null for what may be entered or not).
"""

import json
import sys
from pathlib import Path
from typing import Any

from bench import reading as scoring
from lib.facts.dataset import Dataset, load_dataset
from lib.reading import reader
from lib.reading.clusters import Cluster
from lib.reading.drafting import Drafter
from lib.reading.existing import Records
from lib.reading.filling import Filler
from lib.reading.likely import Candidate, Likely, Row
from lib.reading.linking import Linker

_NO_MORE = {"status": "", "signatory": "government", "existing": "", "fields": []}
# Of what was read last the linker, what it told, the drafter, the acts: older readers keep none.
last: dict[str, Any] = {}


def listen() -> None:
    """Keeps what the parts of a reader hand on."""
    told, dates, drafts, draft = Linker.told, Linker._dates, Drafter.drafts, Filler.draft

    def told_(self: Linker) -> Any:
        last.update(linker=self, rows=[], clusters=[])
        last["told"] = told(self)
        return last["told"]

    def dates_(self: Linker, *parts: Any, **more: Any) -> Any:
        number, sentence, _, here = parts[:4]
        found = dates(self, *parts, **more)
        sentences = self.article.layout.paragraphs[number].sentences
        index = sentences.index(sentence) if sentence in sentences else 0
        last["rows"].append(Row((number, index), sentence, tuple(found), tuple(here)))
        return found

    def drafts_(self: Drafter) -> Any:
        last["drafter"] = self
        return drafts(self)

    def draft_(self: Filler, cluster: Cluster, clusters: Any) -> Any:
        last["clusters"].append(cluster)
        return draft(self, cluster, clusters)

    def pair_of(self: Drafter, one: Any) -> Any:
        there = self._existed(one.vn, one.day) and self._existed(one.jp, one.day)
        return self._pair(one) if there else None

    def days(self: Records, pair: tuple[str, str]) -> list[str]:
        return [one[2] for one in self._by_pair.get(pair, ())]

    def kinds(self: Records, pair: tuple[str, str], day: str) -> list[str]:
        return [one[1] for one in self._by_pair.get(pair, ()) if one[2].startswith(day)]

    for owner, name, method in (
        (Linker, "told", told_), (Linker, "_dates", dates_), (Drafter, "drafts", drafts_),
        (Drafter, "pair_of", pair_of), (Filler, "draft", draft_),
        (Records, "days", days), (Records, "kinds", kinds),
    ):  # fmt: skip
        setattr(owner, name, method)


def first_sight(article: dict[str, Any], folder: Path, data: Dataset) -> dict[str, Any]:
    """What the rules make of one article."""
    reading = reader.read_article(
        (folder / article["file"]).read_bytes(), published=None, data=data, name=article["file"]
    )
    drafts = [scoring.plain(one) for one in reading.drafts]
    matched = {id(draft): item for item, draft in scoring._best(article["expected"], drafts)}
    linker, clusters = last["linker"], last["clusters"]
    likely = Likely(
        linker.article, linker.topics, last["told"], last["rows"], reader._records(data)
    )
    kept = [
        {
            "draft": draft, "signs": likely.signs_of(cluster, clusters),
            "right": _is_right(matched.get(id(draft))),
        }
        for cluster, draft in zip(clusters, drafts, strict=True)
    ]  # fmt: skip
    added = [
        {"draft": _draft(one), "signs": signs, "right": _is_told(one, article["expected"])}
        for one, signs in likely.candidates(clusters, last["drafter"])
    ]
    keys = ("file", "lang", "facts", "expected", "not_expected")
    return {**{key: article[key] for key in keys}, "kept": kept, "added": added}


def _draft(one: Candidate) -> dict[str, Any]:
    vn, jp = one.pair
    return {"vn": vn, "jp": jp, "kind": one.told.act.kind, "date": str(one.told.day), **_NO_MORE}


def _is_right(item: dict[str, Any] | None) -> bool | None:
    return None if item and item.get("optional") else item is not None


def _is_told(one: Candidate, items: list[dict[str, Any]]) -> bool | None:
    vn, jp = one.pair
    found = [
        item for item in items
        if vn in scoring._right(item, "vn") and jp in scoring._right(item, "jp")
        and str(one.told.day) in scoring._right(item, "date")
    ]  # fmt: skip
    found.sort(key=lambda item: bool(item.get("optional")))
    return _is_right(found[0]) if found else False


def main(folder: Path, hands: str) -> None:
    """Prints what the rules make of a folder."""
    listen()
    data = load_dataset()
    articles = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = [first_sight(one, folder, data) for one in articles if one["file"][0] in hands]
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
