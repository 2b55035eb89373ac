"""Learns what is likely in an article: `python -m bench.learning` (see docs/reading.md).

A model must not learn from what the rules make of the articles that they were made on: there they
are right. So each hand's articles are read by the rules as they were before that hand was learned
from (`HANDS`), taken from the history of the repository; the models learn where those rules
went wrong. `--check` leaves out each hand in turn and prints how well it is read by models that
learned from the others.
"""

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.reading import ARTICLES, Score, score
from lib.facts.dataset import Dataset, load_dataset
from lib.reading.likely import ADDED, DATED, FILE, KEPT, are_kin, chance, may_be_of

ROOT = Path(__file__).parents[1]
# The last state of the reader before anybody looked into a hand's articles, and the hands.
HANDS = {"8e9e8da": "ghijpt", "4e435c6": "vwx", "bab5025": "qrs", "7665d94": "m", "efda2db": "l"}
# What judges is of today; the rest is of then.
_OF_TODAY = ("lib/reading/signs.py", "lib/reading/likely.py", "bench/first_sight.py")
_TREES, _DEPTH, _RATE, _LEAF = 100, 3, 0.05, 10
_ROWS, _COLUMNS = 0.6, 0.3
_DIGITS = 4

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Row = tuple[dict[str, float], bool]


def articles() -> Iterator[dict[str, Any]]:
    """What first sight gives of each article: see `bench.first_sight`."""
    for revision, hands in HANDS.items():
        archive = subprocess.run(
            ["git", "archive", revision, "lib", "bench", "data"],
            cwd=ROOT, check=True, capture_output=True,
        ).stdout  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(fileobj=BytesIO(archive)) as tar:
                tar.extractall(folder, filter="data")
            for name in _OF_TODAY:
                (Path(folder) / name).write_bytes((ROOT / name).read_bytes())
            printed = subprocess.run(
                [sys.executable, "-m", "bench.first_sight", str(ARTICLES / "tuned"), hands],
                cwd=folder, check=True, capture_output=True,
            ).stdout  # fmt: skip
        yield from json.loads(printed)


class Learner:
    """Boosted trees for yes or no: gradient boosting of the logistic loss."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.random = np.random.default_rng(0)
        self.names = sorted({name for signs, _ in rows for name in signs})
        at = {name: i for i, name in enumerate(self.names)}
        self.signs = np.zeros((len(rows), len(self.names)))
        for i, (signs, _) in enumerate(rows):
            for name, value in signs.items():
                self.signs[i, at[name]] = value
        self.right = np.array([float(right) for _, right in rows])

    def model(self) -> dict[str, Any]:
        """The model as `lib.reading.likely` reads it."""
        mean = self.right.mean()
        begin = float(np.log(mean / (1 - mean)))
        total = np.full(len(self.right), begin)
        trees = []
        for _ in range(_TREES):
            likely = 1 / (1 + np.exp(-total))
            chosen = self.random.random(len(total)) < _ROWS
            tree = self._grown(self.right - likely, likely * (1 - likely), chosen, _DEPTH)
            trees.append(tree)
            total += self._values(tree)
        return {"begin": round(begin, _DIGITS), "trees": trees}

    def _grown(self, rest: Floats, weight: Floats, chosen: Bools, depth: int) -> Any:
        best = self._split(rest, chosen) if depth else None
        if best is None:
            step = rest[chosen].sum() / max(weight[chosen].sum(), 1e-6)
            return round(float(_RATE * step), _DIGITS)
        column, limit = best
        high = self.signs[:, column] > limit
        return [
            self.names[column], limit,
            self._grown(rest, weight, chosen & ~high, depth - 1),
            self._grown(rest, weight, chosen & high, depth - 1),
        ]  # fmt: skip

    def _split(self, rest: Floats, chosen: Bools) -> tuple[int, float] | None:
        """The sign and its limit by which what is left unexplained falls apart most."""
        size = max(1, int(_COLUMNS * len(self.names)))
        columns = self.random.choice(len(self.names), size, replace=False)
        own, left = self.signs[chosen], rest[chosen]
        best, most = None, 1e-9
        for column in sorted(columns):
            values = np.unique(own[:, column])
            for limit in (values[1:] + values[:-1]) / 2:
                high = own[:, column] > limit
                many = int(high.sum())
                few = len(left) - many
                if min(many, few) < _LEAF:
                    continue
                apart = left[high].mean() - left[~high].mean()
                gain = many * few / len(left) * apart**2
                if gain > most:
                    best, most = (int(column), round(float(limit), _DIGITS)), gain
        return best

    def _values(self, tree: Any) -> Floats:
        if not isinstance(tree, list):
            return np.full(len(self.right), tree)
        name, limit, low, high = tree
        above = self.signs[:, self.names.index(name)] > limit
        return np.where(above, self._values(high), self._values(low))


def learned(articles: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The models that articles give."""
    models = {}
    for name in ("added", "kept"):
        rows = [
            (one["signs"], one["right"])
            for article in articles for one in article[name] if one["right"] is not None
        ]  # fmt: skip
        models[name] = Learner(rows).model()
    return models


