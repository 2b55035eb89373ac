"""How fast each format of the open data is written, against plain pandas on the same frame.

`python -m bench.formats [factor …]` prints a Markdown table per size; a factor of 100 multiplies
the events and their evidence by 100. Our files hold the same rows and columns as the frame that
pandas writes; the frame is not counted as pandas' time, making the rows is counted as ours. Time is
that of the processor, so that other work on the machine does not count.
"""

import csv
import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from lib.exports import calendar, package, streams
from lib.exports import tables as tables_
from lib.exports.columns import Table, unrolled
from lib.facts.dataset import DATA_FOLDER, Dataset
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.site import store
from lib.site.links import Links
from lib.site.view import View


@dataclass(frozen=True)
class Measured:
    """A file: seconds of the processor, bytes, and the largest piece that was in memory at once."""

    seconds: float
    size: int
    largest: int


def enlarge(source: Path, target: Path, factor: int) -> None:
    """A data package with the events and their evidence `factor` times over."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("build"))
    for name in ("events", "events.vi", "events.ja", "evidence", "evidence.vi", "evidence.ja"):
        with (source / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, columns = list(reader), list(reader.fieldnames or ())
        key = "id" if "id" in columns else "event_id"
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            for n in range(factor):
                for row in rows:
                    more = {
                        column: ";".join(f"{k}x{n}" for k in row[column].split(";") if k)
                        for column in ("renews", "replaces")
                        if column in row
                    }
                    writer.writerow({**row, key: f"{row[key]}x{n}", **more})


def drained(make: Callable[[], Iterable[bytes]]) -> Measured:
    """Write a file to nowhere."""
    gc.collect()
    start, size, largest = time.process_time(), 0, 0
    for part in make():
        size += len(part)
        largest = max(largest, len(part))
    return Measured(time.process_time() - start, size, largest)


def timed(make: Callable[[], object]) -> float:
    """Seconds of the processor that a call takes."""
    gc.collect()
    start = time.process_time()
    make()
    return time.process_time() - start


def frame(table: Table) -> pd.DataFrame:
    """The same rows as cells, as pandas would have them."""
    return pd.DataFrame(
        [
            {c.name: c.cell(row[c.name]) for c in table.flat}
            for batch in table.batches()
            for row in unrolled(batch, table.flat)
        ]
    )


def plain(data: pd.DataFrame, places: gpd.GeoDataFrame, folder: Path) -> dict[str, float]:
    """Seconds that pandas takes for each format."""
    ways: dict[str, Callable[[], object]] = {
        "csv": lambda: data.to_csv(folder / "p.csv", index=False),
        "parquet": lambda: data.to_parquet(folder / "p.parquet"),
        "geojson": lambda: places.to_file(folder / "p.geojson", driver="GeoJSON"),
        "json": lambda: data.to_json(folder / "p.json", orient="records"),
        "xlsx": lambda: data.to_excel(
            folder / "p.xlsx",
            index=False,
            engine="xlsxwriter",
            engine_kwargs={"options": {"strings_to_urls": False}},
        ),
    }
    return {name: timed(way) for name, way in ways.items()}


def lines(data: pd.DataFrame, dataset: Dataset) -> gpd.GeoDataFrame:
    """The frame with its geometries, for geopandas."""
    units = dataset.localities
    at = {
        k: (x, y)
        for k, x, y in zip(units.index, units["longitude"], units["latitude"], strict=True)
    }
    ends = zip(data["vn_id"], data["jp_id"], strict=True)
    geometry = [shapely.LineString([at[vn], at[jp]]) for vn, jp in ends]
    return gpd.GeoDataFrame(data, geometry=geometry, crs=4326)


def measure(factor: int) -> list[str]:
    """The lines of the report for one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        enlarge(DATA_FOLDER, folder, factor)
        os.environ["VJ_DATA"] = str(folder)
        # Loads and indexes, before the clock runs. The checks refuse the ids of a larger set.
        store.checks.check = lambda *_: []
        view = View(store.viewpoint(Units.SIGNED), Filter(), "en")
        links = Links("https://example.org")
        table = tables_.TABLES["events"].make(view, links)
        data = frame(table)
        pandas = plain(data, lines(data, view.dataset), Path(name))
        ours = {
            form: drained(partial(tables_.export, table, form, view, links))
            for form in ("csv", "parquet", "geojson", "xlsx")
        }
        pages = [table.keys[i : i + 1000] for i in range(0, len(table.keys), 1000)]
        ours["json"] = drained(lambda: (streams.to_json(table.rows(keys), {}) for keys in pages))
        ours["package.zip"] = drained(lambda: package.stream(view, links))
        ours["calendar.ics"] = drained(lambda: calendar.stream(view, links))
    found = [
        f"## {len(table.keys):,} events",
        "",
        "| Format | Seconds | Rows per second | MB | Largest piece, MB | Plain pandas | Ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for form, result in ours.items():
        floor = pandas.get(form)
        found.append(
            f"| {form} | {result.seconds:.2f} | {len(table.keys) / result.seconds:,.0f} | "
            f"{result.size / 1e6:.1f} | {result.largest / 1e6:.2f} | "
            + (f"{floor:.2f} | {result.seconds / floor:.1f} |" if floor else "– | – |")
        )
    return [*found, ""]


def main() -> None:
    for factor in map(int, sys.argv[1:] or ["1", "100"]):
        print("\n".join(measure(factor)), flush=True)


if __name__ == "__main__":
    main()
