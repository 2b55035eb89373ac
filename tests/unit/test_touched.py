"""`make quick`: what a change reaches, and what of it there is time for."""

import os
import subprocess
import sys

import pytest

from tests import touched
from tests.touched import ROOT, UNIT

MANY = "lib/facts/dataset.py"
SHORT = f"{UNIT}/style/test_kinds.py"


def test_a_change_reaches_the_nearest_tests_first():
    found = touched.reached([MANY, SHORT])
    ordered = touched.nearest_first(found)
    assert ordered[0] == SHORT
    near, far = (f"{UNIT}/facts/test_{name}.py" for name in ("package", "gazetteer"))
    assert found[near] == 1
    # By way of tests/unit/strategies.py.
    assert found[far] == 2
    assert ordered.index(near) < ordered.index(far)


def test_what_no_test_rests_on_reaches_none():
    assert touched.reached(["docs/api.md"]) == {}


def test_data_reach_every_unit_test():
    assert touched.reached([MANY]).keys() < touched.reached(["data/events.csv"]).keys()


@pytest.mark.parametrize(("seconds", "runs"), [(0, False), (600, True)])
def test_past_the_end_tests_are_left_and_written_down(tmp_path, seconds, runs):
    left = tmp_path / "left"
    left.touch()
    command = [sys.executable, "-m", "pytest", "-p", "tests.touched", "-n", "1", "-q", SHORT]
    told = {"TOUCHED_SECONDS": str(seconds), "TOUCHED_LEFT": str(left)}
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, touched.NONE_LEFT), done.stdout
    assert ("passed" in done.stdout) is runs
    assert (set(left.read_text().split()) == {SHORT}) is not runs
