"""Do the pages carry a study from its registration to the public, and a scenario beside it?"""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.errors import NotOpen, Refused
from ruta.cases.tests.making import staff
from ruta.desk.studies.forms import OFFERED
from ruta.desk.vacancies.tests.test_screens import desk_of, sent
from ruta.directory.models import Office
from ruta.insights.actions import ScenarioTerms, StudyTerms, change_use, note_use, save_scenario, save_study, show_study, take_back_use
from ruta.insights.models import Scenario, Study
from ruta.insights.selectors import public_studies, uses_of
from ruta.insights.tests.test_studies import TERMS, WORDS, analyst, reader  # noqa: F401

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


def test_a_decision_is_corrected_or_taken_back_until_everybody_reads_it(analyst, reader, client):  # noqa: F811
    row = save_study(actor=analyst, terms=StudyTerms(**TERMS))
    wrong, other = (
        note_use(actor=analyst, study_id=row.pk, decided_on=today(), decision=words) for words in ("Abir cursos", "De otro estudio")
    )
    desk = desk_of(analyst)
    assert reverse("desk:study-use", args=[row.pk, wrong.pk]) in desk.get(reverse("desk:study", args=[row.pk])).content.decode()
    fields = {"decided_on": today().isoformat(), "decision": "", "where": "Acta 4", "result": ""}
    answer = sent(desk, "desk:study-use", row.pk, wrong.pk, **fields)
    assert (answer.status_code, "Acta 4" in answer.content.decode()) == (422, True)
    assert sent(desk, "desk:study-use", row.pk, wrong.pk, **(fields | {"decision": "Abrir cursos"})).status_code == 302
    assert sent(desk, "desk:study-use", row.pk, other.pk, quitar="1").status_code == 302
    assert [use.decision for use in uses_of(row)] == ["Abrir cursos"]
    show_study(actor=reader, study_id=row.pk, is_shown=True)
    page = client.get(reverse("portal:study", args=[row.pk])).content.decode()
    assert ("Abrir cursos" in page, "De otro estudio" in page, public_studies().get().served) == (True, False, 1)
    assert reverse("desk:study-use", args=[row.pk, wrong.pk]) not in desk.get(reverse("desk:study", args=[row.pk])).content.decode()
    with pytest.raises(NotOpen):
        change_use(actor=analyst, use_id=wrong.pk, decided_on=today(), decision="Otra cosa")
    elsewhere = Office.objects.exclude(institution_id=analyst.institution_id).order_by("pk").first()
    with pytest.raises(Refused):
        take_back_use(actor=staff(elsewhere.code, "me_focal_point"), use_id=wrong.pk)


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


def test_a_scenario_keeps_the_old_study_that_it_rests_on_when_it_is_corrected(analyst, reader):  # noqa: F811
    first, *_others = [
        save_study(
            actor=analyst, terms=StudyTerms(**(TERMS | {"title": f"Estudio {at}", "published_on": date(2020, 1, 1) + timedelta(at)}))
        )
        for at in range(OFFERED + 1)
    ]
    row = save_scenario(actor=analyst, terms=ScenarioTerms(horizon=today().year + 3, study_ids=(first.pk,), **WORDS))
    desk, place = desk_of(analyst), reverse("desk:scenario-change", args=[row.pk])
    assert f'value="{first.pk}"' in desk.get(place).content.decode()
    fields = WORDS | {"horizon": today().year + 3, "likelihood": "middle", "study_ids": [first.pk]}
    assert sent(desk, "desk:scenario-change", row.pk, **(fields | {"title": "Sequía corta"}), version=row.version).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.studies.get().pk) == ("Sequía corta", first.pk)
