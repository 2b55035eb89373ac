"""The simulation of a day's visits, against what queues are known to do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import day


@pytest.mark.parametrize(
    ("at", "cost", "took"),
    [
        ([0.0, 10.0], [1.0, 1.0], [1.0, 1.0]),
        ([0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [1.0, 2.0, 3.0]),
        ([0.0, 0.5, 5.0], [1.0, 1.0, 1.0], [1.0, 1.5, 1.0]),
        ([2.0], [0.25], [0.25]),
    ],
)
def test_each_run_waits_for_those_before(at, cost, took):
    assert day.answered(np.array(at), np.array(cost)) == pytest.approx(took)


@given(
    st.lists(
        st.tuples(st.integers(0, 1000), st.integers(1, 50)),
        min_size=1,
        max_size=30,
    )
)
def test_it_is_what_a_clerk_would_do_one_by_one(pairs):
    at, cost = (np.array(values) / 10 for values in zip(*sorted(pairs), strict=True))
    free, expected = 0.0, []
    for begun, lasting in zip(at, cost, strict=True):
        free = max(free, begun) + lasting
        expected.append(free - begun)
    assert day.answered(at, cost) == pytest.approx(expected)


def test_an_hour_has_the_runs_and_the_work_that_were_asked_for():
    found = day.hour(100_000, 4, 0.03)
    visits = 100_000 * day.BUSIEST / 3600
    assert found.reruns == pytest.approx(visits * (day.CHANGES + 1), rel=0.05)
    assert found.used * 4 == pytest.approx(visits * (day.CHANGES + day.FIRST) * 0.03, rel=0.05)


def test_more_replicas_never_make_it_slower():
    few, many = (day.hour(200_000, replicas, 0.03) for replicas in (3, 6))
    assert many.p95 < few.p95 and many.used < few.used
