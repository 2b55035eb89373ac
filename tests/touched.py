"""`python -m tests.touched`: run the unit tests nearest to a change, as many as the time allows.

The change is what is not committed yet, else the last commit. A changed module reaches every test
that imports it, directly or through others; data, texts and what all tests share reach all, but
for those that break copies of the data on purpose: they ask about the checks and not the data.

What is nearest by imports runs first. When the time is over no further test is begun; what was
left is counted by folders, and is `make test`'s.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
UNIT = "tests/unit"
# Of the minute and a half that `make quick` may take; lint, types and the loading of the tests have
# the rest.
SECONDS = 30
# How long tests may be begun, and where those that were left are written down.
_SECONDS, _LEFT = "TOUCHED_SECONDS", "TOUCHED_LEFT"
_end = pytest.StashKey[float]()
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


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def reached(paths: Iterable[str]) -> dict[str, int]:
    """The test files that these paths reach, and over how many imports: none for a changed test."""
    if any(path.startswith(_COMMON) for path in paths):
        tests = (ROOT / UNIT).rglob("test_*.py")
        return {file.relative_to(ROOT).as_posix(): 1 for file in tests}
    graph = grimp.build_graph("lib", "tests")
    steps: dict[str, int] = {}
    front = {module for path in paths if (module := _module(path)) in graph.modules}
    for step in range(len(graph.modules)):
        steps |= dict.fromkeys(front, step)
        nearest = (graph.find_modules_that_directly_import(module) for module in front)
        front = set().union(*nearest) - steps.keys()
    files = {f"{module.replace('.', '/')}.py": step for module, step in steps.items()}
    return {
        file: step
        for file, step in files.items()
        if file.startswith(UNIT) and Path(file).name.startswith("test_")
    }


def nearest_first(found: dict[str, int]) -> list[str]:
    """The files in the order in which their tests run."""
    return sorted(found, key=lambda file: (found[file], file))


# What follows is of each worker, which loads this as a plugin.


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on the time runs."""
    session.stash[_end] = time.monotonic() + float(os.environ[_SECONDS])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    """Past the end, leave a test and write it down."""
    if time.monotonic() < item.session.stash[_end]:
        return None
    with Path(os.environ[_LEFT]).open("a", encoding="utf-8") as left:
        left.write(item.nodeid.partition("::")[0] + "\n")
    return True


def main() -> int:
    paths = changed()
    found = reached(paths)
    if not found:
        print("No unit test is reached by the change.")
        return 0
    # Given out in small parts, so that what is far does not run before what is near.
    parallel = ["-n", "2", "--dist", "load", "--maxschedchunk", "20"]
    command = [sys.executable, "-m", "pytest", "-p", "tests.touched", *parallel]
    command += ["-q", "-m", "not slow", *nearest_first(found)]
    if all(path.startswith(_DATA) for path in paths):
        command += ["--deselect", _OF_CHECKS]
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as left:
        # Five examples of each property, and not forty.
        own = {"HYPOTHESIS_PROFILE": "quick", _LEFT: left.name, _SECONDS: str(SECONDS)}
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=False)
        tell(Counter(left.read().split()), len(found))
    return 0 if done.returncode == NONE_LEFT else done.returncode


def tell(left: Counter[str], files: int) -> None:
    """Say what there was no time for, by folders."""
    if not left:
        return
    print(f"Left to `make test`: {left.total()} tests in {len(left)} of {files} files, in")
    folders = Counter[str]()
    for file, count in left.items():
        folders[file.rpartition("/")[0]] += count
    print("\n".join(f"{count:7} {folder}" for folder, count in sorted(folders.items())))


if __name__ == "__main__":
    sys.exit(main())
