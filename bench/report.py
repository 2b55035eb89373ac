"""The figures as one table and as JSON, and what moved against an earlier run."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.server import ROOT

FILE = "docs/bench.json"
# Less than this is not told, however small the spread: three runs of a quiet machine differ so far.
LEAST = 0.05


def line(each: Figure) -> str:
    """A row of the table."""
    floor = "–" if each.floor is None else _number(each.floor)
    ratio = "–" if each.ratio is None else f"{each.ratio:.2f}"
    spread = f"±{each.compared[1]:.0%}"
    cells = (each.subject, each.name, each.unit, _number(each.value), floor, ratio, spread)
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| Subject | What | Unit | Value | Floor | Ratio | Spread |\n|---|---|---|---:|---:|---:|---:|"
)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def busy() -> float:
    """How many processes waited for a core in the last minute, for each core."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)


def document(found: Sequence[Figure], load: float) -> dict[str, Any]:
    """What is kept of a run: when, on what, how busy that was, and the figures."""
    return {
        "taken": datetime.now(UTC).isoformat(timespec="minutes"),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "load": round(load, 2),
        "figures": [asdict(each) for each in found],
    }


def committed() -> list[Figure]:
    """The figures of the last result that was committed; none if there is none."""
    shown = subprocess.run(["git", "show", f"HEAD:{FILE}"], cwd=ROOT, capture_output=True)
    file = ROOT / FILE
    text = shown.stdout.decode() or (file.read_text(encoding="utf-8") if file.exists() else "")
    return [Figure(**each) for each in json.loads(text)["figures"]] if text else []


def moved(now: Sequence[Figure], before: Sequence[Figure]) -> list[str]:
    """The figures that moved by more than both spreads together, the most first."""
    known = {(each.subject, each.name, each.unit): each for each in before}
    told: list[tuple[float, str]] = []
    for each in now:
        old = known.get((each.subject, each.name, each.unit))
        if old is None or (old.floor is None) != (each.floor is None) or not old.compared[0]:
            continue
        (new_value, new_spread), (old_value, old_spread) = each.compared, old.compared
        change = new_value / old_value - 1
        if abs(change) > max(LEAST, new_spread + old_spread):
            what = "ratio" if each.floor else each.unit
            said = (
                f"{each.subject}, {each.name}: {_number(old_value)} → {_number(new_value)} {what}"
            )
            told.append((abs(change), f"{said} ({change:+.0%})"))
    return [text for _, text in sorted(told, reverse=True)]


def write(found: Sequence[Figure], load: float, file: Path) -> None:
    """Keep the run as JSON."""
    text = json.dumps(document(found, load), indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")
