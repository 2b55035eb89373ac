"""What an installation adds is in every GeoJSON, last, with its licence."""

import json

import pytest

from tests.unit.site.test_overlay import EXAMPLE, file

TABLES = ("localities", "events", "partnerships")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "query", [{"lang": "vi"}, {"lang": "vi", "q": "xyzzy"}], ids=["all", "none"]
)
def test_each_geojson_ends_with_it(site, tmp_path, monkeypatch, table, query):
    address = f"/api/v1/{table}.geojson"
    without = json.loads(site.get(address, params=query).content)
    monkeypatch.setenv("VJ_OVERLAY", str(file(tmp_path, EXAMPLE)))
    found = json.loads(site.get(address, params=query).content)
    added = found["features"][len(without["features"]) :]
    assert found["features"][: len(without["features"])] == without["features"]
    assert [f["properties"]["name"] for f in added] == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]
    assert added[0]["geometry"] == {"type": "Point", "coordinates": [112.0, 16.5]}
    assert all(f["properties"]["overlay"] for f in added)
    assert found["meta"]["overlay"] == EXAMPLE["licence"]
    assert "overlay" not in without["meta"]
