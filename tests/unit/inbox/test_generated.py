"""Whatever is sent is taken as text or refused at its field, and the store is whole afterwards."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from lib.inbox import guard
from tests.unit.inbox.conftest import SQLITE
from tests.unit.inbox.generated import forged, outcome, submissions, whole


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
def test_whatever_is_sent(address, monkeypatch):
    for rate in guard.RATES:
        monkeypatch.setitem(guard.RATES, rate, "1000000 per hour")
    guard._rates.cache_clear()
    counted: Counter[str] = Counter()

    @settings(
        max_examples=150,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(submissions())
    def send(raw: Any) -> None:
        counted[outcome(raw)] += 1

    send()
    forged(Random(1))
    whole(counted["taken"])
    assert {"taken", "refused as it is", "refused by the data's rules"} <= {*counted}
    guard._rates.cache_clear()
