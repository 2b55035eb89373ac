"""The examples of docs/clients, run against a real server with the real libraries."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from urllib.request import urlretrieve

import duckdb
import pandas as pd
import pyogrio  # type: ignore[import-untyped]
import pytest

DOCS = Path(__file__).parents[2] / "docs"
ADDRESS = "http://127.0.0.1:8501"
EXAMPLES = {
    f"{file.stem}-{number}": code
    for file in sorted(DOCS.glob("clients/*.md"))
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", file.read_text(), re.S))
}


def run(name: str, base: str) -> tuple[dict[str, Any], str]:
    printed = io.StringIO()
    known: dict[str, Any] = {}
    with redirect_stdout(printed):
        exec(compile(EXAMPLES[name].replace(ADDRESS, base), name, "exec"), known)
    return known, printed.getvalue()


def test_there_is_an_example_of_each_client():
    assert {name.rsplit("-", 1)[0] for name in EXAMPLES} == {
        "pandas", "duckdb", "qgis", "excel", "frictionless", "calendar", "feed"
    }  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_short_and_work(name, base, tmp_path, monkeypatch):
    lines = [line for line in EXAMPLES[name].splitlines() if line and "import" not in line]
    assert len(lines) <= 6
    monkeypatch.chdir(tmp_path)
    known, printed = run(name, base)
    assert printed.strip()
    CHECKS.get(name, lambda known: None)(known)


def pandas_(known):
    events = known["events"]
    assert events["date_first"].dtype.kind == "M"
    assert events["signed"].dtype == bool
    assert events.columns[0] == "id"
    assert events["jp"].str.contains("香川県").any()


def pandas_json(known):
    assert len({row["id"] for row in known["rows"]}) == len(known["rows"]) > 40


def duckdb_(known):
    assert len(known["by_field"]) > 5
    assert known["by_field"][0][2].year > 2000


def qgis(known):
    areas, lines = known["areas"], known["lines"]
    assert areas.crs.to_epsg() == lines.crs.to_epsg() == 4326
    kinds = areas.geom_type.value_counts()
    assert kinds["Polygon"] + kinds["MultiPolygon"] == 34 + 47
    assert set(lines.geom_type) == {"LineString"}
    assert areas.geometry.is_valid.all()
    assert areas["geonames_id"].dtype.kind in "if"


def excel(known):
    assert known["book"].sheetnames[:2] == ["events", "sources"]
    assert known["records"][0][0] == "id"


def frictionless_(known):
    assert known["report"].valid


def calendar_(known):
    assert known["coming"]


def feed(known):
    assert not known["feed"].bozo
    assert known["latest"]


CHECKS = {
    "pandas-0": pandas_,
    "pandas-1": pandas_json,
    "duckdb-0": duckdb_,
    "qgis-0": qgis,
    "excel-0": excel,
    "frictionless-0": frictionless_,
    "calendar-0": calendar_,
    "feed-0": feed,
}


def test_pandas_duckdb_and_gdal_read_the_same_from_each_format(base, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["id", "vn_id", "jp_id", "title", "date", "grade"]
    url = f"{base}/api/v1/events"
    csv = pd.read_csv(f"{url}.csv", dtype=str)[names]
    excel_ = pd.read_excel(f"{url}.xlsx", dtype=str)[names]
    parquet = pd.read_parquet(f"{url}.parquet")[names]
    geojson = pyogrio.read_dataframe(f"{url}.geojson")[names]
    urlretrieve(f"{url}.csv", "e.csv")
    duck = duckdb.connect().execute("FROM read_csv('e.csv', all_varchar=true)").df()[names]
    for other in (excel_, parquet, geojson, duck):
        pd.testing.assert_frame_equal(
            csv.astype(object).fillna(""), other.astype(object).fillna(""), check_dtype=False
        )


def test_the_guide_names_every_address():
    guide = (DOCS / "api.md").read_text(encoding="utf-8")
    for address in ("/calendar.ics", "/feed.xml", "/sitemap.xml", "/api/v1/package.zip", "/r/"):
        assert f"`{address}" in guide
