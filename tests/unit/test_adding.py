"""What docs/architecture.md says about adding something is all that it takes.

Each test adds something in a copy of the project, touching only the files that the page names for
it, and finds it in the running program: checks, screen, exports, API description, dictionary.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "architecture.md"
COPIED = ("lib", "pages", "data", "bench", "dashboard.py", ".streamlit", "pyproject.toml")
# What every program below begins with: pages by AppTest, answers of the API.
HEAD = """
import asyncio, json, os
os.environ["VJ_TODAY"] = "2026-09-01"
import httpx
from streamlit.testing.v1 import AppTest
from lib.api.app import app as api

def ask(path):
    async def go():
        transport = httpx.ASGITransport(api)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path)
    return asyncio.run(go())

def screen(page, **params):
    test = AppTest.from_file("lib/app.py", default_timeout=120)
    test.run()
    if page:
        test.switch_page(f"../pages/{page}.py")
    for name, value in {"lang": "en", **params}.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test

def texts(test):
    kinds = (test.markdown, test.caption, test.subheader, test.title, test.header)
    said = [str(element.value) for kind in kinds for element in kind]
    return " ".join([*said, *(html.proto.body for html in test.get("html"))])
"""


@dataclass
class Copy:
    """A copy of the project, and the files that were touched in it."""

    folder: Path
    touched: set[str] = field(default_factory=set)

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Write a file anew, or a new file."""
        file = self.folder / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        after = change(before)
        assert after != before, path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(after, encoding="utf-8", newline="\n")
        self.touched.add(path)

    def column(self, path: str, name: str, value: str) -> None:
        """Add a column to a table, last, with one value in its first row."""
        lines = (self.folder / path).read_text(encoding="utf-8").splitlines()
        lines = [f"{lines[0]},{name}", f"{lines[1]},{value}", *(f"{line}," for line in lines[2:])]
        self.edit(path, lambda _: "\n".join(lines) + "\n")

    def package(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Change datapackage.json."""

        def changed(text: str) -> str:
            package = json.loads(text)
            change(package)
            return json.dumps(package, ensure_ascii=False, indent=2) + "\n"

        self.edit("data/datapackage.json", changed)

    def run(self, program: str) -> dict[str, Any]:
        """What a program in the copy prints as JSON on its last line."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", HEAD + program],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def is_sound(self) -> bool:
        """Whether the checks find no error."""
        command = [sys.executable, "-m", "lib.checks", "data"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        return True


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            # What is compiled goes along, and holds for what is not touched.
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns(".cache"))
        else:
            shutil.copy(source, tmp_path / name)
    return Copy(tmp_path)


