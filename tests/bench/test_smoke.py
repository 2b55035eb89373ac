"""A short form of the benchmark, with limits that only a fault passes."""

import asyncio

import pytest

from bench import changes, memory, report
from bench.crowd import crowd
from bench.figures import Figure, figure, percentile
from bench.server import serve

VISITORS, SECONDS = 5, 8.0
# A quiet machine makes 20 and more reruns a second; a busy one a few.
LEAST_RATE, MOST_MS, MOST_KB, MOST_MB = 2.0, 8000.0, 60.0, 60.0


@pytest.mark.slow
def test_five_visitors_are_served_and_cost_no_memory() -> None:
    with serve("dashboard.py") as server:
        found = asyncio.run(crowd(server.port, "records", VISITORS, SECONDS))
        before, after = asyncio.run(memory.soak(server, "records", 50))
    assert not found.failed
    assert found.rate > LEAST_RATE
    assert found.latency(0.95) < MOST_MS
    assert max(each.wire for each in found.reruns) < MOST_KB * 1000
    assert after - before < MOST_MB
    # Each filter was asked for, by some visitor.
    assert len(found.reruns) > len(changes.QUERIES)


def test_a_figure_is_told_beside_its_floor() -> None:
    found = figure("change", "/map", "ms", [20, 22, 24, 26, 90], [5, 5, 6, 6, 7])
    assert (found.value, found.floor, found.ratio) == (24, 6, 4)
    assert found.spread == pytest.approx((58 - 21) / 2 / 24)
    assert figure("change", "/map", "kB", [3]) == Figure("change", "/map", "kB", 3, 0)


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1), (0.5, 51), (0.95, 96), (0.99, 100), (1.0, 100)]
)
def test_percentiles_lie_among_the_values(share: float, value: float) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        # The ratio to the floor moved, or only the machine did.
        (
            Figure("s", "n", "ms", 20, 0.01, 5, 0.01),
            Figure("s", "n", "ms", 40, 0.01, 5, 0.01),
            True,
        ),
        (Figure("s", "n", "ms", 20, 0.01, 5, 0.01), Figure("s", "n", "ms", 40, 0.01, 10, 0), False),
        # Within the spread, or within what is never told.
        (Figure("s", "n", "ms", 20, 0.5, 5, 0.1), Figure("s", "n", "ms", 30, 0.5, 5, 0.1), False),
        (Figure("s", "n", "kB", 100, 0), Figure("s", "n", "kB", 104, 0), False),
        (Figure("s", "n", "kB", 100, 0), Figure("s", "n", "kB", 90, 0), True),
        # Nothing to compare with.
        (Figure("s", "other", "kB", 100, 0), Figure("s", "n", "kB", 1, 0), False),
        (Figure("s", "n", "kB", 100, 0), Figure("s", "n", "kB", 1, 0, 1), False),
    ],
)
def test_what_moved_by_more_than_the_spread_is_told(
    before: Figure, now: Figure, told: bool
) -> None:
    assert bool(report.moved([now], [before])) is told
