"""What is accepted becomes a version: all of it, once, wherever the process ends."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lib.checks import check, errors
from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.facts.perspective import Units, see
from lib.inbox import desk, guard, journal, post, publish, submission
from lib.inbox import store as inbox
from lib.inbox.exchange import NotPossible, beside
from lib.inbox.post import Sender
from lib.inbox.publish import Incomplete, Nothing, NotSound
from lib.inbox.states import Act, Overtaken, State
from tests.unit import strategies
from tests.unit.checks.package import extract
from tests.unit.inbox.conftest import POSTGRESQL, SQLITE

DAY = date(2026, 12, 1)
ROOT = Path(__file__).parents[3]
ADDRESS = "https://www.pref.kagawa.lg.jp/port/1.html"
NEW: dict[str, Any] = {
    "wish": "new",
    "lang": "vi",
    "event": {
        **{"vn_id": "vn-hai-phong", "jp_id": "jp-kagawa", "kind": "mou", "date": "2026-10-02"},
        **{"title": "Bản ghi nhớ về cảng", "summary": "Hai bên ký tại Takamatsu."},
    },
    "translations": {
        "en": {
            **{"title": "Memorandum on ports", "summary": "Signed in Takamatsu."},
            **{"sources.0.supports": "signing", "sources.0.publisher": "Port of Kagawa"},
        },
        "ja": {
            **{"title": "港湾に関する覚書", "summary": "高松市で署名した。"},
            **{"sources.0.supports": "署名", "sources.0.publisher": "香川の港"},
        },
    },
    "sources": [
        {
            **{"url": ADDRESS, "published": "2026-10-03", "supports": "lễ ký", "lang": "ja"},
            **{"publisher": "Cảng Kagawa", "kind": "official", "side": "jp"},
        }
    ],
}
CORRECTION = {
    "wish": "correction",
    "lang": "en",
    "record": "vj0141",
    "event": {"title": "Exchange agreement on ports"},
    # The same page, as another one writes its address.
    "sources": [{"url": f"{ADDRESS}#top", "relation": "context", "supports": "on ports"}],
    "translations": {
        "vi": {"title": "Thỏa thuận giao lưu về cảng", "sources.0.supports": "về cảng"},
        "ja": {"title": "港湾に関する交流協定", "sources.0.supports": "港湾について"},
    },
}
PLACE = {
    **NEW,
    "event": {
        **{"vn_id": "vn-ninh-binh.hoa-lu", "jp_id": "jp-aichi.agui", "kind": "visit"},
        **{"date": "2019-05-07", "title": "Thăm Hoa Lư", "summary": "Đoàn thăm Hoa Lư."},
    },
    "translations": {
        "en": {**NEW["translations"]["en"], "title": "Visit", "summary": "A visit to Hoa Lu."},
        "ja": {**NEW["translations"]["ja"], "title": "訪問", "summary": "代表団が訪問した。"},
    },
    "sources": [{**NEW["sources"][0], "published": "2019-05-08"}],
    # The reference of places has no Japanese name.
    "places": [{"id": "vn-ninh-binh.hoa-lu", "name_ja": "ホアルー市"}],
}
# One of the two communes of a province that were called so until July 2025.
COMMUNE = {
    **PLACE,
    "event": {**PLACE["event"], "vn_id": "vn-dak-lak.tan-lap-krong-buk", "jp_id": "jp-kagawa"},
    "places": [{"id": "vn-dak-lak.tan-lap-krong-buk", "name_ja": "タンラップ村"}],
}

NAMES = {
    "vn-dak-lak.tan-lap-krong-buk": (
        *("Tân Lập (Krông Búk)", "Tân Lập", "xã Tân Lập", "Tan Lap Commune", "タンラップ村"),
        "タンラップ",
    ),
    "jp-aichi.agui": (
        *(
            "阿久比町",
            "阿久比",
            "あぐいちょう",
            "あぐい",
            "アグイ",
            "Agui",
            "Agui-cho",
            "Agui Town",
        ),
        *("Thị trấn Agui", "愛知県阿久比町"),
    ),
    "vn-ninh-binh.hoa-lu": ("Hoa Lư", "Thành phố Hoa Lư", "hoa lu", "Hoa Lu City", "ホアルー市"),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The package without what is not looked at here, which takes long to copy and to archive."""
    folder = tmp_path_factory.mktemp("package") / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build", "reference"))
    return folder


@pytest.fixture(scope="module")
def part(tmp_path_factory):
    """A part of its records, for what ends before or during the checks."""
    folder = tmp_path_factory.mktemp("part") / "data"
    extract(folder)
    return folder


