"""`python -m tests.fuzz [--count N] [--way NAME …]`: a campaign over all ways in."""

import argparse
import sys
import time
import traceback

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.ways import WAYS, Way


def tried(way: Way, count: int) -> tuple[int, str]:
    """How many inputs a way was given, and the last lines of a failure; "" if it took all."""
    seen = 0

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(way.given)
    def holds(value: object) -> None:
        nonlocal seen
        seen += 1
        way.holds(value)

    try:
        holds()
    except Exception:
        return seen, traceback.format_exc(limit=-4)
    return seen, ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=100_000, help="inputs, over all ways")
    parser.add_argument("--way", nargs="+", choices=[way.name for way in WAYS], default=None)
    chosen = parser.parse_args()
    failed = False
    for way in WAYS:
        if chosen.way and way.name not in chosen.way:
            continue
        begun = time.monotonic()
        seen, failure = tried(way, max(1, round(chosen.count * way.share)))
        seconds = time.monotonic() - begun
        print(f"{way.name}: {seen:,} inputs in {seconds:.0f} s", failure or "all taken", flush=True)
        failed |= bool(failure)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
