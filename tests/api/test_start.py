"""The program refuses to start with what it cannot use, and names it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VJ_BASE_URL", "nonsense", "VJ_BASE_URL='nonsense' cannot be used: expected an address"),
        ("VJ_DATTA", "x", "VJ_DATTA is not known; known are VJ_"),
        ("VJ_TODAY", "tomorrow", "VJ_TODAY='tomorrow' cannot be used: expected a day"),
    ],
)
def test_a_bad_setting_ends_the_start_with_one_line(name, value, said):
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = ["--server.headless=true", "--server.address=127.0.0.1", "--server.port=0"]
    run = subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 1
    (line,) = run.stderr.strip().splitlines()
    assert line.startswith(said)
    assert "Traceback" not in run.stdout


def test_a_port_that_is_taken_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
        run = subprocess.run(
            [*command, *options], cwd=ROOT, capture_output=True, text=True, timeout=120
        )
    assert run.returncode == 1
    said = run.stdout + run.stderr
    assert f"Port {port} is not available" in said
    assert "Traceback" not in said
