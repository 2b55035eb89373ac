"""Rows become a sound version of the package that tells of itself and else stays the same."""

import json
import shutil
from datetime import date

import pytest

from lib.checks import check
from lib.facts import archive
from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.inbox import edition
from lib.inbox.news import Correction, News
from lib.upkeep import versions

DAY = date(2026, 12, 1)
ROWS = {
    "events": [
        {"id": "vj0141", "title": "Exchange agreement on ports"},
        {
            **{"id": "vj0499", "vn_id": "vn-hai-phong", "jp_id": "jp-kagawa", "kind": "mou"},
            **{"signatory": "government", "date": "2026-10-02", "title": "Memorandum on ports"},
            **{"summary": "Signed in Takamatsu.", "fields": "water", "confidence": "high"},
        },
    ],
    "events.vi": [{"id": "vj0499", "title": "Bản ghi nhớ về cảng", "summary": "Ký tại Takamatsu."}],
    "events.ja": [{"id": "vj0499", "title": "港湾に関する覚書", "summary": "高松市で署名した。"}],
    "sources": [
        {
            **{"id": "s0718", "url": "https://www.pref.kagawa.lg.jp/port/1.html"},
            **{"publisher_id": "kagawa-prefecture", "publisher": "Kagawa Prefecture"},
            **{"publisher_vi": "Tỉnh Kagawa", "publisher_ja": "香川県", "kind": "official"},
            **{"published": "2026-10-03", "lang": "ja", "side": "jp", "title": "覚書を締結"},
        }
    ],
    "evidence": [
        {"event_id": "vj0499", "source_id": "s0718", "relation": "supports", "supports": "signed"},
        {"event_id": "vj0141", "source_id": "s0718", "relation": "context", "supports": "on ports"},
    ],
    "evidence.vi": [
        {"event_id": "vj0499", "source_id": "s0718", "supports": "ký kết"},
        {"event_id": "vj0141", "source_id": "s0718", "supports": "về cảng"},
    ],
    "evidence.ja": [
        {"event_id": "vj0499", "source_id": "s0718", "supports": "署名"},
        {"event_id": "vj0141", "source_id": "s0718", "supports": "港湾について"},
    ],
}
WHY = {"en": "The page names ports.", "vi": "Trang nêu rõ cảng.", "ja": "ページに港湾とある。"}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition") / "data"
    shutil.copytree(DATA_FOLDER, folder)
    news = News(ROWS, {"vj0141": Correction(WHY, ["s0718"])})
    return folder, edition.write(folder, news, DAY, "p-1")


def came(folder, name):
    """The lines of a file that are new, and those that went."""
    old, new = (
        (where / name).read_text(encoding="utf-8").splitlines() for where in (DATA_FOLDER, folder)
    )
    return [x for x in new if x not in old], [x for x in old if x not in new]


def test_the_version_is_sound_and_whole(published):
    folder, changed = published
    known = {str(finding) for finding in check(DATA_FOLDER, DAY)}
    assert [str(f) for f in check(folder, DAY) if str(f) not in known] == []
    data = load_dataset(folder)
    assert (data.version, data.package.created) == ("0.4.0", DAY)
    assert data.package.descriptor[edition.PUBLICATION] == "p-1"
    assert versions.compared(data) == data.changes.to_dict("records")
    before = load_dataset(DATA_FOLDER)
    assert archive.unpack(data.archives[before.version]).items() >= before.files.items()
    assert set(changed) == {
        *(f"{name}.csv" for name in (*ROWS, "changes", "versions")),
        *("CHANGES.md", "ERRATA.md", "README.md", "counts.json", "datapackage.json"),
        f"versions/{before.version}.zip",
    }


@pytest.mark.parametrize(("name", "new", "gone"), [("events", 2, 1), ("sources", 1, 0)])
def test_the_tables_differ_in_their_rows_alone(published, name, new, gone):
    lines, went = came(published[0], f"{name}.csv")
    assert (len(lines), len(went)) == (new, gone)


def test_the_version_says_what_it_brings_in_three_languages(published):
    folder, _ = published
    data = load_dataset(folder)
    told = data.versions.loc["0.4.0"]
    assert told["summary_en"] == "1 record added. 1 record corrected or completed."
    assert all(told[f"summary_{lang}"] for lang in data.languages)
    own = data.changes[data.changes["version"] == "0.4.0"].set_index(["table", "id"])
    corrected = own.xs(("events", "vj0141"))
    assert {lang: corrected[f"reason_{lang}"] for lang in WHY} == WHY
    assert own["change"]["events", "vj0499"] == "added"
    notes, _ = came(folder, "CHANGES.md")
    assert "- `vj0499`: memorandum, Hai Phong – Kagawa, 2026-10-02 (`s0718`)." in notes
    assert "- `vj0141`: `title`; cited now: `s0718`. The page names ports." in notes
    errata, _ = came(folder, "ERRATA.md")
    became = "`title`: “Exchange agreement” became “Exchange agreement on ports”."
    assert errata == [f"| 2026-12-01 | vj0141 | {became} | s0718 |"]
    assert json.loads((folder / "counts.json").read_text())["tables"]["events"] == len(data.events)


@pytest.mark.parametrize(
    ("version", "adds", "then"),
    [
        ("0.3.0", True, "0.4.0"),
        ("0.3.0", False, "0.3.1"),
        ("0.3.9", False, "0.3.10"),
        ("0.9.4", True, "0.10.0"),
        ("1.12.0", True, "1.13.0"),
    ],
)
def test_the_next_version(version, adds, then):
    assert edition.next_version(version, adds) == then