def amended(article: dict[str, Any], models: dict[str, Any]) -> list[dict[str, Any]]:
    """The drafts of an article with what the models change, as `Likely.amended` does it."""
    drafts = [
        dict(one["draft"]) for one in article["kept"]
        if chance(models["kept"], one["signs"]) >= KEPT
    ]  # fmt: skip
    judged = [(chance(models["added"], one["signs"]), one["draft"]) for one in article["added"]]
    for likely, draft in sorted(judged, key=lambda each: -each[0]):
        pair, day = (draft["vn"], draft["jp"]), draft["date"]
        own = [d for d in drafts if (d["vn"], d["jp"]) == pair]
        kin = [d["date"] for d in drafts if d["date"] and are_kin((d["vn"], d["jp"]), pair)]
        if any(each.startswith(day) or day.startswith(each) for each in kin):
            continue
        same = [d for d in own if not d["date"] and may_be_of(d["kind"], draft["kind"])]
        if likely >= DATED and same:
            same[0]["date"] = day
            same[0]["kind"] = draft["kind"] if same[0]["kind"] == "tie" else same[0]["kind"]
        elif likely >= ADDED:
            drafts.append(draft)
    return drafts


def check(articles: Sequence[dict[str, Any]], data: Dataset) -> None:
    """Prints how each hand is read by models that learned from the others."""
    rules: dict[str, Score] = {}
    both: dict[str, Score] = {}
    for hand in sorted({article["file"][0] for article in articles}):
        models = learned([a for a in articles if a["file"][0] != hand])
        for article in articles:
            if article["file"][0] != hand:
                continue
            plain = [one["draft"] for one in article["kept"]]
            for key in (hand, article["lang"], "all"):
                rules.setdefault(key, Score()).add(score(article, plain, data))
                both.setdefault(key, Score()).add(score(article, amended(article, models), data))
    for key in sorted(rules):
        print(f"{key:<4} rules {_figures(rules[key])}   with models {_figures(both[key])}")


def _figures(one: Score) -> str:
    return (
        f"precision {one.precision:.3f} recall {one.recall:.3f} kind {one.kind:.3f} "
        f"date {one.date:.3f} invented {len(one.invented)}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the models, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="leave out each hand in turn")
    options = parser.parse_args(arguments)
    found = list(articles())
    if options.check:
        check(found, load_dataset())
        return
    models = learned(found)
    # A tree a line, so that a change reads as a diff.
    lines = []
    for name, model in models.items():
        trees = ",\n".join(json.dumps(tree) for tree in model["trees"])
        lines.append(f'"{name}": {{"begin": {model["begin"]}, "trees": [\n{trees}\n]}}')
    FILE.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
