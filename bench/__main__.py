"""`python -m bench [--quick] [--only SUBJECT …]`: measure, compare with the committed result.

One table goes to the screen as it grows, and the figures of a whole run to docs/bench.json. Each
figure stands beside its floor, which does nothing and is measured in turn with it: absolute times
say more of the machine than of the program.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from importlib import import_module

from bench import report
from bench.figures import Figure
from bench.server import ROOT

# Each a module with `figures(quick)`; in the order of the table.
SUBJECTS = (
    "start",
    "first_visit",
    "changes",
    "clicks",
    "crowd",
    "memory",
    "growth",
    "exports",
    "meanwhile",
    "api",
    "inbox",
)


def _figures(subject: str, quick: bool) -> Iterator[Figure]:
    found: Iterator[Figure] = import_module(f"bench.{subject}").figures(quick)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the program.")
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, default=SUBJECTS, metavar="SUBJECT")
    parser.add_argument(
        "--quick", action="store_true", help="a look, with few rounds; kept nowhere"
    )
    chosen = parser.parse_args()
    load = report.busy()
    if load > 0.5:
        print(
            f"The machine is busy (load {load:.1f} per core): no result to keep.", file=sys.stderr
        )
    before = report.committed()
    found: list[Figure] = []
    print(report.HEAD)
    for subject in chosen.only:
        begun = time.monotonic()
        for each in _figures(subject, chosen.quick):
            found.append(each)
            print(report.line(each), flush=True)
        print(f"{subject}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    if chosen.quick:
        return
    told = report.moved(found, before)
    print("\n".join(["", "Moved by more than the spread, against the committed result:", *told]))
    if not told:
        print("nothing" if before else "there is none")
    if chosen.only == SUBJECTS:
        report.write(found, load, ROOT / report.FILE)


if __name__ == "__main__":
    main()
