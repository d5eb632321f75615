"""Where do files of other institutions lie in the tests?"""

import pytest

from ruta.feeds.tests import world


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.FEEDS_FOLDER = str(tmp_path / "feeds")
    settings.FEEDS_SECRETS = str(tmp_path / "secrets")
    (tmp_path / "secrets").mkdir()
    return tmp_path


@pytest.fixture
def agreement(db):
    return world.agreed()


@pytest.fixture
def source(agreement):
    return world.declared()
