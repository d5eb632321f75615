"""What do the suites of others stand on? The real product, as the journeys have it, but empty."""

import shutil
from collections.abc import Iterator

import pytest

from tests.journeys import product as products
from tests.journeys.product import Product


@pytest.fixture(scope="module")
def installation() -> Iterator[Product]:
    """One that answers, with its worker, on a port of its own."""
    running = products.start()
    try:
        yield running
    finally:
        code = running.stop()
    assert code == 0, (running.var / "serve.log").read_text()[-3000:]
    shutil.rmtree(running.var)
