"""`python -m bench.day [--visits N …] [--rerun SECONDS]`: how many replicas a day's visits need.

A visit is a first view and some changes of the filter, with pauses between them; visits come as
offices work, in Vietnam and in Japan, and on one day in the middle of the week. Each visitor stays
on one replica, which works on one run at a time. Simulated is the busiest hour.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.float64]

# Shares of a day's visits by hour of Vietnam: work there from 8 to 17, in Japan two hours earlier,
# a lull at noon, some in the evening.
_MORNING = (0.4, 0.2, 0.1, 0.1, 0.2, 0.6, 2.5, 6.5, 9.5, 10.5, 8.5, 5.5)
_AFTERNOON = (5.5, 8.5, 9.5, 9.0, 7.0, 4.5, 3.0, 2.5, 2.0, 1.5, 1.2, 0.7)
HOURS = np.array([*_MORNING, *_AFTERNOON])
BUSIEST = float(HOURS.max() / HOURS.sum())
# Changes after the first view (geometric) and seconds between them (exponential), on average.
CHANGES, PAUSE = 8, 12.0
# What a first view costs beside a change, and how runs differ: the spread of a lognormal.
FIRST, SPREAD = 3.0, 0.5
# One change in twenty may take so long.
GOAL = 1.0


@dataclass(frozen=True)
class Hour:
    """The busiest hour of so many visits a day on so many replicas; times in seconds."""

    visits: int
    replicas: int
    reruns: float
    used: float
    half: float
    p95: float
    p99: float
    sessions: int


def runs(visits: float, draw: np.random.Generator, rerun: float) -> tuple[Times, Times, float]:
    """When the runs of one replica's visitors begin in an hour, what each costs; sessions open."""
    count = int(draw.poisson(visits))
    arrived = draw.uniform(0, 3600, count)
    changes = draw.geometric(1 / (CHANGES + 1), count)
    owner = np.repeat(np.arange(count), changes)
    steps = draw.exponential(PAUSE, len(owner))
    first = np.concatenate([[0], np.cumsum(changes)[:-1]]) if count else np.array([], dtype=int)
    steps[first] = 0.0
    since = np.cumsum(steps)
    since -= np.repeat(since[first], changes)
    at = arrived[owner] + since
    cost = rerun * draw.lognormal(-(SPREAD**2) / 2, SPREAD, len(at))
    cost[first] *= FIRST
    order = np.argsort(at)
    lasting = np.maximum.reduceat(since, first).sum() if count else 0.0
    return at[order], cost[order], float(lasting) / 3600


def answered(at: Times, cost: Times) -> Times:
    """Seconds from a click to the end of its run, where each waits for the ones before."""
    done = np.cumsum(cost)
    # When each would end, had the work before begun as late as its latest beginning.
    return np.maximum.accumulate(at - done + cost) + done - at


def hour(visits: int, replicas: int, rerun: float, seed: int = 1) -> Hour:
    """The busiest hour of a day, simulated."""
    draw = np.random.default_rng(seed)
    each = [runs(visits * BUSIEST / replicas, draw, rerun) for _ in range(replicas)]
    waits = np.concatenate([answered(at, cost) for at, cost, _ in each])
    costs = sum(float(cost.sum()) for _, cost, _ in each)
    half, p95, p99 = (float(q) for q in np.quantile(waits, [0.5, 0.95, 0.99]))
    sessions = round(sum(lasting for _, _, lasting in each))
    return Hour(
        visits, replicas, len(waits) / 3600, costs / 3600 / replicas, half, p95, p99, sessions
    )


def enough(visits: int, rerun: float) -> Iterator[Hour]:
    """Hours with more and more replicas, to the first in which GOAL holds."""
    work = visits * BUSIEST * (CHANGES + FIRST) * rerun / 3600
    replicas = max(1, int(work))
    while True:
        found = hour(visits, replicas, rerun)
        yield found
        if found.p95 <= GOAL:
            return
        replicas += 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.day")
    parser.add_argument(
        "--visits", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000]
    )
    parser.add_argument("--rerun", type=float, default=0.03, help="seconds of a core for a change")
    chosen = parser.parse_args()
    print("| visits a day | replicas | reruns/s | cores used | sessions | half | 95 % | 99 % |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for visits in chosen.visits:
        *_, last = enough(visits, chosen.rerun)
        print(
            f"| {last.visits:,} | {last.replicas} | {last.reruns:.1f} | "
            f"{last.used * last.replicas:.1f} | {last.sessions:,} | {last.half * 1000:.0f} ms | "
            f"{last.p95 * 1000:.0f} ms | {last.p99 * 1000:.0f} ms |"
        )


if __name__ == "__main__":
    main()
