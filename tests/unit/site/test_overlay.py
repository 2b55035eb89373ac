"""What an installation adds to maps: what is read, and what is refused by its name."""

import json
import re
from pathlib import Path

import pytest

from lib.site import config, overlay

DOCS = Path(__file__).parents[3] / "docs" / "overlays.md"
EXAMPLE = json.loads(re.findall(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)[0])


def file(folder, collection):
    path = folder / "added.geojson"
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return path


def changed(geometry=None, **properties):
    """The documented example with another first feature."""
    collection = json.loads(json.dumps(EXAMPLE))
    feature = collection["features"][0]
    feature["geometry"] = geometry or feature["geometry"]
    feature["properties"] |= properties
    return collection


def test_the_documented_example_is_sound(tmp_path):
    for path in (file(tmp_path, EXAMPLE), tmp_path):
        found = overlay.read(str(path))
        assert [f.names["vi"] for f in found.features] == [
            "Quần đảo Hoàng Sa",
            "Quần đảo Trường Sa",
        ]
        assert found.licence == EXAMPLE["licence"]


def test_by_default_nothing_is_added():
    assert not config.parse({}).overlay
    assert not list(DOCS.parents[1].glob("data/**/*overlay*"))


RING = [[110, 16], [113, 17], [113, 16], [110, 17], [110, 16]]


@pytest.mark.parametrize(
    ("collection", "says"),
    [
        (changed(name_vi="<script>alert(1)</script>"), "name_vi “<script>alert"),
        (changed(name_ja="島&#x202e;"), "name_ja"),
        (changed(name_en="Hoang\u202eSa"), "name_en"),
        (changed(name_en="Hoang  Sa"), "name_en"),
        (changed(name_en=""), "name_en"),
        (changed(name_ja=None), "name_ja “null”"),
        (changed(name_en="x" * 81), "80 characters"),
        (changed(draw="star"), "“Hoang Sa”: “draw” must be one of label, point, outline"),
        (changed(country="XX"), "“country” must be one of VN, JP"),
        (changed({"type": "Polygon", "coordinates": [RING]}, draw="outline"), "Self-intersection"),
        (changed({"type": "Polygon", "coordinates": [RING[:2]]}, draw="outline"), "cannot be read"),
        (changed({"type": "Point", "coordinates": [16.5, 112.0]}), "no longitude and latitude"),
        (changed({"type": "Point", "coordinates": []}), "has no geometry"),
        (changed({"type": "Point", "coordinates": ["a", "b"]}), "cannot be read"),
        (changed({"type": "Star"}), "cannot be read"),
        (changed({"type": "LineString", "coordinates": RING[:2]}), "a point cannot be a LineStr"),
        ({**EXAMPLE, "licence": ""}, "“licence”"),
        ({**EXAMPLE, "licence": "<i>mine</i>"}, "“licence”"),
        ({**EXAMPLE, "features": []}, "not a FeatureCollection"),
        ({**EXAMPLE, "features": [5]}, "feature 1 has no properties"),
        ([], "not a FeatureCollection"),
    ],
)
def test_what_cannot_be_used_is_refused_at_the_start_by_its_name(tmp_path, collection, says):
    path = file(tmp_path, collection)
    with pytest.raises(config.BadSetting) as refused:
        config.parse({"VJ_OVERLAY": str(path)})
    assert says in str(refused.value)
    assert "VJ_OVERLAY" in str(refused.value)
    assert "added.geojson" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}", b"[" * 100_000])
def test_a_file_that_is_no_json_is_refused(tmp_path, content):
    (tmp_path / "added.geojson").write_bytes(content)
    with pytest.raises(config.BadSetting, match="not JSON"):
        config.parse({"VJ_OVERLAY": str(tmp_path)})


def test_a_file_or_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(config.BadSetting, match="missing"):
        config.parse({"VJ_OVERLAY": str(tmp_path / "none.geojson")})
    with pytest.raises(config.BadSetting, match=r"no \*\.geojson"):
        config.parse({"VJ_OVERLAY": str(tmp_path)})
