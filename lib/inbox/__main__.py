"""`python -m lib.inbox COMMAND`: what each does stands in its help."""

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lib.inbox import backup, forget, keys, migrate, store
from lib.language.i18n import SOURCE
from lib.site import config

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# What a command says of itself when it cannot be done.
_FAILURES = (store.Unavailable, backup.NoBackup, migrate.NoRevision, config.BadSetting, ValueError)


def main(arguments: list[str]) -> int:
    """Runs a command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m lib.inbox", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (_migrate, _backup, _restore, _key, _forget, _publish):
        add(commands)
    chosen = parser.parse_args(arguments)
    try:
        said: str = chosen.run(chosen)
    except _FAILURES as error:
        print(error, file=sys.stderr)
        return 1
    print(said)
    return 0


def _add(
    commands: "Commands", name: str, help_: str, run: Callable[[argparse.Namespace], str]
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_)
    command.set_defaults(run=run)
    return command


def _migrate(commands: "Commands") -> None:
    def run(chosen: argparse.Namespace) -> str:
        opened = store.engine(store.address())
        try:
            reached = store.bring(opened, chosen.revision)
        finally:
            opened.dispose()
        return f"The store is at revision {reached or 'none: it has no tables'}."

    command = _add(commands, "migrate", "bring the tables to a revision, forward or back", run)
    command.add_argument("revision", nargs="?", default=migrate.NEWEST, help="0001, head or base")


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _backup(commands: "Commands") -> None:
    def run(chosen: argparse.Namespace) -> str:
        return f"{chosen.file}: {_counted(backup.backup(chosen.file))}"

    command = _add(commands, "backup", "keep all in one file, while the program goes on", run)
    command.add_argument("file", type=Path)


def _restore(commands: "Commands") -> None:
    def run(chosen: argparse.Namespace) -> str:
        return f"Put back: {_counted(backup.restore(chosen.file))}"

    command = _add(commands, "restore", "put a backup in the place of all there is", run)
    command.add_argument("file", type=Path)


def _key(commands: "Commands") -> None:
    command = commands.add_parser("key", help="keys with which offices send by the API")
    steps = command.add_subparsers(required=True, metavar="STEP")

    def add(chosen: argparse.Namespace) -> str:
        secret = keys.add(chosen.name, getpass.getuser())
        return f"{secret}\nThe key of {chosen.name}, shown this once: it is kept as a digest alone."

    def listed(_chosen: argparse.Namespace) -> str:
        lines = [
            f"{key.name}\t{key.made_at:%Y-%m-%d}\t"
            + (f"withdrawn {key.withdrawn_at:%Y-%m-%d}" if key.withdrawn_at else "holds")
            for key in keys.listed()
        ]
        return "\n".join(lines) or "There are no keys."

    def withdraw(chosen: argparse.Namespace) -> str:
        keys.withdraw(chosen.name, getpass.getuser())
        return f"The key of {chosen.name} holds no more."

    _add(steps, "add", "make one, and show it once", add).add_argument("name")
    _add(steps, "list", "all that ever were", listed)
    _add(steps, "withdraw", "let one hold no more", withdraw).add_argument("name")


def _forget(commands: "Commands") -> None:
    def run(_chosen: argparse.Namespace) -> str:
        return f"{forget.contacts()} contacts were forgotten."

    days = forget.AFTER.days
    _add(commands, "forget", f"forget contacts {days} days after the decision", run)


def _publish(commands: "Commands") -> None:
    def run(_chosen: argparse.Namespace) -> str:
        # What checks the package is not needed by the other commands.
        from lib.inbox import publish

        settings = config.current()
        try:
            done = publish.publish(settings.data, getpass.getuser(), day=config.today(SOURCE))
        except publish.FAILURES as error:
            raise ValueError(str(error)) from error
        records = ", ".join(dict.fromkeys(key for keys_ in done.records.values() for key in keys_))
        commit = f", commit {done.commit[:12]}" if done.commit else ""
        return f"Data version {done.version}{commit}: {records or 'no record is changed'}."

    _add(commands, "publish", "make what was accepted the next version of the data", run)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
