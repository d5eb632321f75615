"""Can a published version ever change, and does a new one take over?"""

import copy
import shutil

import pytest
from django.db import IntegrityError, connection, transaction

from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, Refused
from ruta.taxonomy import selectors
from ruta.taxonomy.actions import load_catalogues, publish_catalogue
from ruta.taxonomy.actions.catalogues import DATA
from ruta.taxonomy.errors import BrokenCatalogues
from ruta.taxonomy.models import Catalogue
from ruta.taxonomy.tests.files import catalogues, instruments

pytestmark = pytest.mark.django_db
ADMINISTRATOR = Actor(kind="staff", role="administrator", user_id=7)


@pytest.fixture(autouse=True)
def _fresh_cache():
    selectors.forget_cached_catalogues()
    yield
    selectors.forget_cached_catalogues()


@pytest.fixture
def data(tmp_path):
    shutil.copytree(DATA / "catalogues", tmp_path / "catalogues")
    return tmp_path


def rewrite(data, name, *changes):
    path = data / "catalogues" / name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def barriers(**changes):
    return copy.deepcopy(catalogues()["barriers"]) | changes


def test_loading_again_publishes_nothing():
    before = set(Catalogue.objects.values_list("pk", flat=True))
    assert load_catalogues() == {"catalogues": 25, "instruments": 12}
    assert set(Catalogue.objects.values_list("pk", flat=True)) == before


def test_the_same_version_with_other_content_is_refused_with_a_clear_sentence(data):
    rewrite(data, "barriers.yaml", ("Sin documentos", "Sin papeles"))
    with pytest.raises(Conflict, match=r"versión 0\.1\.1 de «barriers».*suba el número de versión"):
        load_catalogues(data)


def test_a_new_version_becomes_current_and_the_old_one_stays_readable(data):
    rewrite(data, "barriers.yaml", ("version: 0.1.1", "version: 0.2.0"), ("Sin documentos", "Sin papeles"))
    load_catalogues(data)
    assert selectors.label("barriers", "no_documents", "es") == "Sin papeles"
    assert selectors.label("barriers", "no_documents", "es", version="0.1.1") == "Sin documentos"
    assert list(selectors.versions("barriers").values_list("version", "is_current")) == [("0.2.0", True), ("0.1.1", False)]


def test_an_older_file_does_not_push_a_newer_published_version_aside():
    publish_catalogue(actor=ADMINISTRATOR, code="barriers", version="0.2.0", content=barriers())
    load_catalogues()
    assert selectors.catalogue("barriers").version == "0.2.0"


def test_an_instrument_that_does_not_fit_its_schema_stops_the_whole_load(data):
    rewrite(data, "instruments/satisfaction_person.yaml", ("version: 0.1.2", "version: 0.2.0"), ("type: scale", "type: stars"))
    rewrite(data, "barriers.yaml", ("version: 0.1.1", "version: 0.2.0"))
    with pytest.raises(BrokenCatalogues, match="satisfaction_person"):
        load_catalogues(data)
    assert selectors.catalogue("barriers").version == "0.1.1"


def test_a_code_is_retired_and_never_removed():
    content = barriers()
    gone = content["items"].pop()
    with pytest.raises(Invalid) as refused:
        publish_catalogue(actor=ADMINISTRATOR, code="barriers", version="0.2.0", content=content)
    assert gone["code"] in refused.value.fields["content"][0]
    content["items"].append(gone | {"retired": True})
    publish_catalogue(actor=ADMINISTRATOR, code="barriers", version="0.2.0", content=content)
    assert gone["code"] not in dict(selectors.choices("barriers"))
    assert selectors.label("barriers", gone["code"], "es") == gone["label_es"]


def test_only_the_administrator_publishes():
    for actor in (Actor(kind="staff", role="counsellor"), Actor(kind="person"), Actor(kind="system")):
        with pytest.raises(Refused):
            publish_catalogue(actor=actor, code="barriers", version="0.2.0", content=barriers())


def test_a_publication_says_who_made_it():
    row = publish_catalogue(actor=ADMINISTRATOR, code="barriers", version="0.2.0", content=barriers())
    assert (row.published_by, row.is_current, row.content["version"]) == (7, True, "0.2.0")


@pytest.mark.parametrize("version", ["0.0.9", "two"])
def test_a_version_that_is_lower_or_no_version_is_refused(version):
    with pytest.raises(Invalid):
        publish_catalogue(actor=ADMINISTRATOR, code="barriers", version=version, content=barriers())


def test_a_code_that_exists_nowhere_is_refused():
    content = barriers()
    content["items"][0]["linked_needs"] = ["a_need_of_nobody"]
    with pytest.raises(Invalid) as refused:
        publish_catalogue(actor=ADMINISTRATOR, code="barriers", version="0.2.0", content=content)
    assert "a_need_of_nobody" in refused.value.fields["content"][0]


def test_an_instrument_is_published_like_a_catalogue():
    content = copy.deepcopy(instruments()["satisfaction_person"])
    row = publish_catalogue(actor=ADMINISTRATOR, code="satisfaction_person", version="0.2.0", content=content)
    assert row.kind == "instrument"
    assert selectors.instrument("satisfaction_person").version == "0.2.0"
    assert selectors.instrument("satisfaction_person", "0.1.2").version == "0.1.2"


@pytest.mark.parametrize("sql", ["UPDATE taxonomy_catalogue SET content = '{}'", "DELETE FROM taxonomy_catalogue"])
def test_the_database_itself_refuses_to_change_what_was_published(sql):
    with pytest.raises(IntegrityError, match="publish a new version"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
