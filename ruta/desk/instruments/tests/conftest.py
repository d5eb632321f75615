"""What a test publishes is rolled back; the process must not remember it."""

import pytest

from ruta.taxonomy.selectors import forget_cached_catalogues


@pytest.fixture(autouse=True)
def forgetful():
    yield
    forget_cached_catalogues()