@pytest.fixture
def folder(request, address, tmp_path, monkeypatch):
    known_to_git(monkeypatch)
    copy = tmp_path / "site" / "data"
    shutil.copytree(request.getfixturevalue(request.param), copy)
    return copy


def known_to_git(patch):
    for name in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{name}_NAME", "Somebody")
        patch.setenv(f"GIT_{name}_EMAIL", "somebody@example.org")


def sent(raw):
    guard.forget()
    proposal = submission.read(raw)
    return post.send(proposal, Sender("192.0.2.1"), edition=strategies.data().edition)


def accepted(*raws):
    numbers = [sent(raw).number for raw in raws]
    for number in numbers:
        desk.accept(number, desk.item(number).item.version, "sato@example.org")
    return numbers


def published(folder, reached=lambda step: None):
    return publish.publish(folder, "sato@example.org", day=DAY, reached=reached)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def states(numbers):
    return [desk.item(number).item.state for number in numbers]


@pytest.mark.parametrize("folder", ["package"], indirect=True)
def test_accepted_submissions_become_a_sound_version(folder):
    numbers = accepted(NEW, CORRECTION, PLACE, COMMUNE)
    done = published(folder)
    assert errors(check(folder, DAY)) == []
    data = load_dataset(folder)
    assert (data.version, done.version) == ("0.4.0", "0.4.0")
    assert done.records == dict(
        zip(numbers, [("vj0499",), ("vj0141",), ("vj0500",), ("vj0501",)], strict=True)
    )
    # One page is one source, whoever cites it, and a new place has what became of it.
    new = data.sources.loc["s0718":]
    assert new["url"].tolist() == [ADDRESS]
    assert new["publisher_ja"].tolist() == ["香川の港"]
    cites = data.evidence[data.evidence["source_id"] == "s0718"]
    assert cites["event_id"].tolist() == ["vj0141", "vj0499", "vj0500", "vj0501"]
    places = {"vn-ninh-binh.hoa-lu", "jp-aichi.agui", "vn-dak-lak.tan-lap-krong-buk"}
    assert places <= set(data.localities.index)
    for key in places:
        assert bool(data.localities["valid_to"][key]) == (
            key in set(data.successions["predecessor_id"])
        )
    # They are found by all their names, also as they are read and with their rank.
    gazetteer = see(data, Units.SIGNED, DAY).gazetteer
    for key, names in NAMES.items():
        assert {name: gazetteer.find(name)[:1] for name in names} == {name: [key] for name in names}
    why = data.changes[data.changes["id"] == "vj0141"].iloc[-1]
    assert why["reason_en"] == "Corrected from what Port of Kagawa says."
    assert why["reason_ja"] and why["reason_vi"]
    # Told to the senders, and the folder beside is gone.
    for number in numbers:
        full = desk.item(number)
        assert (full.item.state, full.published) == (State.PUBLISHED, "0.4.0")
        assert full.records == done.records[number]
    assert sorted(p.name for p in folder.parent.iterdir()) == [".data.lock", "data"]
    with pytest.raises(Nothing):
        published(folder)


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
@pytest.mark.parametrize("folder", ["part"], indirect=True)
@pytest.mark.parametrize("how", ["missing", "unsound", "dirty", "changed", "overtaken"])
def test_what_cannot_be_published_leaves_all_as_it_was(folder, how):
    raw = json.loads(json.dumps(NEW))
    expected = {
        **{"missing": Incomplete, "unsound": NotSound, "dirty": NotPossible},
        **{"changed": NotPossible, "overtaken": Overtaken},
    }
    if how == "missing":
        del raw["translations"]["ja"]
    if how == "unsound":
        raw["event"]["date"] = "1990"
        raw["event"]["vn_id"] = "vn-hue"
    numbers = accepted(raw)
    if how == "dirty":
        git(folder.parent, "init", "--quiet")
        git(folder.parent, "add", ".")
        git(folder.parent, "commit", "--quiet", "-m", "First")
        (folder / "events.csv").write_bytes((folder / "events.csv").read_bytes() + b"vj0499,\n")

    def reached(step):
        if step == "staged" and how == "changed":
            (folder / "ERRATA.md").write_text("Somebody is at work here.\n")
        if step == "staged" and how == "overtaken":
            desk.reopen(numbers[0], desk.item(numbers[0]).item.version, "an@example.org")

    before = files(folder)
    with pytest.raises(expected[how]) as raised:
        published(folder, reached)
    error: Any = raised.value
    after = files(folder)
    if how == "changed":
        assert after.pop("ERRATA.md") != before.pop("ERRATA.md")
    assert after == before
    assert not beside(folder).exists()
    assert states(numbers) == [State.WAITING if how == "overtaken" else State.ACCEPTED]
    assert journal.open_entry() is None
    if how == "missing":
        fields = {each.field for each in error.missing}
        assert fields == {
            *("texts.ja.title", "texts.ja.summary"),
            *("sources.0.ja.publisher", "sources.0.ja.supports"),
        }


