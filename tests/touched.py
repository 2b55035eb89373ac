"""`python -m tests.touched`: run the unit tests that a change reaches, but for the slow ones.

The change is what is not committed yet, else the last commit. A changed module reaches every test
that imports it, directly or through others; data, texts and what all tests share reach all, but
for those that break copies of the data on purpose: they ask about the checks and not the data.
"""

import os
import subprocess
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
UNIT = "tests/unit"
# pytest's code where no test is left to run.
NONE_LEFT = 5
# What data and texts change nothing about.
_OF_CHECKS = f"{UNIT}/checks/test_rules.py::test_the_broken_example_is_found_where_it_is"
_DATA = ("data/", "lib/language/locale/")
# What every test rests on.
_COMMON = (
    *_DATA,
    "pyproject.toml",
    "tests/conftest.py",
    f"{UNIT}/conftest.py",
)


def _git(*arguments: str) -> list[str]:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def changed() -> list[str]:
    """The paths of the change, relative to the project."""
    uncommitted = _git("diff", "--name-only", "HEAD")
    uncommitted += _git("ls-files", "--others", "--exclude-standard")
    return uncommitted or _git("diff", "--name-only", "HEAD~1", "HEAD")


def reached(paths: list[str]) -> list[str]:
    """The test files that these paths reach; the folder of all of them where all are reached."""
    if any(path.startswith(_COMMON) for path in paths):
        return [UNIT]
    graph = grimp.build_graph("lib", "tests")
    modules: set[str] = set()
    for path in paths:
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if module in graph.modules:
            modules |= {module, *graph.find_downstream_modules(module)}
    files = (f"{module.replace('.', '/')}.py" for module in sorted(modules))
    return [file for file in files if file.startswith(UNIT) and Path(file).name.startswith("test_")]


def main() -> int:
    paths = changed()
    found = reached(paths)
    if not found:
        print("No unit test is reached by the change.")
        return 0
    parallel = ["-n", "2", "--dist", "worksteal"]
    command = [sys.executable, "-m", "pytest", *parallel, "-q", "-m", "not slow", *found]
    if all(path.startswith(_DATA) for path in paths):
        command += ["--deselect", _OF_CHECKS]
    # Five examples of each property, and not forty.
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "quick"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    return 0 if done.returncode == NONE_LEFT else done.returncode


if __name__ == "__main__":
    sys.exit(main())
