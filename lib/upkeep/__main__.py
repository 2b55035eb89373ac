"""`python -m lib.upkeep COMMAND`: what each does stands in its help."""

import argparse
import sys
from pathlib import Path

from lib.facts.dataset import DATA_FOLDER
from lib.upkeep import versions


def main(arguments: list[str]) -> int:
    """Runs a command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m lib.upkeep", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, help="the data package")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _archive(commands)
    _changes(commands)
    chosen = parser.parse_args(arguments)
    code: int = chosen.run(chosen)
    return code


def _archive(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("archive", help="keep a version as a ZIP file")
    command.add_argument("folder", type=Path, help="the data package of that version")

    def run(chosen: argparse.Namespace) -> int:
        path = versions.archive(chosen.folder, chosen.data)
        print(f"{path}: {path.stat().st_size:,} bytes")
        return 0

    command.set_defaults(run=run)


def _changes(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("changes", help="write changes.csv by comparing the versions")

    def run(chosen: argparse.Namespace) -> int:
        unexplained = versions.record(chosen.data)
        for row in unexplained:
            place = " ".join(row[name] for name in ("version", "table", "id", "column"))
            print(f"{place}: {row['change']}, without a reason")
        print(f"{len(unexplained)} changes without a reason")
        return 0

    command.set_defaults(run=run)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
