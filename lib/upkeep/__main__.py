"""`python -m lib.upkeep COMMAND`: what each does stands in its help."""

import argparse
import sys
from pathlib import Path

from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.site import config, overlay
from lib.upkeep import coverage, versions


def main(arguments: list[str]) -> int:
    """Runs a command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m lib.upkeep", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, help="the data package")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _archive(commands)
    _changes(commands)
    _links(commands)
    _coverage(commands)
    _overlay(commands)
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


def _links(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("links", help="ask for each source's address: links.csv")
    command.add_argument("sources", nargs="*", help="only these sources, by id")
    command.add_argument("--again", type=int, default=30, help="days after which to ask again")

    def run(chosen: argparse.Namespace) -> int:
        # An installation without the development tools has no HTTP client.
        from lib.upkeep import links

        with links.client() as client:
            asker = links.Asker(client)
            for row in links.check(
                chosen.data, config.today(), asker, chosen.again, chosen.sources
            ):
                print(row["source_id"], row["status"], row["code"], row["redirect"], flush=True)
        lost = links.died(chosen.data)
        print(*lost, f"{len(lost)} pages are gone", sep="\n")
        return 0

    command.set_defaults(run=run)


def _coverage(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("coverage", help="compare with other lists: docs/coverage.md")
    command.add_argument("lists", nargs="+", type=Path, help="CSV files with vn, jp and date")
    command.add_argument("--to", type=Path, default=coverage.REPORT, help="where it is written")

    def run(chosen: argparse.Namespace) -> int:
        try:
            report = coverage.report(load_dataset(chosen.data), chosen.lists, config.today())
        except ValueError as error:
            print(error)
            return 1
        chosen.to.write_text(report, encoding="utf-8", newline="\n")
        print(chosen.to)
        return 0

    command.set_defaults(run=run)


def _overlay(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("overlay", help="check a file or folder for VJ_OVERLAY")
    command.add_argument("path", help="a GeoJSON file, or a folder of such")

    def run(chosen: argparse.Namespace) -> int:
        try:
            found = overlay.read(chosen.path)
        except ValueError as error:
            print(error)
            return 1
        print(f"{len(found.features)} features; {found.licence}")
        return 0

    command.set_defaults(run=run)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
