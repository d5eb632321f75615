"""Do the figures of procedures count what was granted, certified and carried out, hide few persons, and open their own rows?"""

from datetime import timedelta

import pytest
from django.db import transaction

from ruta.base.clock import now, today
from ruta.base.context import acting_as
from ruta.desk.cases.tests.conftest import Desk
from ruta.insights.definitions import indicators
from ruta.insights.engine.suppression import Mark
from ruta.insights.selectors import procedure_figures, procedures_of_all
from ruta.permits.actions import MeasureTerms, finish_measure, note_measure, step_certificate
from ruta.permits.models import Certificate, Dossier
from ruta.permits.tests.conftest import *  # noqa: F403 (the same dossiers)

pytestmark = pytest.mark.django_db


def figures(actor):
    with acting_as(actor, read_only=True), transaction.atomic():
        return {each.code: each for each in procedure_figures(actor, today().year)}


def copy_of(dossier, at, **more):
    """Another dossier like it, of another person."""
    names = [field.attname for field in Dossier._meta.concrete_fields if field.attname not in {"id", "number", "document"}]
    return Dossier(**{name: getattr(dossier, name) for name in names} | more, number=f"X-{at}", document=f"X{at}")


def opened(actor, figure):
    return Desk(actor).get(f"/tramites/?{figure.rows}").content.decode()


def test_few_authorisations_of_persons_are_not_told(keeper, grant):
    grant("work_authorisation")
    found = figures(keeper)
    assert set(found) == {each.code for each in indicators() if each.shown == "procedure_figures"}
    assert found["I04"].now.count is None
    assert (found["I16"].now.count, found["I17"].now.count) == (0, 0)
    assert "Marisela Duarte" in opened(keeper, found["I04"])


def test_an_agent_counts_while_its_certificate_is_in_force_and_its_plan_once_all_of_it_is_done(keeper, decider, grant):
    dossier = grant()
    with acting_as(keeper), transaction.atomic():
        certificate = Certificate.objects.get(dossier=dossier)
    found = figures(keeper)
    assert (found["I16"].now.count, found["I16"].before.count, found["I16"].change.percent) == (1, 0, None)
    assert "cero" in found["I16"].why_not
    terms = MeasureTerms(
        kind="improvement", note="Contrato en el idioma de la persona", on_day=today(), due_on=today() + timedelta(days=30)
    )
    first, second = (note_measure(actor=keeper, dossier_id=dossier.pk, terms=terms) for _ in range(2))
    finish_measure(actor=keeper, measure_id=first.pk, outcome="Hecho")
    assert figures(keeper)["I17"].now.count == 0
    finish_measure(actor=keeper, measure_id=second.pk, outcome="Hecho")
    found = figures(keeper)
    assert found["I17"].now.count == 1
    for code in ("I16", "I17"):
        assert dossier.holder_name in opened(keeper, found[code])
    step_certificate(actor=decider, certificate_id=certificate.pk, verb="suspend", reason="plan_unmet", note="Sin informes.")
    assert figures(keeper)["I16"].now.count == 0
    assert dossier.holder_name not in opened(keeper, found["I16"])


def test_the_same_days_of_the_year_before_are_beside_it(keeper, grant, elsewhere):
    dossier = grant()
    with acting_as(keeper), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(closed_at=now() - timedelta(days=366))
    assert figures(keeper)["I04"].before.count == 0
    page = Desk(keeper).get("/indicadores/tramites/")
    assert page.status_code == 200
    assert "vigente" in page.content.decode()
    assert {each.now.count for each in figures(elsewhere).values()} == {0}


def of_all(actor, end=None):
    with acting_as(actor, read_only=True), transaction.atomic():
        return procedures_of_all(end or today())


def test_the_country_counts_what_each_institution_counts_and_few_authorisations_are_in_no_number(keeper, decider, elsewhere, grant):
    dossier = grant()
    terms = MeasureTerms(kind="improvement", note="Rótulo", on_day=today(), due_on=today() + timedelta(days=30))
    finish_measure(actor=keeper, measure_id=note_measure(actor=keeper, dossier_id=dossier.pk, terms=terms).pk, outcome="Hecho")
    grant("work_authorisation")
    own, seen = figures(keeper), of_all(elsewhere)
    assert {code: (each.now, each.before) for code, each in seen.items()} == {code: (each.now, each.before) for code, each in own.items()}
    assert (seen["I16"].now.count, seen["I17"].now.count) == (1, 1)
    assert (seen["I04"].now.count, seen["I04"].now.mark, seen["I04"].before.count) == (None, Mark.PRIMARY, 0)
    assert seen["I16"].change.percent is None
    assert of_all(elsewhere, today() - timedelta(days=1))["I16"].now.count == 0, "not in force yet"
    with acting_as(keeper), transaction.atomic():
        certificate = Certificate.objects.get(dossier=dossier)
        granted = Dossier.objects.get(procedure="work_authorisation")
        Dossier.objects.bulk_create(copy_of(granted, at) for at in range(4))
    assert of_all(elsewhere)["I04"].now.count == figures(keeper)["I04"].now.count == 5
    with acting_as(keeper), transaction.atomic():
        Dossier.objects.filter(document__in=["X0", "X1"]).update(closed_at=now() - timedelta(days=366))
    assert of_all(elsewhere)["I04"].now.count is None, "three of this year are few again"
    step_certificate(actor=decider, certificate_id=certificate.pk, verb="suspend", reason="plan_unmet", note="Sin informes.")
    assert of_all(elsewhere)["I16"].now.count == 0


def test_an_institution_of_few_cannot_be_subtracted_from_the_country(keeper, elsewhere, grant):
    granted = grant("work_authorisation")
    with acting_as(keeper), transaction.atomic():
        Dossier.objects.bulk_create(copy_of(granted, at) for at in range(5))
    with acting_as(elsewhere), transaction.atomic():
        Dossier.objects.bulk_create([copy_of(granted, 9, owner_institution_id=elsewhere.institution_id)])
    assert figures(elsewhere)["I04"].now.count is None
    assert of_all(keeper)["I04"].now.count == figures(keeper)["I04"].now.count == 6


def test_both_years_are_of_the_same_institutions(keeper, elsewhere, grant):
    granted = grant("work_authorisation")
    last_year = now() - timedelta(days=366)
    with acting_as(keeper), transaction.atomic():
        Dossier.objects.bulk_create(copy_of(granted, at) for at in range(9))
        Dossier.objects.bulk_create(copy_of(granted, at, closed_at=last_year) for at in range(10, 20))
    with acting_as(elsewhere), transaction.atomic():
        other = {"owner_institution_id": elsewhere.institution_id}
        Dossier.objects.bulk_create(copy_of(granted, at, **other) for at in range(20, 26))
        Dossier.objects.bulk_create(copy_of(granted, at, closed_at=last_year, **other) for at in range(30, 34))
    found = of_all(keeper)["I04"]
    assert (found.now.count, found.before.count, found.change.percent) == (10, 10, 0), (
        "six this year and four the year before are no growth of the others"
    )
