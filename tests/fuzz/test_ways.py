"""A short run of the campaign: each way in takes what it is given."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.ways import WAYS

# So many inputs together, by the shares of a campaign.
TOGETHER = 600


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_way_in_takes_any_input(way):
    @settings(
        max_examples=round(TOGETHER * way.share),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(way.given)
    def holds(value):
        way.holds(value)

    holds()
