"""What do the tests of plans stand on?"""

import pytest

from ruta.base.context import system
from ruta.roadmap.actions import NAMES, load_plan, read_plan


@pytest.fixture
def four_plans(db):
    """Our own plans by name, each in its first version."""
    return {name: load_plan(actor=system(None, "test"), content=read_plan(name))[0] for name in NAMES}
