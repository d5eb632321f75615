"""Do the pages let somebody read, sign and see who has not?"""

import pytest
from django.urls import reverse

from ruta.desk.vacancies.tests.test_screens import desk_of, sent
from ruta.quality.enums import Document
from ruta.quality.selectors import version_of
from ruta.quality.tests.test_pledges import chief, counsellor, signed  # noqa: F401

pytestmark = pytest.mark.django_db


def test_a_counsellor_signs_and_the_coordinator_sees_it(counsellor, chief):  # noqa: F811
    desk, other = desk_of(counsellor), desk_of(chief)
    assert "Falta su firma" in desk.get(reverse("desk:pledges")).content.decode()
    assert "Falta su firma" in desk.get(reverse("desk:queue")).content.decode()
    assert desk.get(reverse("desk:signatures")).status_code == 403
    assert sent(desk, "desk:sign", Document.CHARTER, version="0.0.1").status_code == 409
    for document in Document.values:
        assert sent(desk, "desk:sign", document, version=version_of(document)).status_code == 302
    assert "Falta su firma" not in desk.get(reverse("desk:pledges")).content.decode()
    assert "Falta su firma" not in desk.get(reverse("desk:queue")).content.decode()
    assert "1 de 2 firmaron" in other.get(reverse("desk:signatures")).content.decode()
    missing = other.get(reverse("desk:signatures"), {"falta": "1"}).content.decode()
    assert missing.count("<tr>") == 2  # the head and the coordinator
    assert b"".join(other.get(reverse("desk:signatures"), {"formato": "csv"}).streaming_content).count(b"\n") == 3
