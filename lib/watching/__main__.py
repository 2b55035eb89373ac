"""`python -m lib.watching data/feeds.toml`: new pages of offices and newspapers, into the inbox.

Asks each feed and list page of the file once, politely, reads the pages that it has not read
before, and puts what they tell of two localities into the inbox as drafts. Prints what was seen and
left. For cron; one run at a time.
"""

import argparse
import sys
from pathlib import Path

from lib.facts.dataset import Dataset, load_dataset
from lib.inbox import keys, post, store
from lib.inbox.submission import Proposal
from lib.language.i18n import SOURCE
from lib.site import config, identity
from lib.watching import memory, sources
from lib.watching.visitor import Visitor
from lib.watching.watch import Send, Watcher
from lib.watching.wire import Wire

OFFICE = "Watching"
"""The name under which the drafts stand in the inbox, as that of an office with a key."""
_FAILURES = (sources.BadList, store.Unavailable, config.BadSetting, ValueError, OSError)


def main(arguments: list[str]) -> int:
    """Runs once; returns the exit code: 1 where nothing could be done."""
    parser = argparse.ArgumentParser(prog="python -m lib.watching", description=__doc__)
    parser.add_argument("list", type=Path, nargs="?", help="TOML file with feeds and pages")
    parser.add_argument("--begin", action="store_true", help="print a list to begin with, and end")
    parser.add_argument("--memory", type=Path, default=memory.FILE, help="what was seen before")
    parser.add_argument("--most", type=int, default=10, help="pages read of one list in a run")
    parser.add_argument("--minutes", type=float, default=50, help="time of the whole run")
    chosen = parser.parse_args(arguments)
    try:
        data = load_dataset(config.current().data)
        if chosen.begin:
            print(sources.to_begin_with(data), end="")
        elif chosen.list is None:
            parser.error("which list?")
        else:
            print(run(chosen, data))
    except _FAILURES as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run(chosen: argparse.Namespace, data: Dataset) -> str:
    """The report of one run; raises what `_FAILURES` has where nothing could be done."""
    watched = sources.read(chosen.list)
    known = memory.load(chosen.memory)
    day = config.today(SOURCE)
    watcher = Watcher(
        Visitor(Wire(f"{identity.NAMESPACE}-watching")),
        known,
        data,
        day,
        sender(data.edition),
        keep=lambda: known.save(chosen.memory, day),
        most=chosen.most,
        seconds=60 * chosen.minutes,
    )
    return str(watcher.run(watched))


def sender(edition: str) -> Send:
    """What puts a proposal into the inbox; raises ValueError where that is not wanted."""
    if not config.current().inbox:
        raise ValueError("VJ_INBOX is off: there is no inbox to put drafts into")
    key = next((each for each in keys.listed() if each.name == OFFICE), None)
    if key is None:
        # Nobody has the secret of it: it holds for this program alone.
        keys.add(OFFICE, OFFICE.lower())
        key = next(each for each in keys.listed() if each.name == OFFICE)
    if key.withdrawn_at:
        raise ValueError(f"the key of {OFFICE} was withdrawn: no more drafts are wanted")

    def send(proposal: Proposal, name: str) -> str:
        return post.send(proposal, post.Sender("", key.id, name), edition=edition).number

    return send


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
