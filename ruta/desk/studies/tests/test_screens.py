"""Do the pages carry a study from its registration to the public, and a scenario beside it?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ruta.base.clock import today
from ruta.desk.vacancies.tests.test_screens import desk_of, sent
from ruta.insights.models import Scenario, Study
from ruta.insights.tests.test_studies import analyst, reader  # noqa: F401

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 una prueba"
FIELDS = {
    "title": "Sequía y migración laboral", "kind": "research", "author": "Equipo", "source": "Universidad", "published_on": "2025-03-01", "url": "",
    "themes": ["climate"], "departments": ["06"], "findings": "Se fue más gente joven.", "limits": "Un solo año.",
}  # fmt: skip


def test_a_study_is_registered_used_published_and_read_by_anybody(analyst, reader, client):  # noqa: F811
    desk, other = desk_of(analyst), desk_of(reader)
    assert sent(desk, "desk:study-new", **FIELDS).status_code == 422
    assert sent(desk, "desk:study-new", **FIELDS, file=SimpleUploadedFile("e.pdf", PDF)).status_code == 302
    row = Study.objects.get()
    assert sent(desk, "desk:study-change", row.pk, **(FIELDS | {"author": "Equipo A"}), version=row.version).status_code == 302
    assert (
        sent(desk, "desk:study-step", row.pk, "decision", decided_on=today().isoformat(), decision="", where="", result="").status_code
        == 422
    )
    assert (
        sent(
            desk, "desk:study-step", row.pk, "decision", decided_on=today().isoformat(), decision="Abrir cursos", where="Acta", result=""
        ).status_code
        == 302
    )
    assert client.get(reverse("portal:study", args=[row.pk])).status_code == 404
    assert sent(desk, "desk:study-step", row.pk, "publicar").status_code == 403
    assert sent(other, "desk:study-step", row.pk, "publicar").status_code == 302
    assert "Abrir cursos" in client.get(reverse("portal:study", args=[row.pk])).content.decode()
    assert client.get(reverse("portal:study_file", args=[row.pk])).content == PDF
    assert desk.get(reverse("desk:study-file", args=[row.pk])).content == PDF
    listed = client.get(reverse("portal:studies"), {"tema": "climate", "lugar": "06"}).content.decode()
    assert "Sequía y migración laboral" in listed
    assert b"Equipo A" in b"".join(desk.get(reverse("desk:studies"), {"formato": "csv"}).streaming_content)


def test_a_scenario_is_written_and_published(analyst, reader, client):  # noqa: F811
    desk, other = desk_of(analyst), desk_of(reader)
    words = {"title": "Sequía larga", "horizon": today().year + 3, "likelihood": "middle", "themes": ["climate"], "drivers": "Lluvia", "story": "Menos cosecha", "signs": "Reservas", "response": "Empleo temporal"}  # fmt: skip
    assert sent(desk, "desk:scenario-new", **(words | {"horizon": 2021})).status_code == 422
    assert sent(desk, "desk:scenario-new", **words).status_code == 302
    row = Scenario.objects.get()
    assert sent(desk, "desk:scenario-change", row.pk, **(words | {"story": "Mucha menos"}), version=row.version).status_code == 302
    assert "Sequía larga" in desk.get(reverse("desk:scenarios")).content.decode()
    assert sent(other, "desk:scenario-step", row.pk, "publicar").status_code == 302
    assert "Mucha menos" in client.get(reverse("portal:scenario", args=[row.pk])).content.decode()
    assert "Sequía larga" in client.get(reverse("portal:studies")).content.decode()
