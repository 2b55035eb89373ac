"""The house: what may be loaded with what, how long a function may be, and the drawing of it."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIB = sorted(ROOT.glob("lib/**/*.py"))
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
FLOORS = next(c for c in LINTER["contracts"] if c["type"] == "layers")["layers"]
DOCS = ROOT / "docs" / "architecture.md"
LONGEST = 60


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("lib.charts.signing_chart", {"lib.api", "lib.ui", "lib.exports", "fastapi"}),
        ("lib.charts.lane_chart", {"lib.api", "lib.ui", "lib.map", "streamlit", "xlsxwriter"}),
        ("lib.checks", {"xlsxwriter", "plotly", "streamlit", "lib.exports", "lib.site"}),
        ("lib.api.app", {"plotly", "icalendar", "streamlit", "lib.ui", "lib.charts"}),
        # Who reads does without the store, also where its libraries are broken.
        ("lib.api.routes", {"sqlalchemy", "alembic", "psycopg", "limits", "lib.inbox.store"}),
        ("lib.ui.shell", {"sqlalchemy", "alembic", "psycopg", "limits", "lib.inbox.store"}),
        ("lib.exports.tables", {"streamlit", "plotly", "starlette", "lib.api"}),
        ("lib.map.payload", {"streamlit", "plotly", "xlsxwriter", "lib.api", "lib.exports"}),
        ("lib.facts.dataset", {"lib.checks", "lib.filter", "frictionless", "plotly"}),
    ],
)
def test_a_part_loads_without_what_it_does_not_need(module: str, unwanted: set[str]) -> None:
    program = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    loaded = set(re.findall(r'"([^"]+)"', told))
    assert module in loaded
    assert not unwanted & loaded


def test_every_folder_stands_on_a_floor() -> None:
    named = {folder.strip() for floor in FLOORS for folder in floor.split("|")}
    folders = {p.name for p in (ROOT / "lib").iterdir() if (p / "__init__.py").exists()}
    assert named == {*folders, "app"}


def test_no_module_lies_loose_in_lib() -> None:
    assert [p.name for p in sorted((ROOT / "lib").glob("*.py"))] == ["__init__.py", "app.py"]


def functions() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (f"{file.relative_to(ROOT).as_posix()}:{node.name}", node)
        for file in [*LIB, *sorted(ROOT.glob("pages/*.py")), ROOT / "dashboard.py"]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_a_long_function_says_why_it_is() -> None:
    long = {
        name: node
        for name, node in functions()
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST
    }
    silent = [
        n for n, node in long.items() if "Long because" not in (ast.get_docstring(node) or "")
    ]
    assert not silent


def test_the_drawing_shows_the_floors_as_they_are_held() -> None:
    drawing = re.search(r"```mermaid\n(flowchart.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    assert drawing is not None
    drawn = re.findall(r'subgraph \w+\["(\d+) ', drawing[1])
    assert drawn == [str(n) for n in reversed(range(len(FLOORS)))]
    boxes = [
        set(re.findall(r'^\s+(\w+)\["', part, re.M))
        for part in re.split(r"^\s+subgraph .*$", drawing[1], flags=re.M)[1:]
    ]
    held = [{folder.strip() for folder in floor.split("|")} for floor in FLOORS]
    assert boxes == held
