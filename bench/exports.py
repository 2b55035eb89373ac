"""How fast each format of the open data is written, beside plain pandas on the same frame.

Our files hold the same rows and columns as the frame that pandas writes; the frame is not counted
as pandas' time, making the rows is counted as ours. Time is that of the processor, so that other
work on the machine does not count. The floor of the other files is pandas' CSV.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench.figures import Figure, figure
from bench.server import ROOT

FACTORS = (1, 100)
ROUNDS = {1: 5, 100: 1}


def drained(make: Callable[[], Iterable[bytes]]) -> tuple[float, int, int]:
    """Seconds of the processor that a file takes, its bytes, and those of its largest piece."""
    gc.collect()
    begun, sizes = time.process_time(), [len(part) for part in make()]
    return time.process_time() - begun, sum(sizes), max(sizes)


def timed(make: Callable[[], object]) -> float:
    """Seconds of the processor that a call takes."""
    gc.collect()
    begun = time.process_time()
    make()
    return time.process_time() - begun


def ways(view: Any) -> tuple[dict[str, Callable[[], Iterable[bytes]]], Any]:
    """How each file of a view is made, and the table of its events."""
    from lib.exports import calendar, package, reader_files, streams, tables
    from lib.site.links import Links

    links = Links("https://example.org")
    table = tables.TABLES["events"].make(view, links)
    pages = [table.keys[i : i + 1000] for i in range(0, len(table.keys), 1000)]
    made: dict[str, Callable[[], Iterable[bytes]]] = {
        form: partial(tables.export, table, form, view, links)
        for form in ("csv", "parquet", "geojson", "xlsx")
    }
    made["json, in pages"] = lambda: (streams.to_json(table.rows(keys), {}) for keys in pages)
    made["package.zip"] = partial(package.stream, view, links)
    made["calendar.ics"] = partial(calendar.stream, view, links)
    made["CSV of a page"] = lambda: [reader_files.events_csv(view, links)]
    made["Excel of a page"] = lambda: [reader_files.events_workbook(view, links, "/records")]
    return made, table


def plain(table: Any, dataset: Any, folder: Path) -> dict[str, Callable[[], object]]:
    """How pandas writes the same rows, as cells, in each format that it has."""
    import geopandas as gpd
    import pandas as pd
    import shapely

    from lib.exports.columns import unrolled

    rows = [row for batch in table.batches() for row in unrolled(batch, table.flat)]
    data = pd.DataFrame([{c.name: c.cell(row[c.name]) for c in table.flat} for row in rows])
    units = dataset.localities[["longitude", "latitude"]]
    at = dict(zip(units.index, units.to_numpy().tolist(), strict=True))
    ends = zip(data["vn_id"], data["jp_id"], strict=True)
    lines = [shapely.LineString([at[vn], at[jp]]) for vn, jp in ends]
    places = gpd.GeoDataFrame(data, geometry=lines, crs=4326)
    whole = {"options": {"strings_to_urls": False}}
    excel = partial(data.to_excel, index=False, engine="xlsxwriter", engine_kwargs=whole)
    return {
        "csv": partial(data.to_csv, folder / "p.csv", index=False),
        "parquet": partial(data.to_parquet, folder / "p.parquet"),
        "geojson": partial(places.to_file, folder / "p.geojson", driver="GeoJSON"),
        "json, in pages": partial(data.to_json, folder / "p.json", orient="records"),
        "xlsx": partial(excel, folder / "p.xlsx"),
        "Excel of a page": partial(excel, folder / "p.xlsx"),
    }


def measure(folder: Path, rounds: int) -> list[tuple[str, str, list[float], list[float]]]:
    """Name, unit, values and floors for the data package in a folder; ours and pandas' in turn."""
    os.environ |= {"VJ_DATA": str(folder), "VJ_TODAY": "2026-11-22"}
    from lib.facts.perspective import DEFAULT_UNITS
    from lib.filter.filters import Filter
    from lib.site import store
    from lib.site.view import View

    view = View(store.viewpoint(DEFAULT_UNITS), Filter(), "en")
    made, table = ways(view)
    files = plain(table, view.dataset, folder)
    found = []
    for name, make in made.items():
        floor = files.get(name, files["csv"])
        seconds, floors, sizes = [], [], (0, 0)
        for _ in range(rounds):
            floors.append(timed(floor))
            taken, *sizes = drained(make)
            seconds.append(taken)
        found.append((name, "s", seconds, floors))
        for what, size in zip(("", ", largest piece"), sizes, strict=True):
            found.append((f"{name}{what}", "MB", [size / 1e6], []))
    return found


def figures(quick: bool) -> Iterator[Figure]:
    """Of the data as they are and of 100 times as much, each in a process of its own."""
    from bench.enlarge import enlarge
    from lib.facts.dataset import DATA_FOLDER

    for factor in FACTORS[:1] if quick else FACTORS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "data"
            enlarge(DATA_FOLDER, folder, factor)
            command = [sys.executable, "-m", "bench.exports", str(folder), str(ROUNDS[factor])]
            told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        for what, unit, values, floors in json.loads(told.stdout):
            yield figure(f"exports, data × {factor}", what, unit, values, floors)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
