"""Do the pages carry a practice from a counsellor to the result in another office?"""

import html
import re

import pytest
from django.urls import reverse

from ruta.base.clock import today
from ruta.desk.vacancies.tests.test_screens import desk_of, sent
from ruta.directory.models import Office
from ruta.quality.models import Practice, Replica
from ruta.quality.tests.test_practices import coordinator, counsellor, elsewhere, kept  # noqa: F401

pytestmark = pytest.mark.django_db
FIELDS = {
    "kind": "practice",
    "title": "Fila para quien viene de lejos",
    "problem": "Perdían el bus.",
    "what": "Se atienden primero.",
    "gain": "Nadie se quedó.",
}


def test_a_practice_is_handed_in_reviewed_and_replicated(counsellor, coordinator, elsewhere):  # noqa: F811
    desk, chief, other = desk_of(counsellor), desk_of(coordinator), desk_of(elsewhere)
    assert sent(desk, "desk:practice-new", **(FIELDS | {"gain": ""})).status_code == 422
    assert sent(desk, "desk:practice-new", **FIELDS).status_code == 302
    row = kept(counsellor, Practice.objects.get)
    assert other.get(reverse("desk:practice", args=[row.pk])).status_code == 404
    assert "otra coordinación" in desk.get(reverse("desk:practice", args=[row.pk])).content.decode()
    assert sent(chief, "desk:practice-review", row.pk, state="accepted", note="").status_code == 422
    assert sent(chief, "desk:practice-review", row.pk, state="accepted", note="Sirve.").status_code == 302
    assert "Fila para quien" in other.get(reverse("desk:practices")).content.decode()
    office = Office.objects.get(pk=elsewhere.office_id)
    assert sent(other, "desk:practice-replicate", row.pk, office=office.pk, begun_on=today().isoformat()).status_code == 302
    assert sent(other, "desk:practice-replicate", row.pk, office=office.pk, begun_on=today().isoformat()).status_code == 409
    replica = kept(elsewhere, Replica.objects.get)
    told = {f"r{replica.pk}-state": "works", f"r{replica.pk}-result": "La espera bajó."}
    lost = sent(other, "desk:practice-result", row.pk, replica.pk, **told | {f"r{replica.pk}-state": ""})
    assert lost.status_code == 422 and "La espera bajó." in lost.content.decode()
    assert sent(other, "desk:practice-result", row.pk, replica.pk, **told).status_code == 302
    assert "La espera bajó." in chief.get(reverse("desk:practice", args=[row.pk])).content.decode()
    assert b"Fila para quien" in b"".join(chief.get(reverse("desk:practices"), {"formato": "csv"}).streaming_content)
    page = other.get(reverse("desk:practice", args=[row.pk])).content.decode()
    assert "Corregir qué resultó" in page
    assert (
        sent(other, "desk:practice-result", row.pk, replica.pk, **told | {f"r{replica.pk}-result": "Bajó a la mitad."}).status_code == 302
    )
    assert "Bajó a la mitad." in chief.get(reverse("desk:practice", args=[row.pk])).content.decode()


def test_a_review_by_mistake_is_changed_on_its_page(counsellor, coordinator):  # noqa: F811
    desk, chief = desk_of(counsellor), desk_of(coordinator)
    sent(desk, "desk:practice-new", **FIELDS)
    row = kept(counsellor, Practice.objects.get)
    assert sent(chief, "desk:practice-review", row.pk, state="accepted", note="Sirve.").status_code == 302
    page = chief.get(reverse("desk:practice", args=[row.pk])).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert "Cambiar la revisión" in page and seen
    assert "Cambiar la revisión" not in desk.get(reverse("desk:practice", args=[row.pk])).content.decode()
    changed = sent(chief, "desk:practice-review", row.pk, state="declined", note="Falta la ley.", seen=html.unescape(seen[1]))
    assert changed.status_code == 302
    assert "Falta la ley." in desk.get(reverse("desk:practice", args=[row.pk])).content.decode()
