"""Is a study found by whoever reads it, tied to what it served, and public only once another person said so?"""

from datetime import date

import pytest

from ruta.base.clock import today
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.cases.tests.making import staff
from ruta.insights.actions import ScenarioTerms, StudyTerms, note_use, save_scenario, save_study, show_scenario, show_study
from ruta.insights.selectors import found_studies, public_scenarios, public_studies, studies

pytestmark = pytest.mark.django_db
TERMS = {
    "kind": "research", "title": "Sequía y migración laboral", "author": "Equipo de prueba", "source": "Universidad de prueba", "published_on": date(2025, 3, 1),
    "themes": ("climate", "labour_migration"), "findings": "Donde faltó lluvia se fue más gente joven.", "url": "https://ejemplo.hn/estudio",
}  # fmt: skip
WORDS = {
    "title": "Sequía larga",
    "themes": ("climate",),
    "drivers": "Lluvia",
    "story": "Menos cosecha",
    "signs": "Reservas",
    "response": "Empleo temporal",
}


@pytest.fixture
def analyst(db):
    return staff("DGE", "observatory_analyst")


@pytest.fixture
def reader(db):
    return staff("DGE", "me_focal_point")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", ""),
        ("url", "javascript:alert(1)"),
        ("themes", ()),
        ("themes", ("magic",)),
        ("published_on", date(2100, 1, 1)),
        ("published_on", date(202, 3, 1)),
        ("findings", " "),
    ],
)
def test_what_nobody_can_read_or_trust_is_not_registered(analyst, field, value):
    with pytest.raises(Invalid) as error:
        save_study(actor=analyst, terms=StudyTerms(**(TERMS | {field: value})))
    assert field in error.value.fields


def test_it_is_registered_once_and_found_by_its_words(analyst):
    save_study(actor=analyst, terms=StudyTerms(**TERMS))
    with pytest.raises(Invalid):
        save_study(actor=analyst, terms=StudyTerms(**TERMS))
    assert found_studies(studies(), "sequia universidad").count() == 1
    assert found_studies(studies(), "sequia volcán").count() == 0


def test_another_person_publishes_it_and_what_is_public_does_not_change(analyst, reader):
    row = save_study(actor=analyst, terms=StudyTerms(**TERMS), content=b"%PDF-1.7 una prueba")
    with pytest.raises(Conflict):
        save_study(actor=analyst, terms=StudyTerms(**TERMS), study_id=row.pk, version=row.version + 1)
    with pytest.raises(Refused):
        show_study(actor=analyst, study_id=row.pk, is_shown=True)
    show_study(actor=reader, study_id=row.pk, is_shown=True)
    assert public_studies().get().pk == row.pk
    with pytest.raises(NotOpen):
        save_study(actor=analyst, terms=StudyTerms(**TERMS), study_id=row.pk)
    show_study(actor=reader, study_id=row.pk, is_shown=False)
    assert not public_studies().exists()


def test_a_decision_comes_after_its_study_and_is_counted(analyst):
    row = save_study(actor=analyst, terms=StudyTerms(**TERMS))
    for day in (date(2024, 1, 1), date(2100, 1, 1)):
        with pytest.raises(Invalid):
            note_use(actor=analyst, study_id=row.pk, decided_on=day, decision="Abrir cursos")
    note_use(actor=analyst, study_id=row.pk, decided_on=today(), decision="Abrir cursos de riego", where="Acta 4")
    assert studies().get().served == 1


def test_everybody_counts_only_the_decisions_that_stood_when_it_was_let_out(analyst, reader):
    row = save_study(actor=analyst, terms=StudyTerms(**TERMS))
    note_use(actor=analyst, study_id=row.pk, decided_on=today(), decision="Abrir cursos de riego")
    show_study(actor=reader, study_id=row.pk, is_shown=True)
    note_use(actor=reader, study_id=row.pk, decided_on=today(), decision="Lo que nadie más ha visto")
    assert (public_studies().get().served, studies().get().served) == (1, 2)


def test_a_scenario_rests_on_studies_and_looks_ahead(analyst, reader):
    row = save_study(actor=analyst, terms=StudyTerms(**TERMS))
    with pytest.raises(Invalid):
        save_scenario(actor=analyst, terms=ScenarioTerms(horizon=today().year - 1, **WORDS))
    made = save_scenario(actor=analyst, terms=ScenarioTerms(horizon=today().year + 3, study_ids=(row.pk,), **WORDS))
    assert [each.pk for each in made.studies.order_by("pk")] == [row.pk]
    show_scenario(actor=reader, scenario_id=made.pk, is_shown=True)
    assert public_scenarios().count() == 1


def test_those_who_serve_register_nothing(db):
    with pytest.raises(Refused):
        save_study(actor=staff("SPS", "counsellor"), terms=StudyTerms(**TERMS))
