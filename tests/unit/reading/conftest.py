import pytest

from lib.facts.dataset import Dataset, load_dataset


@pytest.fixture(scope="package")
def dataset() -> Dataset:
    return load_dataset()