def git(where, *arguments):
    done = subprocess.run(
        ["git", *arguments], cwd=where, capture_output=True, text=True, check=True
    )
    return done.stdout


STEPS = ("copied", "staged", "begun", "exchanged", "committed", "recorded", "removed")
# Each step with one database, and with the other the two at which folder and store differ.
PLACES = [*((step, SQLITE) for step in STEPS), ("exchanged", POSTGRESQL), ("committed", POSTGRESQL)]
# One process loads the program; a child of it publishes at each site, and is killed.
KILLED = """
import json, os, signal, sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from lib import checks
from lib.inbox import publish

sites = json.load(sys.stdin)
day = date(2026, 12, 1)
checks.check(Path(sites[0]["folder"]), day)
for site in sites:
    child = os.fork()
    if not child:
        def reached(step):
            if step == site["step"]:
                os.kill(os.getpid(), signal.SIGKILL)
        os.environ["VJ_DATABASE"] = site["database"]
        publish.publish(Path(site["folder"]), "sato@example.org", day=day, reached=reached)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, site
"""


@dataclass(frozen=True)
class Site:
    """Where a publication was killed at a step: the folder as it was and as it is now."""

    step: str
    folder: Path
    database: str
    numbers: list[str]
    before: dict[str, bytes]


@pytest.fixture(scope="module")
def killed(tmp_path_factory, postgresql):
    root = tmp_path_factory.mktemp("killed")
    extract(root / "data")
    sites = {}
    with pytest.MonkeyPatch.context() as patch:
        known_to_git(patch)
        for step, kind in PLACES:
            folder = root / f"{step}-{kind}" / "data"
            database = f"sqlite:///{folder}.db" if kind == SQLITE else postgresql.new()
            shutil.copytree(root / "data", folder)
            (folder.parent / ".gitignore").write_text(".data.*\ndata.db*\n")
            git(folder.parent, "init", "--quiet")
            git(folder.parent, "add", ".")
            git(folder.parent, "commit", "--quiet", "-m", "First")
            patch.setenv("VJ_DATABASE", database)
            numbers = accepted(NEW, {**CORRECTION, "record": "vj0110"})
            sites[step, kind] = Site(step, folder, database, numbers, files(folder))
        inbox.close()
        told = [
            {"step": s.step, "folder": str(s.folder), "database": s.database}
            for s in sites.values()
        ]
        subprocess.run(
            [sys.executable, "-c", KILLED], input=json.dumps(told).encode(), cwd=ROOT, check=True
        )
    return sites


@pytest.mark.parametrize(("step", "kept"), PLACES)
def test_a_process_that_is_killed_loses_nothing_and_repeats_nothing(
    killed, step, kept, monkeypatch
):
    site = killed[step, kept]
    known_to_git(monkeypatch)
    monkeypatch.setenv("VJ_DATABASE", site.database)
    # Whoever looks at the folder finds the old version or the new one, whole.
    is_new = STEPS.index(step) >= STEPS.index("exchanged")
    assert (files(site.folder) != site.before) is is_new
    assert load_dataset(site.folder).version == ("0.4.0" if is_new else "0.3.0")
    assert errors(check(site.folder, DAY)) == []

    expected = dict(zip(site.numbers, [("vj0499",), ("vj0110",)], strict=True))
    try:
        done = published(site.folder)
    except Nothing:
        assert STEPS.index(step) >= STEPS.index("recorded")
    else:
        assert (done.version, done.records) == ("0.4.0", expected)
    data = load_dataset(site.folder)
    assert data.version == "0.4.0"
    assert (data.events["title_en"] == "Memorandum on ports").sum() == 1
    assert (data.sources["url"] == ADDRESS).sum() == 1
    for number, keys in expected.items():
        full = desk.item(number)
        assert (full.item.state, full.records, full.published) == (State.PUBLISHED, keys, "0.4.0")
        assert [entry.act for entry in full.log].count(Act.PUBLISHED) == 1
    assert journal.open_entry() is None
    assert not beside(site.folder).exists()
    log = git(site.folder.parent, "log", "--format=%s").splitlines()
    assert log == ["Publish data version 0.4.0", "First"]
    assert git(site.folder.parent, "status", "--porcelain") == ""
    with pytest.raises(Nothing):
        published(site.folder)
    inbox.close()
