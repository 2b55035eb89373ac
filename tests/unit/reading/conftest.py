import pytest

from lib.facts.dataset import Dataset
from tests.unit import strategies


@pytest.fixture(scope="package")
def dataset() -> Dataset:
    return strategies.data()