def named(what: str) -> set[str]:
    """The files that the page names for adding `what`, with * for any name."""
    row = re.search(rf"^\| {what} \| (.*?) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert row is not None, what
    return set(re.findall(r"`([^`]+)`", row[1]))


def assert_all_named(copy: Copy, what: str, code: int) -> None:
    """Every touched file is named on the page, and at most `code` of them are Python."""
    patterns = {re.compile(re.escape(name).replace(r"\*", "[^/]+")) for name in named(what)}
    unnamed = [path for path in copy.touched if not any(p.fullmatch(path) for p in patterns)]
    assert not unnamed
    assert sum(path.endswith(".py") for path in copy.touched) <= code


def test_a_column(copy: Copy) -> None:
    copy.column("data/events.csv", "budget", "12")

    def describe(package: dict[str, Any]) -> None:
        table = next(r for r in package["resources"] if r["name"] == "events")
        about = "What the act is to cost, in million yen."
        table["schema"]["fields"].append(
            {"name": "budget", "type": "integer", "title": "Budget", "description": about}
        )

    copy.package(describe)
    assert copy.is_sound()
    found = copy.run("""
from lib import dictionary
first = ask("/api/v1/events.json?limit=1").json()["data"][0]
document = ask("/api/openapi.json").json()["components"]["schemas"]
from lib.exports import reader_files
from lib.site.links import Links
from lib.site.store import viewpoint
from lib.site.view import View
from lib.facts.perspective import Units
from lib.filter.filters import Filter
view = View(viewpoint(Units.SIGNED), Filter(), "en")
reader = reader_files.events_csv(view, Links("https://example.org")).decode("utf-8-sig")
print(json.dumps({
    "json": first["budget"],
    "csv": ask("/api/v1/events.csv").text.split("\\n")[0],
    "described": any("budget" in json.dumps(schema) for schema in document.values()),
    "documented": "budget" in ask("/api/docs").text,
    "reader": reader.split("\\n")[0],
    "permanent": ask(f"/r/{first['id']}").text,
    "screen": texts(screen("records", record=first["id"])),
    "dictionary": dictionary.readme(),
}))
""")
    assert found["json"] == 12
    assert "budget" in found["csv"]
    assert found["described"] and found["documented"]
    assert "Budget" in found["reader"]
    for place in ("permanent", "screen"):
        assert "Budget" in found[place] and "12" in found[place], place
    assert "| `budget` | integer |" in found["dictionary"]
    # A value that is none is found where it stands.
    copy.edit("data/events.csv", lambda text: text.replace(",12\n", ",twelve\n"))
    done = subprocess.run(
        [sys.executable, "-m", "lib.checks", "data"],
        cwd=copy.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "events.csv:2:budget: 'twelve'" in done.stdout
    assert_all_named(copy, "a column", code=0)


def test_a_parameter(copy: Copy) -> None:
    declared = """PARAMETERS: dict[str, Parameter] = {
    p.name: p
    for p in (
        Choice(
            "confidence",
            N_("Confidence"),
            options=lambda _: ["high", "medium", "low"],
            values_of=_column("confidence"),
            label_of=lambda _, code, words: code,
            group=Group.MORE,
            place=9,
        ),
"""
    begin = "PARAMETERS: dict[str, Parameter] = {\n    p.name: p\n    for p in (\n"
    copy.edit("lib/filter/parameters.py", lambda text: text.replace(begin, declared))
    found = copy.run("""
test = screen("records", confidence="low")
labels = [
    json.loads(c.proto.bytes)["title"]
    for c in test.get("bidi_component")
    if c.proto.component_name == "choices"
]
everything = ask("/api/v1/events.json?limit=1").json()["meta"]
low = ask("/api/v1/events.json?limit=1000&confidence=low").json()
refused = ask("/api/v1/events.json?confidence=none")
document = ask("/api/openapi.json").json()
print(json.dumps({
    "widgets": labels,
    "chips": [element.proto.body for element in test.get("html")],
    "sentence": low["meta"]["sentence"],
    "kept": sorted({row["confidence"] for row in low["data"]}),
    "fewer": low["meta"]["total"] < everything["total"],
    "refused": [refused.status_code, refused.json()["errors"][0]["allowed"]],
    "described": "confidence" in json.dumps(document["paths"]["/api/v1/events.csv"])
        or "confidence" in document["components"].get("parameters", {}),
    "documented": "confidence" in ask("/api/docs").text,
}))
""")
    assert "Confidence" in found["widgets"]
    assert any("Confidence: low" in body for body in found["chips"])
    assert found["sentence"] == "Confidence: low"
    assert found["kept"] == ["low"] and found["fewer"]
    assert found["refused"] == [400, ["high", "medium", "low"]]
    assert found["described"] and found["documented"]
    assert_all_named(copy, "a filter parameter", code=3)


def test_a_kind(copy: Copy) -> None:
    row = (
        "declaration,true,2,Joint declaration,Tuyên bố chung,共同宣言,"
        "Both declare a common aim.,Hai bên tuyên bố mục tiêu chung.,共通の目標を宣言する。\n"
    )
    copy.edit("data/kinds.csv", lambda text: text + row)

    def used(text: str) -> str:
        lines = text.splitlines(keepends=True)
        at = next(i for i, line in enumerate(lines) if ",mou," in line and ",2014" in line)
        lines[at] = lines[at].replace(",mou,", ",declaration,")
        return "".join(lines)

    copy.edit("data/events.csv", used)
    assert copy.is_sound()
    found = copy.run("""
events = ask("/api/v1/events.json?kind=declaration").json()["data"]
test = screen("timeline", kind="declaration")
print(json.dumps({
    "labels": [event["kind_label"] for event in events],
    "signed": [event["signed"] for event in events],
    "charts": [
        c.proto.bytes.decode()
        for c in test.get("bidi_component")
        if c.proto.component_name == "chart"
    ],
    "about": texts(screen("about")),
    "described": "declaration" in json.dumps(ask("/api/openapi.json").json()),
}))
""")
    assert found["labels"] == ["Joint declaration"]
    assert found["signed"] == [True]
    assert len(found["charts"]) == 2
    assert all("Joint declaration" in sent for sent in found["charts"])
    assert "Both declare a common aim." in found["about"]
    assert found["described"]
    assert_all_named(copy, "an event kind", code=0)


def test_a_page(copy: Copy) -> None:
    script = '''"""A page of its own."""

import streamlit as st

from lib.ui import address
from lib.ui.session import current

view = current()
st.header("Hello from the new page")
st.markdown(f"{len(view.events)} records, {address.setting('greeting')}")
'''
    copy.edit("pages/hello.py", lambda _: script)
    begin = "PAGES = (\n"
    declared = (
        begin
        + """    Page(
        "hello.py",
        "hello",
        N_("Hello"),
        N_("Says hello."),
        settings=(_fixed("greeting", ("short", "long"), "short"),),
    ),
"""
    )
    copy.edit("lib/site/pages.py", lambda text: text.replace(begin, declared))
    found = copy.run("""
test = screen("hello", greeting="long", jp="jp-kagawa")
wrong = screen("hello", greeting="none")
from bench import changes
print(json.dumps({
    "texts": texts(test),
    "links": test.get("html")[0].proto.body,
    "warnings": [warning.value for warning in wrong.warning],
    "sitemap": ask("/sitemap.xml").text,
    "benchmark": [page.path for page in changes.PAGES],
}))
""")
    assert "Hello from the new page" in found["texts"]
    assert "records, long" in found["texts"]
    assert ">Hello</a>" in found["links"]
    assert any("greeting" in warning and "none" in warning for warning in found["warnings"])
    assert "/hello<" in found["sitemap"]
    assert "hello" in found["benchmark"]
    assert_all_named(copy, "a page", code=3)
