"""Lines that the code must not cross."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIB = sorted(ROOT.glob("lib/**/*.py"))
MODULES = [ROOT / "dashboard.py", *LIB, *sorted(ROOT.glob("pages/*.py"))]
MAY_IMPORT_STREAMLIT = (ROOT / "lib" / "ui", ROOT / "lib" / "app.py")
# Reads that would make a function's result depend on more than its arguments.
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time")}
MAY_ASK_WHAT_DAY_IT_IS = (
    *("lib/site/config.py", "lib/checks/__init__.py", "lib/checks/__main__.py"),
    # When something was sent, and when one may send again.
    *("lib/inbox/records.py", "lib/inbox/guard.py"),
)


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def is_shell(file: Path) -> bool:
    return any(file == each or each in file.parents for each in MAY_IMPORT_STREAMLIT)


def test_there_is_something_to_check():
    assert len(LIB) > 20
    assert any(map(is_shell, LIB))


@pytest.mark.parametrize("file", [f for f in LIB if not is_shell(f)], ids=name)
def test_the_pure_part_knows_no_streamlit(file):
    found = {m for m in imported(file) if m.split(".")[0] == "streamlit" or m.startswith("lib.ui")}
    assert not found


@pytest.mark.parametrize("file", [f for f in LIB if not is_shell(f)], ids=name)
def test_the_pure_part_reads_no_clock(file):
    calls = [
        node
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (getattr(node.func.value, "id", ""), node.func.attr) in CLOCKS
    ]
    assert not calls or name(file) in MAY_ASK_WHAT_DAY_IT_IS


# What a frame or series can do that is more than to be shown.
FRAME_OPERATIONS = re.findall(
    r"\w+",
    "agg apply assign at drop dropna eval explode fillna filter groupby head iat iloc isin isna "
    "loc map mask max mean melt merge min nlargest notna nunique pivot query rank reindex "
    "rename replace reset_index set_index sort_index sort_values sum tail transform unique "
    "value_counts where",
)


def frame_operations(module: ast.Module) -> set[str]:
    """Operations on frames: methods by name, and rows or columns chosen by a condition."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in FRAME_OPERATIONS:
            found.add(node.attr)
        elif isinstance(node, ast.Subscript) and any(
            isinstance(each, ast.Compare | ast.BinOp | ast.Invert) for each in ast.walk(node.slice)
        ):
            found.add(ast.unparse(node))
    return found


@pytest.mark.parametrize(
    "code",
    [
        'events[events["signed"] & events["first"].notna()]',
        'events[events["grade"] == "A"]',
        'signed.sort_values(["first", "date"]).head(6)',
        'int(dataset.events["clair"].sum())',
        "listed.iloc[0:20]",
    ],
)
def test_operations_on_frames_are_seen(code):
    assert frame_operations(ast.parse(code))


@pytest.mark.parametrize("file", sorted(ROOT.glob("pages/*.py")), ids=name)
def test_pages_define_no_data_logic(file):
    assert not {"pandas", "numpy", "geopandas"} & imported(file)
    assert not frame_operations(tree(file))
