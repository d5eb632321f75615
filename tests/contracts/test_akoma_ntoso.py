"""Does the text of a norm hold to the schema of OASIS for Akoma Ntoso 3.0? `RUTA_AKOMA_NTOSO_SCHEMA` names the folder that holds it."""

from datetime import date

import pytest
from lxml import etree

from ruta.legal.models import Instrument
from ruta.legal.selectors import akoma_ntoso
from ruta.legal.tests.test_texts import FIRST, SECOND, amended, norm, published  # noqa: F401
from tests.contracts.suites import suite

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(file=str(suite("RUTA_AKOMA_NTOSO_SCHEMA") / "akomantoso30.xsd"))


@pytest.mark.parametrize("day", [FIRST, SECOND])
def test_a_norm_holds_to_the_schema_before_and_after_it_changed(schema, norm, published, amended, day):  # noqa: F811
    Instrument.objects.filter(pk=norm.pk).update(gazette_number="36.412", gazette_on="2024-01-20")
    told = etree.fromstring(akoma_ntoso(Instrument.objects.get(pk=norm.pk), day))
    assert schema.validate(told), schema.error_log
    assert told.findall(".//{*}article"), "a document without articles proves nothing"


def test_the_schema_finds_what_is_wrong(schema, norm, published):  # noqa: F811
    told = etree.fromstring(akoma_ntoso(norm, date(2024, 3, 1)))
    told.find(".//{*}FRBRWork").clear()
    assert not schema.validate(told)
