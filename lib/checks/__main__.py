"""`python -m lib.checks [--record] [folder]`: print all findings; exit code 1 if any is an error.

`--record` writes the present counts to counts.json, below which a later change gets a warning.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from lib.checks import check, errors, files, plausibility
from lib.checks.tables import COUNTS
from lib.facts.dataset import DATA_FOLDER


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m lib.checks", description="Validate the data.")
    parser.add_argument("folder", nargs="?", type=Path, default=DATA_FOLDER)
    parser.add_argument("--record", action="store_true", help=f"write {COUNTS} anew")
    chosen = parser.parse_args(arguments)
    if chosen.record and not errors(check(chosen.folder)):
        counts = plausibility.count(files.read(chosen.folder, date.today())[0])
        (chosen.folder / COUNTS).write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    findings = check(chosen.folder)
    for finding in findings:
        print(finding)
    wrong = len(errors(findings))
    verdict = f"{wrong} errors" if wrong else "sound"
    print(f"{chosen.folder}: {verdict}, {len(findings) - wrong} warnings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
