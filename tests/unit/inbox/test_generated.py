"""Whatever is sent is taken as text or refused at its field, and the store is whole afterwards."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from lib.inbox import guard
from tests.unit.inbox.conftest import NEW, SQLITE
from tests.unit.inbox.generated import Sent, submissions


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
def test_whatever_is_sent(address, monkeypatch):
    for rate in guard.RATES:
        monkeypatch.setitem(guard.RATES, rate, "1000000 per hour")
    guard._rates.cache_clear()
    sent = Sent()

    @settings(
        max_examples=150,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(submissions())
    @example(NEW)
    def send(raw: Any) -> None:
        sent.send(raw)

    send()
    sent.links(Random(1))
    sent.whole()
    assert {"taken", "refused as it is", "refused by the data's rules"} <= {*sent.counted}
    # Enough gets as far as the store to say something of it.
    assert sent.counted["taken"] > 15
    guard._rates.cache_clear()
